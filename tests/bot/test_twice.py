"""A press that comes twice is answered as the first was, for a moment; whatever the clock does then, not for longer."""

from datetime import datetime, timedelta

import pytest

from bot.turns.twice import MOMENT, Twice
from tests.conversations.presses.test_given_back import pressed
from tests.kit.school import MONDAY

ANSWER = {"statusCode": 200}
LATER = MOMENT - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "same"), [(LATER, True), (-LATER, True), (MOMENT, False), (-MOMENT, False), (-timedelta(days=1), False)]
)
def test_the_first_answer_stands_for_a_moment(after: timedelta, same: bool) -> None:
    now: list[datetime] = [MONDAY]
    twice = Twice(lambda: now[0])
    twice.done(pressed("case.log", {"text": "Kanarilogg"}), ANSWER)
    now[0] += after
    assert (twice.answered(pressed("case.log", {"text": "Kanarilogg"})) == ANSWER) is same
    assert twice.answered(pressed("case.log", {"text": "Kanariannen"})) is None
