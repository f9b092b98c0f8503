"""The procedure of a case, looked up once for whoever came through the gate."""

from bot.router import Turn
from cards.steps import Working
from domain.case import Case, require_open
from domain.people import Person
from domain.progress import Progress, Step, progress
from domain.work import owners, require_step


def progress_of(case: Case, turn: Turn) -> Progress:
    """Where the case stands, by its own history and the plan it was opened under."""
    pupil = turn.tx.pupils.get(case.pupil_id) if case.pupil_id else None
    at_aks = pupil is not None and pupil.at_aks
    return progress(case, turn.tx.events.steps(case.family), turn.plan_of(case), at_aks=at_aks)


def working_of(case: Case, turn: Turn) -> Working:
    now = progress_of(case, turn)
    people = turn.tx.people.active()
    whose = {step.plan.id: tuple(owners(step, now, case, people)) for step in now.open}
    return Working(progress=now, owners=whose, viewer=turn.actor, today=turn.today)


def open_step(case: Case, step_id: str, turn: Turn) -> Step:
    """Raises `Refused` for a step that cannot be taken now."""
    require_open(case)
    return require_step(progress_of(case, turn), step_id)


def members_of(case: Case, turn: Turn) -> list[Person]:
    return [person for person in turn.tx.people.active() if person.id in case.members]


def colleagues(case: Case, turn: Turn) -> list[Person]:
    """Whom a step may name: the staff, but never someone barred from the case (law 3)."""
    return [person for person in turn.tx.people.active() if person.id not in case.barred]
