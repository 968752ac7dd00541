"""German nouns for those who speak: what kind of actor, which gender, which base form.

Nouns are known by their last part, so that "Bundesfinanzministerin" is a ministerin and
"Landgericht" a gericht; the longest known part wins. Source of all lists: put together by hand
for this project; Apache-2.0 like the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wortlaut.actors.wordlists import word_list, word_set
from wortlaut.records import ActorKind

Gender = str
"""m, f, n, or p for a plural."""

_PERSONS_M = word_list(
    """
    minister präsident kanzler bürgermeister sprecher chef leiter direktor vorsitzender vorstand
    sekretär generalsekretär senator abgeordneter parlamentarier politiker kandidat
    regierungschef staatschef parteichef premier premierminister botschafter diplomat konsul
    gesandter beauftragter kommissar ombudsmann richter staatsanwalt anwalt rechtsanwalt
    verteidiger ankläger notar jurist kläger angeklagter beschuldigter zeuge gutachter
    sachverständiger experte fachmann kenner forscher wissenschaftler professor dozent rektor
    dekan biologe virologe psychologe soziologe politologe historiker ökonom volkswirt ökologe
    physiker chemiker mediziner arzt chirurg pfleger apotheker epidemiologe meteorologe geologe
    klimatologe theologe pfarrer pastor bischof kardinal pater imam rabbiner papst priester
    probst propst superintendent dechant polizist kommandant kommandeur general oberst major
    hauptmann leutnant kapitän admiral soldat offizier feldwebel feuerwehrmann brandmeister
    einsatzleiter wachtmeister inspekteur inspektor beamter landrat stadtrat gemeinderat
    kantonsrat regierungsrat nationalrat ständerat bundesrat rat ammann statthalter gouverneur
    landeshauptmann staatsrat dezernent referent amtsleiter kämmerer stadtdirektor ortsvorsteher
    gemeindepräsident schultheiß schulze vogt unternehmer manager gründer inhaber besitzer
    eigentümer gesellschafter geschäftsführer vorstandschef finanzvorstand betriebsrat
    gewerkschafter funktionär analyst händler banker stratege berater makler volontär handwerker
    meister landwirt bauer winzer förster jäger fischer wirt gastwirt hotelier koch bäcker
    metzger müller schreiner tischler lehrer schulleiter erzieher student schüler lehrling
    trainer coach spieler stürmer torwart torhüter verteidiger kapitän sportdirektor manager
    schiedsrichter athlet läufer sportler profi rennfahrer pilot fahrer lokführer schaffner
    kapitän matrose regisseur autor schriftsteller dichter sänger musiker komponist dirigent
    intendant schauspieler künstler maler bildhauer kurator kritiker journalist redakteur
    reporter korrespondent moderator herausgeber verleger fotograf blogger intendant kolumnist
    kommentator nachbar anwohner bewohner bürger passant besucher kunde gast patient vater sohn
    bruder onkel großvater opa ehemann mann junge freund partner kollege nachfolger vorgänger
    stellvertreter vize mitarbeiter angestellter beschäftigter arbeiter vertreter gesandter
    unterhändler vermittler delegierter teilnehmer mitglied aktivist demonstrant rebell
    milizionär oppositioneller kritiker gegner anhänger befürworter veranstalter organisator
    initiator gastgeber helfer retter sanitäter notarzt bergsteiger rentner pensionär veteran
    zeitzeuge insider informant verdächtiger täter geschädigter vermieter mieter verkäufer
    käufer züchter imker gärtner architekt ingenieur techniker informatiker entwickler
    programmierer erfinder konstrukteur statiker planer projektleiter bauleiter staatspräsident
    oberhaupt anführer führer rädelsführer verwalter insolvenzverwalter liquidator obmann
    klubobmann obmannstellvertreter präses vizepräsident vizekanzler fraktionschef landeschef
    bundestrainer cheftrainer teamchef doktorand urheber verfasser absender nutzer überlebender
    verletzter betroffener reisender fahrgast augenzeuge erbe enkel neffe cousin schwager
    zwilling bekannter verwandter angehöriger insasse häftling gefangener geisel astronaut
    kosmonaut star ikone legende weltmeister olympiasieger sieger gewinner verlierer
    titelverteidiger favorit herausforderer bewerber anwärter amtsinhaber spitzenkandidat
    stadtführer küster mesner kantor organist vikar diakon mönch abt prior
    zivilist islamist terrorist faschist kommunist sozialist nationalist extremist populist
    separatist putschist pazifist spezialist touristiker maschinist publizist essayist
    torjäger friseur betrüger praktikant auszubildender lehrling verurteilter unterlegener witwer
    einheimischer stammesältester ältester milchbauer familienvater tourengeher biostatistiker
    statistiker kontrolleur verkehrspolitiker chauffeur referatsleiter wanderer taucher
    kletterer nutzer follower user blogger influencer teamarzt krankenpfleger erzähler
    beschwerdeführer antragsteller berichterstatter kandidat herausforderin
    verteidigungspolitiker innenpolitiker hauptkommissar oberstaatsanwalt landesvater
    staatssekretär vertrauter verstorbener senn hirte schäfer almbauer therapeut pädagoge
    gastronom investor aktionär gläubiger sammler jurymitglied leser zuschauer redner gatte
    landsmann mechaniker kaufmann steuermann toxikologe hydrologe archäologe kardiologe onkologe
    neurologe zoologe botaniker mathematiker philosoph literat bibliothekar archivar
    landschreiber gewerkschaftssekretär demokrat sozialdemokrat christdemokrat liberaler papa
    fachbeamter wahlsieger auslandskorrespondent völkerrechtler rechtler fachleiter
    gemeindeschreiber zuständiger leser zuschauer hörer junge topskorer goalie jugendlicher
    pfleger trauzeuge kompagnon votant referendar kollege vorredner intendant
    vorstandsvorsitzender aufsichtsrat vorstandssprecher landesvorsitzender
    fraktionsvorsitzender hausmeister postbote bademeister schichtleiter wahlleiter streikleiter
    kassier kassenwart kreisbrandmeister jubilar amtsträger kongressabgeordneter ceo
    """
)

_PERSONS_F = word_list(
    """
    frau mutter tochter schwester tante oma großmutter ehefrau witwe nonne äbtissin königin
    ärztin anwältin rechtsanwältin staatsanwältin rätin landrätin stadträtin gemeinderätin
    bundesrätin nationalrätin ständerätin regierungsrätin beamtin kollegin zeugin expertin
    kundin französin pröpstin pfarrerin hebamme kauffrau fachfrau obfrau klubobfrau
    landeshauptfrau hauptfrau feuerwehrfrau ombudsfrau bäuerin winzerin wirtin gastwirtin köchin
    chefin autorin nachbarin biologin virologin psychologin soziologin politologin theologin
    meteorologin geologin ökologin pädagogin archäologin philologin gynäkologin nichte enkelin
    freundin schülerin notärztin sachverständige vorsitzende abgeordnete beauftragte angeklagte
    landesmutter patin geschäftsfrau ammännin kosmologin kämmerin mama
    """
)

_PERSONS_N = word_list(
    """
    staatsoberhaupt oberhaupt stadtoberhaupt mitglied kind opfer mädchen
    """
)

# Organisations, with their gender.
_ORG = {
    "f": """
        polizei behörde regierung koalition opposition partei fraktion gewerkschaft verwaltung
        staatsanwaltschaft anwaltschaft bundesanwaltschaft feuerwehr gesellschaft genossenschaft
        firma bank kasse sparkasse börse stiftung agentur nachrichtenagentur zeitung zeitschrift
        illustrierte universität hochschule schule akademie klinik kirche diözese gemeinde stadt
        kommission union uno nato organisation vereinigung initiative liga armee marine
        luftwaffe bundeswehr miliz botschaft kanzlei pressestelle leitstelle zentrale redaktion
        jury kammer innung zunft allianz gruppe truppe delegation abteilung direktion werft
        reederei airline fluggesellschaft versicherung kette brauerei sozialdemokratie
        bundesbank notenbank zentralbank weltbank aufsicht bafin bahn post telekom werkstatt
        verbraucherzentrale krankenkasse inspektion bundespolizei kriminalpolizei direktion wehr
        wacht hilfe leitung geschäftsführung geschäftsleitung führung spitze generaldirektion
        anstalt staatskanzlei landesregierung vertretung bürgerinitiative forschungsgruppe
        forschergruppe mission crew besatzung ermittlungsgruppe sonderkommission mordkommission
        präfektur junta guerilla nationalversammlung versammlung konferenz synode fakultät
        plattform mannschaft tagesschau nachrichtensendung gesellschafterin betreiberin
        eigentümerin präsidialkanzlei seite
    """,
    "m": """
        verband bund verein klub club konzern hersteller betreiber veranstalter sender
        fernsehsender rundfunk landkreis kreis bezirk kanton staat rat stadtrat gemeinderat
        kreisrat aufsichtsrat vorstand ausschuss senat bundesrat bundestag landtag gerichtshof
        bundesgerichtshof verfassungsgerichtshof rechnungshof dienst geheimdienst wetterdienst
        rettungsdienst verlag anbieter dienstleister zoll kreml vatikan kongress parteitag
        betriebsrat elternbeirat beirat landesverband dachverband ortsverein krisenstab stab
        magistrat hof nationalrat ständerat gewerkschaftsbund zulieferer autobauer versorger
        discounter lieferdienst zweckverband sanitätsdienst landesbetrieb internetdienst
        nachrichtendienst generalstab elysée spiegel
    """,
    "n": """
        ministerium amt präsidium gericht unternehmen institut krankenhaus klinikum komitee
        kabinett parlament büro sekretariat magazin blatt nachrichtenmagazin portal
        internetportal bündnis netzwerk kommando militär zentrum konsortium werk museum theater
        orchester haus bistum dekanat rathaus landratsamt referat dezernat kommissariat revier
        forum team kollegium gremium direktorium gesundheitsamt auswärtiges kanzleramt weiße
        militärgericht tribunal syndikat kartell startup lager unterhaus oberhaus
        repräsentantenhaus rote studio bankhaus handelshaus heer justizdepartement departement
        generalvikariat pentagon ressort labor observatorium hospital kreditinstitut radio
        fernsehen nachrichtenportal
    """,
    "p": """
        behörden ministerien gerichte unternehmen stadtwerke medien verkehrsbetriebe grüne
        grünen linke taliban linken jusos vereinten nationen staaten niederlande usa
        grünliberalen
    """,
}
_GROUP = {
    "p": """
        kreise leute eltern experten fachleute ermittler forscher wissenschaftler beobachter
        kritiker anwohner bewohner bürger zeugen augenzeugen ärzte gegner befürworter
        demonstranten aktivisten rebellen händler analysten ökonomen juristen völkerrechtler
        vertreter sprecher diplomaten politiker abgeordnete beamte polizisten soldaten bauern
        landwirte lehrer schüler studenten studierende mieter kunden nutzer leser fans anhänger
        spieler fachkreise quellen stimmen passanten nachbarn autoren verfasser historiker
        mediziner meteorologen geologen biologen gläubige gewerkschafter arbeitgeber
        arbeitnehmer rechtsanwälte anwälte veranstalter organisatoren initiatoren beschäftigte
        angehörige mitglieder teilnehmer helfer retter einsatzkräfte rettungskräfte
        feuerwehrleute sicherheitskräfte verbraucherschützer umweltschützer naturschützer
        tierschützer datenschützer kollegen freunde insider senioren kinder jugendliche
        mitarbeiter händlerinnen innen
    """,
    "f": """
        familie verteidigung anklagebehörde nachbarschaft belegschaft öffentlichkeit bevölkerung
        menge nebenklage opposition verwandtschaft anwohnerschaft seite lager jury gruppe
        mehrheit minderheit crew branche
    """,
    "m": """
        kreis stammtisch chor volksmund
    """,
    "n": """
        ehepaar paar publikum umfeld volk duo trio team lager
    """,
}
_DOCUMENT = {
    "f": """
        studie untersuchung umfrage erhebung analyse statistik mitteilung pressemitteilung
        erklärung presseerklärung meldung anzeige klage anklage anklageschrift klageschrift
        vorlage stellungnahme verordnung satzung richtlinie verfassung bilanz prognose inschrift
        broschüre chronik bibel notiz mail e-mail nachricht sms botschaft einladung liste
        urkunde akte auswertung dokumentation website webseite internetseite homepage seite
        petition resolution verfügung begründung urteilsbegründung charta schlagzeile
        überschrift ad-hoc-mitteilung bekanntmachung ausschreibung rechnung karte tabelle
        kolumne zusammenfassung agenda vereinbarung aufschrift biografie rangliste depesche
        denkschrift schrift bildunterschrift postkarte einschätzung fassung
    """,
    "m": """
        bericht artikel beitrag brief entwurf gesetzentwurf beschluss vertrag koalitionsvertrag
        antrag bescheid text kommentar leitartikel report eintrag post tweet aushang zettel
        vermerk plan aufruf appell slogan titel spruch satz prüfbericht index band paragraf
        paragraph monatsbericht newsletter haftbefehl durchsuchungsbeschluss flyer fragebogen
        befund katalog kodex leitfaden radiobericht fernsehbericht blog roman aufsatz essay
    """,
    "n": """
        gutachten urteil papier dokument schreiben protokoll buch gesetz testament interview
        manifest programm wahlprogramm flugblatt plakat transparent schild pappschild formular
        memo memorandum dossier grundgesetz communiqué kommuniqué statement tagebuch video
        register matchblatt positionspapier strategiepapier thesenpapier faltblatt merkblatt
        grußwort zeugnis zitat abkommen regelwerk banner barometer telegramm bekennerschreiben
        faksimile spruchband ergebnis rundschreiben lexikon handbuch
    """,
    "p": """
        berichte studien daten zahlen akten dokumente unterlagen untersuchungen umfragen
        statistiken meldungen medienberichte berechnungen schätzungen ergebnisse prognosen
        papiere erkenntnisse messungen modellrechnungen auswertungen briefe artikel
    """,
}


@dataclass(frozen=True, slots=True)
class NounClass:
    """What is known of a noun: ``kind`` of actor, ``gender``, and three lower-case forms.

    ``base`` is the noun without its case ending, ``key`` the known last part without a feminine
    ending ("minister" of "Finanzministerin"), ``office`` the whole with that part
    ("finanzminister").
    """

    kind: ActorKind
    gender: Gender | None
    base: str
    key: str
    office: str


def _table() -> dict[str, tuple[ActorKind, Gender | None, str]]:
    table: dict[str, tuple[ActorKind, Gender | None, str]] = {}
    singular = {word + ending for word in _PERSONS_M for ending in ("n", "en")}
    for groups, kind in ((_GROUP, "group"), (_DOCUMENT, "document"), (_ORG, "organisation")):
        for gender, words in groups.items():
            for word in words.split():
                if word not in singular:
                    table.setdefault(word, (kind, gender, word))  # type: ignore[arg-type]
    for word in _PERSONS_N:
        table[word] = ("role", "n", word)
    for word in _PERSONS_M:
        if word.endswith("er") and word[:-2] in _NOMINALISED:
            stem = word[:-2]
            for form in (stem + "e", stem + "en", stem + "em"):
                table[form] = ("role", None, stem + "e")
            table[word] = ("role", "m", stem + "e")
            continue
        table.setdefault(word, ("role", "m", word))
        if table[word][0] == "group":
            table[word] = ("role", "m", word)
        stem = word.removesuffix("e")
        for woman in (stem + "in", _umlaut(stem) + "in"):
            table.setdefault(woman, ("role", "f", word))
            table.setdefault(woman + "nen", ("group", "p", word))
    for word in _PERSONS_F:
        table.setdefault(word, ("role", "f", word))
        if word.endswith("in"):
            table.setdefault(word + "nen", ("group", "p", word))
    return table


_NOMINALISED = word_set(
    """
    vorsitzend abgeordnet beauftragt angeklagt beschuldigt gesandt delegiert oppositionell
    verdächtig geschädigt überlebend verletzt betroffen reisend bekannt verwandt angehörig
    gefangen vertraut verstorben jugendlich angestellt beschäftigt sachverständig beamt
    landesvorsitzend fachbeamt zuständig liberal fraktionsvorsitzend vorstandsvorsitzend
    kongressabgeordnet auszubildend verurteilt unterlegen einheimisch stammesältest ältest
    """
)


def _umlaut(stem: str) -> str:
    """ "arzt" → "ärzt", "rat" → "rät": the last vowel of a feminine form may change."""
    for i in range(len(stem) - 1, -1, -1):
        if stem[i] in "aou":
            return stem[:i] + {"a": "ä", "o": "ö", "u": "ü"}[stem[i]] + stem[i + 1 :]
        if stem[i] in "eiäöü":
            break
    return stem


_NOUNS = _table()
_LONGEST = max(map(len, _NOUNS))
_OF_AGE = ("jährige", "jähriger", "jährigen", "jährigem")
_FORMER = re.compile(r"(Ex|Vize|Co|Noch|Alt|Interims)-[A-ZÄÖÜ]")
""" "Ex-Torjäger": only somebody's role has been something before."""
_ENDINGS = ("", "s", "es", "n", "en", "e", "ern", "er")
# A short last part must not be found inside other words: "rat" in "Apparat", "wirt" in "Antwirt".
_SHORT_OK = word_set(
    """
    amt rat chef bund haus bank arzt wehr vize club klub team rätin frau mann sohn mail brief
    buch bahn koch post text plan hof gast kind paar hilfe band blatt werk wirt liga lager satz
    report index titel star rolle
    """
)
_NOT_AS_SUFFIX = word_set(
    """
    rat mann hof gast band plan star titel satz general major paar lager bauer koch müller vogt
    fischer jäger förster schäfer schulze seite rote weiße grüne linke spitze menge innen post
    profi kreis staat stadt vize opa oma erbe abt prior meister ende volk pater index bahn wirt
    kunde gast liga duo trio ceo text junge mutter werk hilfe messungen
    """
)
_NO_ACTORS = word_set(
    """
    apparat heirat vorrat verrat format monat kommen plakat
    """
)
_SUFFIX_AFTER_ALL = word_set(
    """
    rat plan hof kreis staat stadt meister bauer general werk mutter
    """
)


