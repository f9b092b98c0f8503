"""What was said of a task is taken back record by record; what a task waits for, in one go."""

from datetime import date

import pytest

from tests.kit.school import NAMES, Chat
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import key_of, moment, morning_of, states_of

TALKS = "utviklingssamtale_1"
DUE = date(2026, 10, 30)
SURVEY = "elevundersøkelsen"


@pytest.fixture
async def channel(chat: Chat) -> ChannelChat:
    return await bound(chat, "årshjul")


def done(chat: Chat, task: str = TALKS) -> set[str]:
    return {*next(state.done for state in states_of(chat) if state.task.id == task)}


async def finishes(chat: Chat, who: str) -> None:
    await chat.invoke(who, "year.open", {"task": key_of(chat, TALKS)})
    await chat.presses(who, "Ferdig")
    await chat.presses(who, "Ferdig")


async def test_a_leader_takes_back_one_class_and_not_those_that_were_done_after_it(
    chat: Chat, channel: ChannelChat
) -> None:
    await morning_of(chat, DUE)
    await finishes(chat, "teacher")
    await finishes(chat, "teacher6")
    await morning_of(chat, date(2026, 11, 3))
    await chat.invoke("principal", "year.open", {"task": key_of(chat, TALKS)})
    await chat.presses("principal", "Angre «ferdig»")
    assert "Ferdig for 4B" in chat.sees("principal"), "of the first of the records"
    await chat.presses("principal", "Angre", reason=f"{NAMES[0]} gjenstår")
    assert "Dette ser ut til å handle om en elev." in chat.sees("principal")
    await chat.presses("principal", "Angre", reason="Ikke alle er holdt")
    assert done(chat) == {"6A"}


async def test_a_button_takes_back_what_it_named_however_often_it_is_pressed(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, DUE)
    key = {"task": key_of(chat, TALKS)}
    await chat.invoke("teacher", "year.put_off", key | {"until": "2026-11-06", "reason": "Foresatte er på reise"})
    await finishes(chat, "teacher")
    old = chat.cards["teacher"]
    for _ in range(2):
        chat.cards["teacher"] = old
        await chat.presses("teacher", "Angre «ferdig»")
        assert "✓ Angret" in chat.sees("teacher")
    assert done(chat) == set()
    assert next(one.moved for one in states_of(chat) if one.task.id == TALKS) == {"4B": date(2026, 11, 6)}
    await chat.invoke("teacher", "year.undo", key | {"undoes": "0" * 32})
    assert "Det er ingenting å angre." in chat.said


async def test_who_is_done_with_the_own_is_offered_no_other_day(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, DUE)
    await finishes(chat, "teacher")
    await chat.invoke("teacher", "year.put_off_form", {"task": key_of(chat, TALKS)})
    assert "er ferdig fra før." in chat.said


async def comes(chat: Chat, on: str, who: str = "principal") -> None:
    await chat.invoke(who, "year.happened_form", {"event": "resultatene_5_7"})
    await chat.presses(who, "Lagre", on=on)


def plan_of(chat: Chat) -> date | None:
    """When the plan after the results is due, if they have come."""
    return next((one.due for one in states_of(chat) if one.task.id == "tiltaksplan_5_7"), None)


async def test_the_day_of_the_results_is_asked_once_and_overwritten_by_nobody_else(
    chat: Chat, channel: ChannelChat
) -> None:
    await morning_of(chat, date(2026, 11, 30))
    channel.opens_that("Elevundersøkelsen")
    await chat.invoke("principal", "year.finish_form", {"task": key_of(chat, SURVEY)})
    opened = chat.cards["principal"]
    await channel.presses("teacher6", "Ferdig", "Elevundersøkelsen")
    await channel.presses("teacher6", "Ferdig", on="2026-11-16")
    chat.cards["principal"] = opened
    await chat.presses("principal", "Ferdig", on="2026-11-23")
    assert "Det er sagt fra før: mandag 16.11." in chat.sees("principal")
    assert chat.inputs("principal")["on"]["value"] == "2026-11-23", "the form is given back as it was"
    await chat.invoke("teacher6", "year.happened", {"event": "resultatene_5_7", "on": "2026-11-23"})
    assert "Det er sagt fra før: mandag 16.11." in chat.sees("teacher6"), "a form that was open meanwhile"
    assert plan_of(chat) == date(2026, 11, 30)
    await comes(chat, "2026-11-23", "teacher6")
    assert plan_of(chat) == date(2026, 12, 7), "whoever has seen the day puts it right"


async def test_the_form_of_a_task_says_the_day_that_is_known_and_does_not_ask(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 11, 30))
    await comes(chat, "2026-11-16")
    channel.opens_that("Elevundersøkelsen")
    await channel.presses("teacher6", "Ferdig", "Elevundersøkelsen")
    assert "Resultatene kom: mandag 16.11." in channel.sees()
    await channel.presses("teacher6", "Ferdig")
    assert "6" in done(chat, SURVEY)
    assert plan_of(chat) == date(2026, 11, 30)


