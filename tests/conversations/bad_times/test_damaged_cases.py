"""A row of a case that cannot be read: it harms that case only, and those who are on it are told."""

import pytest
import structlog

from storage.database import Database
from storage.engine.crypto import KeyRing
from tests.conversations.documents.test_downloads import linked
from tests.kit.audit import events_in
from tests.kit.damage import at_once, failures, flip, rows_of
from tests.kit.databases import KEY
from tests.kit.school import FACT, NAMES, SCHOOL, Chat, fill
from tests.kit.steps.saksgang import opens, pdf, received, short_plan_in_effect, takes
from tests.kit.year.days import tick

pytestmark = pytest.mark.damages

UNREADABLE = "Sak 2026-001 kan ikke leses. Si fra til drift."
NOTHING = "Dette kan ikke leses. Si fra til drift."


async def two_cases(chat: Chat) -> None:
    """2026-001 of 4B, 2026-002 of 6A."""
    await chat.sends("teacher", NAMES[0])
    await chat.sends("teacher6", NAMES[3])


def case_id(url: str, reference: str = "2026-001") -> str:
    database = Database(url, KeyRing([KEY]))
    with database.begin_reading() as unit:
        (found,) = unit.school(SCHOOL).cases.numbered([reference])
    database.dispose()
    return found


def last_event(chat: Chat, kind: str) -> str:
    return events_in(chat.database, kind)[-1].id


async def test_those_on_a_damaged_case_are_told_in_every_list_and_see_the_others(chat: Chat, url: str) -> None:
    await two_cases(chat)
    flip(url, "cases", case_id(url))
    await at_once(chat.says("principal", "saker"))
    assert "**1 åpen sak**" in chat.sees("principal")
    assert UNREADABLE in chat.sees("principal")
    await chat.presses("principal", "Vis")
    assert UNREADABLE in chat.sees("principal")
    assert [title for title in chat.titles("principal") if title.startswith("Åpne sak 20")] == ["Åpne sak 2026-002"]
    for word in ("mine", "uka"):
        await at_once(chat.says("principal", word))
        assert UNREADABLE in chat.sees("principal"), word
    await at_once(chat.says("principal", "mine"))
    await chat.presses("principal", "Vis")
    assert UNREADABLE in chat.sees("principal")
    await at_once(chat.says("principal", "sak 2026-001"))
    assert chat.sees("principal") == UNREADABLE
    assert "2026-002" in await opens(chat, "principal", "2026-002")
    for word, none in (("saker", "ikke med i"), ("uka", "ikke med i"), ("mine", "er tomt")):
        await chat.says("line", word)
        assert UNREADABLE in chat.sees("line"), "who is on no other case"
        assert none not in chat.sees("line")
    await chat.presses("line", "Vis")
    assert UNREADABLE in chat.sees("line")


async def test_nobody_else_hears_of_a_damaged_case(chat: Chat, url: str) -> None:
    await two_cases(chat)
    flip(url, "cases", case_id(url))
    for who in ("teacher6", "assistant", "line6"):
        for word in ("saker", "mine", "uka"):
            await at_once(chat.says(who, word))
            assert "2026-001" not in chat.sees(who)
        await chat.says(who, "sak 2026-001")
        assert "Fant ikke saken." in chat.sees(who)


async def test_a_press_on_a_damaged_case_is_answered_clearly_and_it_comes_back_by_itself(chat: Chat, url: str) -> None:
    await two_cases(chat)
    chat.newest("line")
    flip(url, "cases", case_id(url))
    await at_once(chat.presses("line", "Åpne sak 2026-001"))
    assert chat.said == UNREADABLE
    flip(url, "cases", case_id(url))
    await chat.presses("line", "Åpne sak 2026-001")
    assert FACT in chat.sees("line")
    assert "kan ikke leses" not in (await chat.says("line", "saker") and chat.sees("line"))


async def test_the_reporter_of_a_damaged_case_keeps_all_that_is_theirs(chat: Chat, url: str) -> None:
    await two_cases(chat)
    flip(url, "cases", case_id(url))
    await at_once(chat.says("teacher", "mine"))
    await chat.presses("teacher", "Vis")
    assert "Det kan ikke ses nå om det er tatt imot." in chat.sees("teacher")
    await chat.presses("teacher", "Vis varsel 2026-001")
    assert FACT in chat.sees("teacher")


async def test_sweeps_and_delivery_of_all_other_cases_go_on_and_it_is_logged_once_and_counted(
    chat: Chat, url: str
) -> None:
    await two_cases(chat)
    damaged = case_id(url)
    flip(url, "cases", damaged)
    with structlog.testing.capture_logs() as lines:
        for _ in range(3):
            chat.clock.forward(days=1)
            await tick(chat)
            await chat.says("principal", "saker")
    assert chat.inbox("principal").count("Et varsel venter på å bli tatt imot") == 2
    told = [line for line in lines if line["event"] == "failed alone"]
    assert [line["row"] for line in told] == [f"cases/{damaged}"]
    assert "Kanari" not in repr(lines)
    assert (await failures(chat))["row"] > 1
    assert UNREADABLE in chat.sees("principal")


