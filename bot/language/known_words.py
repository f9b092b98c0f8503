"""The words the bot knows, and what else people type for them."""

from domain.text.messages import N_, Labels

WORDS: Labels[str] = Labels(
    {
        "varsle": N_("si fra til rektor om at en elev kanskje ikke har det trygt og godt"),
        "logg": N_("skriv ned noe du har sett eller snakket med en elev om"),
        "mine": N_("stegene som venter på deg, varslene, utkastene og loggene dine; også «jeg er borte»"),
        "saker": N_(
            "sakene du er med i; også «saker 4. trinn», «saker over fristen», «lukkede saker i fjor», «søk elev»"
        ),
        "sak": N_("én sak: «sak 2026-014»"),
        "plan": N_("planen i en sak: «plan 2026-014»"),
        "uka": N_("ukens gjennomgang av åpne planer"),
        "export": N_("dokumentene i en sak: «export 2026-014»"),
        "årshjul": N_("oppgavene dine i skoleåret: denne måneden, det som er gjort, og neste måned; også «kalender»"),
        "hjelp": N_("dette kortet"),
    }
)
"""What help says of each; the words themselves are no messages."""
UNREACHABLE = "ikke nåbare"
"""A word for leaders only, so it is not among those offered to everyone."""
AWAY, CHANNEL, CALENDAR = "jeg er borte", "kanal", "kalender"
QUIET, REMIND = "ikke minn meg", "minn meg"
"""Not among those suggested either: Teams takes ten, and the last one is for channels."""
CONTACTS, GUIDANCE, WHO_SEES = "hvem kan jeg ringe", "veiledning", "hvem ser det jeg skriver"
"""Nor these, which help has buttons for."""
SEARCH = "søk elev"
THANKS, MORE_WORDS = "takk", "flere ord"
IN_THE_CHANNEL = N_("Skriv «kanal» i den kanalen det gjelder: da ser du hva den får, og en leder kan velge det.")
NEW_TASK, OTHER_DEADLINE, IN_NEED = "ny oppgave", "endre frist", "nødtilgang"
"""Words for leaders only."""
ACCESS, STATISTICS = "innsyn", "statistikk"
SYNONYMS = {
    "hei": "hjelp",
    "hallo": "hjelp",
    "hva kan du": "hjelp",
    "hvordan bruker jeg": "hjelp",
    "help": "hjelp",
    "meny": "hjelp",
    "varsel": "varsle",
    "melde": "varsle",
    "melde fra": "varsle",
    "meld fra": "varsle",
    "si fra": "varsle",
    "bekymring": "varsle",
    "ny logg": "logg",
    "logge": "logg",
    "søk": SEARCH,
    "søke": SEARCH,
    "søk etter elev": SEARCH,
    "finn elev": SEARCH,
    "finn en elev": SEARCH,
    "leit etter elev": SEARCH,
    "mine varsler": "mine",
    "mine utkast": "mine",
    "mine logger": "mine",
    "mine saker": "saker",
    "mine åpne saker": "saker",
    "åpne saker": "saker",
    "sakene": "saker",
    "saken": "sak",
    "planen": "plan",
    "aktivitetsplan": "plan",
    "aktivitetsplanen": "plan",
    "uken": "uka",
    "ukens gjennomgang": "uka",
    "årshjulet": "årshjul",
    "hele året": "årshjul",
    "kalenderen": CALENDAR,
    "kalendar": CALENDAR,
    "calendar": CALENDAR,
    "abonner": CALENDAR,
    "abonnere": CALENDAR,
    "abonnement": CALENDAR,
    "legg til oppgave": NEW_TASK,
    "nye oppgaver": NEW_TASK,
    "endre fristen": OTHER_DEADLINE,
    "flytt frist": OTHER_DEADLINE,
    "endre oppgave": OTHER_DEADLINE,
    "eksport": "export",
    "eksporter": "export",
    "dokumenter": "export",
    "dokumentene": "export",
    "tall": STATISTICS,
    "statistics": STATISTICS,
    "jeg blir borte": AWAY,
    "jeg er syk": AWAY,
    "jeg har fri": AWAY,
    "jeg er tilbake": AWAY,
    "ikke minne meg": QUIET,
    "slutt å minne meg": QUIET,
    "ikke påminn meg": QUIET,
    "ikkje minn meg": QUIET,
    "minn meg igjen": REMIND,
    "mine oppgaver": "årshjul",
    "mine oppgåver": "årshjul",
    "oppgavene mine": "årshjul",
    "hvem skal jeg ringe": CONTACTS,
    "hvem ringer jeg": CONTACTS,
    "hvem kan jeg kontakte": CONTACTS,
    "hvem kan jeg snakke med": CONTACTS,
    "kven kan eg ringje": CONTACTS,
    "kven kan eg ringe": CONTACTS,
    "kven kan eg kontakte": CONTACTS,
    "who can i call": CONTACTS,
    "who do i call": CONTACTS,
    "who can i contact": CONTACTS,
    "kontakter": CONTACTS,
    "kontaktar": CONTACTS,
    "contacts": CONTACTS,
    "telefonnummer": CONTACTS,
    "telefonnumre": CONTACTS,
    "phone numbers": CONTACTS,
    "mobbeombudet": CONTACTS,
    "statsforvalteren": CONTACTS,
    "hvem kan se det jeg skriver": WHO_SEES,
    "hvem leser det jeg skriver": WHO_SEES,
    "kven ser det eg skriv": WHO_SEES,
    "kven kan sjå det eg skriv": WHO_SEES,
    "kven les det eg skriv": WHO_SEES,
    "who sees what i write": WHO_SEES,
    "who can see what i write": WHO_SEES,
    "de fem delpliktene": GUIDANCE,
    "aktivitetsplikten": GUIDANCE,
    "rettleiing": GUIDANCE,
    "guidance": GUIDANCE,
}
_BESIDE = (
    UNREACHABLE,
    AWAY,
    CHANNEL,
    CALENDAR,
    CONTACTS,
    GUIDANCE,
    WHO_SEES,
    QUIET,
    REMIND,
    SEARCH,
    MORE_WORDS,
    NEW_TASK,
    OTHER_DEADLINE,
    IN_NEED,
    ACCESS,
    STATISTICS,
)
MEANINGS = {word: word for word in (*WORDS, *_BESIDE)} | SYNONYMS
