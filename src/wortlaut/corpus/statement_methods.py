"""The part of ``Corpus`` that is about single statements and corrections of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from wortlaut.corpus import amendments, corrections
from wortlaut.corpus.actor_methods import login_name
from wortlaut.corpus.actors import find_actor
from wortlaut.corpus.amendments import NewSpeaker, checked_spans
from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.corrections import Correction, Signature
from wortlaut.corpus.derive import derive_forms
from wortlaut.corpus.hits import Hit, read_hits
from wortlaut.corpus.identity import UNKNOWN
from wortlaut.corpus.rows import check_storable, paratext_of, statement_of, storable
from wortlaut.errors import NotFoundError, UsageError
from wortlaut.records import MEDIA, STATEMENT_TYPES, Analysis, Span


class Unset(Enum):
    """The type of ``UNSET``."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
"""What is not given stays as it is; None takes a role away."""

Spans = Sequence[Span | Sequence[int]]
_LABEL_WORDS = 60

__all__ = ["UNSET", "NewSpeaker", "StatementMethods", "Unset"]


class StatementMethods:
    """Mixed into ``Corpus``. Statements and articles are named by id, or its first characters."""

    _db: Connection
    _clock: Callable[[], str]

    if TYPE_CHECKING:

        def article(self, id_or_prefix: str) -> Analysis: ...
        def _analysis(self, row: Row) -> Analysis: ...

    # --------------------------------------------------------------------------- reading

    def statement(self, statement: str) -> Hit:
        """A statement in its article; by an id from before a correction, what became of it.

        Raises ``NotFoundError`` where there is none, or it was deleted; ``UsageError`` where
        several ids begin so.
        """
        with self._db.snapshot():
            return self._hit(self._statement_row(statement)["number"])

    def machine_analysis(self, article: str) -> Analysis:
        """The article with the machine's own answer, as if nobody had corrected it."""
        with self._db.snapshot():
            row = self._article_row(article)
            found = amendments.machine_answer(self._db, row["number"], row["id"])
            analysis = self._analysis(row)
            return Analysis(analysis.article, tuple(found), paratext_of(row))

    def corrected_articles(self) -> Iterator[Analysis]:
        """The articles whose statements people corrected, in the order of ids."""
        marks = ", ".join("?" * len(amendments.ACTIONS))
        rows = self._db.rows(
            "SELECT DISTINCT article FROM correction WHERE undone IS NULL AND applies "
            f"AND action IN ({marks}) ORDER BY article",
            amendments.ACTIONS,
        )
        for (article,) in rows:
            yield self.article(article)

    # ------------------------------------------------------------------------ correcting

    def change_statement(
        self,
        statement: str,
        *,
        spans: Spans | Unset = UNSET,
        type: str | Unset = UNSET,
        medium: str | Unset = UNSET,
        speaker: NewSpeaker | str | Unset | None = UNSET,
        cue: Spans | Unset | None = UNSET,
        frame: Spans | Unset | None = UNSET,
        addressee: Spans | Unset | None = UNSET,
        author: str | None = None,
        note: str | None = None,
    ) -> Correction:
        """Correct a statement; what is not given stays, None takes a role away.

        ``spans`` and the roles are code points into the article's text, half open. ``speaker`` is
        a ``NewSpeaker``, an actor of the corpus by key, Wikidata id or name, or None for nobody.
        The statement has another id where its type or spans change; the old one still finds it.
        Raises ``UsageError`` for what cannot be, ``NotFoundError`` where there is no statement.
        """
        given = {
            "spans": spans,
            "type": type,
            "medium": medium,
            "speaker": speaker,
            "cue": cue,
            "frame": frame,
            "addressee": addressee,
        }
        return self._amend("change", statement, None, given, author, note)

    def delete_statement(
        self, statement: str, *, author: str | None = None, note: str | None = None
    ) -> Correction:
        """Say that this is no statement; those nested in it stay."""
        return self._amend("delete", statement, None, {}, author, note)

    def add_statement(
        self,
        article: str,
        *,
        type: str,
        spans: Spans,
        medium: str | Unset = UNSET,
        speaker: NewSpeaker | str | Unset | None = UNSET,
        cue: Spans | Unset | None = UNSET,
        frame: Spans | Unset | None = UNSET,
        addressee: Spans | Unset | None = UNSET,
        author: str | None = None,
        note: str | None = None,
    ) -> Correction:
        """Add a statement that the machine missed; its id is the correction's ``statement``."""
        given = {
            "spans": spans,
            "type": type,
            "medium": medium,
            "speaker": speaker,
            "cue": cue,
            "frame": frame,
            "addressee": addressee,
        }
        return self._amend("add", None, article, given, author, note)

    # ---------------------------------------------------------------------------- inside

    def _amend(
        self,
        action: Literal["change", "delete", "add"],
        statement: str | None,
        article: str | None,
        given: dict[str, Any],
        author: str | None,
        note: str | None,
    ) -> Correction:
        by = Signature((author or "").strip() or login_name(), self._clock())
        with self._db.transaction():
            old = self._statement_row(statement) if statement is not None else None
            row = (
                self._db.rows("SELECT * FROM article WHERE number = ?", (old["article"],))[0]
                if old is not None
                else self._article_row(article or "")
            )
            before = statement_of(old, row["id"]) if old is not None else None
            changes = self._changes(row["text"], given)
            if action == "change" and not changes:
                raise UsageError("nothing to change; give spans, a type, a speaker or a role")
            words = before.text if before else _words(row["text"], changes["spans"])
            values = {
                "actor": "",
                "article": row["id"],
                "statement": before.id if before else None,
                "before": _json(before.to_dict()) if before else None,
                "changes": _json(changes),
                "note": (note or "").strip() or None,
            }
            check_storable([*values.values(), by.author], row["id"])
            number = corrections.write(self._db, by, action, _label(words, changes), **values)
            changed = amendments.rewrite(self._db, row["number"])
            written = self._db.rows("SELECT * FROM correction WHERE number = ?", (number,))[0]
            if not written["applies"]:
                raise UsageError(
                    "there is a statement of this type at this place already; correct that one"
                )
            if written["result"] is not None:
                after = self._db.rows(
                    "SELECT * FROM statement WHERE article = ? AND id = ?",
                    (row["number"], written["result"]),
                )[0]
                self._db.run(
                    "UPDATE correction SET after = ? WHERE number = ?",
                    (_json(statement_of(after, row["id"]).to_dict()), number),
                )
            derive_forms(self._db, changed)
            return corrections.read(self._db, number)

    def _changes(self, text: str, given: dict[str, Any]) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, value in given.items():
            if value is UNSET:
                continue
            if name == "spans":
                changes[name] = checked_spans(text, value, "statement")
                if not changes[name]:
                    raise UsageError("a statement needs words; give at least one span")
            elif name == "type":
                changes[name] = _one_of(value, STATEMENT_TYPES, "type")
            elif name == "medium":
                changes[name] = _one_of(value, MEDIA, "medium")
            elif name == "speaker":
                changes[name] = self._speaker(text, value)
            else:
                changes[name] = checked_spans(text, value, name) if value else None
        return changes

    def _speaker(self, text: str, value: NewSpeaker | str | None) -> dict[str, Any]:
        if value is None:
            value = NewSpeaker()
        if isinstance(value, str):
            row = find_actor(self._db, value)
            if row["key"] == UNKNOWN:
                value = NewSpeaker()
            else:
                facts = ("name", "kind", "wikidata", "gender", "party", "country")
                value = NewSpeaker(**{fact: row[fact] for fact in facts})
        name = " ".join((value.name or "").split()) or None
        data = value.to_dict() | {"name": name, "kind": value.kind if name else "unknown"}
        data["spans"] = checked_spans(text, value.spans, "mention of the speaker")
        return data

    def _article_row(self, article: str) -> Row:
        analysis = self.article(article)
        return self._db.rows("SELECT * FROM article WHERE id = ?", (analysis.article.id,))[0]

    def _statement_row(self, wanted: str) -> Row:
        """The row of a statement by id or prefix, or of what became of it."""
        text = storable(wanted.strip())
        if not text:
            raise UsageError("an empty id names no statement; give an id or its first characters")
        found = self._db.rows("SELECT * FROM statement WHERE id = ?", (text,))
        if not found:
            current = self._became(text)
            found = self._db.rows("SELECT * FROM statement WHERE id = ?", (current or text,))
        if not found:
            found = self._db.rows(
                "SELECT * FROM statement WHERE id >= ? AND substr(id, 1, ?) = ? "
                "ORDER BY id LIMIT 2",
                (text, len(text), text),
            )
        if len(found) > 1:
            raise UsageError(f"{text!r} begins several statement ids; give more of it")
        if not found:
            raise NotFoundError(
                f"there is no statement {text!r} in {self._db.path}; it may have been deleted by a "
                "correction, or another model does not find it"
            )
        row: Row = found[0]
        return row

    def _became(self, statement: str) -> str | None:
        """The id that a statement has by now, through all its corrections and their undoing."""
        todo, seen = [statement], {statement}
        while todo:
            at = todo.pop(0)
            if self._db.value("SELECT 1 FROM statement WHERE id = ?", (at,)):
                return at
            for row in self._db.rows(
                "SELECT statement, result, undone FROM correction "
                "WHERE statement = ?1 OR result = ?1 ORDER BY undone IS NOT NULL, number DESC",
                (at,),
            ):
                for other in (row["result"], row["statement"]):
                    if other is not None and other not in seen:
                        seen.add(other)
                        todo.append(other)
        return None

    def _hit(self, number: int) -> Hit:
        return read_hits(self._db, [(number, 0.0)], None, None)[0]


def _one_of(value: str, allowed: Sequence[str], name: str) -> str:
    if value not in allowed:
        raise UsageError(f"{name} {value!r} is unknown; one of {', '.join(allowed)}")
    return value


def _words(text: str, spans: Sequence[Sequence[int]]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _label(words: str, changes: dict[str, Any]) -> str:
    """The correction in words."""
    short = " ".join(words.split())
    if len(short) > _LABEL_WORDS:
        short = short[:_LABEL_WORDS].rsplit(" ", 1)[0] + " …"
    said = [name for name in changes if name not in ("speaker", "type")]
    if "type" in changes:
        said.append(f"type {changes['type']}")
    if "speaker" in changes:
        said.append(f"speaker {changes['speaker']['name'] or UNKNOWN}")
    return f"„{short}“" + (f": {', '.join(said)}" if said else "")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
