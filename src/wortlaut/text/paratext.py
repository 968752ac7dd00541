"""Paratext: the stretches of an article that are not the report.

Rules over paragraphs, none that knows an outlet. Unmistakable forms ("Lesen Sie auch: …") count
anywhere below the headline; forms that a report might use too ("Hintergrund: …") only in the run
of paratext that closes an article; bylines and datelines only near its head. Words in quotation
marks never count: who is quoted with "Schreiben Sie uns!" is being reported. Precision goes before
recall: a paragraph of the report that is thrown away cannot be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wortlaut.records import Block, Paratext, Quotation, Span

Where = Literal["anywhere", "head", "tail"]
Offsets = tuple[int, int]

#: A byline stands among the first paragraphs, the headline not counted.
HEAD = 4
#: A paragraph longer than this (in characters) is paratext only as a notice.
SHORT = 320
#: Phrases by which a publisher speaks of itself, needed in a closing paragraph that is short …
SELF_REFERENCES = 2
#: … or longer, where an interview's last answer might hold two of them …
SELF_REFERENCES_LONG = 3
#: … and no paragraph longer than this is looked at.
LONGEST_NOTICE = 3000

_NAME = r"(?:(?:Dr|Prof)\. )?[A-ZÄÖÜ][\w'’-]+(?: (?:von|van|de|der|zu|al|el|di|da|[A-ZÄÖÜ]\.))*"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,3}}(?: \((?:Text|Fotos?|Bilder|Video|Grafik)\))?"
_PEOPLE = rf"{_NAMES}(?:(?:, | und | & |/){_NAMES}){{0,4}}"
_STAFF = (
    r"(?:Chefr|R)edakt\w+|Mitarbeiter\w*|Korrespondent\w*|Reporter\w*|Volontär\w*|Ombudsfrau|"
    r"Ombudsmann|Autor\w*"
)
_AGENCY = (
    r"(?:dpa-AFX|dpa-infocom|keystone-sda|dpa|DPA|afp|AFP|apa|APA|ap|AP|epd|EPD|kna|KNA|reuters|"
    r"Reuters|rtr|sid|SID|sda|SDA|dts|ots|dapd|ddp|ANSA|TASS)"
)
_CODE = rf"(?:{_AGENCY}|[a-zäöü]{{2,4}})"
_OURS = (
    r"unser(?:e|er|em|en|es|)\b(?: \w+){0,2} (?:Website|Webseite|Internetseite|Homepage|Seite|"
    r"Startseite|Artikel|Beiträge|Texte|Accounts|Kanäle|Arbeit|Redaktion|Rechercheteam|Newsletter|"
    r"Podcast|Mediathek|Audiothek|App|Datenbank|Übersichtsseite|Verkehrsübersicht|Team|"
    r"Leserschaft|Leser|Leserinnen|Berichterstattung|Journalismus|Faktencheck-Team|Portal|"
    r"Zeitung|Magazin|Sendung|Kommentarspalte|WhatsApp-Kanal|Community|Abonnenten)\b"
)
#: What shows that a question or a call is meant for readers, not for whom an interview is with.
_TO_READERS = (
    r"(?=.*(?:@|\b(?:uns|unser\w*|[Hh]ier|Redaktion|Rechercheteam|App|WhatsApp|Messenger|Hinweise|"
    r"Artikel|Newsletter|Abo\w*|Spende\w*|Probe\w+|Falschmeldungen|Thema|helfen)\b))"
)
_READER = r"(?:Ihnen|Ihre?n?|[Ee]uch|[Dd]ir|Sie|[Ii]hr)"


#: How a byline begins, wherever it stands: "Von Ina Kolb".
BYLINE_START = re.compile(rf"(?:Von|von|VON):? {_PEOPLE}(?:, .{{2,40}})?$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of paratext, the form it takes, and where in an article the form is believed."""

    kind: str
    pattern: re.Pattern[str]
    where: Where


def _rule(kind: str, where: Where, *forms: str) -> Rule:
    return Rule(kind, re.compile("|".join(f"(?:{form})" for form in forms)), where)


