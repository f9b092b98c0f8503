"""«statistikk»: the numbers of the cases one may open, to look at, in the reply to a press only."""

from datetime import timedelta

import pytest

from tests.kit.school import NAMES, Chat, walk
from tests.kit.steps.saksgang import evaluates, received, short_plan_in_effect


async def shows(chat: Chat, who: str) -> list[str]:
    await chat.says(who, "statistikk")
    await chat.presses(who, "Vis statistikk")
    return chat.sees(who).split("\n")


async def test_how_many_and_of_what(chat: Chat) -> None:
    await chat.sends(pupil=NAMES[0], kinds="mobbing,vold")
    await chat.sends(pupil=NAMES[1], kinds="mobbing")
    seen = await shows(chat, "principal")
    assert seen[0] == "Statistikk 2026/27"
    assert "Varsler: 2 (i 2025/26: 0)" in seen
    assert "Saker: 2 (i 2025/26: 0)" in seen
    assert seen[seen.index("Hva sakene gjelder") + 1 :][:3:2] == ["Mobbing: 2", "Slag, spark eller annen vold: 1"]
    assert "nov 2" in seen
    assert "mandag: 2" in seen
    assert "Trinn 4: 2" in seen


async def test_the_word_itself_tells_nothing(chat: Chat) -> None:
    await chat.sends()
    await chat.says("principal", "statistikk")
    assert chat.sees("principal") == "Statistikk\nTallene er fra sakene du er med i."


async def test_how_long_it_took_and_whether_it_helped(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.now += timedelta(days=7)
    await evaluates(chat, reference)
    seen = await shows(chat, "principal")
    assert "Fra varsel til det ble tatt imot: halvparten samme dag · lengst 0 dager" in seen
    assert "Fra varsel til planen var i verk: halvparten samme dag · lengst 0 dager" in seen
    assert "Evalueringer i tide: 1 av 1" in seen
    assert "Ja: 1" in seen


@pytest.mark.parametrize("who", ["social", "line"])
async def test_one_on_an_employee_is_counted_for_those_on_it_only(chat: Chat, who: str) -> None:
    await chat.sends(suspicion="ansatt")
    assert "Saker: 1 (i 2025/26: 0)" in await shows(chat, "principal")
    assert "Saker: 0 (i 2025/26: 0)" in await shows(chat, who)


async def test_one_past_the_school_is_counted_for_nobody(chat: Chat) -> None:
    await chat.sends(suspicion="ledelsen")
    for who in ("principal", "owner", "deputy"):
        assert "Saker: 0 (i 2025/26: 0)" in await shows(chat, who)


async def test_one_that_was_a_mistake_is_not_counted(chat: Chat) -> None:
    reference = await received(chat)
    assert "Saker: 1 (i 2025/26: 0)" in await shows(chat, "principal")
    await chat.says("principal", f"sak {reference}")
    await chat.presses("principal", "Vis")
    await chat.presses("principal", "Rett eller avslutt")
    await chat.presses("principal", "Feilregistrert")
    await chat.presses("principal", "Avslutt saken", reason="Varselet gjaldt en annen skole")
    assert "Saker: 0 (i 2025/26: 0)" in await shows(chat, "principal")


async def test_a_teacher_is_told_whom_to_ask(chat: Chat) -> None:
    await chat.says("teacher", "statistikk")
    assert chat.sees("teacher") == "Tallene er for dem som leder eller koordinerer saker. Spør en av dem."


async def test_a_bar_is_never_alone(chat: Chat) -> None:
    """Each colour and length stands there as a number too."""
    await chat.sends()
    await shows(chat, "principal")
    coloured = [piece for piece in walk(chat.cards["principal"]) if piece.get("type") == "Column" and "style" in piece]
    assert coloured
    numbers = [line for line in chat.sees("principal").split("\n") if line.endswith(" 1")]
    assert len(numbers) >= 3
