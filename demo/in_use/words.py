"""What the people of the demo school have written: no names of pupils, and nothing that goes by the time of year."""

from dataclasses import dataclass, field

MEETING = "Begge foresatte, nærmeste leder, sosiallærer og kontaktlærer"

STEPS: dict[str, dict[str, str]] = {
    "samtale_varsler": {"tekst": "Har sett noe lignende én gang før, uten å være sikker."},
    "avklaringssamtale": {
        "til_stede": "Nærmeste leder, sosiallærer og kontaktlærer",
        "tekst": "Kontaktlærer observerer i friminuttene. Sosiallærer ringer foresatte.",
    },
    "telefon_foresatte": {
        "til_stede": "Mor",
        "tekst": "Mor har merket at eleven ikke vil snakke om skolen. Vi ringer igjen om en uke.",
        "avkryss": "rett_plan,statsforvalteren,selv,responstid",
    },
    "innkalling": {"til_stede": MEETING},
    "kartleggingssamtale": {
        "tekst": "Timene går bra. Det er i overgangene det er vanskelig.",
        "sitat": "Det er verst når det ringer ut.",
    },
    "elevsamtale": {
        "tekst": "Eleven vil gjerne at en voksen er i nærheten, uten at det synes så godt.",
        "sitat": "Jeg vil bare være med som de andre.",
    },
    "observasjon": {
        "sted": "Skolegården og gangen",
        "situasjonen": "To storefri og overgangen etter gym.",
        "til_stede": "Omtrent ti elever og én voksen",
        "observert": "Eleven gikk alene det meste av tiden, og snudde da en gruppe kom mot.",
    },
    "aks_opplevelse": {"tekst": "På AKS går det bra i faste grupper.", "sitat": "Der er det greit."},
    "samtale_krenker": {
        "til_stede": "Sosiallærer og kontaktlærer",
        "elevens_versjon": "Eleven sier at det var en lek, og forsto at den andre ikke syntes det.",
        "oppfølging": "Det skal stoppe med en gang. Ny samtale om en uke.",
    },
    "foresatte_krenker": {"tekst": "De snakker med barnet hjemme. Vi ringer igjen om en uke."},
    "oppstartsmøte": {
        "til_stede": MEETING,
        "foresattes_bekymring": "Eleven gruer seg til friminuttene og har vondt i magen.",
        "skolens_funn": "Observasjonene og samtalene viser det samme som foresatte forteller.",
        "enighet": "En voksen i nærheten i overgangene.\nFast lekegruppe to dager i uken.",
        "veien_videre": "Skolen skriver planen, og foresatte leser den før den settes i verk.",
    },
    "analysemøte": {
        "til_stede": "Kontaktlærer, faglærer, nærmeste leder og sosiallærer",
        "funn": "Det skjer der ingen voksne er til stede.",
        "opprettholder": "Overgangene er uten tilsyn, og leken er lukket for den som kommer sist.",
        "barnets_beste": "Det beste for eleven er å bli i gruppen, med voksne tett på.",
    },
    "planmøte": {
        "til_stede": "Eleven, mor, sosiallærer og kontaktlærer",
        "sitat": "Kan vi ha lekegruppe to dager?",
        "tekst": "Mor vil gjerne ha beskjed hver fredag.",
    },
    "kort_tiltak": {"sitat": "Det hadde vært fint om du sto der."},
    "kort_enighet": {"til_stede": MEETING},
    "oppfølging": {"tekst": "Eleven har vært med i leken de fleste dagene.", "sitat": "Det går bedre."},
    "systematisk_observasjon": {
        "sted": "Skolegården",
        "tekst": "Eleven er med fra start, og blir spurt av andre.",
    },
    "følge_opp": {"tekst": "Det har vært rolig siden tiltakene begynte.", "sitat": "Nå er det ingen som sier noe."},
}
PROBLEM = {
    "problem": "Eleven er alene i friminuttene og blir holdt utenfor leken, flere ganger i uken.",
    "findings": "To observasjoner, og samtaler med eleven og foresatte, viser det samme.",
    "maintaining_factors": "Overgangene er uten tilsyn.",
    "best_interests": "Eleven vil bli i gruppen og være med. Det er også best for læringen.",
}
MEASURES = (
    ("klasse", "Fast lekegruppe i storefri to dager i uken, satt sammen av kontaktlærer."),
    ("individ", "En voksen er i nærheten i alle overganger, og går først ut."),
)
FIRST_EVALUATION = {
    "pupil_words": "Det er bedre når noen voksne er ute.",
    "guardians_view": "Eleven har ikke vondt i magen lenger om morgenen.",
}
LAST_EVALUATION = {
    "pupil_words": "Nå har jeg noen å være sammen med.",
    "guardians_view": "Hjemme ser vi et annet barn.",
}
CLOSING = {
    "pupil_words": "Jeg har det fint nå, og gruer meg ikke.",
    "reason": "Eleven sier selv at det er trygt. Foresatte og skolen ser det samme.",
}
LOG = "Snakket med klassen om hvordan vi tar imot den som kommer sist. Flere hadde gode forslag."


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What an alert says, as page one and two ask it. Choices are ids of the plan file."""

    facts: str
    kinds: tuple[str, ...]
    place: str | None = None
    source: str = "så_selv"
    did: tuple[str, ...] = field(default=("stoppet", "snakket"))


LEFT_OUT = Noticed(
    facts="«Du får ikke være med», sa to elever da leken begynte. Eleven gikk for seg selv resten av friminuttet.",
    kinds=("utfrysing",),
    place="skolegård",
)
NAMES_CALLED = Noticed(
    facts="Eleven ble kalt stygge ting i garderoben etter gym. To andre lo. Det stoppet da jeg kom inn.",
    kinds=("verbal",),
    place="garderobe",
)
AT_AKS = Noticed(
    facts="Tredje dagen på rad at eleven sitter alene i gangen på AKS. «Ingen vil at jeg skal være med», sa eleven.",
    kinds=("elev_sier",),
    place="aks",
    source="eleven",
    did=("snakket", "fulgte"),
)
PUSHED = Noticed(
    facts="Eleven ble dyttet inn i veggen på vei ut, og gråt. En elev fra et annet trinn hadde tatt lua.",
    kinds=("vold",),
    place="gang",
    did=("stoppet", "skilte", "snakket"),
)
ONLINE = Noticed(
    facts="Eleven viste meldinger fra en gruppechat der flere skriver at eleven ikke skal få være med på noe.",
    kinds=("digital", "utfrysing"),
    place="digitalt",
    source="eleven",
    did=("snakket",),
)
BY_PHONE = Noticed(
    facts="Mor ringte: Eleven gruer seg til å møte de andre, og sier at ingen hilser eller svarer.",
    kinds=("foresatte_sier",),
    source="foresatte",
    did=("ringte",),
)
