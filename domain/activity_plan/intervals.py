"""By when a plan is evaluated: within the procedure's interval, or later with a reason that is kept (§ 12-4; L541)."""

from collections.abc import Sequence
from datetime import date

from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.case.deadlines import due_when_open
from domain.errors import Invalid
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Deadline, TimeUnit
from domain.school_plan.procedure import StepRule
from domain.text.moments import full_day
from domain.text.prose import WORDS, letters

THREE_WEEKS = Deadline(number=3, unit=TimeUnit.WEEKS)
AT_A_TIME = 4
"""As many measures as one can talk about with a child, and as a card has room for."""


def suggested_day(step: StepRule | None, since: date, calendar: SchoolCalendar, *, first: bool) -> date:
    """The last day to evaluate on that the procedure's step gives, counted from `since` (L541); the first may come
    sooner.
    """
    within = (step.first_after if first else None) or step.every if step else None
    return due_when_open(since, within or THREE_WEEKS, calendar)


def reason_to_wait(day: date, latest: date, because: str) -> str:
    """Why the day is a later one; nothing when it is not. Raises `Invalid` for want of a reason."""
    if day <= latest:
        return ""
    if letters(because) < WORDS:
        raise Invalid(
            "later_because",
            "Evaluer senest {latest}, eller skriv hvorfor det må bli senere.",
            latest=full_day(latest),
        )
    return because.strip()


def to_evaluate(plan: ActivityPlan, today: date) -> Sequence[Measure]:
    """The measures whose day has come, oldest day first and a few at a time; when none has, those of the soonest day.

    The others keep their days.
    """
    until = max(today, plan.next_evaluation or today)
    due = (measure for measure in plan.going_on if measure.evaluate_on <= until)
    return sorted(due, key=lambda measure: measure.evaluate_on)[:AT_A_TIME]
