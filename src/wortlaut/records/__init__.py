"""The records that everything else passes around.

All are frozen and slotted. Offsets are code points into ``Article.text``, half open, and are
checked when a record is made. ``to_dict`` gives the shape of the JSON contract
(``docs/reference/json.md``), ``from_dict`` reads it back.
"""

from wortlaut.records.article import (
    BLOCK_KINDS,
    Article,
    Block,
    BlockKind,
    Document,
    Paragraph,
    Paratext,
    Provenance,
    Quotation,
    Sentence,
    Span,
    Token,
)
from wortlaut.records.remembered import Remembered
from wortlaut.records.shapes import analysis_from_dict, statement_row
from wortlaut.records.statement import (
    ACTOR_KINDS,
    GENDERS,
    MEDIA,
    ROLES,
    STATEMENT_TYPES,
    UNKNOWN_ACTOR,
    Actor,
    ActorKind,
    Analysis,
    Excerpt,
    Failure,
    Gender,
    Medium,
    Speaker,
    Statement,
    StatementType,
)

__all__ = [
    "ACTOR_KINDS",
    "BLOCK_KINDS",
    "GENDERS",
    "MEDIA",
    "ROLES",
    "STATEMENT_TYPES",
    "UNKNOWN_ACTOR",
    "Actor",
    "ActorKind",
    "Analysis",
    "Article",
    "Block",
    "BlockKind",
    "Document",
    "Excerpt",
    "Failure",
    "Gender",
    "Medium",
    "Paragraph",
    "Paratext",
    "Provenance",
    "Quotation",
    "Remembered",
    "Sentence",
    "Span",
    "Speaker",
    "Statement",
    "StatementType",
    "Token",
    "analysis_from_dict",
    "statement_row",
]
