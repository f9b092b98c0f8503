"""All that a document can be made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.documents.editions import Edition, Info
from domain.event import Event
from domain.ids import PersonId, PupilId
from domain.lateness.alerts_taken import AlertTaken
from domain.lateness.first_days import FirstDays
from domain.people.person import Pupil
from domain.school_plan.fields import Condition
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.closing import Closing
from domain.steps.progress import Progress, Step
from domain.steps.record import StepRecord

Item = Event | LogEntry | StepRecord


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of a case, for someone who may read it. `items` oldest first.

    `written` is the plan as last written, `in_effect` the newest version put into effect; `left` is each version as its
    evaluations have left it. `told`: the kinds of information that the document holds; `knows_of_care`: who makes it
    may know of a concern for the care at home (§ 24-3); `closing`: the last time the case was closed; `taken`: of each
    alert when a leader took it.
    `force_on_others`: what is recorded of that, which is none of the pupil's, with on whom; None until it is said.
    """

    case: Case
    pupil: Pupil | None
    school_plan: SchoolPlan
    progress: Progress
    alerts: Sequence[Alert]
    items: Sequence[Item]
    written: ActivityPlan | None
    in_effect: ActivityPlan | None
    versions: Sequence[ActivityPlan]
    left: Sequence[ActivityPlan]
    baseline: Baseline | None
    evaluations: Sequence[Evaluation]
    reads: Sequence[Event]
    first_days: FirstDays
    made_at: datetime
    made_by: PersonId
    told: frozenset[Info] = frozenset(Info)
    edition: Edition = Edition.CASE
    knows_of_care: bool = False
    closing: Closing | None = None
    taken: Sequence[AlertTaken] = ()
    force_on_others: Sequence[tuple[StepRecord, PupilId | None]] = ()

    @property
    def kept_apart(self) -> bool:
        """Whether it is for the home in a case of a suspicion against an employee: then only what has been written for
        the home is told, what was agreed, and what the pupil has said (§ 12-5).
        """
        return self.case.enhanced and self.edition is Edition.HOME

    def is_of_the_pupil(self, step: Step) -> bool:
        """Whether what is said in it is of the pupil the case is about."""
        force_on_another = step.rule.when is Condition.FORCE and not self.case.force_is_on_own(step.incident)
        return not force_on_another and (self.case.violator or not step.rule.other_pupil)

    @property
    def activity_plan(self) -> ActivityPlan | None:
        """What is shown as the plan: the version in effect; before the first, what is written so far."""
        return self.in_effect or self.written
