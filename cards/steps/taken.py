"""What was done with a step, as it stands in the timeline."""

from collections.abc import Mapping, Sequence
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, box, facts, said, subheading
from domain.activity_plan.evaluation import Evaluation
from domain.case.log import LogEntry
from domain.correcting.before_righted import LEFT_OUT
from domain.ids import PersonId
from domain.lateness.first_days import DueDays
from domain.lateness.wording import lateness
from domain.people.person import name_among
from domain.school_plan.procedure import Does, StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord, Taken
from domain.steps.wording import answered, headline, remark
from domain.text.messages import _, quoted, worded
from domain.text.moments import written_down


def step_taken(
    record: StepRecord,
    days: DueDays | None,
    school_plan: SchoolPlan,
    names: Mapping[PersonId, str],
    evaluated: Sequence[Card] = (),
    about: str = "",
) -> Card:
    """The step, what was answered, by whom, and whether it was late; of an evaluation also what it came to.

    `days`: by which it was to be done, where it has had another; `about`: the incident it was for, of several.
    """
    step = school_plan.procedure.by_id.get(record.step)
    quote = record.quote
    by = name_among(names, record.by)
    return box(
        subheading(headline(record, step)),
        said(about) if about else None,
        facts({label: value for label, value in answered(record, step, names) if value != quote}),
        said(quoted(quote), italic=True) if quote else None,
        left_out(record) if record.taken is not Taken.UNDONE else None,
        list(evaluated),
        facts(_what_followed(record, days, school_plan, names)),
        said(words.items([words.moment(record.at), by]), subtle=True),
    )


def left_out(told: StepRecord | LogEntry | Evaluation) -> list[Card]:
    """That what a pupil said is not there, who the case turned out not to be about."""
    return [said(worded(LEFT_OUT), subtle=True)] if told.of_another else []


def _what_followed(
    record: StepRecord, days: DueDays | None, school_plan: SchoolPlan, names: Mapping[PersonId, str]
) -> dict[str, str | None]:
    """To whom, until when, why, and how late."""
    reason = _("Merk") if record.taken is Taken.DONE else _("Grunn")
    return {
        _("Til"): names.get(record.person) if record.person else None,
        _until(record, school_plan.procedure.by_id.get(record.step)): _day(record.until),
        reason: remark(record, school_plan.procedure.titles),
        _("Sent"): lateness(record, days),
        _("Gjort"): _told_afterwards(record),
    }


def _until(record: StepRecord, step: StepRule | None) -> str:
    if record.taken is Taken.POSTPONED:
        return _("Ny frist")
    return _("Evalueres") if step and step.does is Does.PLAN else _("Neste gang")


def _told_afterwards(record: StepRecord) -> str:
    """The day, and when it was written, where that was later."""
    written = written_down(record.on, record.at) if record.on else ""
    return f"{words.day(record.on)}, {written}" if record.on and written else ""


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
