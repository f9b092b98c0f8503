"""What a bad day is like, and how many of the conversations can be held on one."""

from datetime import date, time
from random import Random

import pytest

from domain.text.entered import day_of, time_of
from tests.kit.hard_teams.chosen import may_be_hard
from tests.kit.hard_teams.phones import as_a_phone
from tests.kit.school import Chat


def test_most_conversations_may_be_held_on_a_bad_day(request: pytest.FixtureRequest) -> None:
    held = [test for test in request.session.items if "teams" in getattr(test, "fixturenames", ())]
    ours = [test for test in held if "conversations" in test.path.parts]
    if len(ours) < 300:
        pytest.skip("only some of the conversations are run")
    assert sum(map(may_be_hard, ours)) > 0.85 * len(ours)


def test_whoever_may_only_be_held_on_a_good_day_says_why(request: pytest.FixtureRequest) -> None:
    marks = [test.get_closest_marker("easy_teams") for test in request.session.items]
    assert all(mark.args and mark.args[0] for mark in marks if mark)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_phone_makes_of_a_day_or_a_time_it_means_the_same(seed: int) -> None:
    chance = Random(seed)
    for day, at in ((date(2026, 11, 27), time(10, 15)), (date(2027, 1, 7), time(0, 5)), (date(2026, 12, 1), time(12))):
        assert day_of(as_a_phone("Input.Date", day.isoformat(), chance)) == day
        assert time_of(as_a_phone("Input.Time", f"{at:%H:%M}", chance)) == at


def test_what_is_no_day_or_time_is_left_as_it_is() -> None:
    for kind in ("Input.Date", "Input.Time", "Input.Text"):
        assert as_a_phone(kind, "i går", Random(1)) == "i går"


async def test_a_press_that_comes_twice_is_answered_as_the_first_was(chat: Chat) -> None:
    """Where the second could only say that it is done already."""
    reference = await chat.sends()
    await chat.says("principal", f"sak {reference}")
    for title in ("Vis", "Hvem er med?", "Legg til"):
        await chat.presses("principal", title)
    chat.goes_on, form = False, chat.cards["principal"]
    filled = {"person": chat.choice("principal", "person", "Ansatt Line6"), "reason": "Kjenner eleven"}
    receipt = (await chat.presses("principal", "Lagre", **filled))["value"]
    for seconds, same in ((0, True), (9, True), (2, False)):
        chat.clock.forward(seconds=seconds)
        chat.cards["principal"] = form
        assert ((await chat.presses("principal", "Lagre", **filled))["value"] == receipt) is same
    assert chat.said == "Hvem skal være med i saken? Ansatt Line6 er allerede med i saken."