_PICTURE = (
    r"(?:Fotos?|Bild(?:er)?|Archiv(?:foto|bild)|Symbol(?:foto|bild)|Grafik|Illustration|"
    r"Screenshot|Karikatur|Visualisierung)"
)

RULES: tuple[Rule, ...] = (
    _rule(
        "teaser",
        "anywhere",
        r"^(?:Mehr|Alles|Weitere(?:s| Artikel| Beiträge| Themen)?) (?:zum|zu diesem) Thema\b"
        r"(?!.*\b(?:sagte|sagt|erklärte)\b)[^.]{0,200}$",
        r"^(?:LESEN SIE|Lesen Sie|Lest|Lies) (?:AUCH|auch|dazu|hier|hierzu|mehr|außerdem|weiter|am|"
        r"ab|morgen|nächste)\b",
        r"^(?:Auch|Ebenfalls) (?:interessant|lesenswert)\b.{0,3}:",
        r"^Das könnte (?:Sie|[Dd]ich|[Ee]uch) (?:auch |noch )?interessieren",
        r"^(?:Mehr dazu|Passend dazu|Siehe auch|Lesetipp|Buchtipp|Mehr lesen|Weiterlesen)"
        r"\b.{0,20}[:–-]",
        r"^(?:Themenverwandte|Verwandte|Ähnliche|Weitere|Mehr) (?:Artikel|Meldungen|Faktenchecks|"
        r"Nachrichten|Beiträge|Informationen|Hintergründe)\b[^.]{0,40}(?::|$)",
    ),
    _rule(
        "appeal",
        "anywhere",
        r"\b(?:Abonnieren Sie|Abonniert|Abonniere) (?:uns|jetzt|hier|den|die|das|kosten)",
        r"\b(?:unseren|den) (?:kostenlosen |täglichen )?Newsletter\b.{0,40}\b"
        r"(?:abonnieren|anmelden|bestellen)",
        r"^(?:Keine?|Nichts) .{0,40}mehr verpassen\b",
        r"\b(?:Folgen Sie|Folgt|Folge) (?:uns|dem|unserem) .{0,40}(?:auf|bei) (?:Facebook|X\b|"
        r"Twitter|Instagram|WhatsApp|Telegram|YouTube|TikTok|Mastodon|Bluesky|Google)",
        r"^Hat Ihnen jemand diesen Newsletter weitergeleitet",
        r"^(?:Unterstützen Sie|Unterstützt|Unterstütze) (?:uns|unsere|unabhängigen)",
    ),
    _rule(
        "notice",
        "anywhere",
        r"^(?:Transparenzhinweis|Korrekturhinweis|(?:Hinweis|Anmerkung|Anm\.) d(?:er|\.) "
        r"Red(?:aktion|\.)|In eigener Sache|Redaktioneller Hinweis|Offenlegung)\b.{0,3}:",
        r"^(?:Dieser|Der) (?:Artikel|Text|Beitrag|Faktencheck|(?:Live)?[Tt]icker) (?:wird|wurde|"
        r"ist|erschien|stammt|enthält|basiert)\b.{0,60}\b(?:aktualisiert|archiviert|übersetzt|Kooperation|zuerst|"
        r"zuletzt|erstmals|Affiliate|KI|Ausgabe)\b",
        r"^In einer (?:früheren|vorherigen|ersten|älteren) (?:Version|Fassung)\b",
        r"^Wir (?:aktualisieren (?:diese|den|laufend)|haben den (?:Fehler|Text|Artikel)|beenden "
        r"den (?:Live)?[Tt]icker|dokumentieren\b.{0,80}(?:Wortlaut|Übersetzung|Auszüge))",
        r"^(?:Letzte Aktualisierung|Zuletzt aktualisiert|Aktualisiert am|Stand:? \d|Stand: )"
        r".{0,40}$",
        r"^Diese (?:Meldung|Nachricht) (?:ist|wird|wurde|darf)\b.{0,60}(?:Quellenangabe|"
        r"Veröffentlichung|aktualisiert|automatisch|maschinell|übernommen)",
    ),
    _rule(
        "byline",
        "anywhere",
        rf"^(?:Das (?:Interview|Gespräch) (?:führten?|führte für .{{2,30}})|Aufgezeichnet von|"
        rf"Protokoll(?:iert von)?:|Interview:|Die Fragen stellten?) {_PEOPLE}\.?$",
        rf"^Von (?:unsere[rmn] (?:{_STAFF}) ){_PEOPLE}(?:, {_NAME}(?: {_NAME})?)?$",
        rf"^(?:Von|VON) {_NAME} {_NAME}(?: und {_NAME} {_NAME})?$",
        rf"^Ein(?:e)? (?:Kommentar|Glosse|Analyse|Leitartikel|Gastbeitrag|Essay|Kolumne|Reportage|"
        rf"Porträt|Interview|Bericht|Kritik|Rezension) von {_PEOPLE}(?:, .{{2,40}})?$",
    ),
    _rule(
        "byline",
        "head",
        rf"^(?:Von|von|VON) {_PEOPLE}(?:, [A-ZÄÖÜ][\w-]+(?:[ /][A-ZÄÖÜ][\w-]+)*)?"
        rf"(?:, (?:{_STAFF}).{{0,30}})?$",
        rf"^(?:Text|Autorin|Autor|Redaktion): {_PEOPLE}(?:, \w+: {_PEOPLE})*$",
        rf"^Aus \w+(?: \w+)? berichtet {_PEOPLE}$",
        rf"^{_PEOPLE}, (?:{_STAFF})(?: .{{0,30}})?$",
        rf"^(?=.*\((?:Text|Fotos?|Bild(?:er)?|Video|Grafik)\)){_PEOPLE}$",
    ),
    _rule(
        "agency",
        "anywhere",
        r"^©? ?dpa-infocom, dpa:\S+$",
        rf"^(?:© ?|Quelle: ?|\()?{_AGENCY}(?:[/, -]{{1,2}}{_CODE})*\)?\.?$",
        r"^\(Schluss\) \S{2,20}$",
        rf"^\(?{_AGENCY}(?:/| und | mit )(?:eigene[rm]? Bericht\w*|eig\. Ber\.|red\w*|Red\w*)\)?$",
    ),
    _rule(
        "caption",
        "anywhere",
        rf"^.{{10,220}}[.!?“”\"»«)…\w] \(?{_PICTURE}: ?[^.:!?]{{2,45}}\)?$",
        r"^.{10,200}[.!?“”\"»«)…\w] \(?© ?[^.:!?]{2,45}\)?$",
    ),
    _rule(
        "credit",
        "anywhere",
        rf"^(?:Text und |Daten und )?{_PICTURE}(?: und (?:Text|Video))?:"
        r"(?! ?(?:So|Wie|Was|Warum|Die|Der|Das|Hier)\b)[^.:!?]{2,60}$",
        r"^(?:©|Copyright|\(c\)) ?.{2,60}$",
        r"^(?:Mitarbeit|Übersetzung|Aus dem Englischen|Redaktionelle Mitarbeit)(?: von)?:? "
        rf"{_PEOPLE}(?:, .{{2,30}})?$",
    ),
    _rule(
        "appeal",
        "tail",
        r"\b(?:Schreiben Sie|Schreibt|Schreib|Schicken Sie|Schickt|Schick|Senden Sie|Mailen Sie)"
        r" (?:es |sie |ihn |ihm )?(?:uns|unserem|unserer|an unser|sie uns|vertraulich)\b",
        r"\b[Ss]chick(?:t|en Sie) sie uns\b",
        r"\b(?:Diskutieren Sie|Diskutiert|Stimmt|Stimmen Sie) (?:mit|ab)\b",
        rf"^{_TO_READERS}(?:Sie|Ihr|Ihnen|Euch|Du|[A-ZÄÖÜ]\w+ (?:Sie|ihr|Ihr|du|Du|Ihnen)|"
        r"(?:Wie|Was|Wo|Wer|Welche\w*) \w+ (?:Sie|ihr|du))\b.{0,80}\?",
        rf"(?:^|[.!?] ){_TO_READERS}[A-ZÄÖÜ][a-zäöüß]+n Sie (?:uns|unser\w*|hier|jetzt|mit|an)\b",
        r"^(?:Diesen?|Den) (?:Artikel|Beitrag|Text) (?:teilen|kommentieren|drucken|merken|"
        r"anhören)\b",
        r"\b[Jj]ournalismus (?:braucht|kostet|ist teuer|lebt von)\b",
        r"\b[Mm]it (?:einem|Ihrem|[Ee]urem|einer|Ihrer) (?:\w+ )?(?:Abo|Abonnement|Spende|Beitrag) "
        r"(?:machen|ermöglichen|unterstützen|helfen|sichern) (?:Sie|Ihr|ihr)\b",
        r"^Spendenkont(?:o|en)\b|\bSpendenkonten finden Sie\b",
        r"^(?:Spenden Sie|Spendet|Helfen Sie|So können Sie helfen|Jetzt spenden)\b.{0,120}$",
        r"\bSpenden für .{3,60} sind (?:über|auf|an)\b",
        r"\b(?:Probeabo|Probeheft|Push-(?:Service|Nachricht\w*)|Abo abschließen)\b",
        r"\b(?:[Hh]ier|Jetzt) (?:kostenlos |gleich )?(?:anmelden|abonnieren|testen|bestellen|"
        r"registrieren)\b",
        r"\b(?:erreichen|erreicht) (?:Sie )?(?:uns|unser|das Rechercheteam|die Redaktion)\b",
        r"\bSie erreichen (?:uns|unser|das Rechercheteam|die Redaktion|sie|ihn) .{0,60}"
        r"(?:unter|über|vertraulich)\b",
        r"\bUnser Team ist unter\b",
    ),
    _rule(
        "notice",
        "tail",
        r"^Für (?:alle Genannten|die Genannten|den Verdächtigen|alle Beteiligten) gilt\b.{0,30}"
        r"\bUnschuldsvermutung\b",
        r"\b(?:Abdruck honorarfrei|Belegexemplar erbeten)\b",
        r"^Rückfragen (?:bitte )?an\b",
        r"^Das (?:Interview|Gespräch) (?:wurde|fand|haben wir)\b.{0,60}\b(?:geführt|geführt und|"
        r"übersetzt|autorisiert|statt|gekürzt|bearbeitet)\b",
        r"\b(?:geben nicht|spiegeln nicht|gibt nicht) .{0,60}\b(?:Meinung|Auffassung|Ansicht) "
        r"(?:der|unserer) (?:Redaktion|Zeitung)\b",
        r"^(?:Unser|Das) Faktencheck-Team arbeitet\b",
        r"^(?:Der|Das|Dieser|Dieses|Unser) (?:Live|News)?-?(?:[Tt]icker|[Bb]log) (?:ist|wird|endet|"
        r"pausiert)\b",
        r"^(?:Über|Zu) (?:den|die|das|unser\w*|der|dem) [A-ZÄÖÜ]\w+: .*\b(?:Presse\w+|Kontakt|"
        r"[Mm]itglied\w*|vertritt|gegründet)\b",
        r"^(?:Pressekontakt|Kontakt|Impressum|Rückfragen|Anzeige|ANZEIGE)\b.{0,200}$",
        r"^Die Ombuds\w+ arbeitet unabhängig\b",
        r"^Die Redaktion (?:hat allen|behält sich|weist darauf|bittet|dankt)\b",
        r"\bmüssen nicht (?:unbedingt )?die (?:Sichtweise|Meinung|Auffassung|Ansicht)\b",
        r"\bredaktionelle[rn]? Unabhängigkeit\b",
    ),
    _rule(
        "teaser",
        "tail",
        r"^(?:Hintergrund|Kommentar|Leitartikel|Podcast|Video|Im Video|Serie|Karte|Grafik|Tabelle|"
        r"Rechner|Bilder|Analyse|Interview|Reportage|Porträt|Chronologie|Quiz|Umfrage|Glosse|Test|"
        r"Liveticker|Newsblog|Dossier|Überblick|Live|Themenseite|Ratgeber|Service|Faktencheck|"
        r"Interaktive \w+|(?:Große )?\w*(?:strecke|galerie))(?: Seite \d+)?: "
        r".{5,110}(?<![.“”\"»«])$",
        r"^Podcast: .{5,120}$",
        r"^(?:Zum|Im) (?:Weiterlesen|Nachlesen|Nachhören|Wortlaut|Video|Podcast|Bild|Film): "
        r".{5,120}$",
        r"^[^.]{5,90} (?:im Überblick|in der Übersicht|auf einen Blick)$",
        r"^(?:Das|Die|Der|Alle)\b[^.!?]{0,60}\bzum (?:Nachhören|Nachlesen|Download)\b.{0,60}$",
        r"\blesen Sie (?:am|ab|in|im|auf|hier|morgen)\b",
        r"\b(?:finden|hören|sehen) Sie (?:hier|in unser|auf unser|unter )",
        r"^Mehr (?:dazu|darüber|davon) (?:im|in|am|auf|hier|lesen)\b",
        r"\b(?:Jetzt|Hier) (?:lesen|hören|ansehen|weiterlesen)[.!]?$",
    ),
    _rule(
        "byline",
        "tail",
        r"^[a-zäöü]{2,4}$",
        r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$",
        rf"^(?:Ihre?|Eure?) {_PEOPLE}(?:, .{{3,60}})?$",
        r"^(?:Die|Ihre|Eure) (?:Chefr|R)edaktion$",
        rf"^{_NAME} {_NAME}$",
    ),
    _rule(
        "agency",
        "tail",
        rf"^\(?{_CODE}(?:/{_CODE}){{1,3}}\)?$",
        rf"^{_AGENCY}(?: [a-z]\w{{1,3}}){{1,4}}$",
        rf"^\(?(?:Zusammengestellt )?[Mm]it (?:Material |Informationen |Inhalten )?"
        rf"(?:von |der |des )?.{{0,20}}(?:{_AGENCY}|Agentur\w*)\)?\.?$",
        rf"^Quelle: ?[^.!?]{{0,30}}\b{_AGENCY}\b[^.!?]{{0,20}}$",
        r"^Quelle: ?[\w.-]+\.[a-z]{2,3}(?:, [\w/]{2,20})?$",
    ),
)

