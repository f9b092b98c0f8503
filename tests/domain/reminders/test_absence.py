from dataclasses import replace
from datetime import date

import pytest

from domain.errors import Invalid
from domain.ids import PersonId
from domain.reminders.absence import (
    Absence,
    Lines,
    Preference,
    Quiet,
    away_until,
    back_again,
    last_heard,
    now_away,
    now_quiet,
    quiet_until,
    without,
)
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
    assert now_quiet([quiet], TODAY) == {"line": quiet}
    assert now_quiet([quiet], date(2026, 11, 25)) == {}
    assert now_quiet([quiet, Quiet(person=PersonId("line"), until=TODAY)], TODAY) == {}
    for wrong in (TODAY, date(2026, 12, 1)):
        with pytest.raises(Invalid, match="neste skoleuken"):
            quiet_until(person("line"), wrong, TODAY, calendar)


def test_what_is_told_again_goes_on_from_when_it_began() -> None:
    calendar, yesterday, line = SchoolCalendar(THE_PLAN.calendar), date(2026, 11, 22), person("line")
    away = away_until(line, LATER, None, yesterday)
    assert away_until(line, LATER, None, TODAY, before=away).begins == yesterday
    quiet = quiet_until(line, TODAY, yesterday, calendar)
    assert quiet_until(line, date(2026, 11, 25), TODAY, calendar, before=quiet).begins == yesterday


def test_one_comes_back_from_what_still_holds() -> None:
    away = away_until(person("line"), LATER, None, TODAY)
    back = back_again(away, date(2026, 11, 25))
    assert (back.begins, back.until, back.back) == (TODAY, date(2026, 11, 24), date(2026, 11, 25))
    assert back_again(back, LATER) is back


def at(day: int) -> date:
    return date(2026, 11, day)


AWAY = Absence(person=PersonId("line"), begins=at(18), until=at(20))


@pytest.mark.parametrize(
    ("since", "absence", "quiet", "heard"),
    [
        (at(20), None, None, at(20)),
        (at(17), AWAY, None, at(17)),
        (at(18), AWAY, None, at(17)),
        (at(20), AWAY, None, at(17)),
        (at(23), AWAY, None, at(23)),
        (at(20), replace(AWAY, until=at(19)), None, at(20)),
        (at(20), replace(AWAY, until=at(19), back=at(20)), None, at(17)),
        (at(20), replace(AWAY, begins=None), None, at(20)),
        (at(20), None, Quiet(person=PersonId("line"), begins=at(18), until=at(23)), at(18)),
        (at(23), None, Quiet(person=PersonId("line"), begins=at(18), until=at(23)), at(23)),
        (at(20), None, Quiet(person=PersonId("line"), until=at(23)), at(20)),
        (at(20), AWAY, Quiet(person=PersonId("line"), begins=at(19), until=at(23)), at(17)),
    ],
)
def test_who_was_away_or_quiet_has_not_been_told_since_it_began(
    since: date, absence: Absence | None, quiet: Quiet | None, heard: date
) -> None:
    assert last_heard(since, absence, quiet) == heard


def test_lines_are_left_out_until_they_are_wanted_again() -> None:
    line, social = PersonId("line"), PersonId("social")
    told = [Preference(person=who, lines=Lines.YEAR, wanted=False) for who in (line, social)]
    assert without([], Lines.YEAR) == frozenset()
    assert without(told, Lines.YEAR) == {line, social}
    assert without([*told, Preference(person=line, lines=Lines.YEAR, wanted=True)], Lines.YEAR) == {social}
