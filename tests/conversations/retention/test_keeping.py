"""Those who lead a closed case hear two weeks before it is deleted, put it off, or keep it."""

from tests.conversations.retention.test_purge import closed, filed, swept
from tests.kit.school import Chat
from tests.kit.steps.saksgang import opens

WARNING = "Sak 2026-001 slettes snart"
WHEN = "Når slettes saken?"
WHY = "Kanarigrunn: det er klaget"


async def looks(chat: Chat, who: str, reference: str) -> str:
    chat.canaries.append(WHY)
    await opens(chat, who, reference)
    await chat.presses(who, WHEN)
    return chat.sees(who)


async def gone(chat: Chat, reference: str) -> bool:
    await chat.says("line", f"sak {reference}")
    return "er slettet" in chat.sees("line")


async def test_those_who_lead_it_hear_two_weeks_before_once_and_nothing_of_what_it_is(chat: Chat) -> None:
    reference = await closed(chat)
    await filed(chat, reference)
    swept(chat, 75)
    await chat.deliver()
    assert WARNING not in chat.inbox("line")
    swept(chat, 3)
    await chat.deliver()
    for who in ("line", "principal"):
        assert chat.inbox(who).count(WARNING) == 1
    assert WARNING not in chat.inbox("teacher")
    chat.newest("line")
    assert f"Sak {reference} slettes snart" in chat.sees("line")
    await chat.presses("line", "Åpne sak 2026-001")
    await chat.presses("line", WHEN)
    assert "Tidligst 21.2.2027." in chat.sees("line")
    swept(chat, 11)
    assert not await gone(chat, reference)
    swept(chat, 1)
    assert await gone(chat, reference)


async def test_it_is_put_off_with_a_reason_and_told_of_anew(chat: Chat) -> None:
    reference = await closed(chat)
    await filed(chat, reference)
    swept(chat, 80)
    await looks(chat, "line", reference)
    await chat.presses("line", "Utsett slettingen")
    await chat.presses("line", "Utsett", until="2028-12-01", reason=WHY)
    assert "høyst ett år" in chat.said
    await chat.presses("line", "Utsett", until="2027-06-01")
    assert "Tidligst 1.6.2027." in await looks(chat, "principal", reference)
    await opens(chat, "principal", reference)
    assert WHY in chat.sees("principal")
    swept(chat, 30)
    await chat.deliver()
    assert WARNING not in chat.inbox("line"), "it was put off before the message went"
    assert not await gone(chat, reference)
    swept(chat, 70)
    await chat.deliver()
    assert chat.inbox("line").count(WARNING) == 1
    swept(chat, 30)
    assert await gone(chat, reference)


async def test_the_principal_keeps_it_and_lets_it_go_again(chat: Chat) -> None:
    reference = await closed(chat)
    await filed(chat, reference)
    await looks(chat, "line", reference)
    assert "Stans slettingen" not in chat.titles("line")
    await looks(chat, "principal", reference)
    await chat.presses("principal", "Stans slettingen")
    await chat.presses("principal", "Avbryt")
    assert chat.sees("principal").startswith(f"Når slettes sak {reference}?")
    await chat.presses("principal", "Stans slettingen")
    await chat.presses("principal", "Lagre", reason=WHY)
    seen = await looks(chat, "line", reference)
    assert "Saken skal ikke slettes." in seen
    assert "minst to uker før" not in seen
    swept(chat, 120)
    assert not await gone(chat, reference)
    await looks(chat, "principal", reference)
    await chat.presses("principal", "La saken bli slettet igjen")
    await chat.presses("principal", "Lagre", reason=WHY)
    swept(chat, 14)
    assert not await gone(chat, reference), "they are told first, and have two weeks"
    swept(chat, 1)
    assert await gone(chat, reference)


async def test_it_says_why_it_stays(chat: Chat) -> None:
    reference = await closed(chat)
    seen = await looks(chat, "line", reference)
    assert "slettes ikke før hele saken er journalført i websak" in seen
    assert "Ingen dag er satt ennå." in seen
    await chat.presses("line", "Utsett slettingen")
    await chat.presses("line", "Avbryt")
    assert chat.sees("line") == seen
