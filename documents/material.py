"""All that a document can be made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.activity_plan import ActivityPlan
from domain.alert import Alert
from domain.case import Case
from domain.evaluation import Evaluation
from domain.event import Event
from domain.log import LogEntry
from domain.people import Pupil
from domain.plan import Plan
from domain.progress import Progress
from domain.step_history import StepRecord

Item = Event | LogEntry | StepRecord


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of a case, for someone who may read it. `items` oldest first."""

    case: Case
    pupil: Pupil | None
    plan: Plan
    progress: Progress
    alerts: Sequence[Alert]
    items: Sequence[Item]
    activity_plan: ActivityPlan | None
    versions: Sequence[ActivityPlan]
    evaluations: Sequence[Evaluation]
    reads: Sequence[Event]
    made_at: datetime
    made_by: str
