"""Activity plans and their evaluations: snapshots in the history, only ever added (law 5)."""

from collections.abc import Sequence
from datetime import datetime

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.event import Event, EventKind
from domain.ids import CaseId, PersonId
from storage.case.events import Events


class ActivityPlans:
    """What is saved is the whole plan each time, so that every wording it ever had can be shown. They are read with
    the history of their case.
    """

    def __init__(self, events: Events) -> None:
        self._events = events

    def of_cases(self, cases: Sequence[CaseId]) -> dict[CaseId, ActivityPlan]:
        """The plans as last written, by case."""
        found = self._events.histories([[case_id] for case_id in cases], [EventKind.PLAN_SNAPSHOT])
        return {case_id: one.plans[-1] for case_id, one in zip(cases, found, strict=True) if one.plans}

    def save(self, plan: ActivityPlan, by: PersonId, now: datetime, event_id: str = "") -> None:
        event = Event(kind=EventKind.PLAN_SNAPSHOT, at=now, by=by, case_id=plan.case_id)
        self._events.keep(event, plan, event_id)

    def evaluate(self, evaluation: Evaluation) -> None:
        kind, case_id = EventKind.PLAN_EVALUATION, evaluation.case_id
        self._events.keep(Event(kind=kind, at=evaluation.at, by=evaluation.by, case_id=case_id), evaluation)

    def ask_first(self, baseline: Baseline) -> None:
        kind, case_id = EventKind.PLAN_BASELINE, baseline.case_id
        self._events.keep(Event(kind=kind, at=baseline.at, by=baseline.by, case_id=case_id), baseline)
