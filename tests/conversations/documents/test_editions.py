"""Who a document is for decides what is in it: the tables of docs/documents.md, and a case that has all of it."""

from collections.abc import Callable, Container, Mapping
from itertools import product
from pathlib import Path

import pytest

from documents.compose import COMPOSED, TITLES
from documents.parts.model import Document
from domain.documents.editions import EDITION_LABELS, DocumentKind, Edition, Info, editions_of, told_in
from domain.ids import CaseId
from domain.people.person import Role
from services.documents.case_document import document
from tests.kit.school import NAMES, TODAY, Chat, buttons, the_plan
from tests.kit.steps.saksgang import agrees_on_a_short_plan, evaluates, gets, opens, pdf, plan, takes, to_the_outcome

PAGE = Path(__file__).parents[3] / "docs" / "documents.md"
COLUMNS = [(kind, edition) for kind in DocumentKind for edition in editions_of(kind)]
SIGNS: Mapping[Info, tuple[str, ...]] = {
    Info.PUPIL: (NAMES[0].split()[0],),
    Info.STAFF: ("Ansatt ",),
    Info.OTHER_NAMES: (NAMES[1],),
    Info.ALERT: ("Kanarivarsel",),
    Info.REPORTER: ("Ansatt Aks",),
    Info.CARE: ("omsorg", "barnevern"),
    Info.ACCESS: ("Åpnet saken første gang",),
    Info.STEPS: ("Hold avklaringssamtale",),
    Info.INVESTIGATION: ("Kanariobservert",),
    Info.OTHERS_TALKS: ("Snakk med den andre eleven",),
    Info.FORCE_ON_OTHERS: ("Kanarigrep",),
    Info.LOGS: ("Kanarilogg",),
    Info.MEETING: ("Kanarienighet", "Kanarifunnmøte"),
    Info.PROBLEM: ("Kanariproblem",),
    Info.ANALYSIS: ("Kanarianalyse",),
    Info.PLAN: ("Kanaritiltak",),
    Info.FOR_DOER: ("Kanarigjører",),
    Info.EVALUATIONS: ("Kanarivurdert",),
    Info.QUOTES: ("Kanarisitat",),
    Info.GUARDIANS: ("Kanariforesatte",),
    Info.ENDING: ("Kanarislutt",),
}
"""What tells that a kind of information stands in a document. A suspicion is tried by itself."""
ALSO = {"care_concern": "true", "physical_intervention": "true"}
SELDOM = {
    *product([DocumentKind.CHRONOLOGY], [Info.PROBLEM, Info.ANALYSIS, Info.FOR_DOER]),
    *product([DocumentKind.PUPIL_TALK, DocumentKind.MINUTES, DocumentKind.PLAN], [Info.OTHER_NAMES]),
    (DocumentKind.PUPIL_TALK, Info.GUARDIANS),
    (DocumentKind.MINUTES, Info.INVESTIGATION),
    (DocumentKind.MINUTES, Info.QUOTES),
}
"""What stands there only when a new version of the plan has other words, or when such was said there."""


def table(edition: Edition) -> list[str]:
    kinds = [kind for kind in DocumentKind if edition in editions_of(kind)]
    rows = [f"| | {' | '.join(TITLES[kind] for kind in kinds)} |", "|---|" + "---|" * len(kinds)]
    return rows + [
        f"| {info.value} | {' | '.join('●' if info in told_in(kind, edition) else '–' for kind in kinds)} |"
        for info in Info
    ]


@pytest.mark.parametrize("edition", Edition)
def test_the_table_is_the_one_in_the_docs(edition: Edition) -> None:
    _before, _title, after = PAGE.read_text("utf-8").partition(f"\n## {EDITION_LABELS[edition]}\n")
    shown = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("|")]
    assert shown == table(edition)


