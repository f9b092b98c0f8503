"""«uka»: also a plan that has been decided on and not begun."""

from tests.kit.school import NAMES, Chat
from tests.kit.steps.saksgang import short_plan_in_effect, to_the_outcome


async def test_a_plan_that_is_decided_and_not_begun_is_gone_through(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "aktivitetsplan")
    await chat.says("line", "uka")
    assert "Du er med i **1 sak med plan**. 1 mangler noe." in chat.sees("line")
    await chat.presses("line", "Vis")
    assert f"{reference} · {NAMES[0]}, 4B" in chat.sees("line")
    assert "⚠ Planen er besluttet, men ikke begynt." in chat.sees("line")


async def test_a_case_without_measures_is_not(chat: Chat) -> None:
    await to_the_outcome(chat, "ikke_behov")
    await chat.says("line", "uka")
    assert "Du er ikke med i noen sak med plan." in chat.sees("line")


async def test_a_plan_in_effect_is_without_that(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    await chat.says("line", "uka")
    await chat.presses("line", "Vis")
    assert f"{reference} · " in chat.sees("line")
    assert "ikke begynt" not in chat.sees("line")
    await chat.says("line", "saker uten plan")
    assert "Ingen av sakene dine passer til søket." in chat.sees("line")
