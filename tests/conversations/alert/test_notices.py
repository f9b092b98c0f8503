"""One notice for an alert with several cases, and what it becomes when they are taken."""

import pytest

from services.alert_notices import IN_USE
from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import opens

pytestmark = pytest.mark.easy_teams("which message changes, and when")


async def three_cases(chat: Chat) -> None:
    """The teacher alerts of all of 4B."""
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    pupils = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:3])
    facts = {"kinds": "mobbing", "facts": "Kanarifakta: dyttet i garderoben", "suspicion": "nei"}
    await chat.answers("teacher", pupils=pupils, **facts)
    await chat.says_who_is_who("teacher", "utsatt", "utsatt", "utsatt")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()


async def takes_on(chat: Chat, who: str, *references: str) -> None:
    for reference in references:
        await opens(chat, who, reference)
        await chat.presses(who, "Ta imot")
        await chat.deliver()


def notice(chat: Chat, who: str) -> str:
    """The first message of an alert in the person's chat, as it is now."""
    chat.newest(who)
    return chat.sees(who)


async def test_three_cases_are_one_notice_to_each(chat: Chat) -> None:
    await three_cases(chat)
    for who in ("principal", "deputy", "line", "social", "base"):
        assert chat.inbox(who) == ["Nytt varsel"], who
    assert "Sakene 2026-001, 2026-002 og 2026-003, varslet" in notice(chat, "line")
    assert chat.titles("line") == ["Åpne sak 2026-001", "Åpne sak 2026-002", "Åpne sak 2026-003"]
    notice(chat, "base")
    assert chat.titles("base") == ["Åpne sak 2026-001", "Åpne sak 2026-003"], "only what is the base's"
    await chat.presses("base", "Åpne sak 2026-003")
    assert NAMES[2] in chat.sees("base")


async def test_everyones_notice_says_how_many_are_taken_and_in_the_end_by_whom(chat: Chat) -> None:
    await three_cases(chat)
    await takes_on(chat, "line", "2026-001")
    assert "1 av 3 er tatt imot." in notice(chat, "principal")
    assert "1 av 2 er tatt imot." in notice(chat, "base")
    await takes_on(chat, "line", "2026-003")
    assert "2 av 3 er tatt imot." in notice(chat, "principal")
    assert "Tatt imot av trinnleder 23.11.2026 kl. 12.41." in notice(chat, "base"), "all that is theirs"
    await takes_on(chat, "line", "2026-002")
    seen = notice(chat, "principal")
    assert "Varselet er tatt imot" in seen
    assert "Tatt imot av trinnleder 23.11.2026 kl. 12.41." in seen
    assert len(chat.inbox("principal")) == 1, "it changed, and nothing new came"


async def test_the_reporter_sees_how_many(chat: Chat) -> None:
    await three_cases(chat)
    await takes_on(chat, "line", "2026-002")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    assert "1 av 3 er tatt imot" in chat.sees("teacher")
    await takes_on(chat, "line", "2026-001", "2026-003")
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Neste")
    assert "Tatt imot" in chat.sees("teacher")
    assert "av 3" not in chat.sees("teacher")


async def test_who_may_be_working_in_the_message_keeps_it_for_a_while(chat: Chat) -> None:
    await chat.sends()
    chat.newest("social")
    await chat.presses("social", "Åpne sak 2026-001")
    await takes_on(chat, "line", "2026-001")
    assert chat.inbox("social") == ["Nytt varsel"]
    assert chat.inbox("principal") == ["Varselet er tatt imot"]
    chat.clock.forward(seconds=IN_USE.total_seconds() + 1)
    await chat.deliver()
    assert chat.inbox("social") == ["Varselet er tatt imot"]


async def test_the_notice_still_opens_the_case(chat: Chat) -> None:
    await chat.sends()
    await takes_on(chat, "line", "2026-001")
    assert chat.inbox("deputy") == ["Varselet er tatt imot"]
    assert "Sak 2026-001." in notice(chat, "deputy")
    await chat.presses("deputy", "Åpne sak 2026-001")
    assert "Tatt imot: " in chat.sees("deputy")