@lru_cache(maxsize=16384)
def noun_class(word: str) -> NounClass | None:
    """What the noun ``word`` stands for, by its longest known last part; None if unknown.

    >>> noun_class("Bundesfinanzministerin").kind, noun_class("Landgerichts").gender
    ('role', 'n')
    """
    low = word.lower()
    if low in _NO_ACTORS:
        return None
    if low.endswith(_OF_AGE):
        return NounClass("role", None, low.rstrip("rnm"), "jährige", "jährige")
    part = low.rsplit("-", 1)[-1]
    best: tuple[int, str, str, tuple[ActorKind, Gender | None, str]] | None = None
    for ending in _ENDINGS:
        if ending and (not part.endswith(ending) or len(part) - len(ending) < 3):
            continue
        base = part[: len(part) - len(ending)]
        found = _longest_part(base)
        # A form as it stands beats one of the same length with an ending cut off.
        if found and (best is None or len(found[0]) + (not ending) > best[0]):
            best = (len(found[0]) + (not ending), low[: len(low) - len(ending)], *found)
    if best is None:
        return guessed_role(word) if _FORMER.match(word) else None
    kind, gender, key = best[3]
    base = best[1]
    return NounClass(kind, gender, base, key, base.removesuffix(best[2]) + key)


def guessed_role(word: str) -> NounClass:
    """The class of an unknown noun that is known, from where it stands, to be somebody's role."""
    low = word.lower()
    woman = low.endswith("in") and len(low) > 5
    return NounClass(
        "role", "f" if woman else "m", low, low, low.removesuffix("in") if woman else low
    )


_MASCULINE_ROLE = ("er", "ist", "ent", "ant", "oge", "eur", "or", "are", "ese", "ale", "nom", "at")


def looks_like_role(word: str, determiner: str) -> bool:
    """Whether an unknown noun with a definite article looks like a person: "der Bulgare"."""
    low = word.lower().removesuffix("n") if determiner in {"dem", "den", "des"} else word.lower()
    if determiner in {"die", "der"} and low.endswith("in") and len(low) > 5:
        return True
    return determiner in {"der", "dem"} and len(low) > 4 and low.endswith(_MASCULINE_ROLE)


def _longest_part(base: str) -> tuple[str, tuple[ActorKind, Gender | None, str]] | None:
    if base in _NOUNS:
        return base, _NOUNS[base]
    for i in range(max(1, len(base) - _LONGEST), len(base) - 2):
        part = base[i:]
        if part in _NOUNS:
            if len(part) < 5 and part not in _SHORT_OK:
                continue
            if part in _NOT_AS_SUFFIX and part not in _SUFFIX_AFTER_ALL:
                continue
            if i < 3:
                continue
            return part, _NOUNS[part]
    return None
