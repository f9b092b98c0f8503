"""200 turns at once on one case and on one draft: nothing is lost, nothing is done twice (law 4)."""

import asyncio
import json

import pytest
from sqlmodel import select

from domain.case.case import Case
from domain.case.log import LogEntry
from domain.ids import CaseId, DraftId, new_id
from domain.message import CaseSubject
from domain.value import to_json
from storage.database import Database
from storage.engine.every_school import ALL_SCHOOLS
from storage.outbox.message import SEAL, Contents
from storage.tables.case import DraftRow
from storage.tables.delivery import OutboxRow
from tests.kit.audit import events_in, events_of
from tests.kit.school import NAMES, SCHOOL, TODAY, Chat
from tests.kit.teams.forged import answer, at_once, data_of, person_id, rows

pytestmark = [pytest.mark.slow, pytest.mark.easy_teams("counts presses made at once")]

MANY = 200


@pytest.fixture
async def case(chat: Chat) -> dict[str, str]:
    """What the buttons of an open case carry."""
    await chat.sends("teacher", NAMES[0])
    chat.newest("principal")
    return {"case_id": data_of(chat, "principal", "case.open")["case_id"]}


def cards(answers: list[bytes]) -> list[str]:
    """The cards, when every one of them is a card."""
    bodies = [json.loads(body) for body in answers]
    assert {body["type"] for body in bodies} == {"application/vnd.microsoft.card.adaptive"}, bodies
    return [json.dumps(body["value"]) for body in bodies]


async def test_one_draft_sent_by_many_presses_is_one_alert_with_one_receipt(chat: Chat, database: Database) -> None:
    await chat.alert("teacher", NAMES[0])
    send = data_of(chat, "teacher", "alert.send")
    answers = cards(await at_once(chat, [("teacher", "alert.send", send)] * MANY))
    assert len(set(answers)) == 1
    assert "Varselet er sendt" in answers[0]
    assert rows(database)["alerts"] == rows(database)["cases"] == 1
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") == 1
    assert await chat.sends("teacher", NAMES[1]) == "2026-002"


async def test_one_draft_started_by_many_presses_is_one_draft(chat: Chat, database: Database) -> None:
    draft = {"draft_id": new_id()}
    assert len(set(cards(await at_once(chat, [("teacher", "alert.start", draft)] * MANY)))) == 1
    assert rows(database)["drafts"] == 1


async def test_one_draft_written_to_by_many_presses_keeps_each_in_turn(chat: Chat, database: Database) -> None:
    await chat.alert("teacher", NAMES[0])
    page = data_of(chat, "teacher", "alert.send") | {"to": "put_away"}
    cards(await at_once(chat, [("teacher", "alert.facts", page | {"facts": f"Nummer {n}"}) for n in range(MANY)]))
    me = person_id(database, "teacher")
    with database.begin() as unit:
        version = unit._session.exec(select(DraftRow.version), execution_options=ALL_SCHOOLS).one()
        draft = unit.school(SCHOOL).drafts.get(DraftId(page["draft_id"]), me)
    assert version == MANY + 3, "each page is kept too"
    assert draft is not None
    assert draft.form.facts.startswith("Nummer ")


