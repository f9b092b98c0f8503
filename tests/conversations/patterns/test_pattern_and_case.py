"""Several have logged on one pupil who has, or has had, a case: which cases answer the question."""

from datetime import date

from tests.conversations.correcting.test_endings import misregisters
from tests.conversations.patterns.test_patterns import asked, is_asked, logs, pattern_of, three_log
from tests.kit.school import NAMES, Chat
from tests.kit.year.days import morning_of

DAYS = (24, 25, 26, 27)


async def test_a_case_registered_wrongly_has_answered_nothing(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    for who in ("aks", "base", "assistant"):
        await logs(chat, who)
    await misregisters(chat, "line", await chat.sends("aks", NAMES[0]))
    await morning_of(chat, date(2026, 11, DAYS[0]))
    assert asked(chat) == ["teacher"]
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert chat.sees("teacher").count("Kanarilogg") >= 3


async def test_a_case_the_readers_are_not_on_answers_nothing_and_does_not_show(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await three_log(chat)
    await chat.alert("aks", NAMES[0], suspicion="ansatt", named="Ansatt Base")
    await chat.presses("aks", "Send varselet")
    await chat.deliver()
    pattern = pattern_of(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert chat.sees("teacher").count("Kanarilogg") == 3, "as if there were no such case"
    for day in DAYS:
        await morning_of(chat, date(2026, 11, day))
    assert "line" in asked(chat), "nobody had answered"
    await chat.invoke("line", "pattern.show", {"pattern": pattern})
    assert "Dette er svart på" not in chat.sees("line")


async def test_an_ordinary_case_answers_the_question_until_it_ends(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await three_log(chat)
    await chat.sends("base", NAMES[0])
    for day in DAYS:
        await morning_of(chat, date(2026, 11, day))
    assert "line" not in asked(chat)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert "Dette er svart på" in chat.sees("teacher")


async def test_of_entries_on_other_pages_it_is_said_that_they_are_assessed_too(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await three_log(chat)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert "også dem på de andre sidene" not in chat.sees("teacher")
    for _more in range(6):
        await logs(chat, "aks", text="Kanarilogg " * 80)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert "Eldre logger" in chat.titles("teacher")
    assert "også dem på de andre sidene" in chat.sees("teacher")
