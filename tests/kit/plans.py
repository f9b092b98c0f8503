"""An activity plan with all the law wants."""

from datetime import date, timedelta

from domain.activity_plan import ActivityPlan, Level, Measure, MeasureId, put_measure, write
from domain.event import CaseId
from domain.people import PersonId
from tests.kit.cast import ids
from tests.kit.school import MONDAY

STAFF = ids("teacher", "social")
TODAY = MONDAY.date()
START = date(2026, 11, 24)
EMPTY = ActivityPlan(case_id=CaseId("case1"))


def measure(key: str = "m1", **change: object) -> Measure:
    whole = Measure(
        id=MeasureId(key),
        level=Level.CLASS,
        what="Voksen ved ballbingen i storefri",
        who=(PersonId("teacher"),),
        start=START,
        end=START + timedelta(days=21),
        evaluate_on=START + timedelta(days=7),
    )
    return whole.model_copy(update=change)


def renewed(plan: ActivityPlan, on: date) -> ActivityPlan:
    """Its measures hold from that day."""
    days = {"start": on, "end": on + timedelta(days=21), "evaluate_on": on + timedelta(days=7), "ended": None}
    return plan.model_copy(update={"measures": tuple(m.model_copy(update=days) for m in plan.measures)})


def with_measure(plan: ActivityPlan, added: Measure) -> ActivityPlan:
    return put_measure(plan, added, STAFF, TODAY)


def whole() -> ActivityPlan:
    written = write(EMPTY, {"problem": "Er alene i friminuttene og blir holdt utenfor leken"}, followed=None)
    return with_measure(written, measure())
