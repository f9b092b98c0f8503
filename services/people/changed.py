"""What has happened to the people of a case since it was opened."""

from datetime import timedelta

from domain.activity_plan.effect import by_nobody
from domain.event import EventKind, Joined
from domain.ids import PersonId
from domain.people.person import Person, Role
from domain.school_plan.procedure import Answer
from domain.steps.progress import Step, StepState
from services.case_file import CaseFile
from services.people.staff import by_rule, staff_of
from services.turn import Turn

LATELY = timedelta(weeks=2)


def disqualified(file: CaseFile, turn: Turn) -> list[Person]:
    """Who has been said to be inhabil, or was next of kin and no longer is."""
    said = turn.tx.people.these(dict.fromkeys(file.history.disqualified))
    pupil = file.pupil.external_id if file.pupil else None
    return [person for person in said if pupil not in person.kin]


def principal_is_aside(file: CaseFile) -> bool:
    """Whether a principal is kept off the case for another reason than a suspicion: the owner decides."""
    aside = file.case.barred.intersection(file.history.disqualified)
    return any(person.has(Role.PRINCIPAL) for person in file.people if person.id in aside)


def moved_lately(file: CaseFile, turn: Turn) -> str:
    """The class the pupil had, and the one now, for two weeks; empty when there is nothing to say."""
    moves = file.history.of_kind(EventKind.CASE_CLASS_CHANGED)
    return moves[-1].details.words if moves and turn.now - moves[-1].at < LATELY else ""


def who_quit(file: CaseFile, turn: Turn) -> tuple[Person, ...]:
    """Those on it who no longer work at the school."""
    return tuple(person for person in turn.tx.people.these(file.case.members) if not person.active)


def without_doer(file: CaseFile) -> tuple[str, ...]:
    """The measures in effect that nobody carries out any more: each is to be given to someone else in the plan."""
    plan = file.in_effect
    return tuple(measure.what for measure in by_nobody(plan, file.staff)) if plan else ()


def lost_safe_adult(file: CaseFile, turn: Turn) -> tuple[str, Step | None]:
    """The name of a safe adult who cannot be it any more, and the step that finds another."""
    person = file.progress.safe_adult
    if person is None or person not in turn.tx.people.gone | file.case.barred:
        return "", None
    asking = (step for step in file.progress.steps if any(one.answer is Answer.SAFE_ADULT for one in step.rule.asks))
    return turn.tx.people.name(person), next((step for step in asking if step.state is StepState.OPEN), None)


def replaced(file: CaseFile, before: PersonId | None, turn: Turn) -> frozenset[PersonId]:
    """The safe adult of before, who was on the case for nothing else."""
    now = file.progress
    if before is None or before == now.safe_adult or file.history.joined.get(before) is not Joined.AS_SAFE_ADULT:
        return frozenset()
    has_steps = any(step.handed_to == before and step.state is StepState.OPEN for step in now.steps)
    theirs = by_rule(file.case, file.pupil, staff_of(turn), turn.school_plan)
    return frozenset() if has_steps else frozenset({before}) - theirs
