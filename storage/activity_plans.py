"""Activity plans and their evaluations: snapshots in the history, only ever added (law 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from domain.activity_plan import ActivityPlan
from domain.evaluation import Evaluation
from domain.event import CaseId, Event
from domain.people import Frozen, PersonId
from storage.events import Events
from storage.support import new_id

SNAPSHOT = "plan:snapshot"
EVALUATION = "plan:evaluation"
F = TypeVar("F", bound=Frozen)


class ActivityPlans:
    """What is saved is the whole plan each time, so that every wording it ever had can be shown."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def get(self, case_id: CaseId) -> ActivityPlan | None:
        """The plan as it was last written, in effect or not."""
        found = self._read(SNAPSHOT, [case_id], ActivityPlan)
        return found[-1] if found else None

    def of_cases(self, cases: Sequence[CaseId]) -> dict[CaseId, ActivityPlan]:
        """The plans as last written, by case."""
        return {plan.case_id: plan for plan in self._read(SNAPSHOT, cases, ActivityPlan)}

    def versions(self, cases: Sequence[CaseId]) -> list[ActivityPlan]:
        """Those that were put into effect, oldest first."""
        found = self._read(SNAPSHOT, cases, ActivityPlan)
        return list({(plan.case_id, plan.version): plan for plan in reversed(found) if plan.version}.values())[::-1]

    def save(self, plan: ActivityPlan, by: PersonId, now: datetime, *events: Event) -> None:
        """A plan does not change without its history saying so."""
        self._write(SNAPSHOT, plan.case_id, plan, by, now)
        self._events.add(*events)

    def evaluations(self, cases: Sequence[CaseId]) -> list[Evaluation]:
        """Oldest first."""
        return self._read(EVALUATION, cases, Evaluation)

    def evaluate(self, evaluation: Evaluation) -> None:
        self._write(EVALUATION, evaluation.case_id, evaluation, evaluation.by, evaluation.at)

    def _write(self, kind: str, case_id: CaseId, content: Frozen, by: PersonId, now: datetime) -> None:
        event = Event(kind=kind, at=now, by=by, text=content.model_dump_json(), case_id=case_id)
        self._events.add_once(new_id(), event)

    def _read(self, kind: str, cases: Sequence[CaseId], shape: type[F]) -> list[F]:
        return [shape.model_validate_json(event.text) for event in self._events.of_kind(kind, cases)]
