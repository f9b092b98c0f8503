"""What the law says of time, held against the plan: each paragraph with what of it can be compared.

New measures, and the concern for the care at home, have their day in the rules: no plan can give them a later one.
"""

from collections.abc import Callable, Iterator
from math import ceil

from domain.school_plan.fields import Condition, Deadline, Duty, TimeUnit
from domain.school_plan.procedure import Answer, Does, StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

WEEK = 7
"""Days: § 12-6. What is to be done «snarest» is not put off for longer than the pupil has to wait there."""
BETWEEN_EVALUATIONS = 21
"""Days (L541)."""
DAY = 24
"""Hours."""
DAYS_IN = {TimeUnit.WEEKS: 7.0, TimeUnit.CALENDAR_DAYS: 1.0, TimeUnit.SCHOOL_DAYS: 7 / 5, TimeUnit.WORKING_DAYS: 7 / 5}


def law_warnings(school_plan: SchoolPlan) -> Iterator[str]:
    """What is later than the law has it, or left out, each with its paragraph."""
    for paragraph, compared in LAW.items():
        yield from (f"{paragraph}: {says}" for says in compared(school_plan))


def _days(deadline: Deadline) -> int:
    """As long as it is when no holiday comes between."""
    return ceil(deadline.number * DAYS_IN[deadline.unit])


def _doing(school_plan: SchoolPlan, does: Does) -> list[StepRule]:
    return [step for step in school_plan.procedure.steps if step.does is does]


def _received(school_plan: SchoolPlan) -> Iterator[str]:
    if not _doing(school_plan, Does.RECEIVE):
        yield _("ingen steg tar imot varselet")
    if school_plan.deadlines.acknowledge_school_days > 1:
        yield _("et varsel skal tas imot senest neste skoledag (deadlines.acknowledge_school_days)")
    if school_plan.deadlines.acknowledge_serious_hours > DAY:
        yield _("et alvorlig varsel skal tas imot innen et døgn (deadlines.acknowledge_serious_hours)")


def _at_once(school_plan: SchoolPlan) -> Iterator[str]:
    """The school inquires, and puts measures in, «snarest»."""
    for step in school_plan.procedure.steps:
        inquires = step.duty is Duty.INQUIRE and step.required and step.does is Does.WORK
        if not (inquires or step.does in {Does.OUTCOME, Does.PLAN}):
            continue
        clock = step.due or step.every
        if clock is None and not (step.same_day or step.same_day_as or step.start_meeting_clock):
            yield _("«{step}» har ingen frist, og skal gjøres snarest", step=step.title)
        elif clock and _days(clock) > WEEK:
            yield _("«{step}» har frist senere enn en uke, og skal gjøres snarest", step=step.title)


def _evaluated(school_plan: SchoolPlan) -> Iterator[str]:
    for step in _doing(school_plan, Does.EVALUATE):
        if step.every is None:
            yield _("«{step}» sier ikke hvor ofte tiltakene evalueres (every)", step=step.title)
        if any(_days(one) > BETWEEN_EVALUATIONS for one in (step.every, step.first_after) if one):
            yield _("«{step}» kommer sjeldnere enn hver tredje uke (L541)", step=step.title)


def _owner_told(school_plan: SchoolPlan) -> Iterator[str]:
    """The same day, of every serious case and every suspicion against staff, whatever else waits."""
    steps = _doing(school_plan, Does.OWNER_NOTICE)
    if not steps:
        yield _("ingen steg melder fra til skoleeier (kommunen)")
    for step in steps:
        if not step.same_day:
            yield _("«{step}» har ikke frist samme dag (same_day)", step=step.title)
        if step.after or step.branches:
            yield _("«{step}» venter på andre steg, og skal gjøres straks", step=step.title)
        if step.when not in {None, Condition.SERIOUS}:
            yield _("«{step}» er ikke et steg i alle alvorlige saker", step=step.title)
        yield from _left_undone(step)


def _week_counted(school_plan: SchoolPlan) -> Iterator[str]:
    asked = {question.answer for step in school_plan.procedure.steps for question in step.asks}
    if Answer.RAISED not in asked:
        yield _("ingen steg spør hvilken dag saken ble tatt opp med rektor ({answer})", answer=Answer.RAISED.value)
    if _days(school_plan.deadlines.start_meeting) > WEEK:
        yield _("oppstartsmøtet kan kalles inn senere enn en uke etter varselet (deadlines.start_meeting)")


def _force_documented(school_plan: SchoolPlan) -> Iterator[str]:
    steps = [step for step in school_plan.procedure.steps if step.when is Condition.FORCE]
    if not steps:
        yield _("ingen steg dokumenterer et fysisk inngrep")
    for step in steps:
        if not (step.same_day or step.due):
            yield _("«{step}» har ingen frist", step=step.title)
        elif step.due and _days(step.due) > WEEK:
            yield _("«{step}» har frist senere enn en uke", step=step.title)
        if Answer.QUOTE not in {question.answer for question in step.asks}:
            yield _("«{step}» spør ikke om elevens syn ({answer})", step=step.title, answer=Answer.QUOTE.value)
        yield from _left_undone(step)


def _left_undone(step: StepRule) -> Iterator[str]:
    if not step.before_closing:
        yield _("«{step}» kan stå ugjort når saken avsluttes (before_closing)", step=step.title)


def _care_reported(school_plan: SchoolPlan) -> Iterator[str]:
    if "barnevern" not in school_plan.alert.care_concern.casefold():
        yield _("alert.care_concern sier ikke at den som er bekymret, selv skal melde fra til barnevernet")


LAW: dict[str, Callable[[SchoolPlan], Iterator[str]]] = {
    "§ 12-4 (varsle)": _received,
    "§ 12-4 (undersøke og tiltak)": _at_once,
    "§ 12-4 (evaluere)": _evaluated,
    "§§ 12-4 og 12-5": _owner_told,
    "§ 12-6": _week_counted,
    "§ 13-5": _force_documented,
    "§ 24-3": _care_reported,
}
