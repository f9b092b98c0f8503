import pytest

from domain.ids import SchoolId
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
