"""What a leader puts right in a case: whom it is about, and what the pupils of its alerts had to do with it."""

from domain.alert.alert import PUPIL_ROLE_LABELS, PupilRole
from domain.alert.put_right import with_another_pupil, with_role
from domain.alert.routing import About, Staff
from domain.case.case import Case, happened, require_open, require_reason
from domain.case.members import of_kin, off_by_rule, without, without_bars
from domain.correcting.another_pupil import give_another_pupil, members_then, of_the_wrong_pupil, require_not_exposed_in
from domain.correcting.named import with_named
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind, Off
from domain.ids import CaseId, PersonId
from domain.people.person import Pupil
from services.case.disqualify import kin_alone, left_to_someone
from services.case.identify_pupil import join_pupil
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.correcting.exposed_after_all import open_for
from services.people.changed import replaced
from services.people.staff import by_rule, pupil_in, staff_of
from services.turn import Turn


def move_case(case_id: str, group: str, pupil_id: str, record_id: str, reason: str, turn: Turn) -> Case:
    """«Gjelder en annen elev». Pressed twice is once, also for who is not on the case any more: only its number is
    theirs to see. Raises `NotFound`, `Refused` and `Invalid`.
    """
    key = CaseId(case_id)
    if turn.tx.events.did(record_id, EventKind.CASE_ANOTHER_PUPIL, key, turn.actor.id):
        return turn.tx.cases.unguarded(key)
    file = turn.case(key)
    _move(file, pupil_in(turn, group, pupil_id), record_id, reason, turn)
    return file.case


def _move(file: CaseFile, pupil: Pupil, record_id: str, reason: str, turn: Turn) -> None:
    """Members follow by rule, and those who come on are told."""
    if file.history.has(record_id, EventKind.CASE_ANOTHER_PUPIL):
        return
    before, staff = file.case, staff_of(turn)
    case = without_bars(before, kin_alone(file, staff, turn) - staff.kin(About.of(pupil)))
    members = _members(case, file, pupil, staff, turn)
    forms = [alert.form for alert in file.alerts]
    swaps = any(pupil.id in form.pupils for form in forms)
    right, event = give_another_pupil(case, pupil, members, reason, turn.actor, turn.now, changes_parts=swaps)
    require_not_exposed_in(forms, pupil)
    if turn.tx.cases.pupils_of(before.links, [pupil.id]):
        raise Invalid("pupil", "Eleven har en egen sak som er knyttet til denne.")
    if wrong := before.pupil_id:
        file.put_right(with_another_pupil(alert, wrong, pupil.id) for alert in file.sent)
    kin = staff.kin(About.of(pupil)) - case.barred
    none = Refused("Ingen som er igjen, kan handle i saken om denne eleven. Ring skoleeier.")
    right = left_to_someone(without(right, kin), staff, turn, otherwise=none)
    file.add_once(record_id, event)
    right, off = _without_what_was_said(right, file, turn, talks=before.violator or swaps)
    tell_joined(before, file.save(right, *of_kin(right, kin, turn.now), *off), turn)


def _without_what_was_said(right: Case, file: CaseFile, turn: Turn, *, talks: bool) -> tuple[Case, tuple[Event, ...]]:
    """The wrong pupil's words and guardians are not the right one's, nor is the safe adult."""
    chosen = file.progress.safe_adult
    for record in of_the_wrong_pupil(file.progress, turn.actor, turn.now, talks=talks):
        file.take(record)
    return off_by_rule(right, replaced(file, chosen, turn), Off.REPLACED, turn.now)


def _members(case: Case, file: CaseFile, pupil: Pupil, staff: Staff, turn: Turn) -> frozenset[PersonId]:
    old, new = (by_rule(case, one, staff, turn.school_plan) for one in (file.pupil, pupil))
    return members_then(case.members, old, new, frozenset(file.history.joined))


def roles_of_others(file: CaseFile) -> dict[Pupil, PupilRole]:
    """The pupils of its alerts who have no case by them, with the part each had, the newest alert's."""
    forms = [alert.form for alert in file.alerts]
    roles = {pupil: form.role_of(pupil) for form in forms for pupil in form.pupils}
    with_a_case = {pupil for form in forms for pupil in form.exposed} | {file.case.pupil_id}
    return {file.pupils[one]: role for one, role in roles.items() if one in file.pupils and one not in with_a_case}


def right_role(file: CaseFile, pupil_id: str, role: PupilRole, record_id: str, reason: str, turn: Turn) -> None:
    """«Rett en rolle»: the history keeps what it was. The case of an alert with nobody exposed is of the first who is;
    others get their own. Pressed twice is once. Raises `Refused` and `Invalid`.
    """
    if file.history.has(record_id, EventKind.CASE_ROLE_RIGHTED):
        return
    require_open(file.case)
    found = next(((one, was) for one, was in roles_of_others(file).items() if one.id == pupil_id), None)
    if found is None:
        raise Invalid("pupil", "Velg en elev fra listen.")
    pupil, was = found
    if role is was:
        raise Invalid("role", "Eleven står allerede i varselet ({role}).", role=PUPIL_ROLE_LABELS[role])
    if role is PupilRole.EXPOSED and file.case.nobody_exposed and file.case.pupil_id is None:
        join_pupil(file, pupil, turn)
    elif role is PupilRole.EXPOSED:
        open_for(file, pupil, turn)
    details = Details(pupil=pupil.id, answers={"var": was, "er": role}, reason=require_reason(reason))
    file.put_right(with_role(alert, pupil.id, role) for alert in file.sent)
    file.add_once(record_id, happened(file.case, EventKind.CASE_ROLE_RIGHTED, turn.actor, turn.now, details))
    file.save(with_named(file.case, file.alerts, turn.now))
