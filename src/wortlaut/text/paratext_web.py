"""Paratext of the web: what content management systems and editors put between paragraphs.

Placeholders of embedded content, affiliate and translation notices, corrections, credits of a
whole team, appeals that end in a button. Kept apart from the forms of print because they are
believed anywhere.
"""

from __future__ import annotations

from wortlaut.text.paratext_rules import AGENCY, NAME, PEOPLE, Rule, rule

_TEXT = r"(?:Artikel|Text|Beitrag|Bericht|Faktencheck|Kommentar|Inhalt|Podcast|Interview|Essay)"
_VERSION = r"(?:Version|Fassung|Form|Ausgabe)"
_EARLIER = r"(?:früheren|vorherigen|ersten|älteren|ursprünglichen|vorigen)"
_MISTAKEN = (
    r"(?:fälschlich(?:erweise)?|irrtümlich(?:erweise)?|versehentlich|falsch|Fehler|fehlerhaft)"
)
_TEAM = (
    r"(?:Text|Recherche|Redaktion|Schlussredaktion|Bildredaktion|Faktencheck|Übersetzung|Mitarbeit|"
    r"Produktion|Design|Illustration(?:en)?|Infografik|Grafik(?:en)?|Fotos?|Fotografie|Video|"
    r"Audioversion|Kamera|Schnitt|Ton|Regie|Autor(?:in|en|innen)?|Protokoll|Layout|Titelbild|"
    r"Styling|Haare|Make-?up(?: Assistant)?|Visualisierung(?:en)?|Programmierung|Lektorat|"
    r"Fact-?Checking|Art ?Direction|Datenanalyse|Entwicklung|Casting)"
)
_LIST = rf"{_TEAM}(?:(?:,| und| &) {_TEAM})*: ?{PEOPLE}"
_BUTTON = (
    r"(?:anmelden|abonnieren|testen|bestellen|registrieren|herunterladen|downloaden|spenden|"
    r"freischalten|sichern|lesen|weiterlesen|anhören|ansehen|mitmachen|mitdiskutieren|teilnehmen|"
    r"Mitglied werden|unterstützen|kommentieren|entdecken)"
)
#: What nobody does in a report without saying so.
_ORDER = r"(?:anmelden|abonnieren|testen|bestellen|registrieren|herunterladen|spenden)"

