"""One word for each thing: what people read is called by the plain words of the law and the school, no others."""

import re
from dataclasses import dataclass, field
from functools import cache

import pytest

from domain.school_plan.procedure import Does
from tests.kit.school import the_plan
from tests.test_messages import FOLDERS, extracted


@dataclass(frozen=True, kw_only=True)
class NotSaid:
    """A word that is not used, what is said instead, and where the same letters are another thing, with why."""

    pattern: str
    say: str
    but: dict[str, str] = field(default_factory=dict)


PHONE = "a telephone number"
GUARDIANS = "a letter to guardians calls their child a child"
OPERATOR = "who runs it calls it so"
WORDS = (
    NotSaid(pattern=r"\breferanse", say="saksnummer"),
    NotSaid(
        pattern=r"\bnummeret\b",
        say="saksnummeret",
        but={"nummeret er ikke fylt inn": PHONE, "nummeret står i skolens": PHONE},
    ),
    NotSaid(
        pattern=r"\bmeld(?:e|er|es|t|te)?\b",
        say="varsle (rektor)",
        but={
            "skoleeier": "«melde fra» is the law's word of what the principal does (§ 12-5)",
            "barnevernet": "so is «melde» of the child welfare service (§ 24-3)",
            "§ 24-3": "the child welfare service",
            "meldte": "the child welfare service, on the form about it",
            "jeg har meldt": "the child welfare service, as an answer there",
            "Meldt, eller hvorfor ikke": "the child welfare service, on the button of that answer",
        },
    ),
    NotSaid(pattern=r"\bmottatt\b|\bmotta\b", say="ta imot"),
    NotSaid(
        pattern=r"(?<!varselet i )\bsak(?:en)? (?:\{reference\} )?(?:er|var) tatt imot|tatt imot sak",
        say="varselet er tatt imot",
    ),
    NotSaid(pattern=r"kartlegg|kartlagt", say="undersøke, undersøke på nytt"),
    NotSaid(pattern=r"tiltaksplan|kort plan for tiltak|tiltak med kort plan", say="aktivitetsplan, kort plan"),
    NotSaid(pattern=r"\biverksett", say="sette planen i verk"),
    NotSaid(pattern=r"opprettholde", say="det som holder problemet ved like"),
    NotSaid(pattern=r"\bsitat|elevens stemme", say="elevens egne ord"),
    NotSaid(pattern=r"\badferd|krenkende (?:atferd|adferd)", say="krenkelse, å krenke"),
    NotSaid(pattern=r"utfrys", say="utestenging"),
    NotSaid(pattern=r"verbal|digital krenk", say="stygge ord eller rop, krenket på nett eller mobil"),
    NotSaid(
        pattern=r"\butsatt\b|\butsett",
        say="eleven varselet gjelder; flytte fristen",
        but={
            "Slettingen": "there is no due date: a deletion is put off",
            "Utsett": "the same, on its button, and of the three minutes on privacy",
            "Utsatt i en uke": "the three minutes on privacy are nobody's due date",
            "utsette": "the same, and a deletion",
        },
    ),
    NotSaid(
        pattern=r"\bkrenkeren?\b|som krenker|hvem krenket|har krenket",
        say="kan ha krenket",
        but={
            "istanke om at": "it is said to be a suspicion",
        },
    ),
    NotSaid(pattern=r"\bvitner?\b|\bvitnet\b", say="så eller hørte det"),
    NotSaid(pattern=r"\bhen\b", say="eleven"),
    NotSaid(
        pattern=r"\bbarne?t?s?\b|\bbarna\b",
        say="elev",
        but={
            "documents/moments/": GUARDIANS,
            "barnets beste": "the law's word",
        },
    ),
    NotSaid(pattern=r"\bforeldre", say="foresatte"),
    NotSaid(
        pattern=r"arbeider (?:ikke )?her|som arbeider på skolen",
        say="ansatt",
    ),
    NotSaid(pattern=r"skolens ledelse", say="ledelsen"),
    NotSaid(pattern=r"nærmeste leder|avdelingsleder", say="trinnleder"),
    NotSaid(pattern=r"tillitsperson", say="trygghetsperson"),
    NotSaid(pattern=r"\buda\b|utdanningsetaten", say="skoleeier (kommunen)"),
    NotSaid(pattern=r"\bwebsak|\beqs\b", say="{archive}, {violence_register}"),
    NotSaid(pattern=r"oppstartsmøte §", say="oppstartsmøte"),
    NotSaid(
        pattern=r"\breferat|\bnotat",
        say="logg",
        but={
            "Referat fra oppstartsmøtet": "a document of its own, which goes to the home",
            "Internt notat (X)": "the archive's name of a kind of document",
        },
    ),
    NotSaid(pattern=r"forfalt", say="over fristen"),
    NotSaid(pattern=r"klar til \{archive\}", say="journalfør"),
    NotSaid(pattern=r"fysisk makt", say="fysisk inngrep"),
    NotSaid(pattern=r"1:1", say="en egen chat"),
    NotSaid(pattern=r"nåbar", say="ansatte jeg ikke når"),
    NotSaid(pattern=r"fremtid|\bfrem\b", say="fram, framtiden"),
    NotSaid(pattern=r"er ikke nådd fram", say="har ikke kommet fram"),
    NotSaid(pattern=r"\bsystemet\b", say="Skolemiljø"),
    NotSaid(
        pattern=r"\bboten\b",
        say="jeg (in chat), Skolemiljø (in notices and documents)",
        but={
            "bot/cli/": OPERATOR,
            "bot/settings/": OPERATOR,
            "storage/": OPERATOR,
            "drifter boten": OPERATOR,
            "bot/web/": "the open page about it says what it is",
        },
    ),
    NotSaid(pattern=r"[■□▲●○]", say="a word: a sign is read aloud as «svart firkant»"),
    NotSaid(
        pattern=r"^(?:Åpne|Eller|Annet|Skriv litt mer\.|Velg et av valgene\.)$",
        say="what is opened, or to be done",
        but={"case_filter.py": "cases that are open"},
    ),
)


