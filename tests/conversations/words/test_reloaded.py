"""A client that forgets: whoever loads it again is greeted again, once for each time."""

from storage.database import Database
from tests.kit.school import Chat, fill, open_school
from tests.kit.teams.activities import BOT_ID, activity


async def loads(chat: Chat, who: str, *, added_first: bool) -> None:
    """A load, as the Playground tells of it: in both ways, in any order."""
    added = activity("conversationUpdate", membersAdded=[{"id": BOT_ID}], **chat._from(who))
    installed = activity("installationUpdate", action="add", **chat._from(who))
    for told in (added, installed) if added_first else (installed, added):
        await chat.post(told)


async def test_each_load_is_greeted_once(database: Database, url: str) -> None:
    fill(database)
    async with open_school(database, url, hello=False, forgetful=True) as chat:
        for number in range(1, 4):
            await loads(chat, "teacher", added_first=number % 2 == 1)
            assert chat.inbox("teacher") == ["Hei!"] * number


async def test_a_client_that_forgets_nothing_is_greeted_the_first_time_alone(database: Database, url: str) -> None:
    fill(database)
    async with open_school(database, url, hello=False) as chat:
        await loads(chat, "teacher", added_first=True)
        await loads(chat, "teacher", added_first=False)
        assert chat.inbox("teacher") == ["Hei!"]
