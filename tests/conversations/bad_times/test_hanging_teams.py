"""Teams takes a request and does not answer: whoever it is for waits, and nobody else does."""

import asyncio

import pytest

from tests.kit.damage import at_once
from tests.kit.school import NAMES, Chat
from tests.kit.teams.connector import Fault

pytestmark = [pytest.mark.slow, pytest.mark.easy_teams("has a bad day of its own")]

HANGS = Fault(delay=7, taken=True)
"""Seconds, of the ten that the bot waits; all others have been answered by then."""


async def test_while_a_notice_hangs_others_are_answered_and_alert(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0])
    chat.connector.fail("a:principal", HANGS)
    await chat.presses("teacher", "Send varselet")
    sending = asyncio.create_task(chat.deliver())
    await asyncio.sleep(0.2)
    await at_once(chat.says("social", "saker"))
    await at_once(chat.alert("teacher6", NAMES[3]))
    await at_once(chat.presses("teacher6", "Send varselet"))
    assert "Saksnummer: 2026-002" in chat.sees("teacher6")
    assert not sending.done(), "Teams has not answered yet"
    await sending
    assert "Nytt varsel" in chat.inbox("line6")
    chat.clock.forward(minutes=20)
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") in {2, 3}, "of the one nobody knew of, once more at most"


async def test_while_an_answer_hangs_others_are_answered(chat: Chat) -> None:
    chat.connector.fail("a:principal", HANGS)
    waiting = asyncio.create_task(chat.says("principal", "saker"))
    await asyncio.sleep(0.2)
    for who in ("social", "line", "teacher"):
        await at_once(chat.says(who, "hjelp"))
    assert not waiting.done()
    await waiting
    await at_once(chat.says("principal", "hjelp"))