async def test_many_write_to_one_case_and_every_word_is_there(
    chat: Chat, case: dict[str, str], database: Database
) -> None:
    who = ("principal", "deputy", "line", "social", "teacher")
    log = [case | {"entry_id": new_id(), "type": "annet", "text": f"Nummer {n}."} for n in range(MANY // 2)]
    presses = [(who[n % len(who)], "case.log", data) for n, data in enumerate(log)]
    cards(await at_once(chat, [*presses, *presses]))
    with database.begin() as unit:
        items = unit.school(SCHOOL).events.history([CaseId(case["case_id"])], None).timeline()
    entries = [item.text for item in items if isinstance(item, LogEntry)]
    assert sorted(entries) == sorted(data["text"] for data in log)


async def test_many_changes_of_one_case_are_all_kept(chat: Chat, case: dict[str, str], database: Database) -> None:
    """«Ta imot», new members and log entries, by several leaders, all at the same time."""
    joining = ("line6", "teacher6", "base", "aks", "assistant")
    leaders = ("principal", "deputy", "line")
    with database.begin() as unit:
        before = unit.school(SCHOOL).cases.unguarded(CaseId(case["case_id"]))
    new = [who for who in joining if person_id(database, who) not in before.members]
    add = [
        (leaders[n % 3], "case.add_member", case | {"person": person_id(database, who), "reason": "Kjenner eleven"})
        for n, who in enumerate(new)
    ]
    receive = [(leader, "case.receive", case) for leader in leaders * 20]
    log = [
        (leader, "case.log", case | {"entry_id": new_id(), "type": "annet", "text": "Ja"}) for leader in leaders * 45
    ]
    await at_once(chat, [*receive, *add, *log])
    with database.begin() as unit:
        after = unit.school(SCHOOL).cases.unguarded(CaseId(case["case_id"]))
        kinds = [one.kind for one in events_of(unit.school(SCHOOL)) if one.case_id == after.id]
        rows = unit._session.exec(select(OutboxRow), execution_options=ALL_SCHOOLS)
        said = [unit.signer.open(SEAL, row, Contents) for row in rows]
        told = [one.kind for one in said if one.text == to_json(CaseSubject(case_id=after.id))]
    assert after.members == before.members | {person_id(database, who) for who in new}
    assert after.version == before.version + 1 + len(new)
    assert kinds.count("case:received") == told.count("alert.received") == 1
    assert kinds.count("case:member_added") == told.count("case.joined") == len(new)
    assert kinds.count("log:added") == len(log)


async def test_the_same_member_added_by_many_joins_once(chat: Chat, case: dict[str, str], database: Database) -> None:
    data = case | {"person": person_id(database, "assistant"), "reason": "Kjenner eleven"}
    answers = await at_once(chat, [(who, "case.add_member", data) for who in ("principal", "deputy") * 20])
    assert any(b"er allerede med i saken." in body for body in answers), "to the one who was not first"
    assert len([one for one in events_in(database, "case:member_added") if one.case_id == case["case_id"]]) == 1


async def test_two_cases_merged_into_one_another_at_once_leave_one_open(
    chat: Chat, case: dict[str, str], database: Database
) -> None:
    await chat.sends("teacher", NAMES[0])
    chat.newest("principal")
    other = data_of(chat, "principal", "case.open")
    one_way = case | {"other": other["case_id"], "reason": "Samme elev"}
    other_way = {"case_id": other["case_id"], "other": case["case_id"], "reason": "Samme elev"}
    presses = [("principal", "case.merge", one_way), ("line", "case.merge", other_way)]
    await at_once(chat, presses * 10)
    assert len(open_cases(database)) == 1


async def test_alerts_sent_at_once_get_a_number_each(chat: Chat, database: Database) -> None:
    sends = []
    for who in ("teacher", "teacher6", "aks", "assistant", "social", "line", "deputy", "base"):
        draft = {"draft_id": new_id()}
        await answer(chat, who, "alert.start", draft)
        page = draft | {"to": "unknown", "facts": "Så noe", "kinds": "annet", "suspicion": "nei"}
        await answer(chat, who, "alert.facts", page)
        sends.append((who, "alert.send", draft))
    cards(await at_once(chat, sends * 10))
    assert sorted(found.reference for found in open_cases(database)) == [
        f"2026-{n:03d}" for n in range(1, len(sends) + 1)
    ]


async def test_the_outbox_emptied_by_many_at_once_sends_each_message_once(chat: Chat, case: dict[str, str]) -> None:
    await answer(chat, "principal", "case.receive", case)
    await asyncio.gather(*(chat.deliver() for _ in range(8)))
    assert chat.inbox("teacher").count("Varselet ditt er tatt imot") == 1


def open_cases(database: Database) -> list[Case]:
    me = person_id(database, "principal")
    with database.begin() as unit:
        return unit.school(SCHOOL).cases.visible(me, TODAY)
