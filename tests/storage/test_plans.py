import pytest

from domain.people import SchoolId
from storage.database import Database
from storage.plan_file import read_plan
from storage.plans import PlanChanged
from tests.kit.school import MONDAY, PLAN, SCHOOL

FIRST = read_plan(PLAN)
REWORDED = FIRST.model_copy(update={"school": "Rosenholm barneskole"})
SECOND = REWORDED.model_copy(update={"version": "2026-27.2"})


@pytest.fixture
def kept(database: Database) -> Database:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        unit.plans.keep(FIRST, MONDAY)
    return database


def test_a_case_finds_the_plan_it_was_opened_under(kept: Database) -> None:
    with kept.begin() as unit:
        unit.plans.keep(SECOND, MONDAY)
    with kept.begin() as unit:
        assert unit.plans.get(SCHOOL, FIRST.version) == FIRST
        assert unit.plans.get(SCHOOL, SECOND.version) == SECOND


def test_the_same_plan_again_changes_nothing(kept: Database) -> None:
    with kept.begin() as unit:
        unit.plans.keep(FIRST, MONDAY)
        assert unit.plans.get(SCHOOL, FIRST.version) == FIRST


def test_another_text_under_the_same_version_is_refused(kept: Database) -> None:
    with kept.begin() as unit, pytest.raises(PlanChanged, match=FIRST.version):
        unit.plans.keep(REWORDED, MONDAY)
    with kept.begin() as unit:
        assert unit.plans.get(SCHOOL, FIRST.version) == FIRST


def test_a_version_the_school_never_used_is_not_there(kept: Database) -> None:
    with kept.begin() as unit:
        for school, version in ((SCHOOL, "1"), (SchoolId("annen"), FIRST.version)):
            with pytest.raises(KeyError):
                unit.plans.get(school, version)
