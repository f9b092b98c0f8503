"""What was agreed in the start meeting is typed once: it is offered, with the school's examples, in «Nytt tiltak»."""

import pytest

from tests.kit.school import NAMES, Chat, walk
from tests.kit.steps.saksgang import opens, received, takes, to_the_outcome

FIRST, SECOND = "Kanaritiltak: voksen i alle friminutt", "Kanaritiltak: fast lekegruppe"
PROBLEM = "Kanariproblem: er alene i alle friminutt og blir holdt utenfor leken"


async def new_measure(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Nytt tiltak")


def value(chat: Chat, name: str) -> str:
    return next(str(piece.get("value", "")) for piece in walk(chat.cards["social"]) if piece.get("id") == name)


@pytest.fixture
async def agreed(chat: Chat) -> str:
    """A short plan with two measures agreed in the start meeting, and put into words there."""
    chat.canaries.extend(["Kanaritiltak", "Kanariproblem"])
    return await to_the_outcome(chat, "kort_plan", await received(chat), enighet=f"{FIRST}\n\n {SECOND}")


async def saves(chat: Chat, **said: str) -> None:
    who = chat.choice("social", "who", "Ansatt Teacher")
    await chat.presses("social", "Lagre", **({"who": who, "end": "2026-12-18"} | said))


async def test_each_line_is_offered_in_its_turn(chat: Chat, agreed: str) -> None:
    await new_measure(chat, agreed)
    assert value(chat, "what") == FIRST
    await saves(chat, what=f"{FIRST}, hver dag")
    assert f"Individ: {FIRST}, hver dag" in chat.sees("social")
    await chat.presses("social", "Nytt tiltak")
    assert value(chat, "what") == SECOND, "the first has been used, in whatever words"
    await saves(chat)
    await chat.presses("social", "Nytt tiltak")
    assert value(chat, "what") == ""


async def test_a_short_plan_is_written_and_put_into_effect_from_the_form_of_a_measure(chat: Chat, agreed: str) -> None:
    for title in ("Utform tiltak i oppstartsmøtet", "Bli enige om tiltak"):
        seen = await takes(chat, "line", agreed, title)
        assert seen
    assert "Kanarideltakere" in await opens(chat, "line", agreed), "who agreed"
    await new_measure(chat, agreed)
    await saves(chat, problem=PROBLEM)
    assert f"Hvilket problem skal tiltakene løse? {PROBLEM}" in chat.sees("social")
    assert "Sett planen i verk" in chat.titles("social"), "nothing of law 7 is lacking"
    await chat.presses("social", "Nytt tiltak")
    assert "problem" not in chat.sees_inputs("social"), "asked once"


async def test_another_pupils_name_in_the_problem_is_asked_about_there(chat: Chat, agreed: str) -> None:
    await new_measure(chat, agreed)
    await saves(chat, problem=f"{PROBLEM} av {NAMES[1]}")
    assert "Navn på en annen elev" in chat.sees("social")
    assert value(chat, "problem").startswith(PROBLEM)


async def test_a_problem_written_meanwhile_is_not_written_over(chat: Chat, agreed: str) -> None:
    await new_measure(chat, agreed)
    form = chat.cards["social"]
    await opens(chat, "teacher", agreed)
    await chat.presses("teacher", "Vis planen")
    await chat.presses("teacher", "Skriv problem og funn")
    await chat.presses("teacher", "Lagre", problem=PROBLEM)
    chat.cards["social"] = form
    await saves(chat, problem="Kanariproblem: noe annet enn det som står der")
    assert "Noen har skrevet problemet i planen." in chat.sees("social")
    await saves(chat, problem="")
    assert f"Hvilket problem skal tiltakene løse? {PROBLEM}" in chat.sees("social")


async def test_an_example_of_the_schools_plan_is_used_with_one_choice(chat: Chat, agreed: str) -> None:
    await new_measure(chat, agreed)
    example = chat.choice("social", "example", "AKS: Tiltak som gjør det trygt på AKS")
    await saves(chat, example=example)
    assert "Du har også skrevet et tiltak. Tøm ett av feltene." in chat.sees("social")
    await saves(chat, example=example, what="")
    assert "AKS: Tiltak som gjør det trygt på AKS" in chat.sees("social")
    assert "Individ: " not in chat.sees("social")


async def test_from_the_meeting_to_a_short_plan_in_effect_in_nine_presses(chat: Chat, agreed: str) -> None:
    """One person, from receipt to receipt: the measure is typed in the meeting, and nowhere else."""
    chat.goes_on = False
    await opens(chat, "teacher", agreed)
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("Utform tiltak i oppstartsmøtet", {}),
        ("Ferdig", {"sitat": "Kanarisitat"}),
        ("Neste steg", {}),
        ("Ferdig", {"dato": "2026-11-23", "til_stede": "Kanarideltakere"}),
        ("Neste steg", {}),
        ("Nytt tiltak", {}),
        ("Lagre", {"problem": PROBLEM, "end": "2026-12-18"}),
        ("Vis planen", {}),
        ("Sett planen i verk", {}),
    )
    for title, said in steps:
        more = {"who": chat.choice("teacher", "who", "Ansatt Teacher")} if title == "Lagre" else {}
        await chat.presses("teacher", title, **said, **more)
    assert "Versjon: 1, i verk fra" in chat.sees("teacher")
    assert FIRST in chat.sees("teacher")