_DATELINE = re.compile(
    rf"(?:[A-Z]{{2,}}-[A-Z]{{1,4}}: )?[A-ZÄÖÜ][\w.-]+(?:[ /][\w.-]+){{0,3}}"
    rf" ?\((?:{_AGENCY}|[a-zäöü]{{2,5}})"
    rf"(?:[/-](?:{_AGENCY}|[\w-]{{2,12}})){{0,3}}\)(?= ?[-–—.:])"
)
_BARE_DATELINE = re.compile(rf"\({_AGENCY}(?:/[a-z-]{{2,12}}){{0,3}}\)(?= ?[-–—])")
_SIGNED = re.compile(
    rf"(?<=[.!?“”\"»«] )(?:\({_CODE}(?:[/, ]{{1,2}}{_CODE}){{0,4}}\)|"
    rf"{_AGENCY}(?:/{_CODE}){{0,3}})$"
)
_CREDIT_AT_END = re.compile(rf"(?<=[.!?“”\"»«] ){_PICTURE}: ?[^.:!?]{{2,45}}$")
_SELF = re.compile(
    rf"\b[Uu]{_OURS[1:]}|\b[Uu]nsere Artikel\b|\b(?:bitten|danken) wir {_READER}\b|"
    rf"\bwir (?:bitten|danken) {_READER}\b|\b(?:teilt|teilen Sie) (?:sie|ihn|es|uns)\b|"
    rf"\bWenn {_READER} unsere?\b"
)