async def test_what_waited_to_be_sent_of_a_damaged_case_is_given_up_and_the_others_arrive(chat: Chat, url: str) -> None:
    await chat.alert("teacher", NAMES[0])
    await chat.presses("teacher", "Send varselet")
    flip(url, "cases", case_id(url))
    await chat.sends("teacher6", NAMES[3])
    assert chat.inbox("principal") == ["Nytt varsel"]
    assert "2026-002" in str(chat.newest("principal"))
    assert await chat.deliver() == 0
    await chat.says("principal", "ikke nåbare")
    assert "kan ikke leses" not in chat.sees("principal")


async def test_a_link_to_a_document_of_a_damaged_case_is_not_used_up(chat: Chat, url: str) -> None:
    path = await linked(chat)
    flip(url, "cases", case_id(url))
    answer = await at_once(chat.client.post(path))
    assert answer.status == 500
    assert "Dokumentet kunne ikke lages" in await answer.text()
    flip(url, "cases", case_id(url))
    assert (await chat.client.post(path)).status == 200


async def test_an_import_goes_on_past_a_damaged_case(chat: Chat, url: str) -> None:
    await two_cases(chat)
    flip(url, "cases", case_id(url))
    fill(chat.database)
    assert "2026-002" in await opens(chat, "principal", "2026-002")


async def test_a_damaged_alert_leaves_its_case_and_its_reporter_the_rest(chat: Chat, url: str) -> None:
    await two_cases(chat)
    alerts = dict(rows_of(url, "SELECT case_id, alert_id FROM alert_cases"))
    receipt = chat.cards["teacher"]
    flip(url, "alerts", alerts[case_id(url)])
    seen = await at_once(opens(chat, "line", "2026-001"))
    assert NOTHING in seen
    await chat.presses("line", "Ta imot")
    assert "Varselet er tatt imot." in chat.sees("line")
    chat.cards["teacher"] = receipt
    await at_once(chat.presses("teacher", "Vis"))
    assert chat.said == "Varselet kan ikke leses. Si fra til drift. Haster det, si fra muntlig."
    await chat.says("teacher", "mine")
    assert "ingen sendte varsler" in chat.sees("teacher")
    assert await chat.sends("teacher", NAMES[2]) == "2026-003"


async def test_a_damaged_log_entry_says_so_where_it_stood(chat: Chat, url: str) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    for text in ("Kanarifunn en", "Kanarifunn to"):
        await chat.presses("line", "Skriv i loggen")
        await chat.presses("line", "Lagre", type="annet", text=text)
    flip(url, "events", last_event(chat, "log:added"))
    seen = await at_once(opens(chat, "line", reference))
    assert NOTHING in seen
    assert "Kanarifunn en" in seen
    assert "Kanarifunn to" not in seen
    assert NOTHING in await pdf(chat, reference, "Kronologi")


async def test_what_corrects_a_damaged_entry_is_still_read(chat: Chat, url: str) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    await chat.presses("line", "Lagre", type="annet", text="Kanarifunn en")
    damaged = last_event(chat, "log:added")
    await chat.presses("line", "Rett")
    await chat.presses("line", "Lagre", type="annet", text="Kanarifunn rettet")
    flip(url, "events", damaged)
    seen = await at_once(opens(chat, "line", reference))
    assert "Kanarifunn rettet" in seen
    assert NOTHING in seen


async def test_a_damaged_step_is_asked_for_again(chat: Chat, url: str) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    flip(url, "events", last_event(chat, "step:taken"))
    seen = await at_once(opens(chat, "line", reference))
    assert NOTHING in seen
    assert "Hold avklaringssamtale" in chat.titles("line")
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    assert "✓ Steget er gjort" in chat.sees("line")


async def test_a_damaged_wording_of_the_plan_is_told_of_on_the_plan_and_in_the_timeline(chat: Chat, url: str) -> None:
    reference = await short_plan_in_effect(chat)
    flip(url, "events", last_event(chat, "plan:snapshot"))
    assert NOTHING in await at_once(opens(chat, "social", reference))
    await chat.presses("social", "Vis planen")
    assert "Noe av planen kan ikke leses. Si fra til drift." in chat.sees("social")
    assert "Kanariproblem" in chat.sees("social"), "as it was written before"
    await at_once(chat.says("social", "uka"))
    assert "**1 sak med plan**" in chat.sees("social")
    chat.clock.forward(days=7)
    await tick(chat)