@pytest.mark.parametrize("kind", DocumentKind)
def test_nothing_of_another_child_nor_of_a_suspicion_is_ever_for_the_home(kind: DocumentKind) -> None:
    never = {
        *(
            Info.OTHER_NAMES,
            Info.OTHERS_TALKS,
            Info.FORCE_ON_OTHERS,
            Info.CARE,
            Info.SUSPICION,
            Info.REPORTER,
            Info.OWNER,
        ),
        *(Info.ACCESS, Info.LOGS, Info.FOR_DOER),
    }
    assert never.isdisjoint(told_in(kind, Edition.HOME))
    assert {Info.CARE, Info.FORCE_ON_OTHERS}.isdisjoint(told_in(kind, Edition.CASE))


async def everything(chat: Chat, when: Callable[[DocumentKind], object] = bool) -> str:
    """A case that has all of it, closed. `when` its moment has come, and soon is over, each of those is told of."""
    chat.canaries.extend(sign for signs in SIGNS.values() for sign in signs if sign.startswith("Kanari"))
    await chat.says("aks", "varsle")
    await chat.presses("aks", "Start varsel")
    await chat.presses("aks", "Annen klasse")
    await chat.presses("aks", "Vis elevene", group="4B")
    pupils = ",".join(chat.choice("aks", "pupils", name) for name in NAMES[:2])
    facts = f"Kanarivarsel: {NAMES[1]} slo"
    await chat.answers("aks", pupils=pupils, kinds="vold", facts=facts, suspicion="nei", **ALSO)
    against = chat.choice("aks", "force_against", NAMES[1])
    await chat.says_who_is_who("aks", "utsatt", "krenker", force_against=against)
    await chat.presses("aks", "Send varselet")
    await chat.deliver()
    reference = "2026-001"
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", text=f"Kanarilogg: {NAMES[1]} var der", type="møte")
    await chat.presses("line", "Lagre")
    for who, title, said in (
        ("line", "Hold avklaringssamtale", {}),
        ("social", "Ring foresatte", {"tekst": "Kanariforesatte avtalte"}),
        ("social", "Kall inn til oppstartsmøte", {}),
        ("teacher", "Finn elevens trygghetsperson", {}),
        ("teacher", "Observer eleven", {"observert": "Kanariobservert i gangen"}),
        ("base", "Spør eleven om AKS", {}),
        ("social", "Snakk med den andre eleven", {}),
        ("principal", "Skriv om det fysiske inngrepet", {"sitat": "Kanarigrep"}),
        (
            "social",
            "Hold oppstartsmøte",
            {
                "valg": "kort_plan",
                "foresattes_bekymring": "Kanariforesatte sa",
                "skolens_funn": "Kanarifunnmøte",
                "enighet": "Kanarienighet",
            },
        ),
        ("teacher", "Hold kartleggingssamtale", {}),
        ("teacher", "Hold elevsamtale", {}),
        ("line", "Utform tiltak i oppstartsmøtet", {}),
        ("line", "Bli enige om tiltak", {}),
    ):
        await takes(chat, who, reference, title, **said)
        if title.startswith("Kall inn"):
            when(DocumentKind.INVITATION)
    await writes(chat, reference)
    chat.clock.forward(days=7)
    await evaluates(chat, reference, present="Kanarivurdert av alle", guardians_view="Kanariforesatte mener")
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    when(DocumentKind.MY_PLAN)
    await opens(chat, "social", reference)
    await chat.presses("social", next(title for title in chat.titles("social") if title.startswith("Alle steg")))
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    closing = {"pupil_words": "Kanarisitat til slutt", "reason": "Kanarislutt: alle er enige"}
    await chat.presses("social", "Avslutt saken", safe_now="ja", **closing)
    return reference


