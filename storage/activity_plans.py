"""Activity plans and their evaluations: snapshots in the history, only ever added (law 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from domain.activity_plan import ActivityPlan
from domain.evaluation import Baseline, Evaluation
from domain.event import CaseId, Event
from domain.people import Frozen, PersonId
from storage.events import Events
from storage.support import new_id

SNAPSHOT = "plan:snapshot"
EVALUATION = "plan:evaluation"
BASELINE = "plan:baseline"
F = TypeVar("F", bound=Frozen)


class ActivityPlans:
    """What is saved is the whole plan each time, so that every wording it ever had can be shown."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def get(self, case_id: CaseId) -> ActivityPlan | None:
        """The plan as it was last written, in effect or not."""
        return self.of_cases([case_id]).get(case_id)

    def of_cases(self, cases: Sequence[CaseId]) -> dict[CaseId, ActivityPlan]:
        """The plans as last written, by case."""
        newest = {event.case_id: event.text for event in self._events.of_kind(SNAPSHOT, cases)}
        return {case_id: ActivityPlan.model_validate_json(text) for case_id, text in newest.items() if case_id}

    def versions(self, cases: Sequence[CaseId]) -> list[ActivityPlan]:
        """Those that were put into effect, as they were then, oldest first."""
        found: dict[tuple[CaseId, int], ActivityPlan] = {}
        for plan in self._read(SNAPSHOT, cases, ActivityPlan):
            if plan.version:
                found.setdefault((plan.case_id, plan.version), plan)
        return list(found.values())

    def in_effect(self, cases: Sequence[CaseId]) -> ActivityPlan | None:
        """The version that was put into effect last, as the evaluations have left it; None before the first."""
        return next((plan for plan in self._read(SNAPSHOT, cases, ActivityPlan)[::-1] if plan.in_effect), None)

    def save(self, plan: ActivityPlan, by: PersonId, now: datetime, *events: Event) -> None:
        """A plan does not change without its history saying so."""
        self._write(SNAPSHOT, plan.case_id, plan, by, now)
        self._events.add(*events)

    def evaluations(self, cases: Sequence[CaseId]) -> list[Evaluation]:
        """Oldest first."""
        return self._read(EVALUATION, cases, Evaluation)

    def evaluate(self, evaluation: Evaluation) -> None:
        self._write(EVALUATION, evaluation.case_id, evaluation, evaluation.by, evaluation.at)

    def baseline(self, cases: Sequence[CaseId]) -> Baseline | None:
        """The short questions as answered before the measures; the newest when they were asked again."""
        return next(iter(self._read(BASELINE, cases, Baseline)[::-1]), None)

    def ask_first(self, baseline: Baseline) -> None:
        self._write(BASELINE, baseline.case_id, baseline, baseline.by, baseline.at)

    def _write(self, kind: str, case_id: CaseId, content: Frozen, by: PersonId, now: datetime) -> None:
        event = Event(kind=kind, at=now, by=by, text=content.model_dump_json(), case_id=case_id)
        self._events.add_once(new_id(), event)

    def _read(self, kind: str, cases: Sequence[CaseId], shape: type[F]) -> list[F]:
        return [shape.model_validate_json(event.text) for event in self._events.of_kind(kind, cases)]