@cache
def messages() -> frozenset[tuple[str, str]]:
    """Each text by its file."""
    return frozenset(found for folder in FOLDERS for found in extracted(folder))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.say)
def test_a_thing_is_called_by_one_word(word: NotSaid) -> None:
    said = {one for one in messages() if re.search(word.pattern, one[1], re.IGNORECASE)}
    assert [one for one in sorted(said) if not any(part in " ".join(one) for part in word.but)] == []


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.say)
def test_no_exception_is_left_when_what_it_was_for_is_gone(word: NotSaid) -> None:
    said = [" ".join(one) for one in messages() if re.search(word.pattern, one[1], re.IGNORECASE)]
    assert [part for part in word.but if not any(part in one for one in said)] == []


IMPERATIVE = {
    "Avgjør", "Avslutt", "Bli", "Evaluer", "Finn", "Følg", "Gjør", "Gå", "Ha", "Hold", "Informer", "Kall", "La", "Lag",
    "Meld", "Observer", "Registrer", "Ring", "Sett", "Skriv", "Snakk", "Spør", "Ta", "Undersøk", "Utform", "Vurder",
}  # fmt: skip
"""How a step begins: its title is a button."""
NEVER_PRESSED = {Does.STANDING, Does.ALERTED}
"""A duty all the time, and what the alert itself was, are called as the duty is."""


def test_a_step_says_what_to_do() -> None:
    steps = [rule for rule in the_plan().procedure.steps if rule.does not in NEVER_PRESSED]
    assert len(steps) > 30
    assert [rule.title for rule in steps if rule.title.split(maxsplit=1)[0].strip(",") not in IMPERATIVE] == []