async def test_who_stands_in_tells_of_the_results(chat: Chat) -> None:
    await morning_of(chat, date(2026, 11, 23))
    await chat.says("teacher6", "jeg er borte")
    await chat.presses("teacher6", "Velg dag")
    stand_in = chat.choice("teacher6", "stand_in", "Ansatt Assistant")
    await chat.presses("teacher6", "Lagre", until="2026-12-04", stand_in=stand_in)
    await chat.invoke("assistant", "year.open", {"task": key_of(chat, SURVEY)})
    await chat.presses("assistant", "Ferdig")
    await chat.presses("assistant", "Ferdig", on="2026-11-16", note="Alle")
    assert plan_of(chat) == date(2026, 11, 30)
    await chat.invoke("assistant", "year.open", {"task": key_of(chat, SURVEY)})
    await chat.presses("assistant", "Rett dagen resultatene kom")
    await chat.presses("assistant", "Lagre", on="2026-11-18")
    assert plan_of(chat) == date(2026, 12, 2)


async def test_a_day_that_others_told_is_taken_back_by_a_leader_who_says_why(chat: Chat) -> None:
    """Putting it right makes it nobody's own."""
    chat.clock.now = moment(date(2026, 11, 23))
    await comes(chat, "2026-11-16", "teacher6")
    await comes(chat, "2026-11-18", "line6")
    await chat.invoke("teacher6", "year.take_back_form", {"event": "resultatene_5_7"})
    assert "Etter det gjør en leder det." in chat.said
    await chat.invoke("line6", "year.take_back_form", {"event": "resultatene_5_7"})
    assert "Registrert før det, og gjelder ikke da heller: mandag 16.11." in chat.sees("line6")
    await chat.presses("line6", "Angre")
    assert "Skriv en kort grunn." in chat.sees("line6")
    await chat.presses("line6", "Angre", reason="Bare halvparten er kommet")
    assert plan_of(chat) is None


async def test_words_on_what_is_done_already_are_not_answered_as_if_they_were_kept(
    chat: Chat, channel: ChannelChat
) -> None:
    await morning_of(chat, DUE)
    key = {"task": key_of(chat, "trinngjennomgang")}
    await chat.invoke("line", "year.finish_form", key)
    opened = chat.cards["line"]
    await chat.invoke("principal", "year.finish", key | {"parts": "4,6", "asked": "true", "note": "Tirsdag"})
    chat.cards["line"] = opened
    await chat.presses("line", "Ferdig", parts="4", note="Onsdag")
    assert "så dette er ikke lagret" in chat.sees("line")
    assert chat.inputs("line")["note"]["value"] == "Onsdag"
    await chat.invoke("line", "year.finish_form", key)
    assert "er ferdig fra før." in chat.said, "and the form is not given when nothing is left"


async def test_the_day_of_the_results_is_seen_where_they_were_told_of_and_taken_back_there(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 23))
    key = {"task": key_of(chat, SURVEY)}
    await chat.invoke("teacher6", "year.finish", key | {"on": "2026-11-16", "note": "Alle", "asked": "true"})
    await chat.invoke("teacher6", "year.open", key)
    assert "Resultatene kom: mandag 16.11." in chat.sees("teacher6")
    await chat.presses("teacher6", "Angre «ferdig»")
    assert "Resultatene kom: mandag 16.11." in chat.sees("teacher6"), "that is another matter"
    await chat.presses("teacher6", "Resultatene er ikke kommet")
    await chat.presses("teacher6", "Angre")
    await chat.invoke("teacher6", "year.open", key)
    assert "Resultatene kom" not in chat.sees("teacher6")
    assert not [one for one in states_of(chat) if one.task.id == "tiltaksplan_5_7"]


async def test_a_day_that_was_put_right_is_not_there_again_when_it_is_taken_back(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 23))
    await comes(chat, "2026-11-16")
    await comes(chat, "2026-11-18")
    await chat.invoke("principal", "year.take_back_form", {"event": "resultatene_5_7"})
    assert "Registrert dag: onsdag 18.11." in chat.sees("principal")
    await chat.presses("principal", "Angre")
    assert not [one for one in states_of(chat) if one.task.id == "tiltaksplan_5_7"]


async def test_why_the_results_are_taken_back_is_about_no_pupil(chat: Chat) -> None:
    chat.clock.now = moment(date(2026, 11, 23))
    await comes(chat, "2026-11-16")
    chat.clock.now = moment(date(2026, 11, 24))
    await chat.invoke("principal", "year.take_back_form", {"event": "resultatene_5_7"})
    assert "Ingen navn på elever" in chat.sees("principal")
    await chat.presses("principal", "Angre", reason=f"{NAMES[0]} svarte feil")
    assert "Dette ser ut til å handle om en elev." in chat.sees("principal")


async def test_results_told_of_late_are_heard_of_the_next_morning(chat: Chat, channel: ChannelChat) -> None:
    await morning_of(chat, date(2026, 12, 7))
    await comes(chat, "2026-11-10")
    await morning_of(chat, date(2026, 12, 8))
    [told] = [one for one in chat.told("teacher6") if "Tiltaksplan innen to uker" in one]
    assert "⚠ Fristen er ute" in told
    assert channel.has("Tiltaksplan innen to uker etter resultatene, 5.–7. trinn")
