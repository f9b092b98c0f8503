"""People and pupils have come, gone and moved: the open cases follow them, and say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alert.routing import About, Staff, owners_contacts
from domain.case.case import Case
from domain.case.members import of_kin, off_by_rule, someone_acts, take_over, to_the_owner, without
from domain.event import Event, Off
from domain.ids import PersonId, PupilId
from domain.message import CaseSubject, MessageKind
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from services.people.staff import by_rule
from storage.unit_of_work import Tx


@dataclass(frozen=True, slots=True)
class Before:
    """The school as it was."""

    staff: Staff
    pupils: Mapping[PupilId, Pupil]

    @classmethod
    def of(cls, tx: Tx) -> "Before":
        return cls(Staff(tx.people.read_all(), frozenset()), {pupil.id: pupil for pupil in tx.pupils.read_all()})


def hand_over(before: Before, tx: Tx, school_plan: SchoolPlan, now: datetime) -> int:
    """Those who have taken over join the cases that are theirs by rule now, and are told; those whose they are no
    longer go off them, and next of kin. How many cases got new people.
    """
    staff, moved = Staff(tx.people.read_all(), frozenset()), 0
    for case in tx.cases.all_open():
        with tx.failures.alone("case", case=case.id):
            pupil = tx.pupils.get(case.pupil_id) if case.pupil_id else None
            after, events = _followed(case, pupil, before, staff, tx, school_plan, now)
            if after != case:
                moved += _save(case, after, events, tx, now)
    _off_closed(before, staff, tx, now)
    return moved


def _off_closed(before: Before, staff: Staff, tx: Tx, now: datetime) -> None:
    """Who has become known as next of kin no longer reads what was written while they were not."""
    for pupil in tx.pupils.read_all():
        if kin := staff.kin(About.of(pupil)) - before.staff.kin(About.of(pupil)):
            for case in tx.cases.closed_of(pupil.id):
                new = kin - case.barred
                tx.cases.save(case, without(case, new), *of_kin(case, new, now))


def _save(case: Case, after: Case, events: tuple[Event, ...], tx: Tx, now: datetime) -> bool:
    """Whether someone has joined."""
    saved = tx.cases.save(case, after, *events)
    new = sorted(saved.members - case.members)
    tx.outbox.put_all(MessageKind.CASE_JOINED, CaseSubject(case_id=case.id), new, now, key=str(saved.version))
    return bool(new)


def _followed(
    case: Case, pupil: Pupil | None, before: Before, staff: Staff, tx: Tx, school_plan: SchoolPlan, now: datetime
) -> tuple[Case, tuple[Event, ...]]:
    kin = (staff.kin(About.of(pupil)) if pupil else frozenset()) - case.barred
    off, told = off_by_rule(case, _no_longer_theirs(case, pupil, before, staff, tx, school_plan), Off.NOT_THEIRS, now)
    after, events = without(off, kin), (*told, *of_kin(case, kin, now))
    if pupil:
        after = replace(after, grade=pupil.grade, school_class=pupil.school_class)
    if taken := take_over(after, by_rule(after, pupil, staff, school_plan), now):
        after, events = taken[0], (*events, taken[1])
    contacts = owners_contacts(staff, school_plan.routing, after.barred)
    if contacts and not someone_acts(after, staff.people):
        after = to_the_owner(after, contacts)
    return after, events


def _no_longer_theirs(
    case: Case, pupil: Pupil | None, before: Before, staff: Staff, tx: Tx, school_plan: SchoolPlan
) -> frozenset[PersonId]:
    """Those who were on it for their role alone, and still work there. Who has left is not put off it: they may be back
    by the next file.
    """
    was = before.pupils.get(pupil.id) if pupil else None
    theirs = by_rule(case, was, before.staff, school_plan) - by_rule(case, pupil, staff, school_plan)
    working = {person.id for person in staff.people}
    gone = theirs & case.members & working
    return gone - tx.events.history(case.family, case.pupil_id).joined.keys() if gone else gone
