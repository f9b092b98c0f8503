"""«Jeg er borte»: a day far off is asked about, the year is shown, and leaders see who is away."""

import pytest

from tests.kit.school import Chat


async def begins(chat: Chat, **answers: str) -> None:
    await chat.says("teacher", "Jeg er borte")
    await chat.presses("teacher", "Velg dag")
    await chat.presses("teacher", "Lagre", **answers)


async def test_a_day_within_eight_weeks_is_taken_and_shown_with_its_year(chat: Chat) -> None:
    await begins(chat, until="2027-01-18")
    assert "Du er borte til og med mandag 18.1.2027" in chat.sees("teacher")


@pytest.mark.parametrize("until", ["2027-01-19", "2027-11-30"])
async def test_a_day_far_off_is_asked_about(chat: Chat, until: str) -> None:
    await begins(chat, until=until)
    assert "Det er mer enn åtte uker til" in chat.sees("teacher")
    assert until[:4] in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", sure="true")
    assert "Du er borte til og med" in chat.sees("teacher")


async def test_the_far_day_can_be_put_right_instead(chat: Chat) -> None:
    await begins(chat, until="2027-11-30")
    await chat.presses("teacher", "Lagre", until="2026-11-30")
    assert "Du er borte til og med mandag 30.11.2026" in chat.sees("teacher")


async def test_a_slip_of_the_century_is_refused(chat: Chat) -> None:
    await begins(chat, until="2126-11-30")
    assert "Sjekk årstallet." in chat.sees("teacher")


async def test_leaders_see_who_is_away(chat: Chat) -> None:
    await begins(chat, until="2026-11-30")
    await chat.says("principal", "ikke nåbare")
    assert "**1 person** er borte." in chat.sees("principal")
    await chat.presses("principal", "Vis")
    assert "Ansatt Teacher til og med mandag 30.11.2026" in chat.sees("principal")


async def test_who_opened_the_form_can_leave_it(chat: Chat) -> None:
    await chat.says("teacher", "jeg er borte")
    first = chat.sees("teacher")
    await chat.presses("teacher", "Velg dag")
    await chat.presses("teacher", "Avbryt")
    assert chat.sees("teacher") == first