WEB_RULES: tuple[Rule, ...] = (
    rule(
        "correction",
        "anywhere",
        r"^(?:Korrektur(?:hinweis)?|Berichtigung|Richtigstellung|Corrigendum|Klarstellung|"
        r"(?:Hinweis|Anmerkung|Anm\.) (?:d(?:er|\.) Red(?:aktion|\.))|Update|Aktualisierung|"
        rf"Transparenzhinweis)\b[^:]{{0,30}}:.*\b(?:[Ii]n einer {_EARLIER} {_VERSION}|{_MISTAKEN}|"
        r"korrigiert|berichtigt|richtiggestellt)\b",
        r"^(?:Korrektur(?:hinweis)?|Berichtigung|Richtigstellung|Corrigendum)\b[^:]{0,30}:",
        rf"^In (?:einer|der) {_EARLIER} {_VERSION}\b",
        rf"^In einem {_EARLIER} (?:{_TEXT}|Absatz|Satz)\b.{{0,80}}\b{_MISTAKEN}\b",
        r"^Wir (?:haben (?:den|diesen|die|das) (?:Fehler|Passage|Stelle|Angabe|Satz|Absatz|Text|"
        rf"{_TEXT})\b.{{0,60}}\b(?:korrigiert|berichtigt|geändert|angepasst|entfernt)|"
        r"bitten,? (?:den|diesen) Fehler zu entschuldigen)",
        rf"^(?:Die|Diese|Der|Dieser) (?:Passage|Stelle|Angabe|Überschrift|Fehler|{_TEXT}) "
        r"(?:wurde|ist|haben wir)\b.{0,60}\b(?:korrigiert|berichtigt|richtiggestellt)\b",
    ),
    rule(
        "teaser",
        "anywhere",
        r"^(?:>{1,3}|→|►|▶|➜|➡|👉|☞|↗|⇒)\ufe0f? ?\S.{3,180}$",
        r"^(?:Mehr|Weitere) (?:Themen|News|Videos|Podcasts|Texte|Infos?|Bilder|Fotos|Interviews|"
        r"Geschichten|Reportagen|Analysen|Kommentare|Lesestoff)\b[^.]{0,60}(?::|$)",
        r"^Mehr (?:zu|über|von|aus|rund um) [^.?!:]{2,80}(?::$|\b(?:lesen|finden|hören|sehen|"
        r"erfahren) (?:Sie|Ihr|ihr|du)\b)",
        r"^(?:Hier|Jetzt) (?:geht(?:['’]?s| es) (?:zu|weiter|direkt)|weiterlesen|mehr|finden Sie "
        r"(?:alle|"
        r"weitere|mehr|den|die|das|außerdem|eine|einen))\b.{0,120}$",
        r"^(?:Auch|Ebenfalls|Außerdem|Noch) (?:spannend|lesen|wichtig|auf (?:unserer|dieser) Seite)"
        r"\b.{0,3}:",
        r"^(?:Leseempfehlung|Lesetipps?|Lesehinweis|Lesenswert|Hörtipp|Filmtipp|TV-Tipp|"
        r"Programmtipp|"
        r"Veranstaltungs(?:tipp|hinweis)|Empfehlung(?:en)? (?:der|unserer|aus der) Redaktion|"
        r"Redaktionelle Empfehlung|Links? zum Thema|Weiterführende[rs]? (?:Links?|"
        r"Informationen|Artikel|Literatur)|Zum (?:Artikel|Dossier|Interview|Podcast|Video|Newsblog|"
        r"Liveticker|Kommentar))\b(?: .{0,40})?(?::|$)",
        r"^Zum Thema(?::$|$|: [^.]{5,120}$)",
        r"^(?:Das|Dieses) Thema im Programm\b",
        r"^(?:Meistgelesen|Meistgelesene Artikel|Neueste Artikel|Aktuelle Meldungen|"
        r"Ähnliche Beiträge|Verwandte Themen|Themen(?: des Artikels)?|Schlagwörter|Stichworte)"
        r"(?:$|:)",
    ),
    rule(
        "appeal",
        "anywhere",
        rf"^(?:[^.!?„“\"]{{0,60}}[-–:|,] ?)?(?:Jetzt|Hier|Gratis|Kostenlos) (?:\w+ ){{0,3}}"
        rf"{_BUTTON}[.!]?$",
        rf"^[^.!?„“\"]{{0,90}}\b(?:jetzt|hier|gratis|kostenlos) (?:\w+ ){{0,2}}{_ORDER}[.!]?$",
        r"\b\d+ (?:Tage|Wochen|Monate|Ausgaben)\b.{0,25}\b(?:gratis|kostenlos|kostenfrei|"
        r"unverbindlich|"
        r"für (?:nur )?\d+(?:,\d\d)? ?(?:€|Euro))\b.{0,30}\b(?:testen|lesen|probelesen|im Abo)\b",
        r"^(?:War|Ist) (?:dieser|der) (?:Artikel|Text|Beitrag) (?:hilfreich|interessant|"
        r"informativ)",
        r"^Wie (?:hat|gefällt) (?:Ihnen|dir|euch) (?:dieser|der|unser) (?:Artikel|Text|Beitrag)\b",
        r"^(?:Sie haben|Haben Sie|Hast du|Habt ihr) (?:einen |einen sachlichen )?(?:Fehler|"
        r"Rechtschreibfehler|Tippfehler) (?:gefunden|entdeckt|bemerkt)",
        r"^(?:Sie haben|Haben Sie|Hast du|Habt ihr) (?:selbst )?(?:Hinweise|Anregungen|Fragen|"
        r"Kritik|"
        r"einen Tipp|Informationen|eine Frage|ein Thema|eine Behauptung|"
        r"Feedback)\b.{0,160}\b(?:uns|"
        r"unser\w*|Redaktion|Rechercheteam|@)",
        r"^(?:Melden Sie|Wenden Sie|Schreiben Sie) (?:uns|vertraulich|sich (?:bei uns|an uns))\b",
        r"^(?:Werden Sie|Werde|Werdet) (?:jetzt )?(?:\w+-)?(?:Mitglied|Unterstützer\w*|Abonnent\w*|"
        r"Förder\w*)\b",
        r"^(?:Unabhängiger|Kritischer|Guter|Freier|Investigativer) (?:\w+-?)?[Jj]ournalismus "
        r"(?:braucht|kostet|ist|lebt|benötigt)\b",
        r"^(?:Diesen?|Den) (?:Artikel|Beitrag|Text) (?:teilen|kommentieren|drucken|merken|anhören)"
        r"\b[^.]{0,60}$",
        r"^(?:Kommentare|Kommentieren|Teilen|Drucken|Merken|Feedback|Newsletter|Artikel anhören|"
        r"Artikel merken|Link kopiert)[!:.]?$",
        r"^(?:Diese[rn]?|Unser(?:e[nr]?)?|Der|Die|Den) (?:Newsletter|WhatsApp-Kanal|Podcast|App)\b"
        r".{0,120}\b(?:abonnieren|anmelden|herunterladen|hören Sie|Anmeldung|Abonnement)\b",
    ),
    rule(
        "notice",
        "anywhere",
        r"\b(?:Affiliate-?Links?|Provisions-?Links?|Partner-?Links?|Werbelinks?)\b",
        r"\b(?:erhalten|bekommen|erhält|verdienen) (?:wir|die Redaktion|der Verlag)\b.{0,60}"
        r"\bProvision\b",
        rf"^(?:Dies|Das|Dieser {_TEXT}|Der (?:vorliegende )?(?:Artikel|Text|Beitrag)) (?:ist|wurde|"
        rf"erschien)\b.{{0,80}}"
        r"\b(?:Übersetzung|übersetzt|im Original|zuerst (?:auf|in|bei)|zuvor (?:auf|in|bei)|"
        r"Erstveröffentlichung|Zweitveröffentlichung)\b",
        rf"^(?:Dieser|Der) {_TEXT} (?:ist|wurde|entstand)\b.{{0,60}}\b(?:Künstlicher? Intelligenz|"
        r"künstlicher? Intelligenz|KI|ChatGPT|maschinell|automatisiert)\b",
        r"^(?:Lest|Lesen Sie|Lies) (?:den )?(?:Original|Artikel im Original)",
        r"^(?:Empfohlener (?:redaktioneller|externer) Inhalt|(?:Redaktionell empfohlener "
        r")?[Ee]xterner "
        r"Inhalt|Inhalt von (?:X|Twitter|YouTube|Instagram|Facebook|TikTok)|Embed)\b[^.]{0,60}$",
        r"^(?:An dieser Stelle|Hier) (?:finden Sie|findest du|befindet sich|steht|sehen Sie|wird)"
        r"(?: einen?| ein)? (?:\w+ ){0,3}(?:Inhalt|Video|Beitrag|Tweet|Post|Element)\w*\b",
        r"\bexterne[nr]? Inhalte?[ns]?\b.{0,160}\b(?:angezeigt|anzeigen|Anzeige|laden|Laden|"
        r"Zustimmung|einverstanden|aktivier\w+|Drittplattform\w*|Datenschutz\w*)\b",
        r"\b(?:Privatsphäre-|Cookie-|Datenschutz-?)[Ee]instellungen\b",
        r"^(?:-+ ?)?(?:Anzeige|ANZEIGE|Werbung|WERBUNG|Advertorial|Sponsored)(?: ?-+)?$",
        r"^(?:Lesezeit|Lesedauer):? ?(?:ca\. ?)?\d{1,3} ?(?:Min|Minuten?)\b\.?$",
        r"^\d{1,3} (?:Min\.?|Minuten?) (?:Lesezeit|Lesedauer)$",
        r"^(?:Veröffentlicht|Erschienen|Publiziert|Erstellt|Artikel vom)\b:?(?: am)? ?(?:\w+, )?"
        r"\d{1,2}\. ?(?:\d{1,2}\.|\w+).{0,40}$",
        r"^Zitiervorschlag\b",
        r"\(abgerufen am:? ",
        r"^(?:Sendung|Sendehinweis|Quelle): [A-ZÄÖÜ][^.!?]{2,60}\b\d{1,2}\.(?:\d{1,2}\.|"
        r"\w+).{0,30}$",
        r"^(?:Dieser Beitrag|Diese Sendung|Dieses Thema|Der Beitrag) (?:lief|läuft|wurde|wird)\b"
        r".{0,120}\b(?:gesendet|ausgestrahlt|um \d{1,2}[:.]\d{2}|Uhr|Programm)\b",
        r"^Über dieses Thema berichte(?:te|t|n|ten)\b",
        r"\b(?:Telefonseelsorge|Suizidgedanken|Suizidprävention)\b.*\b0800[ /-]?1{3}",
        r"^(?:Alle Rechte vorbehalten|Nachdruck|Vervielfältigung)\b",
        r"\b(?:Weiterverbreitung|Vervielfältigung|Wiederverwendung)\b.{0,60}\b(?:Genehmigung|"
        r"untersagt|verboten|gestattet)\b",
        r"^(?:Wichtiger )?(?:Hinweis|Disclaimer|Haftungsausschluss): .*\b(?:keine (?:Anlage|Kauf)"
        r"\w*|Totalverlust|ersetzt keine)",
        r"^(?:Die|Der|Das) im (?:Text|Artikel|Beitrag) (?:genannten|verlinkten)\b.{0,80}\bLinks?\b",
    ),
    rule(
        "credit",
        "anywhere",
        rf"^{_LIST}(?:(?:[,;/|]| ·|\.)? ?{_LIST}){{1,14}}\.?$",
        rf"^(?:{_TEAM}|{_TEAM} und {_TEAM}): {PEOPLE}$",
        r"^(?:Bildrechte|Bildquelle|Bildnachweis|Fotocredit|Fotohinweis|Bildcredit|Rechte): "
        r"?.{2,80}$",
        r"^Copyright\b.{2,320}$",
    ),
    rule(
        "byline",
        "tail",
        r"^\(\w{2,4}(?:[/,] ?\w{2,4}){0,3}\)$",
        rf"^[A-ZÄÖÜ]{{2,12}}(?: [A-ZÄÖÜ-]{{2,20}})?(?:/\w{{2,5}})? \((?:\w{{2,4}}|{PEOPLE})\)$",
        rf"^{NAME} {NAME} aus [A-ZÄÖÜ][\w-]+$",
        rf"^(?:Unser(?:e)? )?(?:Autor(?:in)?|Gastautor(?:in)?|Kolumnist(?:in)?) {NAME} {NAME} "
        r"(?:ist|war|arbeitet|schreibt|lehrt|lebt|leitet|forscht)\b.{5,250}$",
    ),
    rule(
        "agency",
        "tail",
        rf"^\(?(?:red|Red|Redaktion|eigen)?(?:, |/| und )?(?:\w{{2,8}}[/, ])?{AGENCY}"
        rf"(?:[/, ]{{1,2}}(?:\w{{2,10}}|{AGENCY}))*(?:, \d{{1,2}}\.\d{{1,2}}\.\d{{2,4}})?\)?\.?$",
        r"^\(?(?:red|Red)\.?[,/ ] ?[\w.]{2,20}(?:/\w{2,12})+\)?$",
        rf"^\(?[Mm]it (?:\w+ )?(?:{AGENCY}|Agentur\w*)(?:[/, ](?:{AGENCY}|\w{{2,10}}))*\)?\.?$",
    ),
)
