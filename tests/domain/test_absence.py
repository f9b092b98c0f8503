from datetime import date

import pytest

from domain.absence import Absence, away_until, now_away
from domain.errors import Invalid
from domain.people import PersonId
from tests.kit.cast import person

TODAY, LATER = date(2026, 11, 23), date(2026, 12, 1)


def test_one_is_away_up_to_and_with_a_day() -> None:
    told = [away_until(person("line"), TODAY, None, TODAY)]
    assert now_away(told, TODAY) == {PersonId("line"): told[0]}
    assert now_away(told, LATER) == {}


def test_the_newest_word_counts() -> None:
    first = away_until(person("line"), LATER, person("social"), TODAY)
    back = Absence(person=PersonId("line"), until=date(2026, 11, 22))
    assert now_away([first, back], TODAY) == {}
    assert now_away([back, first], TODAY)[PersonId("line")].stand_in == "social"


def test_the_stand_in_is_somebody_else_who_is_there() -> None:
    gone = person("social").model_copy(update={"active": False})
    for stand_in in (person("line"), gone):
        with pytest.raises(Invalid, match="en annen ansatt"):
            away_until(person("line"), LATER, stand_in, TODAY)
    with pytest.raises(Invalid, match="senere dag"):
        away_until(person("line"), date(2026, 11, 22), None, TODAY)
