"""What the people of the demo school say, so that a case reads like one: by step, by field of its form."""

from tests.kit.demo.colleague import name

FACT = "«Du får ikke være med», sa to elever i garderoben etter gym. Eleven gråt og gikk hjem alene."
TEACHER, LINE, SOCIAL, BASE = (name(post) for post in ("contact-4B", "line-3-4", "social-1", "base-4"))
MEETING = "Begge foresatte, trinnleder, sosiallærer og kontaktlærer"

SAID: dict[str, dict[str, str]] = {
    "Hold avklaringssamtale": {
        "til_stede": "Trinnleder, sosiallærer, kontaktlærer og baseleder",
        "samtaler_med_medelever": TEACHER,
        "undersøker_videre": TEACHER,
        "informerer_foresatte": SOCIAL,
        "tekst": "Kontaktlærer observerer i garderoben og i storefri. Baseleder spør eleven om ettermiddagene på AKS.",
    },
    "Snakk med den som varslet": {"tekst": "Kontaktlærer har sett det to ganger før, uten å være sikker."},
    "Snakk med den andre eleven": {
        "til_stede": "Sosiallærer og kontaktlærer",
        "elevens_versjon": "Eleven sier at det er trangt i garderoben, og at de ikke mente å stenge noen ute.",
        "oppfølging": "Alle får være med i garderoben. Ny samtale om en uke.",
    },
    "Snakk med den andres foresatte": {"tekst": "Foresatte snakker med barnet hjemme, og vi ringer igjen om en uke."},
    "Ring foresatte": {
        "til_stede": "Mor",
        "tekst": "Mor har merket at eleven gruer seg til gym. Vi ringer igjen på fredag, etter observasjonene.",
        "avkryss": "Retten + Statsforvalteren + selv + svarer",
    },
    "Kall inn til oppstartsmøte": {"til_stede": f"{MEETING}, helsesykepleier"},
    "Finn elevens trygghetsperson": {"trygghetsperson": TEACHER},
    "Observer eleven": {
        "sted": "Garderoben og skolegården",
        "situasjonen": "Omkledning før gym, tirsdag og torsdag, og ett storefri.",
        "til_stede": "Ti elever og én voksen",
        "observert": "Eleven byttet sko alene på gangen begge dagene. To andre lukket døra da eleven kom.",
    },
    "Spør eleven om AKS": {
        "tekst": "På AKS går det bra de dagene det er fast gruppe. I fri lek går eleven for seg selv.",
        "sitat": "Det er best når du bestemmer hvem vi er sammen med.",
    },
    "Hold kartleggingssamtale": {
        "tekst": "Timene går bra. Garderoben og storefri er vanskelig, og det har vart siden høstferien.",
        "sitat": "De lukker døra når jeg kommer.",
    },
    "Hold elevsamtale": {
        "tekst": "Eleven ønsker å slippe å kle om sammen med alle, og vil ha noen å være med i storefri.",
        "sitat": "Jeg vil bare at noen skal spørre om jeg vil være med.",
    },
    "Hold oppstartsmøte": {
        "til_stede": MEETING,
        "foresattes_bekymring": "Eleven gruer seg til gym og har vondt i magen på tirsdager.",
        "skolens_funn": "Kontaktlærer la fram to observasjoner fra garderoben og samtalene med eleven.",
        "enighet": "En voksen i garderoben.\nEn fast lekegruppe i storefri.",
        "veien_videre": "Skolen skriver planen denne uken. Foresatte får den til gjennomlesing.",
    },
    "Hold analysemøte": {
        "til_stede": "Kontaktlærer, gymlærer, trinnleder og sosiallærer",
        "funn": "Utestengingen skjer der ingen voksne er til stede.",
        "opprettholder": "Garderoben er uten tilsyn, og lekene i storefri er lukkede for dem som ikke er med fra før.",
        "barnets_beste": "Det er best for eleven å bli i klassen og i gymtimene, med voksne tett på.",
    },
    "Hold planmøte med elev og foresatte": {
        "til_stede": "Eleven, mor, sosiallærer og kontaktlærer",
        "sitat": "Kan vi ha lekegruppe på tirsdag og torsdag?",
        "tekst": "Mor ønsker beskjed hver fredag om hvordan uken har vært.",
    },
    "Utform tiltak i oppstartsmøtet": {"sitat": "Det hadde vært fint om du sto der."},
    "Bli enige om tiltak": {"til_stede": MEETING},
    "Hold oppfølgingssamtale": {
        "tekst": "Eleven har vært med i leken hver dag denne uken.",
        "sitat": "Det går fint.",
    },
    "Observer systematisk": {"sted": "Storefri", "tekst": "Eleven er med fra start, og blir spurt av andre."},
    "Følg opp etter at det har stoppet": {
        "tekst": "Ingen ny utestenging siden før jul. Eleven kler om i garderoben igjen.",
        "sitat": "Nå er det ingen som lukker døra.",
    },
}

PROBLEM = {
    "problem": "Eleven blir stengt ute i garderoben og i storefri, to–tre ganger i uken, når ingen voksne ser det. "
    "Eleven har sluttet å spørre om å få være med og gruer seg til gym.",
    "findings": "To observasjoner i garderoben og samtaler med eleven og foresatte viser det samme.",
    "maintaining_factors": "Garderoben er uten tilsyn. Lekene i storefri er lukkede.",
    "best_interests": "Eleven vil bli i klassen og være med i gym. Det er også best for læringen.",
}
VIEWS = {
    "pupil_suggestions": "Lekegruppe tirsdag og torsdag, og en voksen i garderoben.",
    "pupil_suggestions_used": "Begge er med i planen.",
    "guardians_suggestions": "Beskjed hver fredag.",
    "followed": "Ja",
}
MEASURES = (
    {
        "level": "Klasse",
        "what": "Fast lekegruppe i storefri tirsdag og torsdag, satt sammen av kontaktlærer. En voksen leder leken.",
        "who": f"{TEACHER} + {SOCIAL}",
    },
    {"level": "AKS", "what": "Faste grupper i fri lek på Base 4, bestemt av de voksne.", "who": BASE},
)
EVALUATION = {
    "safe_now": "Nei",
    "present": "Eleven, foresatte, kontaktlærer og sosiallærer",
    "pupil_words": "Det er mye bedre i garderoben, men litt kjedelig i storefri på onsdager.",
    "guardians_view": "Eleven har ikke vondt i magen på tirsdager lenger.",
}
CLOSING = {
    "pupil_words": "Nå har jeg noen å være sammen med. Jeg gruer meg ikke til gym.",
    "reason": "Eleven sier selv at det er trygt. Foresatte og skolen ser det samme.",
}
