"""Who reported a case about staff is shown to the principal alone, where the plan says so."""

import json
from collections.abc import AsyncIterator, Iterator

import pytest

from cards.kit.forms import Action
from documents.parts.model import Document
from domain.documents.editions import DocumentKind, editions_of
from domain.errors import Refused
from domain.ids import CaseId
from domain.school_plan.school_plan import SchoolPlan
from services.documents.case_document import document
from storage.database import Database
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, TODAY, Chat, buttons, fill, open_school, the_plan, words
from tests.kit.school_plans import altered
from tests.kit.steps.saksgang import opens

REPORTER = STAFF["aks"].name
ON_BEHALF = "Kanarikollega Uten Teams"
HIDDEN = "den som varslet (bare rektor ser navnet)"
WAYS = ("sak 2026-001", "saker", "mine", f"saker {NAMES[0]}", "uka", "plan 2026-001")
LOOKS = ("Show", "Open", "List", "Find", "Vis planen")
"""What the buttons that only look are called in the code."""
LET_IN = ("deputy", "line", "social")


def the_plan_that_hides() -> SchoolPlan:
    return altered(the_plan(), routing=altered(the_plan().routing, hide_reporter=True))


@pytest.fixture
async def hiding(database: Database, url: str) -> AsyncIterator[Chat]:
    fill(database)
    async with open_school(database, url, plans={SCHOOL: the_plan_that_hides()}) as opened:
        yield opened
        assert opened.spilled() == []


async def reported(chat: Chat) -> str:
    """The reporter has added to it, said what is wrong in it, and named the employee; the principal has let some in."""
    reference = await chat.sends("aks", suspicion="ansatt", on_behalf_of=ON_BEHALF)
    await chat.presses("aks", "Vis")
    own = chat.cards["aks"]
    await chat.presses("aks", "Legg til", text="Kanaritillegg: en elev så det")
    chat.cards["aks"] = own
    await chat.presses("aks", "Navngi den ansatte")
    await chat.presses("aks", "Lagre", suspect=chat.choice("aks", "suspect", STAFF["base"].name))
    await chat.deliver()
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Ta imot")
    for who in LET_IN:
        await chat.presses("principal", "Hvem er med?")
        await chat.presses("principal", "Legg til")
        chosen = chat.choice("principal", "person", STAFF[who].name)
        await chat.presses("principal", "Lagre", person=chosen, reason="Kjenner eleven")
    await chat.deliver()
    return reference


async def everything_seen(chat: Chat, who: str) -> str:
    """All that can be looked at from the words one types, and from the messages one has got."""
    seen, pressed = list(chat.told(who)), set[str]()
    for word in WAYS:
        await chat.says(who, word)
        waits = [chat.cards[who]]
        while waits:
            card = waits.pop()
            seen += words(card)
            for button in buttons(card):
                key = json.dumps([button["verb"], button["data"]], sort_keys=True)
                if key not in pressed and Action.by_verb[button["verb"]].__name__.startswith(LOOKS):
                    pressed.add(key)
                    await chat.invoke(who, button["verb"], button["data"])
                    waits.append(chat.cards[who])
    assert FACT in "\n".join(seen), "the case was opened"
    return "\n".join(seen)


def documents(chat: Chat, who: str, school_plan: SchoolPlan) -> Iterator[Document]:
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        viewer = next(one.id for one in tx.people.active() if one.name == STAFF[who].name)
        case, now = CaseId(tx.cases.find("2026-001", viewer, TODAY).id), chat.clock()
        for kind in DocumentKind:
            for edition in editions_of(kind):
                try:
                    yield document(kind, edition, case, viewer, tx, school_plan, now, hide_staff=False)
                except Refused:
                    continue


@pytest.mark.parametrize("who", LET_IN)
async def test_those_who_were_let_in_never_see_who_reported(hiding: Chat, who: str) -> None:
    await reported(hiding)
    seen = await everything_seen(hiding, who)
    assert HIDDEN in seen
    assert REPORTER not in seen
    assert ON_BEHALF not in seen
    made = [str(one) for one in documents(hiding, who, the_plan_that_hides())]
    assert [text for text in made if REPORTER in text or ON_BEHALF in text] == []
    assert sum(HIDDEN in text for text in made) >= 3, "the alert, the chronology and the evidence say that it is hidden"


async def test_the_principal_sees_who_reported(hiding: Chat) -> None:
    await reported(hiding)
    seen = await everything_seen(hiding, "principal")
    assert REPORTER in seen
    assert ON_BEHALF in seen
    made = [str(one) for one in documents(hiding, "principal", the_plan_that_hides())]
    assert sum(REPORTER in text for text in made) >= 3
    assert HIDDEN not in seen + "".join(made)


async def test_the_reporter_is_told_before_it_is_sent(hiding: Chat) -> None:
    promise = "På skolen får bare rektor, eller den som er i rektors sted, se at det er du som varsler."
    await hiding.alert("aks", suspicion="ansatt")
    assert promise in hiding.sees("aks")
    await hiding.alert("aks")
    assert promise not in hiding.sees("aks")


async def test_where_the_plan_says_nothing_those_on_the_case_see_it(chat: Chat) -> None:
    await reported(chat)
    assert REPORTER in await everything_seen(chat, "line")
    await chat.alert("aks", suspicion="ansatt")
    assert "bare rektor" not in chat.sees("aks")


async def test_of_a_case_of_pupils_alone_it_is_shown(hiding: Chat) -> None:
    await hiding.sends("aks")
    assert REPORTER in await everything_seen(hiding, "line")
