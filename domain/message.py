"""The kinds of messages the bot sends on its own, and what each is about: ids and days, never content (law 1)."""

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import AlertId, CaseId, PersonId
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
class GatheredSubject:
    """The alerts of one reporter whose one notice goes out at a moment."""

    reporter: PersonId
    at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class DaySubject:
    """What stands on an Oslo day."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class EvaluationSubject:
    """The evaluation of a case's plan that was set for a day."""

    case_id: CaseId
    day: date


Subject = CaseSubject | AlertSubject | GatheredSubject | DaySubject | EvaluationSubject | Covered


class MessageKind(StrEnum):
    """Every kind of message. Its summary and what makes its card stand in one place: scheduler/messages."""

    ALERT_NOTICE = "alert.notice"
    ALERT_RECEIPT = "alert.receipt"
    ALERT_RECEIVED = "alert.received"
    ALERT_UNREACHED = "alert.unreached"
    ALERT_WAITING = "alert.waiting"
    ALERTS_GATHERED = "alerts.gathered"
    CASE_JOINED = "case.joined"
    STEP_GIVEN = "step.given"
    DIGEST = "digest"
    EVALUATION_POST = "evaluation.post"
    REVIEW_POST = "week.post"
    YEAR_POST = "year.post"

    @property
    def shape(self) -> type[Subject]:
        """The type of what it is about."""
        match self:
            case MessageKind.ALERT_RECEIPT:
                return AlertSubject
            case MessageKind.ALERTS_GATHERED:
                return GatheredSubject
            case MessageKind.DIGEST | MessageKind.REVIEW_POST:
                return DaySubject
            case MessageKind.EVALUATION_POST:
                return EvaluationSubject
            case MessageKind.YEAR_POST:
                return Covered
            case _:
                return CaseSubject

    @property
    def urgency(self) -> int:
        """Of those that wait the least goes first: what is new of an alert, then of a case, then what can wait."""
        match self:
            case MessageKind.ALERT_WAITING | MessageKind.CASE_JOINED | MessageKind.STEP_GIVEN:
                return 1
            case MessageKind.DIGEST | MessageKind.EVALUATION_POST | MessageKind.REVIEW_POST | MessageKind.YEAR_POST:
                return 2
            case _:
                return 0

    def subject(self, text: str) -> Subject:
        """What a stored message of this kind is about. Raises `ValueError` for anything else."""
        return from_json(self.shape, text)
