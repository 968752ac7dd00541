"""The table of outlets: a row an outlet, each fact with its source and date.

It informs and does not judge: who publishes, of what kind, for whom, under which restrictions.
The files are tab-separated; ``docs/reference/outlets.md`` describes them and one's own table,
whose rows win over ours.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, Self

from wortlaut.errors import OutletTableError
from wortlaut.outlets.hosts import domains_of, host_of

OutletKind = Literal[
    "public_service", "private", "party", "state_owned", "agency", "association", "blog"
]
OUTLET_KINDS: tuple[OutletKind, ...] = (
    "public_service",
    "private",
    "party",
    "state_owned",
    "agency",
    "association",
    "blog",
)
_OWN_SOURCE = "own table"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, who says so (a title and, where there is one, an address) and as of when."""

    value: str
    source: str
    date: str | None = None
    url: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"value": self.value, "source": self.source, "date": self.date, "url": self.url}


@dataclass(frozen=True, slots=True)
class Restriction:
    """A legal restriction of an outlet: where it holds, by which act, since and until when.

    ``until`` is None where no end was known at ``checked``.
    """

    jurisdiction: str
    measure: str
    act: str
    since: str
    until: str | None = None
    url: str | None = None
    checked: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "jurisdiction": self.jurisdiction,
            "measure": self.measure,
            "act": self.act,
            "since": self.since,
            "until": self.until,
            "url": self.url,
            "checked": self.checked,
        }


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium that publishes. Facts that are not known are None."""

    id: str
    name: Fact
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: Fact | None = None
    language: Fact | None = None
    kind: Fact | None = None
    owner: Fact | None = None
    restrictions: tuple[Restriction, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        facts = ("name", "country", "language", "kind", "owner")
        values = {n: f.to_dict() if (f := getattr(self, n)) else None for n in facts}
        return {
            "id": self.id,
            "domains": list(self.domains),
            "aliases": list(self.aliases),
            **values,
            "restrictions": [r.to_dict() for r in self.restrictions],
        }

    def summary(self) -> str:
        """The facts in one line, restrictions included, as shown beside a statement."""
        parts = [self.name.value]
        if self.kind:
            parts.append(self.kind.value.replace("_", " "))
        if self.country:
            parts.append(self.country.value)
        if self.owner:
            parts.append(f"owner: {self.owner.value}")
        parts += [
            f"{r.jurisdiction}: {r.measure} ({r.act}, since {r.since}"
            + (f", until {r.until})" if r.until else ")")
            for r in self.restrictions
        ]
        return " · ".join(parts)

    def short(self) -> str:
        """Name and kind, and where a legal restriction holds, for a heading that says more."""
        parts = [self.name.value]
        if self.kind:
            parts.append(self.kind.value.replace("_", " "))
        where = dict.fromkeys(r.jurisdiction for r in self.restrictions if r.until is None)
        if where:
            parts.append(f"legal restrictions: {', '.join(where)}")
        return " · ".join(parts)

    def matches(self, text: str) -> bool:
        """``text`` is part of the id, a name, a domain or the owner, up to case."""
        owner = self.owner.value if self.owner else ""
        known = (self.id, self.name.value, *self.aliases, *self.domains, owner)
        return any(_key(text) in _key(part) for part in known)


@dataclass(slots=True)
class Outlets:
    """All outlets known, found by address or by name.

    >>> Outlets.load().of("https://m.tagesschau.de/inland/x.html").name.value
    'Tagesschau'
    """

    entries: dict[str, Outlet] = field(default_factory=dict)
    _domains: dict[str, str] = field(default_factory=dict, repr=False)
    _names: dict[str, str] = field(default_factory=dict, repr=False)
    _aliases: dict[str, set[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, own: Sequence[Path | str] = ()) -> Self:
        """Our table, and over it the rows of one's own tables.

        Raises ``OutletTableError``, which names file and line.
        """
        outlets = cls()
        folder = files("wortlaut.outlets") / "tables"
        sources = {row["key"]: row for row in _rows(folder / "sources.tsv")}
        restrictions: dict[str, list[Restriction]] = {}
        for row in _rows(folder / "restrictions.tsv"):
            restrictions.setdefault(row["outlet"], []).append(_restriction(row))
        for row in _rows(folder / "outlets.tsv"):
            outlets.add(_outlet(row, sources, restrictions.get(row["id"], ())))
        for path in own:
            outlets.add_table(Path(path))
        return outlets

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Outlet]:
        return iter(sorted(self.entries.values(), key=lambda o: o.name.value.casefold()))

    def add(self, outlet: Outlet) -> None:
        """Add an outlet; its domains and names are its own from now on."""
        for ids in self._aliases.values():
            ids.discard(outlet.id)
        self.entries[outlet.id] = outlet
        for domain in outlet.domains:
            self._domains[domain] = outlet.id
        self._names[_key(outlet.name.value)] = outlet.id
        for alias in outlet.aliases:
            self._aliases.setdefault(_key(alias), set()).add(outlet.id)

    def add_table(self, path: Path) -> None:
        """Add the rows of one's own table; what it leaves empty stays as it is in ours."""
        for number, row in enumerate(_rows(path), 2):
            if not row.get("id") or not row.get("name"):
                raise OutletTableError(f"{path}, line {number}: a row needs an id and a name")
            self.add(_merged(self.entries.get(row["id"]), row, f"{path}, line {number}"))

    def get(self, id_or_name: str) -> Outlet | None:
        """By id, name or another name, up to case; "MZ", which several go by, is nobody's."""
        if id_or_name in self.entries:
            return self.entries[id_or_name]
        key = _key(id_or_name)
        if key in self._names:
            return self.entries[self._names[key]]
        known = self._aliases.get(key, set())
        return self.entries[next(iter(known))] if len(known) == 1 else None

    def named(self, name: str) -> tuple[Outlet, ...]:
        """All that have this among their other names, by id."""
        return tuple(self.entries[id] for id in sorted(self._aliases.get(_key(name), ())))

    def of(self, url: str | None = None, name: str | None = None) -> Outlet | None:
        """The outlet of a page's address, else the one of that name.

        Subdomains ("m.", "amp.", "www1."), AMP caches and web archives lead to the outlet.
        """
        host = host_of(url)
        for domain in domains_of(host) if host else ():
            if domain in self._domains:
                return self.entries[self._domains[domain]]
        return self.get(name) if name else None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _rows(path: Path | Traversable) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file with a header; values stripped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise OutletTableError(
            f"{path}: cannot be read ({why}); give a tab-separated UTF-8 file"
        ) from error
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise OutletTableError(
                f"{path}, line {number}: {len(reader.fieldnames or ())} columns expected, as in "
                "the header"
            )
        yield {key: value.strip() for key, value in row.items()}


