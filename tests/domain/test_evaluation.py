from datetime import date, timedelta

import pytest

from domain.activity_plan import MeasureId, put_measure
from domain.errors import Invalid
from domain.evaluation import (
    Evaluation,
    MeasureResult,
    Next,
    Often,
    Worked,
    apply,
    before_after,
    check_evaluation,
    going_on,
)
from domain.event import CaseId
from domain.people import PersonId
from tests.domain.test_activity_plan import STAFF, measure, whole
from tests.kit.school import MONDAY

TODAY = MONDAY.date()
PLAN = put_measure(whole(), measure("m2", what="Fast lekeplass"), STAFF)


def evaluation(**change: object) -> Evaluation:
    results = tuple(
        MeasureResult(measure=MeasureId(key), worked=Worked.PARTLY, next=Next.CONTINUE) for key in ("m1", "m2")
    )
    taken = Evaluation(
        case_id=CaseId("case1"),
        plan_version=1,
        on=TODAY,
        results=results,
        pupil_words="Det er litt bedre",
        answers={"first": Often.SELDOM},
        next_on=TODAY + timedelta(days=21),
        at=MONDAY,
        by=PersonId("social"),
    )
    return taken.model_copy(update=change)


def ended(*, first: Next = Next.END) -> tuple[MeasureResult, ...]:
    becomes = {"m1": first, "m2": Next.END}
    return tuple(MeasureResult(measure=MeasureId(k), worked=Worked.YES, next=n) for k, n in becomes.items())


def test_an_evaluation_hears_the_pupil_and_sets_the_next_day() -> None:
    assert check_evaluation(evaluation(), PLAN.measures, TODAY) == evaluation()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pupil_words": ""}, "pupil_words"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"results": ()}, "worked"),
        ({"next_on": None}, "next_on"),
        ({"next_on": TODAY}, "next_on"),
    ],
)
def test_what_is_missing_is_said_at_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_evaluation(evaluation(**change), PLAN.measures, TODAY)
    assert refusal.value.field == field


def test_when_all_measures_end_there_is_no_next_day() -> None:
    done = evaluation(results=ended(), next_on=None)
    assert check_evaluation(done, PLAN.measures, TODAY) == done


def test_what_ends_ends_today_and_the_rest_has_a_new_day() -> None:
    agreed = apply(PLAN, evaluation(results=ended(first=Next.CHANGE), next_on=date(2026, 12, 14)))
    first, second = agreed.measures
    assert first.evaluate_on == date(2026, 12, 14)
    assert measure().end
    assert first.end == max(measure().end or date.min, date(2026, 12, 14)), "what goes on lasts until it is evaluated"
    assert (second.end, second.evaluate_on) == (TODAY, measure().evaluate_on)
    kept = apply(PLAN, evaluation(next_on=None))
    assert [m.evaluate_on for m in kept.measures] == [m.evaluate_on for m in PLAN.measures]


def test_a_measure_that_has_ended_is_not_asked_about_again_unless_it_begins_anew() -> None:
    said = [evaluation(results=ended(first=Next.CONTINUE))]
    after = apply(PLAN, said[0])
    assert [m.id for m in going_on(PLAN, [])] == ["m1", "m2"]
    assert [m.id for m in going_on(after, said)] == ["m1"]
    first, second = after.measures
    for end in (TODAY + timedelta(days=9), None):
        anew = after.model_copy(update={"measures": (first, second.model_copy(update={"end": end}))})
        assert [m.id for m in going_on(anew, said)] == ["m1", "m2"]


def test_before_and_after_are_the_first_and_the_last_answer() -> None:
    assert before_after([evaluation()]) == []
    better = evaluation(answers={"first": Often.ALWAYS, "second": Often.OFTEN})
    assert before_after([evaluation(), evaluation(answers={}), better]) == [
        ("Er du trygg på skolen?", "sjelden", "alltid")
    ]
