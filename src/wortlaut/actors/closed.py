"""Closed word classes that speaker naming looks at: articles, prepositions, titles, particles.

Source of all lists: put together by hand for this project; Apache-2.0 like the code.
"""

from __future__ import annotations

from wortlaut.actors.wordlists import word_set

TIME_WORDS = word_set(
    """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montagabend
    dienstagabend mittwochabend donnerstagabend freitagabend samstagabend sonntagabend januar
    jänner februar feber märz april mai juni juli august september oktober november dezember uhr
    prozent euro millionen milliarden
    """
)
"""Weekdays, months and measures: never part of a name."""

FUNCTION_WORDS = TIME_WORDS | word_set(
    """
    der die das den dem des ein eine einer eines einem einen kein keine keiner keinem keinen ich
    du er sie es wir ihr mich dich sich uns euch ihn ihm ihnen man wer was wem wen mein meine
    meiner meinem meinen dein deine sein seine seiner seines seinem seinen ihre ihrer ihres
    ihrem ihren unser unsere unserer unserem unseren euer eure dieser diese dieses diesem diesen
    jener jene jenes jenem jenen dessen deren denen welche welcher welches derselbe dieselbe
    jede jeder jedes jedem jeden alle allen aller alles und oder aber denn doch sondern sowie
    wie als wenn weil dass daß ob obwohl während bevor nachdem damit indem sofern falls bis seit
    da in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter durch für gegen
    ohne um laut gemäß zufolge wegen trotz ab zwischen hinter neben statt anstatt entlang
    gegenüber seitens innerhalb außerhalb angesichts aufgrund nicht auch noch schon nur so sehr
    mehr dann dort hier heute gestern morgen jetzt nun damals später früher zuvor zunächst zudem
    außerdem allerdings dennoch deshalb daher darum jedoch trotzdem dagegen dabei dafür daran
    darauf daraus davon demnach danach demzufolge insgesamt bisher inzwischen mittlerweile
    unterdessen schließlich zuletzt erst bereits nie niemals immer wieder oft etwa rund knapp
    fast ganz wohl vielleicht offenbar angeblich ist sind war waren wird werden wurde wurden hat
    haben hatte hatten kann können soll sollen muss müssen will wollen darf dürfen sagt sagte
    sagten ja nein gut viele viel einige mehrere manche wenige beide beiden zwei drei vier fünf
    sechs sieben acht neun zehn elf zwölf warum weshalb wieso wo wohin wann welchen welchem
    ebenso eben anders dazu hierzu hinzu gleichzeitig zugleich seitdem somit sonst übrigens
    einerseits andererseits nachts abends mittags vormittags nachmittags gegenwärtig derzeit
    """
)
"""Words that are never part of a name, whatever their case (weekdays and months among them)."""

FORMAL_PRONOUNS = word_set("sie ihnen ihr ihre ihrem ihren ihrer ihres")
"""Capitalised where they address the reader, and so no names in the middle of a sentence."""

NUMBER_DETS = word_set(
    """
    zwei drei vier fünf sechs sieben acht neun zehn viele einige mehrere
    """
)
DEFINITE = word_set(
    """
    der die das den dem des dieser diese dieses diesem diesen
    """
)
INDEFINITE = word_set(
    """
    ein eine einer eines einem einen kein keine keiner keinem keinen
    """
)
POSSESSIVE = word_set(
    """
    mein meine meiner meines meinem meinen sein seine seiner seines seinem seinen ihr ihre ihrer
    ihres ihrem ihren unser unsere unserer unseres unserem unseren dessen deren
    """
)
DETERMINERS = DEFINITE | INDEFINITE | POSSESSIVE
PARTICLES = word_set(
    """
    von van vom zu zur de der den del della di da dos das du la le les lo al el bin ben ibn abu
    ten ter te y af av o' d' l'
    """
)
PREPOSITIONS = word_set(
    """
    nach laut gemäß zufolge von vom aus bei beim seitens durch für in im am an auf mit gegenüber
    unter um über zur zum vor entsprechend
    """
)

TITLES: dict[str, str | None] = {
    "herr": "m", "herrn": "m", "frau": "f", "dr.": None, "dr": None, "prof.": None, "prof": None,
    "professor": "m", "professorin": "f", "doktor": "m", "mag.": None, "ing.": None,
    "dipl.": None, "dipl.-ing.": None, "med.": None, "jur.": None, "phil.": None, "h.c.": None,
    "sir": "m", "lord": "m", "lady": "f", "mr.": "m", "mrs.": "f", "ms.": "f", "pater": "m",
    "schwester": "f", "bruder": "m", "papst": "m", "könig": "m", "königin": "f", "prinz": "m",
    "prinzessin": "f", "fürst": "m", "scheich": "m", "imam": "m", "bischof": "m",
    "kardinal": "m", "erzbischof": "m",
}  # fmt: skip

REPORT_NOUNS = word_set(
    """
    angabe angaben ansicht auffassung meinung einschätzung einschätzungen darstellung
    darstellungen aussage aussagen wort worte worten auskunft auskünfte auskünften überzeugung
    sicht erkenntnis erkenntnisse erkenntnissen eindruck schätzung schätzungen berechnung
    berechnungen information informationen mitteilung bekunden bekundungen vernehmen beobachtung
    beobachtungen lesart bewertung urteil vermutung vermutungen verständnis schilderung
    schilderungen version rechnung prognose prognosen seiten seite perspektive empfehlung
    empfehlungen vorstellung vorstellungen bericht berichten berichte meldung meldungen ende
    logik äußerung äußerungen stellungnahme ankündigung zeugnis ausführungen zahlen daten
    recherche recherchen beteuerung beteuerungen erzählung erzählungen warnung verdacht
    vorwurf vorwürfe vorwürfen vorschlag vorschläge vorschlägen wille willen wunsch versprechen
    entscheidung tenor befürchtung befürchtungen erinnerung erinnerungen forderung forderungen
    hoffnung hoffnungen eingeständnis geständnis behauptung behauptungen überlegung überlegungen
    these thesen argument argumente argumentation deutung interpretation definition zusage
    zusicherung erklärung
    """
)
"""Nouns that only say that somebody spoke ("nach Angaben der Polizei" stands for the police)."""
REPORT_DOCUMENTS = word_set(
    """
    urteil bericht berichten berichte meldung meldungen erklärung entscheidung definition
    versprechen
    """
)
"""Of these, the ones that are documents unless a medium or a person wrote them."""

OWN_WORDS = word_set(
    """
    rat plan motto devise fazit resümee credo rezept begründung antwort reaktion kommentar
    diagnose bilanz botschaft worte kalkül ratschlag gegenfrage
    """
)
"""Nouns that stand for their owner behind a possessive alone ("Sein Rat: warten")."""

MEDIA_NOUNS = word_set(
    """
    zeitung tageszeitung wochenzeitung sonntagszeitung fachzeitschrift zeitschrift magazin
    nachrichtenmagazin nachrichtenagentur agentur sender fernsehsender nachrichtensender
    radiosender blatt portal nachrichtenportal internetportal wochenblatt boulevardblatt
    wirtschaftsmagazin fachblatt onlineportal branchendienst
    """
)
NAMED_AFTER = MEDIA_NOUNS | word_set(
    """
    unternehmen konzern firma fluggesellschaft hersteller autobauer airline betreiber discounter
    reederei werft onlinehändler handelskette versicherer energieversorger versorger
    supermarktkette partei organisation menschenrechtsorganisation umweltorganisation
    hilfsorganisation
    """
)
"""Before a name they only explain it: "das Unternehmen Nordwing" is called Nordwing."""