def find_paratext(
    text: str,
    paragraphs: Sequence[Offsets],
    quotations: Iterable[Quotation] = (),
    *,
    authors: Iterable[str] = (),
    blocks: Iterable[Block] = (),
) -> tuple[Paratext, ...]:
    """Teasers, appeals, notices, bylines, agency lines, credits and captions, in text order.

    Each is one stretch of one paragraph, in most cases all of it. The first paragraph is taken as
    the headline and is never paratext, apart from a dateline. A paragraph that is nothing but one
    of the ``authors`` is a byline; one that the page marks as a caption (``blocks``) is a caption.
    Linear in the length of the text.

    >>> text = "Rat sagt Ja\\n\\nVon Ina Kolb\\n\\nDer Rat stimmte zu.\\n\\nLesen Sie auch: Warum?"
    >>> spans = [(0, 11), (13, 25), (27, 46), (48, 70)]
    >>> [(p.kind, text[p.spans[0].start:p.spans[0].end]) for p in find_paratext(text, spans)]
    [('byline', 'Von Ina Kolb'), ('teaser', 'Lesen Sie auch: Warum?')]
    """
    shown = _without_quotes(text, paragraphs, quotations)
    kinds = [_kind(words, index) for index, words in enumerate(shown)]
    captions = {b.span.start for b in blocks if b.kind == "caption"}
    for index, (start, _) in enumerate(paragraphs):
        if start in captions:
            kinds[index] = kinds[index] or "caption"
    tail = len(paragraphs)  # where the run of paratext that closes the article begins
    while tail > 1 and (kind := kinds[tail - 1] or _tail_kind(shown[tail - 1])):
        tail -= 1
        kinds[tail] = kind
    names = frozenset(authors)
    found: list[Paratext] = []
    for index, (start, end) in enumerate(paragraphs):
        kind = kinds[index]
        if index and text[start:end].removeprefix("Von ") in names:
            kind = "byline"
        if kind is not None:
            found.append(Paratext(kind, (Span(start, end),)))
        else:
            found.extend(_within(text, start, end, head=index <= HEAD, last=index == tail - 1))
    return tuple(found)


