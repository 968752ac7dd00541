"""The forms that paratext takes in German media: rules, each with the place where it is believed.

Conventions of many outlets, none of one. "anywhere" forms are unmistakable; "head" forms stand
near the headline; "tail" forms, which a report might use too, count only in the run of paratext
that closes an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Where = Literal["anywhere", "head", "tail"]

NAME = r"(?:(?:Dr|Prof)\. )?[A-ZÄÖÜ][\w'’-]+(?: (?:von|van|de|der|zu|al|el|di|da|[A-ZÄÖÜ]\.))*"
NAMES = rf"{NAME}(?: {NAME}){{1,3}}(?: \((?:Text|Fotos?|Bilder|Video|Grafik)\))?"
PEOPLE = rf"{NAMES}(?:(?:, | und | & |/){NAMES}){{0,4}}"
_STAFF = (
    r"(?:Chefr|R)edakt\w+|Mitarbeiter\w*|Korrespondent\w*|Reporter\w*|Volontär\w*|Ombudsfrau|"
    r"Ombudsmann|Autor\w*"
)
AGENCY = (
    r"(?:dpa-AFX|dpa-infocom|keystone-sda|dpa|DPA|afp|AFP|apa|APA|ap|AP|epd|EPD|kna|KNA|reuters|"
    r"Reuters|rtr|sid|SID|sda|SDA|dts|ots|dapd|ddp|ANSA|TASS)"
)
CODE = rf"(?:{AGENCY}|[a-zäöü]{{2,4}})"
OURS = (
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
READER = r"(?:Ihnen|Ihre?n?|[Ee]uch|[Dd]ir|Sie|[Ii]hr)"


#: How a byline begins, wherever it stands: "Von Ina Kolb".
BYLINE_START = re.compile(rf"(?:Von|von|VON):? {PEOPLE}(?:, .{{2,40}})?$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of paratext, the forms it takes, and where in an article they are believed."""

    kind: str
    patterns: tuple[re.Pattern[str], ...]
    where: Where

    def fits(self, words: str) -> bool:
        return any(pattern.search(words) for pattern in self.patterns)


def rule(kind: str, where: Where, *forms: str) -> Rule:
    """Forms that open a paragraph make a pattern of their own: it is tried in one place only."""
    parts = ([f for f in forms if f[0] == "^"], [f for f in forms if f[0] != "^"])
    joined = ("|".join(f"(?:{form})" for form in part) for part in parts if part)
    return Rule(kind, tuple(map(re.compile, joined)), where)


PICTURE = (
    r"(?:Fotos?|Bild(?:er)?|Archiv(?:foto|bild)|Symbol(?:foto|bild)|Grafik|Illustration|"
    r"Screenshot|Karikatur|Visualisierung)"
)

