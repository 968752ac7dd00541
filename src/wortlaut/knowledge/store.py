"""The knowledge base as it is asked: one read-only SQLite file, opened when first needed.

SQLite for the same reasons as the corpus: one file, an index for every question, nothing to load.
The shipped file is opened as immutable, so that it also works from a read-only medium.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from wortlaut.errors import KnowledgeError
from wortlaut.knowledge.entries import Entry, OfficeReading, Tenure
from wortlaut.knowledge.geography import Places
from wortlaut.knowledge.names import normal, skeletons, uninflected
from wortlaut.knowledge.own import OwnTable, read_own
from wortlaut.knowledge.patterns import by_pattern
from wortlaut.knowledge.titles import Titles

FORMAT = 1
"""Of the file; a file of another format is refused."""
_ENTRY = (
    "e.id, e.name, e.kind, e.wikidata, e.gender, e.born, e.died, e.party, e.country, e.prominence"
)
_TENURE = "t.person, t.office, t.country, t.body, t.start, t.end, t.known_until"


class Knowledge:
    """Persons, offices, organisations and countries of the world.

    ``path`` is the file, the shipped one by default; ``own`` are one's own tables, whose rows win.
    Opening reads nothing but the own tables; the file is opened with the first question. Days are
    ISO dates. Use one per thread. Raises ``KnowledgeError`` for a missing or foreign file.

    >>> Knowledge.open().find("Sergei Lavrov")[0].wikidata
    'Q58217'
    """

    def __init__(self, path: Path | None = None, *, own: Sequence[Path] = ()) -> None:
        self.path = path
        self._own = read_own(own) if own else OwnTable()
        self._countries = Places("countries.tsv", "iso2")
        self._states = Places("states.tsv", "code")
        self._titles = Titles(self._countries, self._states)
        self._answers: dict[tuple[str, str], tuple[Entry, ...]] = {}

    @classmethod
    def open(cls, path: Path | None = None, *, own: Sequence[Path] = ()) -> Knowledge:
        """The knowledge base at ``path``; the same as calling the class."""
        return cls(path, own=own)

    def close(self) -> None:
        """Close the file, if a question has opened it."""
        if "_db" in self.__dict__:
            self._db.close()
            del self.__dict__["_db"]

    @cached_property
    def _db(self) -> sqlite3.Connection:
        path = self.path or Path(str(files("wortlaut.knowledge") / "de.sqlite"))
        if not path.is_file():
            raise KnowledgeError(
                f"{path}: no such knowledge base; make one with `wortlaut actors build`, or leave "
                "the setting out to use the shipped one"
            )
        try:
            db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            found = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"{path}: not a knowledge base ({error}); make one with `wortlaut actors build`"
            ) from error
        if found is None or found[0] != str(FORMAT):
            db.close()
            raise KnowledgeError(
                f"{path}: a knowledge base of another version; make it anew with "
                "`wortlaut actors build`"
            )
        return db

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with closing(self._db.execute(sql, values)) as cursor:
            return cursor.fetchall()

    # ---------------------------------------------------------------------------- about itself

    @property
    def version(self) -> str:
        """Changes with every change of what is in the file."""
        return str(self._rows("SELECT value FROM meta WHERE key = 'version'")[0][0])

    def info(self) -> dict[str, Any]:
        """Version, counts and, by source, rows and licence."""
        counts = {
            "persons": "SELECT count(*) FROM entry WHERE kind = 'person'",
            "organisations": "SELECT count(*) FROM entry WHERE kind = 'organisation'",
            "with_wikidata": "SELECT count(*) FROM entry WHERE wikidata IS NOT NULL",
            "names": "SELECT count(*) FROM name",
            "tenures": "SELECT count(*) FROM tenure",
        }
        sources = self._rows("SELECT key, title, licence, rows FROM source ORDER BY key")
        return {
            "version": self.version,
            **{key: self._rows(sql)[0][0] for key, sql in counts.items()},
            "own_entries": len(self._own.entries),
            "sources": [
                {"key": key, "title": title, "licence": licence, "rows": rows}
                for key, title, licence, rows in sources
            ],
        }

    # ------------------------------------------------------------------------- persons by name

    def find(self, name: str) -> tuple[Entry, ...]:
        """Entries by full name or any known form of it, the most prominent first.

        Case, accents, titles, particles and the German genitive do not count. A foreign name in
        another transliteration is found where no name is spelled so and its sounds are those of
        exactly one person.
        """
        return self._cached("find", name)

    def by_surname(self, name: str) -> tuple[Entry, ...]:
        """Persons by surname alone, the most prominent first; spelled as in ``find``."""
        return self._cached("surname", name)

    def _cached(self, table: str, name: str) -> tuple[Entry, ...]:
        key = (table, name)
        if key not in self._answers:
            if len(self._answers) > 20_000:
                self._answers.clear()
            self._answers[key] = self._look_up(table, name)
        return self._answers[key]

    def _look_up(self, table: str, name: str) -> tuple[Entry, ...]:
        column = "name" if table == "find" else "surname"
        for form in (name, *uninflected(name)):
            key = normal(form)
            if not key:
                continue
            own = self._own.by_name(key) if table == "find" else self._own.by_surname(key)
            found = self._entries(
                f"SELECT {_ENTRY} FROM {column} AS n JOIN entry AS e ON e.id = n.id "
                "WHERE n.form = ? AND e.kind = 'person'",
                key,
            )
            both = self._own.over(own, found)
            if both:
                return tuple(sorted(both, key=lambda e: (-e.prominence, e.id)))
        return self._by_sound(table, name)

    def _by_sound(self, table: str, name: str) -> tuple[Entry, ...]:
        if table == "find" and len(normal(name).split()) < 2:
            return ()
        for form in (name, *uninflected(name)):
            keys = skeletons(form)
            marks = ", ".join("?" * len(keys))
            found = self._entries(
                f"SELECT DISTINCT {_ENTRY} FROM skeleton AS s JOIN entry AS e ON e.id = s.id "
                f"WHERE s.kind = ? AND s.form IN ({marks})",
                table[0],
                *keys,
            )
            if table == "surname":
                known = [e for e in found if e.prominence >= 2]
                if known:
                    return tuple(sorted(known, key=lambda e: (-e.prominence, e.id)))
            elif len(found) == 1:
                return self._own.over((), found)
        return ()

    def _entries(self, sql: str, *values: Any) -> tuple[Entry, ...]:
        return tuple(Entry(*row) for row in self._rows(sql, *values))

    def get(self, id: str) -> Entry | None:
        """The entry with that id."""
        found = self._entries(f"SELECT {_ENTRY} FROM entry AS e WHERE e.id = ?", id)
        both = self._own.over(self._own.with_id(id), found)
        return both[0] if both else None

    def is_own(self, id: str) -> bool:
        """Whether one's own tables have that entry: their word is evidence enough for a name."""
        return id in self._own.entries

    # --------------------------------------------------------------------------------- offices

    def tenures(self, id: str) -> tuple[Tenure, ...]:
        """The offices that a person has held, in the order of their beginning."""
        rows = self._rows(
            f"SELECT {_TENURE} FROM tenure AS t WHERE t.person = ? ORDER BY t.start", id
        )
        return tuple(Tenure(*row) for row in rows) + self._own.tenures_of(id)

    def holders(
        self,
        office: str,
        *,
        country: str | None = None,
        body: str | None = None,
        on: str | None = None,
    ) -> tuple[Entry, ...]:
        """Who held an office on a day; without a day, all who ever did.

        With a ``country`` alone, offices of its states and cities do not count.
        """
        ids: dict[str, None] = {}
        for key in self._titles.expanded(office):
            rows = self._rows(
                f"SELECT {_TENURE} FROM tenure AS t WHERE t.office = ? "
                "AND t.country IS coalesce(?, t.country) AND t.body IS ? "
                "ORDER BY t.start, t.person",
                key,
                country,
                body,
            )
            own = self._own.tenures_in(key, country, body)
            for tenure in (*own, *(Tenure(*row) for row in rows)):
                if on is None or tenure.covers(on):
                    ids.setdefault(tenure.person)
            if own and on is not None and ids:
                break  # one's own table says who held it then
        return tuple(e for id in ids if (e := self.get(id)) is not None)

    def office(self, words: Sequence[str]) -> OfficeReading | None:
        """What a phrase says of an office: "der kasachische Präsident", "Bundesaußenministerin".

        None where it names none.
        """
        return self._titles.read(words)

    # ------------------------------------------------------------------- places, organisations

    def country(self, word: str) -> str | None:
        """The country (ISO alpha-2) of a name, adjective or demonym in any inflection."""
        return self._countries.code(word)

    def organisation(self, name: str) -> Entry | None:
        """The organisation of a name, up to case, inflection and article.

        Public bodies are known by their form ("Polizei Mainz") and have no Wikidata id.
        """
        bare = _without_article(name)
        for form in _organisation_forms(bare):
            own = [e for e in self._own.by_name(form) if e.kind == "organisation"]
            found = self._entries(
                f"SELECT {_ENTRY} FROM name AS n JOIN entry AS e ON e.id = n.id "
                "WHERE n.form = ? AND e.kind = 'organisation'",
                form,
            )
            both = self._own.over(own, found)
            if len(both) == 1:
                return both[0]
        return by_pattern(bare)

    def metonym(self, words: str) -> Entry | None:
        """What a place speaks for: "Kreml", "das Weiße Haus", "Brüssel"."""
        for form in _organisation_forms(_without_article(words)):
            found = self._entries(
                f"SELECT {_ENTRY} FROM metonym AS m JOIN entry AS e ON e.id = m.id "
                "WHERE m.form = ?",
                form,
            )
            if found:
                return found[0]
        return None


_ARTICLES = ("der ", "die ", "das ", "des ", "dem ", "den ")


def _without_article(name: str) -> str:
    text = " ".join(name.split())
    low = text.lower()
    return next((text[len(a) :] for a in _ARTICLES if low.startswith(a)), text)


def _organisation_forms(name: str) -> Iterable[str]:
    """The forms under which an organisation may be kept, without endings of inflection."""
    for form in (name, *uninflected(name)):
        yield organisation_key(form)


def organisation_key(name: str) -> str:
    """The key of an organisation's name: adjectives without their endings.

    >>> organisation_key("Vereinten Nationen") == organisation_key("Vereinte Nationen")
    True
    """
    words = normal(name).split()
    endings = ("en", "er", "es", "em", "e", "n")
    kept = []
    for i, word in enumerate(words):
        if i + 1 < len(words) and len(word) > 5:
            word = next((word.removesuffix(e) for e in endings if word.endswith(e)), word)
        kept.append(word)
    return " ".join(kept)