def _without_quotes(
    text: str, paragraphs: Sequence[Offsets], quotations: Iterable[Quotation]
) -> list[str]:
    """The words of each paragraph, those in quotation marks struck out; "" where it is too long."""
    outer = [q for q in quotations if q.level == 0]
    shown: list[str] = []
    at = 0
    for start, end in paragraphs:
        while at < len(outer) and outer[at].end <= start:
            at += 1
        if end - start > LONGEST_NOTICE:
            shown.append("")
            continue
        parts: list[str] = []
        here = start
        while at < len(outer) and outer[at].start < end:
            quote = outer[at]
            parts.append(text[here : quote.start + 1])
            parts.append("_" * (quote.end - quote.start - 2))
            here = max(quote.end - 1, quote.start + 1)
            at += 1
        parts.append(text[here:end])
        shown.append("".join(parts))
    return shown


def _kind(words: str, index: int) -> str | None:
    if index == 0 or not words or len(words) > SHORT:
        return None
    for rule in RULES:
        here = rule.where == "anywhere" or (rule.where == "head" and index <= HEAD)
        if here and rule.pattern.search(words):
            return rule.kind
    return None


def _tail_kind(words: str) -> str | None:
    if 0 < len(words) <= SHORT:
        for rule in RULES:
            if rule.where == "tail" and rule.pattern.search(words):
                return rule.kind
    needed = SELF_REFERENCES if len(words) <= SHORT else SELF_REFERENCES_LONG
    return "notice" if len(_SELF.findall(words)) >= needed else None


def _within(text: str, start: int, end: int, *, head: bool, last: bool) -> list[Paratext]:
    """A dateline before, an agency's sign or a photo credit behind the words of a paragraph."""
    found: list[Paratext] = []
    if head:
        dateline = _DATELINE.match(text, start, end) or _BARE_DATELINE.match(text, start, end)
        if dateline:
            found.append(Paratext("agency", (Span(*dateline.span()),)))
    if last:
        at = max(start, end - 60)
        for kind, pattern in (("agency", _SIGNED), ("credit", _CREDIT_AT_END)):
            match = pattern.search(text[at:end])
            if match:
                found.append(Paratext(kind, (Span(at + match.start(), end),)))
                break
    return found
