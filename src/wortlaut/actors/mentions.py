"""Names inside a mention: two names at once, and the person it is about."""

from __future__ import annotations

from collections.abc import Sequence

from wortlaut.actors import closed
from wortlaut.actors.joint import joint
from wortlaut.actors.nouns import noun_class
from wortlaut.actors.offices import nation
from wortlaut.actors.people import People, Person
from wortlaut.actors.phrases import Phrase
from wortlaut.actors.runs import capitalised, is_role, is_title
from wortlaut.actors.traces import Referent


class MentionReader:
    """Reads names out of mentions, given the people of the document."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._words = people.words

    def several(self, mention: Sequence[int], phrase: Phrase) -> Referent | None:
        """ "Ute Kolb und Jan Rabe": both names; two who only narrow a role do not count."""
        if "und" not in phrase.words:
            return None
        heads: list[Person] = []
        for i in mention:
            person = self._people.at.get(i)
            if person is None or person in heads:
                continue
            run = self._people.run_at(i)
            start = run.first if run else i
            before = self._words[start - 1] if start > mention[0] else ""
            if before in {"", "und", ","} or self._behind_article(start, mention):
                heads.append(person)
        if len(heads) < 2:
            return None
        return joint(Referent.of(p) for p in heads)

    def _behind_article(self, start: int, mention: Sequence[int]) -> bool:
        j = start - 1
        while j >= mention[0] and self._words[j][:1].islower() and self._words[j] != "und":
            if self._words[j].lower() in closed.DETERMINERS:
                return j == mention[0] or self._words[j - 1] in {"und", ","}
            j -= 1
        return j < mention[0]

    def person(self, mention: Sequence[int]) -> Person | None:
        """The person a mention is about, not one who only narrows it ("Sprecher von X")."""
        seen_head = False
        for position, i in enumerate(mention):
            word = self._words[i]
            person = self._people.at.get(i)
            if person is None:
                if word == ",":
                    seen_head = False  # "die Leiterin der Mission, die Abgeordnete Y. S."
                elif capitalised(word) and not self._leads_to_name(i):
                    seen_head = seen_head or not self._in_attribute(mention, position)
                continue
            previous = self._words[mention[position - 1]] if position else ""
            if position and self._people.at.get(mention[position - 1]) is person:
                continue
            if word == person.surname + "s" and capitalised(previous):
                return None  # "die Verteidiger | Kolbs"
            if previous in {",", "namens"} or (previous == "(" and position > 1):
                return person
            if not seen_head:
                return None if self._owns_what_follows(mention, i) else person
            if self._in_apposition(mention, position):
                return person
        return None

    def _owns_what_follows(self, mention: Sequence[int], index: int) -> bool:
        """ "Putins | Sprecher": the mention is about the spokesman."""
        person = self._people.at[index]
        if not self._words[index].endswith("s") or person.surname.endswith("s"):
            return False
        return any(
            k > index and self._people.at.get(k) is None and capitalised(self._words[k])
            for k in mention
        )

    def _leads_to_name(self, index: int) -> bool:
        """An office, a title or a genitive in the same run as a name."""
        run = self._people.run_at(index)
        return run is not None and run.first <= index < run.name and run.name in self._people.at

    def _in_attribute(self, mention: Sequence[int], position: int) -> bool:
        """ "die in Rosario lehrende Politologin": a noun inside an attribute is not the head."""
        following = [self._words[i] for i in mention[position + 1 : position + 3]]
        return (
            len(following) == 2
            and following[0].rstrip("nrs").endswith(("ende", "te"))
            and capitalised(following[1])
        )

    def _in_apposition(self, mention: Sequence[int], position: int) -> bool:
        """ "der Chef der Gewerkschaft | Konrad F.": a full name behind a noun that is no person."""
        previous = self._words[mention[position - 1]]
        if not capitalised(previous) or is_role(previous) or is_title(previous):
            return False
        if len(self._people.at[mention[position]].words) < 2:
            return False
        return position == 1 or noun_class(previous) is not None or nation(previous) is not None
