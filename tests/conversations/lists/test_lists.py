"""«mine» and «saker»: filtered, paged, small enough for Teams, and kind when there is nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cards.steps.steps import Working
from domain.case.case import Case, Status
from domain.case.log import LogEntry
from domain.ids import CaseId, EntryId, PersonId, new_id
from domain.lateness.first_days import FirstDays
from domain.oslo import oslo_date
from domain.steps.progress import Progress, Step, StepState
from services.steps.case_progress import due_by
from storage.unit_of_work import Tx
from tests.kit.cards.card_schema import SIZE_MAX
from tests.kit.people.cast import person
from tests.kit.school import FACT, MONDAY, NAMES, SCHOOL, STAFF, Chat, buttons, the_plan
from tests.kit.steps.saksgang import opens
from tests.kit.teams.activities import activity

LONG = "Kanarilang " * 136


def someone(tx: Tx, who: str) -> PersonId:
    return next(p.id for p in tx.people.active() if p.entra_object_id == STAFF[who].entra_object_id)


def many_cases(chat: Chat, number: int) -> None:
    """Cases of the principal and the line leader of 4., opened one hour after the other."""
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        pupil = tx.pupils.of_group("4B")[0]
        members = frozenset({someone(tx, "principal"), someone(tx, "line")})
        for at in range(number):
            opened = MONDAY - timedelta(hours=number - at)
            case = Case(
                id=CaseId(new_id()),
                school_id=SCHOOL,
                reference=f"2026-{at + 1:03d}",
                status=Status.REPORTED,
                opened_at=opened,
                plan_version="2026-27.1",
                pupil_id=pupil.id,
                grade=4,
                school_class="4B",
                members=members,
                acknowledge_by=opened + timedelta(hours=2),
                start_meeting_by=oslo_date(opened) + timedelta(days=7),
            )
            tx.cases.open(case)


def many_entries(chat: Chat, number: int, **on: Any) -> None:  # noqa: ANN401  (any type)
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        where = on or {"pupil_id": tx.pupils.of_group("4B")[0].id}
        author = someone(tx, "teacher")
        for at in range(number):
            when = MONDAY + timedelta(minutes=at)
            values = {"author": author, "logged_at": when, "occurred_at": when, "type": "observasjon", **where}
            entry = LogEntry(id=EntryId(new_id()), school_id=SCHOOL, text=LONG[:1490] + f" {at:03d}", **values)
            tx.events.log(replace(entry, quote=LONG[:1490], present=LONG[:199]))


def size(chat: Chat, who: str) -> int:
    """In bytes, as Teams counts them."""
    return len(json.dumps(chat.cards[who], ensure_ascii=False).encode("utf-16-le"))


async def turns_pages(chat: Chat, who: str, forward: str = "Neste") -> list[str]:
    """Every page from the one in sight, each within the limit."""
    pages = [chat.sees(who)]
    assert size(chat, who) < SIZE_MAX
    while forward in chat.titles(who):
        await chat.presses(who, forward)
        assert size(chat, who) < SIZE_MAX
        pages.append(chat.sees(who))
    return pages


async def lists(chat: Chat, who: str, text: str) -> str:
    await chat.says(who, text)
    await chat.presses(who, "Vis")
    return chat.sees(who)


async def three_cases(chat: Chat) -> None:
    """2026-001 of 4B taken, 2026-002 of 6A waiting, 2026-003 of 4B serious."""
    await chat.sends("teacher", NAMES[0])
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    await chat.presses("principal", "Ta imot")
    await chat.sends("teacher6", NAMES[3])
    await chat.alert("teacher", NAMES[1], serious="true")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()


@pytest.mark.parametrize(
    ("who", "asked", "expected"),
    [
        ("principal", "saker", {"001", "002", "003"}),
        ("principal", "saker 4. trinn", {"001", "003"}),
        ("principal", "saker 6.trinn", {"002"}),
        ("principal", "saker 4b", {"001", "003"}),
        ("principal", "saker 6 a", {"002"}),
        ("principal", "saker trinn 4", {"001", "003"}),
        ("principal", "saker 6", {"002"}),
        ("principal", "saker fjerde trinn", {"001", "003"}),
        ("principal", "saker 4. og 6. trinn", {"001", "002", "003"}),
        ("principal", "saker forfallt", {"003"}),
        ("principal", "saker ikke tat imot", {"002", "003"}),
        ("principal", "er det noen nye saker", {"002", "003"}),
        ("principal", "vis mine saker", {"001", "002", "003"}),
        ("principal", "sak 6. trinn", {"002"}),
        ("principal", "saker ikke tatt imot", {"002", "003"}),
        ("principal", "saker forfalt", {"003"}),
        ("principal", "saker mine", {"001"}),
        ("principal", "saker 4. trinn ikke tatt imot", {"003"}),
        ("principal", "åpne saker", {"001", "002", "003"}),
        ("line", "saker", {"001", "003"}),
        ("teacher", "mine saker", {"001", "003"}),
        ("base", "saker", {"001"}),
    ],
)
async def test_the_filters(chat: Chat, who: str, asked: str, expected: set[str]) -> None:
    await three_cases(chat)
    chat.clock.forward(hours=3)
    await chat.says(who, asked)
    number = len(expected)
    assert f"**{number} {'åpen sak' if number == 1 else 'åpne saker'}**" in chat.sees(who)
    await chat.presses(who, "Vis")
    assert {title[-3:] for title in chat.titles(who) if title.startswith("Åpne sak 2026")} == expected


async def test_a_row_says_where_the_case_stands(chat: Chat) -> None:
    await three_cases(chat)
    chat.clock.forward(hours=3)
    await chat.says("principal", "saker")
    assert "2 venter på å bli tatt imot." in chat.sees("principal")
    assert "1 er over fristen." in chat.sees("principal")
    assert not any(name in chat.sees("principal") for name in NAMES)
    await chat.presses("principal", "Vis")
    assert f"2026-003 · {NAMES[1]}, 4B\nVarslet · over fristen · alvorlig · ny siden sist\nTa imot varselet" in (
        chat.sees("principal")
    )
    assert f"2026-001 · {NAMES[0]}, 4B\nTatt imot\n" in chat.sees("principal")
    await chat.presses("principal", "Åpne sak 2026-002")
    assert "Sak 2026-002" in chat.sees("principal")


async def test_a_filter_half_understood_is_told_of(chat: Chat) -> None:
    await three_cases(chat)
    await chat.says("principal", "saker 4b denne uka")
    assert "Jeg forsto ikke «uka». Viser 4B." in chat.sees("principal")
    assert "**2 åpne saker**.\nViser: 4B" in chat.sees("principal")
    await chat.says("principal", "saker 11. trinn")
    assert "Jeg forsto ikke «11». Viser alle åpne saker." in chat.sees("principal")
    await chat.says("principal", "saker ikke forfalt")
    assert "Jeg forsto ikke «ikke forfalt». Viser alle åpne saker." in chat.sees("principal")
    await chat.says("principal", "saker 1b før")
    assert "Viser 1B." in chat.sees("principal")
    assert "Vis" not in chat.titles("principal")


async def test_a_filter_that_may_be_a_name_is_not_said_back(chat: Chat) -> None:
    await three_cases(chat)
    await chat.says("principal", "saker fuglekonge 4b")
    assert "Jeg forsto ikke en del av det du skrev. Viser 4B." in chat.sees("principal")
    assert "fuglekonge" not in json.dumps(chat.cards["principal"])


@pytest.mark.parametrize("typed", ["sak 1", "Sak 001", "vis sak nr. 1", "sak #1", "åpne saken 1", "sak 2026-1"])
async def test_a_number_alone_is_a_case_of_this_year(chat: Chat, typed: str) -> None:
    await chat.sends()
    await chat.says("principal", typed)
    assert chat.sees("principal") == "Sak 2026-001"
    chat.clock.forward(days=60)
    await chat.says("principal", "sak 1")
    assert "Fant ikke saken." in chat.sees("principal")


@pytest.mark.parametrize("typed", ["plan 1", "plna 001", "vis planen i sak 1", "export nr. 1", "eksport 1"])
async def test_the_other_words_for_a_case_take_a_number_alone_too(chat: Chat, typed: str) -> None:
    await chat.sends()
    await chat.says("principal", typed)
    assert chat.sees("principal") == "Sak 2026-001"
    assert chat.titles("principal") == ["Vis"]


@pytest.mark.parametrize("typed", ["ikke nåbare", "Ikke nåbar", "ikkje nåbare", "hvem er ikke nåbare?"])
async def test_leaders_can_type_for_whom_the_bot_cannot_reach(chat: Chat, typed: str) -> None:
    for who in ("aks", "teacher", "line6", "deputy"):
        await chat.post(activity("installationUpdate", action="remove", **chat._from(who)))
    await chat.says("principal", typed)
    assert chat.sees("principal") == "Ansatte jeg ikke når\nJeg når ikke **4 personer**."
    await chat.presses("principal", "Vis")
    names = [line for line in chat.sees("principal").splitlines() if line.startswith("Ansatt ")]
    assert [name.split()[1] for name in names] == ["Deputy", "Line6", "Aks", "Teacher"]
    await chat.says("social", typed)
    assert "Det ordet kjenner jeg ikke." in chat.sees("social")
    assert chat.titles("social")[0] == "Varsle rektor"


async def test_when_everyone_can_be_reached_there_is_nothing_to_show(chat: Chat) -> None:
    await chat.says("principal", "ikke nåbare")
    assert "Jeg når alle ansatte." in chat.sees("principal")
    assert chat.titles("principal") == []


async def test_what_else_was_typed_travels_nowhere(chat: Chat) -> None:
    await three_cases(chat)
    await chat.says("principal", f"saker {NAMES[0]} 4. trinn")
    assert NAMES[0] not in json.dumps(chat.cards["principal"])


@pytest.mark.slow
@pytest.mark.no_cover
async def test_500_cases_are_read_page_by_page(chat: Chat) -> None:
    many_cases(chat, 500)
    chat.database.run(lambda unit: due_by(date.max, unit.school(SCHOOL), the_plan()))  # as every morning
    await lists(chat, "principal", "saker")
    pages = await turns_pages(chat, "principal")
    assert len(pages) == 34
    read = "\n".join(pages)
    places = [read.index(f"2026-{at:03d} ·") for at in range(1, 501)]
    assert places == sorted(places), "the one that has waited longest first"
    await chat.presses("principal", "Forrige")
    assert "side 33 av 34" in chat.sees("principal")


async def test_a_page_that_is_gone_is_the_last_one(chat: Chat) -> None:
    many_cases(chat, 16)
    await chat.invoke("principal", "cases.list", {"which": "", "page": 9999})
    assert "side 2 av 2" in chat.sees("principal")


async def test_200_entries_of_a_case_are_read_page_by_page(chat: Chat) -> None:
    await chat.sends()
    await chat.says("principal", "sak 2026-001")
    await chat.presses("principal", "Vis")
    case_id = next(b["data"]["case_id"] for b in buttons(chat.cards["principal"]) if "case_id" in b["data"])
    many_entries(chat, 200, case_id=case_id)
    chat.clock.forward(hours=4)
    await lists(chat, "principal", "sak 2026-001")
    read = "\n".join(await turns_pages(chat, "principal", "Eldre"))
    assert all(f" {at:03d}\n" in read for at in range(200))
    assert FACT in read


async def test_200_own_entries_are_read_page_by_page(chat: Chat) -> None:
    many_entries(chat, 200)
    await lists(chat, "teacher", "mine")
    pages = await turns_pages(chat, "teacher")
    assert len(pages) == 25


async def test_mine_has_drafts_alerts_and_logs(chat: Chat) -> None:
    await chat.sends("teacher", NAMES[0])
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Lagre utkast")
    many_entries(chat, 1)
    await chat.says("teacher", "mine")
    assert "Du har 1 usendt utkast, 1 sendt varsel og 1 åpen sak." in chat.sees("teacher")
    await chat.presses("teacher", "Vis")
    for line in (
        "Utkast til varsel fra 23.11.2026 kl. 12.41, ikke sendt",
        "Varsel 2026-001, sendt 23.11.2026",
        "Observasjon · ",
    ):
        assert line in chat.sees("teacher")
    assert "Venter på å bli tatt imot" in chat.sees("teacher")
    mine = chat.cards["teacher"]
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert FACT in chat.sees("teacher")
    chat.cards["teacher"] = mine
    await chat.presses("teacher", "Sakene mine")
    assert "Åpne sak 2026-001" in chat.titles("teacher")


async def test_an_empty_list_is_kind(chat: Chat) -> None:
    await chat.says("teacher", "saker")
    assert "Du er ikke med i noen åpne saker." in chat.sees("teacher")
    await chat.says("teacher", "uka")
    assert "Du er ikke med i noen sak med plan." in chat.sees("teacher")
    await chat.says("teacher", "mine")
    assert "ingen usendte utkast, ingen sendte varsler og ingen åpne saker" in chat.sees("teacher")
    await chat.presses("teacher", "Vis")
    assert "Her er det tomt ennå." in chat.sees("teacher")
    await chat.says("teacher", "saker forfalt")
    assert "Ingen av sakene dine passer til søket." in chat.sees("teacher")
    assert "Vis" not in chat.titles("teacher")


async def test_mine_begins_with_the_steps_that_wait_for_me(chat: Chat) -> None:
    reference = await chat.sends()
    await chat.says("line", "mine")
    assert "**1 steg** venter på deg." in chat.sees("line")
    await chat.presses("line", "Vis")
    await chat.presses("line", f"Åpne sak {reference}")
    await chat.presses("line", "Ta imot")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    seen = chat.sees("teacher")
    assert f"Observer eleven · sak {reference}" in seen
    assert "Over fristen" not in seen
    chat.clock.forward(days=30)
    await chat.says("teacher", "mine")
    assert "over fristen." in chat.sees("teacher")
    await chat.presses("teacher", "Vis")
    assert "Over fristen: onsdag 25.11.2026 (28 dager siden)" in chat.sees("teacher")
    await chat.says("teacher6", "mine")
    assert "Ingen steg venter på deg." in chat.sees("teacher6")


async def test_a_step_past_its_day_makes_the_case_late(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    for day, expected in ((0, "Ingen av sakene dine passer til søket."), (3, "**1 åpen sak**")):
        chat.clock.forward(days=day)
        await chat.says("line", "saker forfalt")
        assert expected in chat.sees("line")
    await chat.presses("line", "Vis")
    assert "Tatt imot · over fristen" in chat.sees("line")


async def test_mine_opens_the_step_itself_and_the_case_is_beside_it(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    await chat.says("line", "mine")
    await chat.presses("line", "Vis")
    step = next(line for line in chat.sees("line").splitlines() if line.endswith(f"sak {reference}")).split(" · ")[0]
    mine = chat.cards["line"]
    await chat.presses("line", "Åpne steget")
    assert step in chat.sees("line")
    assert "Ferdig" in chat.titles("line")
    chat.cards["line"] = mine
    await chat.presses("line", f"Åpne sak {reference}")
    assert f"Sak {reference}" in chat.sees("line")


def test_many_owners_are_the_viewer_and_how_many_more() -> None:
    people = tuple(person(key) for key in ("social", "principal", "deputy", "line"))
    step = Step(rule=the_plan().procedure.steps[0], state=StepState.OPEN)
    progress = Progress(steps=(step,), branch=None, safe_adult=None, raised_on=None, records=())
    first_days, today = FirstDays((), (), the_plan().procedure), date(2026, 11, 23)
    owners = {step.rule.id: people}
    working = Working(progress=progress, first_days=first_days, owners=owners, viewer=people[3], today=today)
    assert working.whose(step) == "du og 3 til"
    assert working.all_of(step) == "du, Ansatt Social, Ansatt Principal og Ansatt Deputy"
    few = replace(working, owners={step.rule.id: people[:2]}, viewer=people[0])
    assert few.whose(step) == "du og Ansatt Principal"
    assert few.all_of(step) == ""
