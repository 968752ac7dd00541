"""The part of ``Corpus`` that is about single statements and corrections of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from wortlaut.corpus import amendments, corrections
from wortlaut.corpus.actor_methods import login_name
from wortlaut.corpus.actors import find_actor
from wortlaut.corpus.amendments import NewSpeaker
from wortlaut.corpus.connection import Connection, Row
from wortlaut.corpus.corrections import Correction, Signature
from wortlaut.corpus.derive import derive_forms
from wortlaut.corpus.hits import Hit, read_hits
from wortlaut.corpus.identity import UNKNOWN, identity_of, is_wikidata
from wortlaut.corpus.lineage import statement_row
from wortlaut.corpus.rows import check_storable, paratext_of, statement_of
from wortlaut.corpus.stretches import checked_spans
from wortlaut.errors import UsageError
from wortlaut.records import MEDIA, STATEMENT_TYPES, Actor, Analysis, Span, Statement


class Unset(Enum):
    """The type of ``UNSET``."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET
"""What is not given stays as it is; None takes a role away."""

Spans = Sequence[Span | Sequence[int]]
_LABEL_WORDS = 60
_THERE = "there is a statement of this type at this place already; correct that one"

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
            return self._hit(statement_row(self._db, statement)["number"])

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
        a ``NewSpeaker``, an actor of the corpus by key, Wikidata id or name (the mention in the
        text stays), or None for nobody.
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
            old = statement_row(self._db, statement) if statement is not None else None
            row = (
                self._db.rows("SELECT * FROM article WHERE number = ?", (old["article"],))[0]
                if old is not None
                else self._article_row(article or "")
            )
            before = statement_of(old, row["id"]) if old is not None else None
            changes = self._changes(row["text"], row["id"], given)
            if action == "change" and not changes:
                raise UsageError("nothing to change; give spans, a type, a speaker or a role")
            words = before.text if before else _words(row["text"], changes["spans"])
            values = {
                "actor": "",
                "article": row["id"],
                "statement": before.id if before else None,
                "before": _json(before.to_dict()) if before else None,
                "changes": _json(changes | self._builds_on(before)),
                "note": (note or "").strip() or None,
            }
            check_storable([*values.values(), by.author], row["id"])
            if action == "add":
                self._must_be_new(row, changes)
            number = corrections.write(self._db, by, action, _label(words, changes), **values)
            changed = amendments.rewrite(self._db, row["number"])
            written = self._db.rows("SELECT * FROM correction WHERE number = ?", (number,))[0]
            if not written["applies"]:
                raise UsageError(_THERE)
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

    def _builds_on(self, before: Statement | None) -> dict[str, int]:
        number = before and self._db.value(
            "SELECT max(number) FROM correction WHERE result = ? AND undone IS NULL AND applies",
            (before.id,),
        )
        return {amendments.BUILDS_ON: number} if number else {}

    def _must_be_new(self, article: Row, changes: dict[str, Any]) -> None:
        spans = tuple(Span(*pair) for pair in changes["spans"])
        new = Statement(article["id"], changes["type"], "-", spans)
        if self._db.value("SELECT 1 FROM statement WHERE id = ?", (new.id,)):
            raise UsageError(_THERE)

    def _changes(self, text: str, article: str, given: dict[str, Any]) -> dict[str, Any]:
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
                changes[name] = self._speaker(text, article, value)
            else:
                changes[name] = checked_spans(text, value, name) if value else None
        return changes

    def _speaker(self, text: str, article: str, value: NewSpeaker | str | None) -> dict[str, Any]:
        if value is None:
            value = NewSpeaker()
        if isinstance(value, str):
            row = find_actor(self._db, value)
            if row["key"] == UNKNOWN:
                value = NewSpeaker()
            else:
                facts = ("name", "kind", "wikidata", "gender", "party", "country")
                # The text goes on naming whom it names, whoever that is.
                known = {fact: row[fact] for fact in facts}
                known["name"] = self._name_of(row, article)
                value = NewSpeaker(**known, spans=None)
        name = " ".join((value.name or "").split()) or None
        data = value.to_dict() | {"name": name, "kind": value.kind if name else "unknown"}
        if value.wikidata is not None and not is_wikidata(value.wikidata):
            raise UsageError(f"{value.wikidata!r} is no Wikidata id; give one as in Q7747")
        if value.wikidata is not None and name is None:
            raise UsageError(f"{value.wikidata} needs a name; give that of the speaker as well")
        if value.spans is not None:
            data["spans"] = checked_spans(text, value.spans, "mention of the speaker")
        return data

    def _article_row(self, article: str) -> Row:
        analysis = self.article(article)
        return self._db.rows("SELECT * FROM article WHERE id = ?", (analysis.article.id,))[0]

    def _name_of(self, actor: Row, article: str) -> str:
        """A name by which an article leads to this actor: its own, else one that articles use.

        People may have renamed it, so that its name alone would be somebody else.
        """
        forms = self._db.rows(
            "SELECT identity, named, name FROM form WHERE actor = ? "
            "ORDER BY spoken + behalf DESC, name",
            (actor["key"],),
        )
        identities = {form[column] for form in forms for column in ("identity", "named")}
        for name in (actor["name"], *(form["name"] for form in forms)):
            record = Actor(name, actor["kind"], actor["wikidata"])
            if name and identity_of(record, article).key in identities:
                return str(name)
        raise UsageError(
            f"no name leads from this article to {actor['key']}, which other articles or a split "
            "tell apart; give the name of the speaker, and split or merge the actors"
        )

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
