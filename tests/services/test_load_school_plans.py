"""The plan files of a school: one for each school year, and which of them is used."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.ids import SchoolId
from domain.school_plan.calendar import SchoolCalendar, last_planned, year_without_plan
from services.load_school_plans import load_school_plans, next_years_file, read_years
from storage.database import Database
from storage.files.next_school_plan import next_plan
from storage.files.school_plan_file import PlanErrors, read_school_plan
from storage.year.school_plans import PlanChanged
from tests.kit.school import MONDAY, PLAN, SCHOOL
from tests.kit.year.days import moment

JULY, AUGUST = moment(date(2027, 7, 31)), moment(date(2027, 8, 1))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (path := tmp_path / "skole.yaml").write_text(PLAN.read_text("utf-8"), "utf-8")
    return path


def with_the_next(path: Path) -> Path:
    """Next year's file beside it."""
    text, plan = next_plan(path)
    (new := next_years_file(path, plan.calendar)).write_text(text, "utf-8")
    return new


def test_the_next_years_file_is_found_beside_the_schools_own(plan: Path, database: Database) -> None:
    with_the_next(plan)
    (plan.parent / "skole-kladd.yaml").write_text("noe annet", "utf-8")
    (years,) = read_years(plan).values()
    assert [one.calendar.school_year for one in years] == ["2026/27", "2027/28"]
    assert load_school_plans(plan, database, MONDAY)[SCHOOL].calendar.school_year == "2026/27"


def test_a_plan_is_used_from_the_first_of_august(plan: Path, database: Database) -> None:
    with_the_next(plan)
    now = [JULY]
    plans = load_school_plans(plan, database, JULY, lambda: now[0])
    assert plans[SCHOOL].calendar.school_year == "2026/27"
    now[0] = AUGUST
    assert plans[SCHOOL].calendar.school_year == "2027/28"
    assert (len(plans), [*plans], plans.get(SchoolId("annen"))) == (1, [SCHOOL], None)


def test_each_year_knows_the_days_of_the_others(plan: Path, database: Database) -> None:
    with_the_next(plan)
    for now in (JULY, AUGUST):
        calendar = load_school_plans(plan, database, now)[SCHOOL].calendar
        assert last_planned(calendar).school_year == "2027/28"
        known = SchoolCalendar(calendar)
        assert not known.is_school_day(date(2026, 9, 30))
        assert not known.is_school_day(date(2027, 10, 5))


def test_a_year_whose_file_is_gone_is_known_from_what_was_used(plan: Path, database: Database) -> None:
    new = with_the_next(plan)
    load_school_plans(plan, database, JULY)
    plan.unlink()
    calendar = load_school_plans(new, database, AUGUST + timedelta(days=40))[SCHOOL].calendar
    assert calendar.school_year == "2027/28"
    assert not SchoolCalendar(calendar).is_school_day(date(2026, 9, 30))


def test_a_later_year_whose_file_is_gone_is_missing(plan: Path, database: Database) -> None:
    new = with_the_next(plan)
    load_school_plans(plan, database, JULY)
    new.unlink()
    calendar = load_school_plans(plan, database, AUGUST)[SCHOOL].calendar
    assert last_planned(calendar).school_year == "2026/27"
    assert year_without_plan(calendar, AUGUST.date()) == "2027/28"


def test_a_known_plan_that_was_cut_off_between_two_tasks_is_refused(plan: Path, database: Database) -> None:
    """What is left is a whole plan, of less."""
    load_school_plans(plan, database, MONDAY)
    text = plan.read_text("utf-8")
    plan.write_text(text[: text.rindex("\n  - ") + 1], "utf-8")
    read_school_plan(plan)
    with pytest.raises(PlanChanged):
        load_school_plans(plan, database, MONDAY)


def test_two_files_of_one_year_are_refused(plan: Path) -> None:
    new = plan.with_name("skole-2026-27.yaml")
    new.write_bytes(plan.read_bytes())
    for path in (plan, plan.parent):
        with pytest.raises(PlanErrors, match="skolen rosenholm har to planfiler for 2026/27"):
            read_years(path)
