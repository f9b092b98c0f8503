"""An activity plan with all the law wants."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.activity_plan.activity_plan import ActivityPlan, Level, Measure, put_measure, write
from domain.ids import CaseId, MeasureId, PersonId
from domain.school_plan.procedure import PlanText
from tests.kit.people.cast import ids
from tests.kit.school import MONDAY

STAFF = ids("teacher", "social")
TODAY = MONDAY.date()
START = date(2026, 11, 24)
EMPTY = ActivityPlan(case_id=CaseId("case1"))


def measure(key: str = "m1", **change: Any) -> Measure:  # noqa: ANN401  (any type)
    whole = Measure(
        id=MeasureId(key),
        level=Level.CLASS,
        what="Voksen ved ballbingen i storefri",
        who=(PersonId("teacher"),),
        start=START,
        end=START + timedelta(days=21),
        evaluate_on=START + timedelta(days=7),
    )
    return replace(whole, **change)


def renewed(plan: ActivityPlan, on: date) -> ActivityPlan:
    """Its measures hold from that day."""
    end, evaluate_on = on + timedelta(days=21), on + timedelta(days=7)
    held = (replace(m, start=on, end=end, evaluate_on=evaluate_on, ended=None) for m in plan.measures)
    return replace(plan, measures=tuple(held))


def with_measure(plan: ActivityPlan, added: Measure) -> ActivityPlan:
    return put_measure(plan, added, STAFF, TODAY)


def whole() -> ActivityPlan:
    written = write(EMPTY, {PlanText.PROBLEM: "Er alene i friminuttene og blir holdt utenfor leken"}, followed=None)
    return with_measure(written, measure())
