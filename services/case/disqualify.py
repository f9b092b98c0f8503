"""Someone is inhabil: barred from the case, and whoever is next by rule comes in (forvaltningsloven §§ 6–8)."""

from dataclasses import replace

from domain.alert.routing import About, Staff, barred_by, owners_contacts, stand_ins
from domain.case.case import Case
from domain.case.members import disqualify, of_kin, someone_acts, without, without_end
from domain.errors import Refused
from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.people.permissions import above
from domain.people.person import Person, Role
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.hand_over import someone_left
from services.people.staff import by_rule, colleague, staff_of
from services.turn import Turn


def step_aside(file: CaseFile, record_id: str, reason: str, turn: Turn) -> None:
    """«Jeg er inhabil». Raises `Refused` for the last who may act, and `Invalid`."""
    _off(file, turn.actor, record_id, reason, turn)


def set_aside(file: CaseFile, person_id: str, record_id: str, reason: str, turn: Turn) -> None:
    """Whoever is above someone says it of them. Raises as `step_aside`, and `Refused` for someone who is not."""
    if not file.history.has(record_id, EventKind.CASE_DISQUALIFIED):
        _off(file, colleague(turn, person_id), record_id, reason, turn)


def below(file: CaseFile, turn: Turn) -> list[Person]:
    """Those on the case of whom the one who asks may say it."""
    return [person for person in file.members if above(turn.actor, person)]


def without_kin(file: CaseFile, case: Case, turn: Turn) -> tuple[Case, tuple[Event, ...]]:
    """The case as it is to be, without those whose own child it has turned out to be of; and what it says of that."""
    staff = staff_of(turn)
    kin = (staff.kin(About.of(file.pupil)) if file.pupil else frozenset()) - case.barred
    return someone_left(without(case, kin), staff, turn.school_plan) if kin else case, of_kin(case, kin, turn.now)


def kin_alone(file: CaseFile, staff: Staff, turn: Turn) -> frozenset[PersonId]:
    """Those who are barred from the case as its pupil's next of kin, and for nothing else."""
    routing, history = turn.school_plan.routing, file.history
    otherwise = {*history.named, *(who for alert in file.sent for who in barred_by(alert.form, staff, routing))}
    told = (event.details for event in history.of_kind(EventKind.CASE_PUT_OFF))
    otherwise |= {details.person for details in told if details.person}
    return frozenset(history.kin_of(file.case.pupil_id)) - otherwise


def _off(file: CaseFile, person: Person, record_id: str, reason: str, turn: Turn) -> None:
    before, staff = file.case, staff_of(turn)
    gone, event = disqualify(before, person, reason, turn.actor, turn.now)
    joining = _next(gone, person, file, staff, turn) - gone.barred - gone.removed
    none = Refused("Ingen andre kan handle i saken. Ring skoleeier, så noen kan ta over.")
    grown = replace(without_end(gone, joining), members=gone.members | joining)
    after = left_to_someone(grown, staff, turn, otherwise=none)
    file.add_once(record_id, event)
    tell_joined(before, file.save(after), turn)


def left_to_someone(case: Case, staff: Staff, turn: Turn, *, otherwise: Refused) -> Case:
    """As `someone_left`. Raises what is said `otherwise`, when nobody may act in it even so."""
    case = someone_left(case, staff, turn.school_plan)
    if not someone_acts(case, staff.people):
        raise otherwise
    return case


def _next(case: Case, person: Person, file: CaseFile, staff: Staff, turn: Turn) -> frozenset[PersonId]:
    """Those whose it is by rule now, those in line for what the person holds, and for the principal's case the owner's
    contact, who decides.
    """
    routing = turn.school_plan.routing
    joining = by_rule(case, file.pupil, staff, turn.school_plan)
    if case.past_the_school:
        return joining
    about = About.of(file.pupil) if file.pupil else About(grade=case.grade, school_class=case.school_class)
    line = stand_ins([person], about, staff, routing, case.barred, enhanced=case.enhanced)
    owner = owners_contacts(staff, routing, case.barred) if person.has(Role.PRINCIPAL) else frozenset()
    return joining | {told.person for told in line} | owner
