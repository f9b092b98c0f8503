"""«Skal noen ut av elevens andre saker?»: who was named late is off them, and nobody there is told why (law 3)."""

from collections.abc import Sequence

from domain.case.case import Case
from domain.case.members import decides, put_off, someone_acts, to_the_owner
from domain.errors import Invalid, Refused
from domain.event import Event
from domain.ids import CaseId, PersonId
from domain.steps.other_cases import answered
from domain.steps.record import Taken
from services.alert.name_late import named_from
from services.case.name_suspect import past_the_school, suspects
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.steps.take_step import own_step
from services.turn import Turn


def other_cases(file: CaseFile, turn: Turn) -> list[tuple[Case, list[PersonId]]]:
    """The pupil's other cases, closed ones too, and those the naming came from, with who of those named is on them,
    or carries out a measure there.

    Nothing of a case that its reader is barred from, nor, at the school, of one that went past it. Raises `Refused` for
    those who do not decide on the case.
    """
    if not decides(file.case, turn.actor) or turn.actor.id in suspects(file):
        raise Refused("Bare den som har ansvaret for saken, kan avgjøre dette.")
    found: dict[CaseId, tuple[Case, list[PersonId]]] = {}
    for suspect in sorted(suspects(file)):
        for case in (*_of_the_pupil(file, suspect, turn), *turn.tx.cases.those(named_from(file), suspect, turn.today)):
            hidden = turn.actor.id in case.barred or (case.past_the_school and not file.case.past_the_school)
            if case.id != file.case.id and not hidden:
                named = found.setdefault(case.id, (case, []))[1]
                named += [suspect] if suspect not in named else []
    turn.lists(found)
    return [*found.values()]


def _of_the_pupil(file: CaseFile, suspect: PersonId, turn: Turn) -> list[Case]:
    if not (pupil := file.case.pupil_id):
        return []
    closed = (case for case in turn.tx.cases.closed_of(pupil) if case.has_on(suspect))
    carried = (one.case for one in turn.tx.measures.of(suspect, turn.today) if one.case.pupil_id == pupil)
    return [*turn.tx.cases.of_pupil(pupil, suspect, turn.today), *closed, *carried]


def take_off_others(
    file: CaseFile, step_id: str, record_id: str, chosen: Sequence[str], reason: str, turn: Turn
) -> None:
    """Those named are barred from the chosen cases; the reason stands in this one. Pressed twice is once.

    Raises as `other_cases`, and `Invalid`.
    """
    if file.history.took(record_id, step_id, Taken.DONE):
        return
    step, offered = own_step(file, step_id, turn), other_cases(file, turn)
    if not {case.id for case, _named in offered}.issuperset(chosen):
        raise Invalid("cases", "Velg fra listen.")
    left = [(case, named) for case, named in offered if case.id in chosen]
    file.take(answered(step, record_id, [case.reference for case, _named in left], reason, turn.actor, turn.now))
    for case, named in left:
        _put_off(case, named, turn)


def _put_off(before: Case, named: Sequence[PersonId], turn: Turn) -> None:
    """Where nobody is left who may act, the owner's contact has the case."""
    case, events, staff = before, list[Event](), staff_of(turn)
    for person in named:
        case, event = put_off(case, person, turn.actor, turn.now)
        events.append(event)
    if case.open and not someone_acts(case, staff.people):
        case = to_the_owner(case, past_the_school(named[0], staff, turn).members)
    tell_joined(before, turn.tx.cases.save(before, case, *events), turn)
