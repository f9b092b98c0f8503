"""Lists of cases: those the asker may see, narrowed and put in order. What may not be seen is not counted either."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.case.case import Case
from domain.case.case_filter import Beside, CaseFilter, CaseState
from domain.event import EventKind
from domain.ids import CaseId
from domain.people.person import Pupil
from domain.steps.progress import Step
from services.steps.case_progress import progress_of_all
from services.turn import Turn

ONE_LOOK = timedelta(hours=1)
"""A list that was shown within this is the same look: what was new in it is new still on its next page."""


@dataclass(frozen=True, slots=True)
class Found:
    """Cases in the order they are shown, and which of them are past a day."""

    cases: list[Case]
    late: frozenset[CaseId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A case in a list: whom it is about, the step that is due next, and whether others have done something in it since
    the asker saw it.
    """

    case: Case
    pupil: Pupil | None
    step: Step | None
    late: bool
    new: bool


def found_cases(which: CaseFilter, turn: Turn, *, oldest_first: bool = False) -> Found:
    """Open ones past a day first, then by the next day; those that have ended come after, the newest first. Or all by
    when they were opened.
    """
    running = turn.tx.cases.visible(turn.actor.id, turn.today) if which.wants_open else []
    ended = turn.tx.cases.ended(turn.actor.id, turn.today) if which.wants_ended else []
    due = _due_days(running, turn)
    late = _late(running, due, turn)
    known = _known(which, [*running, *ended], late, turn)
    running = which.narrow(running, turn.actor, known)
    running.sort(key=lambda case: (case.id not in late, due[case.id] or date.max, case.opened_at, case.reference))
    cases = [*running, *which.narrow(ended, turn.actor, known)]
    if oldest_first:
        cases.sort(key=lambda case: (case.opened_at, case.reference))
    return Found(cases, frozenset(case.id for case in running) & late)


def lines_of(cases: Sequence[Case], late: frozenset[CaseId], turn: Turn) -> list[Line]:
    """A page of them."""
    pupils = {pupil.id: pupil for pupil in turn.tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})}
    running = progress_of_all([case for case in cases if case.open], turn.tx, turn.school_plan)
    next_steps = {case_id: _next(now.open) for case_id, now in running.items()}
    new = _new(cases, turn)
    return [
        Line(
            case=case,
            pupil=pupils.get(case.pupil_id) if case.pupil_id else None,
            step=next_steps.get(case.id),
            late=case.id in late,
            new=case.id in new,
        )
        for case in cases
    ]


def _next(steps: Sequence[Step]) -> Step | None:
    """What someone must see to first: the soonest due."""
    return min((step for step in steps if step.waits), key=lambda step: step.due or date.max, default=None)


def late_of(cases: Sequence[Case], turn: Turn) -> frozenset[CaseId]:
    """Those of the cases that are past a day."""
    running = [case for case in cases if case.open]
    return _late(running, _due_days(running, turn), turn)


def _due_days(cases: Sequence[Case], turn: Turn) -> dict[CaseId, date | None]:
    """When something of each open case is due; those that have changed since they were looked at are looked at now."""
    due = turn.tx.cases.due_days() if cases else {}
    changed = progress_of_all([case for case in cases if due[case.id] is None], turn.tx, turn.school_plan)
    return due | {case_id: progress.due_on for case_id, progress in changed.items()}


def _late(cases: Sequence[Case], due: Mapping[CaseId, date | None], turn: Turn) -> frozenset[CaseId]:
    """The cases where something is past its day: receiving it, or a step."""
    return frozenset(
        case.id for case in cases if case.overdue(turn.now, turn.today) or (due[case.id] or date.max) < turn.today
    )


def _known(which: CaseFilter, cases: Sequence[Case], late: frozenset[CaseId], turn: Turn) -> Beside:
    """Only what is asked for is looked up."""
    kinds, places = told_of(cases, turn) if which.of_content else ({}, {})
    return Beside(
        late=late,
        new=_new(cases, turn) if CaseState.NEW in which.states else frozenset(),
        planned=_planned(cases, turn) if CaseState.NO_PLAN in which.states else frozenset(),
        kinds=kinds,
        places=places,
    )


def _new(cases: Sequence[Case], turn: Turn) -> set[CaseId]:
    return turn.tx.trail.news([case.id for case in cases], turn.actor.id, turn.now - ONE_LOOK) if cases else set()


def _planned(cases: Sequence[Case], turn: Turn) -> set[CaseId]:
    histories = turn.tx.events.histories([case.family for case in cases], [EventKind.PLAN_SNAPSHOT])
    return {case.id for case, history in zip(cases, histories, strict=True) if history.in_effect}


def told_of(cases: Sequence[Case], turn: Turn) -> tuple[dict[CaseId, set[str]], dict[CaseId, set[str]]]:
    """The kinds and the places of the alerts behind each case, and behind those that have gone into it."""
    alerts = {alert.id: alert for alert in turn.tx.alerts.of_cases({one for case in cases for one in case.family})}
    kinds: dict[CaseId, set[str]] = {}
    places: dict[CaseId, set[str]] = {}
    for case in cases:
        forms = [alert.form for alert in alerts.values() if not {*case.family}.isdisjoint(alert.every_case)]
        kinds[case.id] = {kind for form in forms for kind in form.kinds}
        places[case.id] = {form.place for form in forms if form.place}
    return kinds, places