async def writes(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Skriv problem og funn")
    await chat.presses(
        "social",
        "Lagre",
        problem="Kanariproblem: er alene i alle friminutt og blir holdt utenfor leken",
        findings="Kanarianalyse av funnene",
    )
    await chat.presses("social", "Nytt tiltak")
    staff = chat.choice("social", "who", "Ansatt Teacher")
    said = {"what": "Kanaritiltak for alle friminutt", "for_doer": "Kanarigjører: stå ved porten", "who": staff}
    said |= {"for_pupil": "Kanaritiltak: en voksen er ute"}
    await chat.presses("social", "Lagre", end="2026-12-18", evaluate_on="2026-11-30", **said)
    await chat.presses("social", "Sett planen i verk")


async def each(chat: Chat) -> dict[tuple[DocumentKind, Edition], Document]:
    """Every document of such a case in every edition, made when there is a use for it."""
    made: dict[tuple[DocumentKind, Edition], Document] = {}

    def make(of: Container[DocumentKind], *editions: Edition) -> None:
        with chat.database.begin() as unit:
            tx = chat.school(unit)
            principal = next(one.id for one in tx.people.active() if one.has(Role.PRINCIPAL))
            case = CaseId(tx.cases.find("2026-001", principal, TODAY).id)
            for kind, edition in COLUMNS:
                if kind in of and edition in editions:
                    now = chat.clock()
                    told = document(kind, edition, case, principal, tx, the_plan(), now, hide_staff=False)
                    made[kind, edition] = told

    await everything(chat, lambda kind: make({kind}, Edition.HOME))
    make(COMPOSED.keys() - {DocumentKind.INVITATION, DocumentKind.MY_PLAN}, *Edition)
    make({DocumentKind.INVITATION}, Edition.ARCHIVE)
    assert made.keys() == set(COLUMNS)
    return made


async def test_each_document_says_what_the_table_says_and_no_more(chat: Chat) -> None:
    made = {key: str(told.sections) for key, told in (await each(chat)).items()}
    wrong = [
        f"{kind} {edition}: {info.name} {'is' if there else 'is not'} there"
        for (kind, edition), info in product(made, SIGNS)
        if (there := any(sign in made[kind, edition] for sign in SIGNS[info])) is not (info in told_in(kind, edition))
        and (there or (kind, info) not in SELDOM)
    ]
    assert not wrong, "\n".join(wrong)


async def test_of_a_suspicion_the_plan_is_not_for_the_home_before_that_is_written(chat: Chat) -> None:
    reference = await chat.sends(suspicion="ansatt", named="Ansatt Base")
    await chat.says("principal", f"plan {reference}")
    await chat.presses("principal", "Vis")
    await chat.presses("principal", "Skriv problem og funn")
    await chat.presses("principal", "Lagre", problem="Kanariproblem: en voksen ropte, og eleven er redd")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Dokumenter")
    await chat.presses("principal", "Aktivitetsplan")
    assert "Skriv først i planen hvilket problem tiltakene skal løse, slik hjemmet skal få det." in chat.sees(
        "principal"
    )
    makes = [title for title in chat.titles("principal") if title.startswith("Lag for ")]
    assert makes == ["Lag for saken", "Lag for arkivet"]
    made = next(b["data"] for b in buttons(chat.cards["principal"]) if b["title"] == "Lag for saken")
    for edition in ("Til saken", "Til arkivet"):
        assert "Kanariproblem" in await pdf(chat, reference, "Aktivitetsplan", edition, who="principal")
    await chat.invoke("principal", "document.get", made | {"edition": "hjemmet"})
    assert "Skriv først i planen" in chat.sees("principal")
    await chat.invoke("principal", "document.get", made | {"edition": "alle"})
    assert "Dette dokumentet finnes ikke." in chat.sees("principal")


async def test_what_names_another_child_is_not_sent_home(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await writes(chat, reference)
    await plan(chat, "social", reference)
    await chat.presses("social", "Skriv problem og funn")
    told = f"Foreldrene til {NAMES[1]} er enige om at han har egen plan"
    await chat.presses("social", "Lagre", findings=told)
    await chat.presses("social", "Lagre", names_reason="Kanarigrunn")
    await chat.presses("social", "Sett planen i verk")
    await opens(chat, "social", reference)
    await gets(chat, "social", "Kort plan", "Til hjemmet")
    seen = chat.sees("social")
    assert f"er nevnt: Foreldrene til «{NAMES[1]}»" in seen
    assert "Åpne dokumentet" not in chat.titles("social")
    assert "[elev A]" in await pdf(chat, reference, "Kort plan", "Til saken")
    assert NAMES[1] in await pdf(chat, reference, "Kort plan", "Til arkivet")
