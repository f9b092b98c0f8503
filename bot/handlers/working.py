"""The procedure of a case, looked up once for whoever came through the gate."""

from bot.router import Turn
from cards.steps import Working
from domain.case import Case, require_open
from domain.people import Person, Role
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
    """Whom a step may name: the school's staff, those on the case first, never someone barred from it (law 3)."""
    staff = [p for p in turn.tx.people.active() if p.id not in case.barred and not p.has(Role.SCHOOL_OWNER)]
    return sorted(staff, key=lambda person: person.id not in case.members)
