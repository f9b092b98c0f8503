"""A change that makes a task somebody's, or gives it another day, is heard of the next morning."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.people.person import Role
from services.people.import_people import import_people
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import NAMES, STAFF, Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import THE_PLAN, key_of, morning_of, mornings, states_of

EVENING = "aktivitetskveld"


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    return await bound(chat, "årshjul")


def hears(chat: Chat, who: str, words: str) -> list[str]:
    """The own messages that say so."""
    return [said for said in chat.told(who) if words in said]


async def changes(chat: Chat, kind: str, **answers: str) -> None:
    await chat.invoke("principal", "year.change_form", {"task": key_of(chat, EVENING), "kind": kind})
    await chat.presses("principal", "Lagre", reason="Vi bytter", **answers)


async def test_who_is_given_a_task_hears_of_it_the_next_morning_and_once(chat: Chat, channel: ChannelChat) -> None:
    given = date(2026, 11, 9)
    await mornings(chat, date(2026, 11, 2), given)
    await changes(chat, "eiere", owners="assistent")
    await mornings(chat, given + timedelta(days=1), date(2026, 11, 13))
    [told] = hears(chat, "assistant", "Aktivitetskveld")
    assert told.startswith("Oppgavene dine, tirsdag 10.11.2026")
    assert "Nytt for deg, eller med ny dag" in told
    assert "Fristen er ute" not in told


async def test_who_is_given_what_is_over_its_day_hears_that(chat: Chat, channel: ChannelChat) -> None:
    given = date(2026, 12, 2)
    await mornings(chat, date(2026, 11, 30), given)
    await changes(chat, "eiere", owners="assistent")
    await mornings(chat, given + timedelta(days=1), date(2026, 12, 11))
    [told] = hears(chat, "assistant", "Aktivitetskveld")
    assert told.startswith("Oppgavene dine, torsdag 3.12.2026")
    assert "⚠ Fristen er ute" in told


async def test_an_earlier_day_is_heard_of_before_it(chat: Chat, channel: ChannelChat) -> None:
    await mornings(chat, date(2026, 11, 2), date(2026, 11, 9))
    await changes(chat, "dag", day="2026-11-12")
    await morning_of(chat, date(2026, 11, 10))
    [told] = hears(chat, "social", "Aktivitetskveld")
    assert "Nytt for deg, eller med ny dag" in told
    assert "innen torsdag 12.11." in told


async def test_what_is_brought_back_is_heard_of(chat: Chat, channel: ChannelChat) -> None:
    await mornings(chat, date(2026, 11, 2), date(2026, 11, 9))
    await changes(chat, "ikke_i_år")
    await mornings(chat, date(2026, 11, 10), date(2026, 11, 11))
    assert EVENING not in {state.task.id for state in states_of(chat)}
    await chat.says("principal", "årshjul")
    await chat.presses("principal", "Endret i år")
    await chat.presses("principal", "Angre")
    await morning_of(chat, date(2026, 11, 12))
    assert len(hears(chat, "social", "Aktivitetskveld")) == 1


async def test_a_stand_in_hears_at_once_what_is_open_and_is_called_on_when_it_is_due(
    chat: Chat, channel: ChannelChat
) -> None:
    await mornings(chat, date(2026, 10, 26), date(2026, 10, 28))
    await chat.says("teacher", "jeg er borte")
    await chat.presses("teacher", "Velg dag")
    stand_in = chat.choice("teacher", "stand_in", "Ansatt Assistant")
    await chat.presses("teacher", "Lagre", until="2026-11-05", stand_in=stand_in)
    await mornings(chat, date(2026, 10, 29), date(2026, 10, 30))
    [told] = hears(chat, "assistant", "Utviklingssamtale 1")
    assert told.startswith("Oppgavene dine, torsdag 29.10.2026")
    assert "Utviklingssamtale 1 innen 1. november, innen fredag 30.10. (4B)" in told
    channel.opens_that("Utviklingssamtale 1")
    assert "kontaktlærer 4B" not in channel.sees().partition("Utviklingssamtale")[0]
    assert "assistent" in channel.sees().partition("Utviklingssamtale")[0]


async def test_who_gets_a_class_by_the_lists_hears_what_is_open_and_late_in_it(
    chat: Chat, channel: ChannelChat, tmp_path: Path
) -> None:
    pupils = [f"E{number};{name};4;4B;ja;Base 4;nei" for number, name in enumerate(NAMES[:3])]
    pupils.append(f"E3;{NAMES[3]};6;6A;nei;;nei")
    was = STAFF["assistant"]
    of_4a = replace(was, roles=frozenset({Role.CONTACT_TEACHER}), grades=frozenset({4}), classes=frozenset({"4A"}))
    for day, assistant in ((date(2026, 8, 17), was), (date(2026, 11, 10), of_4a)):
        await mornings(chat, day - timedelta(days=1), day)
        staff = {**STAFF, "assistant": assistant}.values()
        import_people(chat.database, THE_PLAN, write_people(tmp_path, rows_of(staff), pupils), chat.clock.now)
    await mornings(chat, date(2026, 11, 11), date(2026, 11, 13))
    [told] = hears(chat, "assistant", "Utviklingssamtale 1")
    assert told.startswith("Oppgavene dine, onsdag 11.11.2026")
    assert "Utviklingssamtale 1 innen 1. november, innen fredag 30.10. (4A)" in told.partition("Fristen er ute")[2]
    assert "Nytt for deg, eller med ny dag" in told
    assert not any("Nytt for deg" in said for said in chat.told("teacher")), "who has what they had"
