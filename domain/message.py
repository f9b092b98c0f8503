"""The kinds of messages the bot sends on its own, and what each is about: ids and days, never content (law 1)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import AlertId, CaseId, DraftId, PersonId, SchoolId
from domain.school_plan.year_task import Lists
from domain.value import VALUE, from_json
from domain.year.posts import Covered


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class CaseSubject:
    case_id: CaseId


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class AlertSubject:
    """For the reporter alone: nobody else may know that there is an alert (law 3)."""

    alert_id: AlertId


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class CasesSubject:
    """All the cases of an alert that opened several, for those who are on some of them."""

    alert_id: AlertId


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class GatheredSubject:
    """The alerts of one reporter whose one notice goes out at a moment."""

    reporter: PersonId
    at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class DraftAt:
    """A draft at one of the schools where a person works, with the school's name."""

    school: SchoolId
    name: str
    draft_id: DraftId


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class DraftSubject:
    """An alert that is not sent, or not begun, for the one who writes it; at one of `schools` when it is not known at
    which.
    """

    draft_id: DraftId
    schools: tuple[DraftAt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class PatternSubject:
    """Entries on one pupil that someone is asked about."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class DaySubject:
    """What stands on an Oslo day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class ListSubject:
    """The cases that a meeting of an Oslo day goes through. `aks`: those of pupils who go there."""

    day: date
    lists: Lists
    aks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class EvaluationSubject:
    """The evaluation of a case's plan that was set for a day."""

    case_id: CaseId
    day: date


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class LostSubject:
    """The channels that cannot be reached since one moment."""

    since: AwareDatetime


class Done(StrEnum):
    """What a form that is finished was. Much is only «saved»: what was decided of a case is not for a message."""

    SAVED = "saved"
    LOG = "log"
    LOG_INCIDENT = "log_incident"
    PUPIL_LOG = "pupil_log"
    MINUTES = "minutes"
    STEP = "step"
    STEP_GIVEN = "step_given"
    STEP_MOVED = "step_moved"
    STEP_SKIPPED = "step_skipped"
    STEP_UNDONE = "step_undone"
    PLAN = "plan"
    MEASURE = "measure"
    ANSWERS = "answers"
    READ_ALOUD = "read_aloud"
    EVALUATION = "evaluation"
    CLOSED = "closed"
    REOPENED = "reopened"
    FILED = "filed"
    IN_NEED = "in_need"
    ALERT = "alert"
    DRAFT = "draft"
    AWAY = "away"
    QUIET = "quiet"
    YEAR = "year"
    YEAR_AS_BEFORE = "year_as_before"
    YEAR_OFF = "year_off"
    YEAR_ON = "year_on"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class FormSubject:
    """A form that is finished, on a case or of an alert, or of neither. `day`: what was chosen, where that is all;
    `draft`: the form that was put away.
    """

    done: Done
    draft: str = ""
    case_id: CaseId | None = None
    alert_id: AlertId | None = None
    day: date | None = None


Subject = (
    CaseSubject
    | AlertSubject
    | CasesSubject
    | GatheredSubject
    | DraftSubject
    | PatternSubject
    | DaySubject
    | ListSubject
    | EvaluationSubject
    | FormSubject
    | LostSubject
    | Covered
)


class MessageKind(StrEnum):
    """Every kind of message. Its summary and what makes its card stand in one place: scheduler/messages."""

    ALERT_NOTICE = "alert.notice"
    ALERT_RECEIPT = "alert.receipt"
    ALERT_RECEIVED = "alert.received"
    ALERT_CLOSED = "alert.closed"
    ALERT_WRONG = "alert.wrong"
    ALERT_UNREACHED = "alert.unreached"
    ALERT_ADDED = "alert.added"
    ALERT_WAITING = "alert.waiting"
    ALERT_OF_SEVERAL = "alert.of_several"
    ALERTS_GATHERED = "alerts.gathered"
    DRAFT_EXPIRES = "draft.expires"
    WROTE_ELSEWHERE = "wrote.elsewhere"
    PATTERN_ASKED = "pattern.asked"
    CASE_JOINED = "case.joined"
    CASE_CLOSED = "case.closed"
    CASE_IN_NEED = "case.in_need"
    CASE_TO_GO = "case.to_go"
    STEP_GIVEN = "step.given"
    MEASURE_GIVEN = "measure.given"
    FORM_DONE = "form.done"
    DIGEST = "digest"
    EVALUATION_POST = "evaluation.post"
    REVIEW_POST = "week.post"
    YEAR_POST = "year.post"
    CHANNELS_GONE = "channels.gone"
    OVERSIGHT_ON = "oversight.on"
    MONTH_COUNTS = "month.counts"
    SUBSTITUTE_LET_IN = "substitute.let_in"

    @property
    def shape(self) -> type[Subject]:
        """The type of what it is about."""
        return _SHAPES.get(self, CaseSubject)

    @property
    def urgency(self) -> int:
        """Of those that wait the least goes first: what is new of an alert, then of a case, then what can wait."""
        match self:
            case MessageKind.ALERT_WAITING | MessageKind.CASE_JOINED | MessageKind.STEP_GIVEN | MessageKind.FORM_DONE:
                return 1
            case MessageKind.MEASURE_GIVEN | MessageKind.PATTERN_ASKED | MessageKind.CASE_IN_NEED:
                return 1
            case MessageKind.SUBSTITUTE_LET_IN:
                return 1
            case (
                MessageKind.CASE_CLOSED
                | MessageKind.CASE_TO_GO
                | MessageKind.DIGEST
                | MessageKind.EVALUATION_POST
                | MessageKind.REVIEW_POST
                | MessageKind.YEAR_POST
                | MessageKind.CHANNELS_GONE
                | MessageKind.OVERSIGHT_ON
                | MessageKind.MONTH_COUNTS
            ):
                return 2
            case _:
                return 0

    @property
    def calls(self) -> bool:
        """Whether someone must act on an alert: it is seen on a locked phone too."""
        return self in _CALLING

    def subject(self, text: str) -> Subject:
        """What a stored message of this kind is about. Raises `ValueError` for anything else."""
        return from_json(self.shape, text)


_SHAPES: Mapping[MessageKind, type[Subject]] = {
    MessageKind.ALERT_RECEIPT: AlertSubject,
    MessageKind.ALERT_OF_SEVERAL: CasesSubject,
    MessageKind.ALERTS_GATHERED: GatheredSubject,
    MessageKind.DRAFT_EXPIRES: DraftSubject,
    MessageKind.WROTE_ELSEWHERE: DraftSubject,
    MessageKind.PATTERN_ASKED: PatternSubject,
    MessageKind.DIGEST: DaySubject,
    MessageKind.SUBSTITUTE_LET_IN: DaySubject,
    MessageKind.REVIEW_POST: ListSubject,
    MessageKind.EVALUATION_POST: EvaluationSubject,
    MessageKind.FORM_DONE: FormSubject,
    MessageKind.YEAR_POST: Covered,
    MessageKind.CHANNELS_GONE: LostSubject,
    MessageKind.OVERSIGHT_ON: DaySubject,
    MessageKind.MONTH_COUNTS: DaySubject,
}
_CALLING = frozenset(
    {
        MessageKind.ALERT_NOTICE,
        MessageKind.ALERT_OF_SEVERAL,
        MessageKind.ALERTS_GATHERED,
        MessageKind.ALERT_WAITING,
        MessageKind.ALERT_UNREACHED,
    }
)
