from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.ids import SchoolId
from domain.school_plan.calendar import FreeDay, SchoolCalendar, in_years
from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database
from storage.year.school_plans import PlanChanged
from tests.kit.school import MONDAY, SCHOOL, the_plan
from tests.kit.school_plans import altered

FIRST = the_plan()
REWORDED = altered(FIRST, school="Rosenholm barneskole")
SECOND = altered(REWORDED, version="2026-27.2")


@pytest.fixture
def kept(database: Database) -> Database:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        unit.school_plans.keep(FIRST, MONDAY)
    return database


def test_a_case_finds_the_plan_it_was_opened_under(kept: Database) -> None:
    with kept.begin() as unit:
        unit.school_plans.keep(SECOND, MONDAY)
    with kept.begin() as unit:
        assert unit.school_plans.get(SCHOOL, FIRST.version) == FIRST
        assert unit.school_plans.get(SCHOOL, SECOND.version) == SECOND


def test_the_same_plan_again_changes_nothing(kept: Database) -> None:
    with kept.begin() as unit:
        unit.school_plans.keep(FIRST, MONDAY)
        assert unit.school_plans.get(SCHOOL, FIRST.version) == FIRST


def test_another_text_under_the_same_version_is_refused(kept: Database) -> None:
    with kept.begin() as unit, pytest.raises(PlanChanged, match=FIRST.version):
        unit.school_plans.keep(REWORDED, MONDAY)
    with kept.begin() as unit:
        assert unit.school_plans.get(SCHOOL, FIRST.version) == FIRST


def test_a_version_the_school_never_used_is_not_there(kept: Database) -> None:
    with kept.begin() as unit:
        for school, version in ((SCHOOL, "1"), (SchoolId("annen"), FIRST.version)):
            with pytest.raises(KeyError):
                unit.school_plans.get(school, version)


def next_year(version: str = "2027-28.1", **change: object) -> SchoolPlan:
    """Another school year, and its own version."""
    days = {"school_year": "2027/28", "first_school_day": date(2027, 8, 16), "last_school_day": date(2028, 6, 16)}
    free = {
        "school_free": [FreeDay(first=date(2027, 10, 4), last=date(2027, 10, 8), label="Høstferie")],
        "aks_free": (),
    }
    return altered(FIRST, version=version, calendar=altered(FIRST.calendar, **days | free | change))


def test_the_calendars_of_every_year_are_known_the_newest_first(kept: Database) -> None:
    corrected = next_year("2027-28.2", last_school_day=date(2028, 6, 20))
    with kept.begin() as unit:
        unit.school_plans.keep(next_year(), MONDAY + timedelta(days=1))
        unit.school_plans.keep(corrected, MONDAY + timedelta(days=2))
    with kept.begin() as unit:
        known = [*unit.school_plans.calendars(SCHOOL, besides={corrected.version})]
        assert known == [next_year().calendar, FIRST.calendar]
        assert next(unit.school_plans.calendars(SCHOOL)) == corrected.calendar


def test_the_plan_of_a_school_year_is_the_last_that_was_used_in_it(kept: Database) -> None:
    with kept.begin() as unit:
        unit.school_plans.keep(SECOND, MONDAY + timedelta(days=1))
        unit.school_plans.keep(next_year(), MONDAY + timedelta(days=2))
    with kept.begin() as unit:
        now = next_year("2027-28.3")
        assert unit.school_plans.of_year(SCHOOL, "2027/28", now) == now
        assert unit.school_plans.of_year(SCHOOL, "2026/27", now) == SECOND
        assert unit.school_plans.of_year(SCHOOL, "2025/26", now) is None


def test_a_calendar_that_was_changed_is_passed_by(kept: Database) -> None:
    with kept.begin() as unit:
        unit.school_plans.keep(next_year(), MONDAY)
    with kept.engine.begin() as connection:
        connection.execute(text("UPDATE school_plans SET text = '{}' WHERE version = '2027-28.1'"))
    with kept.begin() as unit:
        assert [*unit.school_plans.calendars(SCHOOL)] == [FIRST.calendar]


def test_a_calendar_of_another_shape_is_passed_by(kept: Database) -> None:
    older = FIRST.calendar.model_copy(update={"first_school_day": None})
    with kept.begin() as unit:
        unit.school_plans.keep(next_year().model_copy(update={"calendar": older}), MONDAY)
    with kept.begin() as unit:
        assert [*unit.school_plans.calendars(SCHOOL)] == [FIRST.calendar]


def test_the_days_of_an_older_plan_are_counted_by_the_calendar_in_use(kept: Database) -> None:
    """The procedure stays the case's own."""
    now = next_year()
    now = altered(now, calendar=in_years(now.calendar, [FIRST.calendar]))
    with kept.begin() as unit:
        unit.school_plans.keep(now, MONDAY)
        own = unit.school_plans.of(SCHOOL, FIRST.version, now)
        assert (own.version, own.procedure) == (FIRST.version, FIRST.procedure)
        calendar = SchoolCalendar(own.calendar)
        assert not calendar.is_school_day(date(2027, 10, 5))
        assert not calendar.is_school_day(date(2026, 9, 30))


def test_what_other_years_a_plan_knows_is_not_archived(kept: Database) -> None:
    known = altered(FIRST, calendar=in_years(FIRST.calendar, [next_year().calendar]))
    with kept.begin() as unit:
        unit.school_plans.keep(known, MONDAY)
        assert unit.school_plans.get(SCHOOL, FIRST.version) == FIRST


def test_since_when_the_school_has_the_bot(kept: Database) -> None:
    """The first import of its people, else what its plan says."""
    with kept.begin() as unit:
        assert unit.school(SCHOOL).year.since(FIRST) == (FIRST.calendar.in_use_from or FIRST.calendar.first_school_day)
        unit.schools.people_came(SCHOOL, date(2026, 3, 2))
    with kept.begin() as unit:
        assert unit.school(SCHOOL).year.since(FIRST) == date(2026, 3, 2)