def _fact(value: str, source: str, sources: Mapping[str, Mapping[str, str]]) -> Fact | None:
    """``source`` is a key of the table of sources and a date: "fundus 2026-08-02"."""
    if not value:
        return None
    key, _, date = source.partition(" ")
    known = sources.get(key)
    if known is None:
        raise OutletTableError(f"outlets.tsv: the source {key!r} of {value!r} is in no row")
    return Fact(value, known["title"], date or None, known["url"] or None)


def _outlet(
    row: Mapping[str, str],
    sources: Mapping[str, Mapping[str, str]],
    restrictions: Iterable[Restriction],
) -> Outlet:
    name = _fact(row["name"], row["source"], sources)
    kind = _fact(row["kind"], row["kind_source"] or row["source"], sources)
    if name is None or (kind is not None and kind.value not in OUTLET_KINDS):
        raise OutletTableError(f"outlets.tsv: {row['id']} has no name or an unknown kind")
    return Outlet(
        row["id"],
        name,
        tuple(row["domains"].split()),
        _list(row["aliases"]),
        _fact(row["country"], row["source"], sources),
        _fact(row["language"], row["source"], sources),
        kind,
        _fact(row["owner"], row["owner_source"] or row["source"], sources),
        tuple(restrictions),
    )


def _restriction(row: Mapping[str, str]) -> Restriction:
    return Restriction(
        row["jurisdiction"],
        row["measure"],
        row["act"],
        row["since"],
        row["until"] or None,
        row["url"] or None,
        row["checked"] or None,
    )


def _merged(known: Outlet | None, row: Mapping[str, str], where: str) -> Outlet:
    """One's own row over ours. ``source`` is free text; "own table" where it is left out."""
    source, date = row.get("source") or _OWN_SOURCE, row.get("date") or None

    def fact(name: str) -> Fact | None:
        value = row.get(name)
        return Fact(value, source, date) if value else getattr(known, name, None)

    kind = row.get("kind")
    if kind and kind not in OUTLET_KINDS:
        raise OutletTableError(f"{where}: unknown kind {kind!r}; one of {', '.join(OUTLET_KINDS)}")
    hosts = [host_of(d) for d in row.get("domains", "").split()]
    if None in hosts:
        raise OutletTableError(f"{where}: {row['domains']!r} holds something that is no domain")
    added = tuple(h.removeprefix("www.") for h in hosts if h)
    return Outlet(
        row["id"],
        Fact(row["name"], source, date),
        added or (known.domains if known else ()),
        _list(row.get("aliases", "")) or (known.aliases if known else ()),
        fact("country"),
        fact("language"),
        fact("kind"),
        fact("owner"),
        known.restrictions if known else (),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
