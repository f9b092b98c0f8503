"""The other gate of law 2: a measure is seen by those who carry it out, while it is to be done, and by nobody else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.carrying import Carried
from domain.case.case import Status
from domain.case.log import LogEntry
from domain.errors import NotFound
from domain.event import EventKind
from domain.ids import CaseId, EntryId, MeasureId, PersonId, SchoolId
from storage.database import Database
from storage.statements.inserts import add
from storage.tables.case import CarrierRow
from storage.unit_of_work import Tx
from tests.kit.damage import flip
from tests.kit.people.cast import case, ids, person
from tests.kit.school import FACT, MONDAY, SCHOOL
from tests.kit.steps.activity_plans import START, TODAY, measure, renewed, whole
from tests.storage.conftest import Begin, happened

TEACHER, AKS, SOCIAL = PersonId("teacher"), PersonId("aks"), PersonId("social")
M1 = MeasureId("m1")
NEXT = MONDAY + timedelta(days=1)


def in_effect(*measures: Measure, version: int = 1) -> ActivityPlan:
    plan = replace(whole(), measures=measures or (measure(),), version=version)
    return replace(plan, adopted_at=MONDAY, adopted_by=SOCIAL)


def saves(tx: Tx, plan: ActivityPlan) -> None:
    tx.activity_plans.save(plan, SOCIAL, MONDAY)


def becomes(tx: Tx, **change: object) -> None:
    before = tx.cases.unguarded(case().id)
    tx.cases.save(before, replace(before, **change), happened(EventKind.CASE_MARKED))  # type: ignore[arg-type]  # the types cannot say it


def refusal(tx: Tx, measure_id: str = M1, viewer: PersonId = TEACHER, today: date = START) -> str:
    with pytest.raises(NotFound) as refused:
        tx.measures.get(MeasureId(measure_id), viewer, today)
    return str(refused.value)


def own(tx: Tx, viewer: PersonId = TEACHER, today: date = START) -> list[str]:
    return [one.measure.id for one in tx.measures.of(viewer, today)]


@pytest.fixture
def carried(school: Begin) -> Begin:
    """A case the teacher is not on, with a measure in effect that the teacher carries out."""
    with school() as tx:
        tx.cases.open(case())
        saves(tx, in_effect())
    return school


def test_whoever_carries_it_gets_it_and_its_case_for_rules(carried: Begin) -> None:
    with carried() as tx:
        assert tx.measures.get(M1, TEACHER, START) == Carried(measure=measure(), case=case(), by=TEACHER, lines=())
        assert own(tx, today=TODAY) == ["m1"], "before its first day too"


def test_not_yours_does_not_exist_and_no_more_sound_the_same(carried: Begin) -> None:
    with carried() as tx:
        after = measure().end or START
        said = {refusal(tx, "nothing"), refusal(tx, viewer=AKS), refusal(tx, today=after + timedelta(days=1))}
        said.add(refusal(tx, viewer=PersonId("principal")))
        assert len(said) == 1, "nor is who is on its case let in here"
        assert own(tx, AKS) == own(tx, today=after + timedelta(days=1)) == []
        assert own(tx, today=after) == ["m1"], "its last day"


def test_who_is_barred_is_kept_out_though_named_in_the_plan(carried: Begin) -> None:
    with carried() as tx:
        becomes(tx, barred=ids("teacher"))
    with carried() as tx:
        assert own(tx) == []
        assert refusal(tx) == refusal(tx, "nothing")
        assert tx.measures.without_line(START) == set()


def test_a_row_in_the_table_lets_nobody_in(carried: Begin) -> None:
    with carried() as tx:
        add(tx._session, CarrierRow, {"id": tx.measures._roll.key(case().id, AKS), "school_id": SCHOOL})
    with carried() as tx:
        assert own(tx, AKS) == []
        assert refusal(tx, viewer=AKS) == refusal(tx, "nothing")


def test_who_has_left_and_another_school_see_nothing(database: Database, carried: Begin) -> None:
    with carried() as tx:
        tx.people.replace([person("aks"), person("social")])
    with database.begin() as unit:
        unit.schools.ensure(SchoolId("annen"))
        other = unit.school(SchoolId("annen"))
        assert own(other) == []
        assert refusal(other) == refusal(other, "nothing")
    with carried() as tx:
        assert own(tx) == []
        refusal(tx)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.MERGED])
def test_of_a_case_that_is_not_open_there_is_nothing(carried: Begin, status: Status) -> None:
    with carried() as tx:
        becomes(tx, status=status)
    with carried() as tx:
        assert own(tx) == []
        refusal(tx)


def test_it_is_the_plan_in_effect_that_counts(carried: Begin) -> None:
    with carried() as tx:
        saves(tx, replace(in_effect(measure(who=(AKS,))), adopted_at=None, adopted_by=None))
    with carried() as tx:
        assert (own(tx), own(tx, AKS)) == (["m1"], []), "written, and not in effect"
        saves(tx, in_effect(measure(who=(AKS,)), measure("m2", ended=START), version=2))
    with carried() as tx:
        assert (own(tx), own(tx, AKS)) == ([], ["m1"]), "what an evaluation has ended is nobody's"


def test_in_a_case_that_has_gone_into_another_it_is_that_ones(carried: Begin) -> None:
    with carried() as tx:
        tx.cases.open(case(2, merged_from=(case().id,), barred=ids("aks")))
        saves(tx, in_effect(measure(), measure("m2", who=(AKS,))))
        becomes(tx, status=Status.MERGED, merged_into=CaseId("case2"))
    with carried() as tx:
        assert tx.measures.get(M1, TEACHER, START).case.id == "case2"
        assert own(tx, AKS) == [], "barred from the one it is now"


def test_whom_the_one_that_went_had_barred_stays_out(carried: Begin) -> None:
    with carried() as tx:
        tx.cases.open(case(2, merged_from=(case().id,)))
        becomes(tx, status=Status.MERGED, merged_into=CaseId("case2"), barred=ids("teacher"))
    with carried() as tx:
        assert own(tx) == []


def line(key: str, day: date, author: PersonId = TEACHER, of: str | None = "m1") -> LogEntry:
    at = MONDAY + (day - MONDAY.date())
    return LogEntry(
        id=EntryId(key),
        school_id=SCHOOL,
        author=author,
        logged_at=at,
        occurred_at=at,
        type="tiltak_utført",
        text=FACT,
        case_id=case().id,
        measure=MeasureId(of) if of else None,
    )


def test_each_sees_own_lines_of_it_only(carried: Begin) -> None:
    with carried() as tx:
        for one in (line("1", START), line("2", START, AKS), line("3", START, of="m2"), line("4", START, of=None)):
            tx.events.log(one)
    with carried() as tx:
        assert [one.id for one in tx.measures.get(M1, TEACHER, START).lines] == ["1"]


def test_a_line_is_missing_from_the_first_day_on_and_each_week_anew(carried: Begin) -> None:
    with carried() as tx:
        assert tx.measures.without_line(TODAY) == set(), "it has not begun"
        assert tx.measures.without_line(START) == {TEACHER}
        tx.events.log(line("1", START))
    with carried() as tx:
        assert tx.measures.without_line(START + timedelta(days=3)) == set()
        assert tx.measures.without_line(START + timedelta(days=6)) == {TEACHER}, "the Monday after"


def test_a_case_that_cannot_be_read_harms_only_itself(database: Database, carried: Begin, url: str) -> None:
    with carried() as tx:
        tx.cases.open(case(2))
        saves(tx, replace(renewed(in_effect(measure("m2")), START), case_id=CaseId("case2")))
    flip(url, "cases", case().id)
    with carried() as tx:
        assert own(tx) == ["m2"]
        refusal(tx)


def test_a_plan_whose_measures_have_all_ended_is_carried_by_nobody(carried: Begin) -> None:
    with carried() as tx:
        saves(tx, in_effect(measure(ended=TODAY)))
    with carried() as tx:
        assert own(tx) == []
        assert tx.measures.without_line(NEXT.date()) == set()
