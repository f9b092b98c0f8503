"""The procedure of a case, looked up once for whoever came through the gate."""

from collections.abc import Sequence
from datetime import date

from bot.router import Turn
from cards.overview import MyStep
from cards.steps import Working
from domain.case import Case, require_open
from domain.event import CaseId
from domain.people import Person, Role
from domain.progress import Progress, State, Step
from domain.work import owners, require_step
from storage.standings import standings


def progress_of(case: Case, turn: Turn) -> Progress:
    """Where the case stands, by its own history and the plan it was opened under."""
    return progresses([case], turn)[case.id]


def progresses(cases: Sequence[Case], turn: Turn) -> dict[CaseId, Progress]:
    """As `progress_of`, for many at once."""
    return standings(cases, turn.tx, turn.plan)


def late(cases: Sequence[Case], turn: Turn) -> frozenset[CaseId]:
    """The cases where something is past its day: receiving it, or a step."""
    stand = progresses(cases, turn)
    return frozenset(
        case.id
        for case in cases
        if case.overdue(turn.now, turn.today) or any(step.overdue(turn.today) for step in stand[case.id].open)
    )


def my_steps(turn: Turn) -> list[MyStep]:
    """The steps that wait for this person, on all their cases; the soonest first."""
    cases, people = turn.tx.cases.visible(turn.actor.id), turn.tx.people.active()
    stand = progresses(cases, turn)
    found = [
        MyStep(case=case, step=step)
        for case in cases
        for step in stand[case.id].open
        if step.waits and turn.actor in owners(step, stand[case.id], case, people)
    ]
    return sorted(found, key=lambda mine: (mine.step.due or date.max, mine.case.reference))


def working_of(case: Case, turn: Turn) -> Working:
    now = progress_of(case, turn)
    people = turn.tx.people.active()
    theirs = [step for step in now.steps if step.again or step.state is State.OPEN]
    whose = {step.plan.id: tuple(owners(step, now, case, people)) for step in theirs}
    return Working(progress=now, owners=whose, viewer=turn.actor, today=turn.today)


def open_step(case: Case, step_id: str, turn: Turn) -> Step:
    """Raises `Refused` for a step that cannot be taken now."""
    require_open(case)
    return require_step(progress_of(case, turn), step_id)


def members_of(case: Case, turn: Turn) -> list[Person]:
    return [person for person in turn.tx.people.active() if person.id in case.members]


def colleagues(case: Case, turn: Turn) -> list[Person]:
    """Whom a step may name: the school's staff, those on the case first, never someone barred from it (law 3)."""
    staff = [p for p in turn.tx.people.active() if p.id not in case.barred and not p.has(Role.SCHOOL_OWNER)]
    return sorted(staff, key=lambda person: person.id not in case.members)
