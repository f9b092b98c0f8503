"""A few of the kills that the night does by the hundred (`python -m tests.killed`)."""

import pytest

from storage.database import Database
from tests.killed.killing import Figures, kills, looks
from tests.kit.school import Chat, fill
from tests.kit.steps.saksgang import opens

pytestmark = pytest.mark.slow


async def test_whoever_presses_while_the_bot_is_killed_loses_nothing_and_does_nothing_twice(
    database: Database, url: str
) -> None:
    fill(database)
    figures = await kills(database, url, number=3, seed=1)
    assert figures.kills == 3
    assert figures.answered < figures.presses
    assert (figures.lost, figures.doubled, figures.broken) == ([], [], [])


async def test_words_that_are_there_twice_or_not_at_all_are_found(chat: Chat, database: Database) -> None:
    reference, words = await chat.sends(), "Kanarilogg to ganger"
    chat.canaries.append(words)
    for _ in ("once", "again"):
        await opens(chat, "line", reference)
        await chat.presses("line", "Skriv i loggen")
        await chat.presses("line", "Lagre", type="observasjon", text=words)
    looks([words, "Kanarilogg som ble borte"], database, figures := Figures())
    assert (figures.lost, figures.doubled) == (["Kanarilogg som ble borte"], [words])
