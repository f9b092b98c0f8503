"""What is counted, from the cases themselves: opened rows, never a table beside them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from domain.activity_plan.evaluation import Evaluation
from domain.case.case import Case, Ending, Status
from domain.event import EventKind
from domain.lateness.first_days import ENDED, FirstDays
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.school_plan.school_plan import SchoolPlan
from domain.statistics.figures import CountedCase, Figures, figures
from domain.statistics.period import school_year
from domain.steps.progress import Progress
from domain.steps.record import StepRecord, Taken
from domain.year.tasks import TaskState
from services.lists.listed_cases import told_of
from services.steps.case_progress import progress_of_all
from services.turn import Turn
from services.year.year_tasks import states_of
from storage.case.history import History

READ = (EventKind.STEP_TAKEN, EventKind.PLAN_SNAPSHOT, EventKind.PLAN_EVALUATION, *sorted(ENDED))


def own_figures(turn: Turn) -> tuple[Figures, Figures]:
    """The running school year and the one before, of the cases the person may open: of no case past the school, and of
    one on an employee only when the person is on it.
    """
    on = turn.tx.cases.visible(turn.actor.id, turn.today) + turn.tx.cases.ended(turn.actor.id, turn.today)
    cases = [case for case in on if counts(case)]
    year, tasks = school_year(turn.today), in_time_of(states_of(turn), turn.today)
    counted, days = count(cases, turn), alert_days(cases, turn)
    return figures(year, counted, days, tasks), figures(year.before, counted, days, ())


def counts(case: Case) -> bool:
    """Neither one past the school, nor one that has gone into another, nor one that was a mistake."""
    return not case.past_the_school and case.status is not Status.MERGED and case.ended is not Ending.MISREGISTERED


def count(cases: Sequence[Case], turn: Turn) -> list[CountedCase]:
    kinds, places = told_of(cases, turn) if cases else ({}, {})
    stands = progress_of_all(cases, turn.tx, turn.school_plan)
    histories = turn.tx.events.histories([case.family for case in cases], READ) if cases else []
    return [
        _counted(case, frozenset(kinds[case.id]), frozenset(places[case.id]), stands[case.id], history, turn)
        for case, history in zip(cases, histories, strict=True)
        if case.id in stands
    ]


def alert_days(cases: Iterable[Case], turn: Turn) -> list[date]:
    """The Oslo day of each alert behind them."""
    family = {one for case in cases for one in case.family}
    return [oslo_date(alert.sent_at) for alert in turn.tx.alerts.of_cases(family)] if family else []


def in_time_of(states: Iterable[TaskState], today: date) -> list[bool]:
    """Of each task that is done or past its day."""
    return [*(in_time for state in states if (in_time := _task_in_time(state, today)) is not None)]


def _task_in_time(state: TaskState, today: date) -> bool | None:
    if state.late_parts(today):
        return False
    if state.task.meeting or state.left:
        return None
    return all(done <= state.due_of(part) for part, done in state.done.items())


def _counted(
    case: Case, kinds: frozenset[str], places: frozenset[str], stands: Progress, history: History, turn: Turn
) -> CountedCase:
    on = oslo_date(case.opened_at)
    plan = turn.tx.school_plans.of(turn.tx.school_id, case.plan_version, turn.school_plan)
    met = min((one.on for one in _done(stands, Does.OUTCOME, plan) if one.on), default=None)
    planned = min((oslo_date(one.adopted_at) for one in history.plans if one.adopted_at), default=None)
    return CountedCase(
        on=on,
        grade=case.grade,
        kinds=kinds,
        places=places,
        taken_after=_days(on, oslo_date(case.received_at) if case.received_at else None),
        met_after=_days(on, met),
        planned_after=_days(on, planned),
        evaluated=_evaluated(stands, history, plan),
        safe=_safe(case, history.evaluations),
    )


def _days(first: date, last: date | None) -> int | None:
    return max((last - first).days, 0) if last else None


def _done(stands: Progress, does: Does, plan: SchoolPlan) -> Iterator[StepRecord]:
    of = plan.procedure.does
    return (one for one in stands.records if one.taken is Taken.DONE and of(one.step) is does)


def _evaluated(stands: Progress, history: History, plan: SchoolPlan) -> tuple[bool, ...]:
    """Of each evaluation, whether it was held by the day it was first to be."""
    ended = [event for kind in sorted(ENDED) for event in history.of_kind(kind)]
    days = FirstDays(stands.records, ended, plan.procedure).of
    held = _done(stands, Does.EVALUATE, plan)
    return tuple(not (days[one.id].late(one.on or date.min) if one.id in days else one.days_late) for one in held)


def _safe(case: Case, evaluations: Sequence[Evaluation]) -> bool | None:
    """A case is closed when the pupil says that it is so."""
    if case.status is Status.CLOSED and case.ended is None:
        return True
    return next((one.safe_now for one in reversed(evaluations) if one.safe_now is not None), None)
