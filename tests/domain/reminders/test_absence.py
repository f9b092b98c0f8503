from dataclasses import replace
from datetime import date

import pytest

from domain.errors import Invalid
from domain.ids import PersonId
from domain.reminders.absence import Absence, Quiet, away_until, now_away, now_quiet, quiet_until
from domain.school_plan.calendar import SchoolCalendar
from tests.kit.people.cast import person
from tests.kit.steps.journey import THE_PLAN

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
    gone = replace(person("social"), active=False)
    for stand_in in (person("line"), gone):
        with pytest.raises(Invalid, match="en annen ansatt"):
            away_until(person("line"), LATER, stand_in, TODAY)
    with pytest.raises(Invalid, match="senere dag"):
        away_until(person("line"), date(2026, 11, 22), None, TODAY)


def test_quiet_lasts_a_school_week_at_most_and_the_newest_word_counts() -> None:
    calendar = SchoolCalendar(THE_PLAN.calendar)
    quiet = quiet_until(person("line"), date(2026, 11, 25), TODAY, calendar)
    assert now_quiet([quiet], TODAY) == {"line"}
    assert now_quiet([quiet], date(2026, 11, 25)) == frozenset()
    assert now_quiet([quiet, Quiet(person=PersonId("line"), until=TODAY)], TODAY) == frozenset()
    for wrong in (TODAY, date(2026, 12, 1)):
        with pytest.raises(Invalid, match="neste skoleuken"):
            quiet_until(person("line"), wrong, TODAY, calendar)