RULES: tuple[Rule, ...] = (
    rule(
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
    rule(
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
    rule(
        "notice",
        "anywhere",
        r"^(?:Transparenzhinweis|(?:Hinweis|Anmerkung|Anm\.) d(?:er|\.) "
        r"Red(?:aktion|\.)|In eigener Sache|Redaktioneller Hinweis|Offenlegung)\b.{0,3}:",
        r"^(?:Dieser|Der) (?:Artikel|Text|Beitrag|Faktencheck|(?:Live)?[Tt]icker) (?:wird|wurde|"
        r"ist|erschien|stammt|enthält|basiert)\b.{0,60}\b(?:aktualisiert|archiviert|übersetzt|Kooperation|zuerst|"
        r"zuletzt|erstmals|Affiliate|KI|Ausgabe)\b",
        r"^Wir (?:aktualisieren (?:diese|den|laufend)|haben den (?:Fehler|Text|Artikel)|beenden "
        r"den (?:Live)?[Tt]icker|dokumentieren\b.{0,80}(?:Wortlaut|Übersetzung|Auszüge))",
        r"^(?:Letzte Aktualisierung|Zuletzt aktualisiert|Aktualisiert am|Stand:? \d|Stand: )"
        r".{0,40}$",
        r"^Diese (?:Meldung|Nachricht) (?:ist|wird|wurde|darf)\b.{0,60}(?:Quellenangabe|"
        r"Veröffentlichung|aktualisiert|automatisch|maschinell|übernommen)",
    ),
    rule(
        "byline",
        "anywhere",
        rf"^(?:Das (?:Interview|Gespräch) (?:führten?|führte für .{{2,30}})|Aufgezeichnet von|"
        rf"Protokoll(?:iert von)?:|Interview:|Die Fragen stellten?) {PEOPLE}\.?$",
        rf"^Von (?:unsere[rmn] (?:{_STAFF}) ){PEOPLE}(?:, {NAME}(?: {NAME})?)?$",
        rf"^(?:Von|VON) {NAME} {NAME}(?: und {NAME} {NAME})?$",
        rf"^Ein(?:e)? (?:Kommentar|Glosse|Analyse|Leitartikel|Gastbeitrag|Essay|Kolumne|Reportage|"
        rf"Porträt|Interview|Bericht|Kritik|Rezension) von {PEOPLE}(?:, .{{2,40}})?$",
    ),
    rule(
        "byline",
        "head",
        rf"^(?:Von|von|VON) {PEOPLE}(?:, [A-ZÄÖÜ][\w-]+(?:[ /][A-ZÄÖÜ][\w-]+)*)?"
        rf"(?:, (?:{_STAFF}).{{0,30}})?$",
        rf"^(?:Text|Autorin|Autor|Redaktion): {PEOPLE}(?:, \w+: {PEOPLE})*$",
        rf"^Aus \w+(?: \w+)? berichtet {PEOPLE}$",
        rf"^{PEOPLE}, (?:{_STAFF})(?: .{{0,30}})?$",
        rf"^(?=.*\((?:Text|Fotos?|Bild(?:er)?|Video|Grafik)\)){PEOPLE}$",
    ),
    rule(
        "agency",
        "anywhere",
        r"^©? ?dpa-infocom, dpa:\S+$",
        rf"^(?:© ?|Quelle: ?|\()?{AGENCY}(?:[/, -]{{1,2}}{CODE})*\)?\.?$",
        r"^\(Schluss\) \S{2,20}$",
        rf"^\(?{AGENCY}(?:/| und | mit )(?:eigene[rm]? Bericht\w*|eig\. Ber\.|red\w*|Red\w*)\)?$",
    ),
    rule(
        "caption",
        "anywhere",
        rf"^.{{10,220}}[.!?“”\"»«)…\w] \(?{PICTURE}: ?[^.:!?]{{2,45}}\)?$",
        r"^.{10,200}[.!?“”\"»«)…\w] \(?© ?[^.:!?]{2,45}\)?$",
    ),
    rule(
        "credit",
        "anywhere",
        rf"^(?:Text und |Daten und )?{PICTURE}(?: und (?:Text|Video))?:"
        r"(?! ?(?:So|Wie|Was|Warum|Die|Der|Das|Hier)\b)[^.:!?]{2,60}$",
        r"^(?:©|Copyright|\(c\)) ?.{2,60}$",
        r"^(?:Mitarbeit|Übersetzung|Aus dem Englischen|Redaktionelle Mitarbeit)(?: von)?:? "
        rf"{PEOPLE}(?:, .{{2,30}})?$",
    ),
    rule(
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
        r"^Spendenkont(?:o|en)\b",
        r"\bSpendenkonten finden Sie\b",
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
    rule(
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
    rule(
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
    rule(
        "byline",
        "tail",
        r"^[a-zäöü]{2,4}$",
        r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$",
        rf"^(?:Ihre?|Eure?) {PEOPLE}(?:, .{{3,60}})?$",
        r"^(?:Die|Ihre|Eure) (?:Chefr|R)edaktion$",
        rf"^{NAME} {NAME}$",
    ),
    rule(
        "agency",
        "tail",
        rf"^\(?{CODE}(?:/{CODE}){{1,3}}\)?$",
        rf"^{AGENCY}(?: [a-z]\w{{1,3}}){{1,4}}$",
        rf"^\(?(?:Zusammengestellt )?[Mm]it (?:Material |Informationen |Inhalten )?"
        rf"(?:von |der |des )?.{{0,20}}(?:{AGENCY}|Agentur\w*)\)?\.?$",
        rf"^Quelle: ?[^.!?]{{0,30}}\b{AGENCY}\b[^.!?]{{0,20}}$",
        r"^Quelle: ?[\w.-]+\.[a-z]{2,3}(?:, [\w/]{2,20})?$",
    ),
)
