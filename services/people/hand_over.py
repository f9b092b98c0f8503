"""People and pupils have come, gone and moved: the open cases follow them, and say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.alert.routing import About, Staff, owners_contacts
from domain.case.case import Case
from domain.case.members import of_kin, off_by_rule, someone_acts, take_over, to_the_owner, without
from domain.event import Details, Event, EventKind, Off
from domain.ids import PersonId, PupilId
from domain.message import CaseSubject, MessageKind
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _
from domain.year.subscription import may_subscribe
from services.case_file import CaseFile
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
                moved += save_and_tell(case, after, events, tx, now)
    _closed(before, staff, tx, school_plan, now)
    return moved


def _closed(before: Before, staff: Staff, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Closed cases follow the pupil as open ones do, and nobody is told: next of kin no longer read them, nor do those
    of the class before.
    """
    for pupil in tx.pupils.read_all():
        was = before.pupils.get(pupil.id)
        kin = staff.kin(About.of(pupil)) - before.staff.kin(About.of(pupil))
        if kin or (was and About.of(was) != About.of(pupil)):
            for case in tx.cases.closed_of(pupil.id):
                after, events = _followed(case, pupil, before, staff, tx, school_plan, now)
                if after != case:
                    tx.cases.save(case, after, *events)


def save_and_tell(case: Case, after: Case, events: tuple[Event, ...], tx: Tx, now: datetime) -> bool:
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
    if pupil and pupil.school_class != case.school_class:
        events = (*_moved(case, pupil, now), *events)
    if pupil:
        after = replace(after, grade=pupil.grade, school_class=pupil.school_class)
    if taken := take_over(after, by_rule(after, pupil, staff, school_plan), now):
        after, events = taken[0], (*events, taken[1])
    return someone_left(after, staff, school_plan), events


def someone_left(case: Case, staff: Staff, school_plan: SchoolPlan) -> Case:
    """When nobody is left on it who may act, the owner's contact has the case."""
    contacts = owners_contacts(staff, school_plan.routing, case.barred)
    return to_the_owner(case, contacts) if contacts and not someone_acts(case, staff.people) else case


def _moved(case: Case, pupil: Pupil, now: datetime) -> tuple[Event, ...]:
    classes = _("{old} → {new}", old=case.school_class or "", new=pupil.school_class)
    details = Details(words=classes)
    return (Event(kind=EventKind.CASE_CLASS_CHANGED, at=now, by=None, details=details, case_id=case.id),)


def _no_longer_theirs(
    case: Case, pupil: Pupil | None, before: Before, staff: Staff, tx: Tx, school_plan: SchoolPlan
) -> frozenset[PersonId]:
    """Those who were on it for their role alone, and still work there. Who has left is not put off it: they may be back
    by the next file; who is back with another role is. The pupil's safe adult stays, whatever class the pupil has.
    """
    was = before.pupils.get(pupil.id) if pupil else None
    working = {person.id for person in staff.people}
    back = working - {person.id for person in before.staff.people}
    theirs = (by_rule(case, was, before.staff, school_plan) | back) - by_rule(case, pupil, staff, school_plan)
    gone = theirs & case.members & working
    if not gone:
        return gone
    file = CaseFile(case, tx, school_plan)
    return gone - file.history.joined.keys() - {file.progress.safe_adult}


def withdraw_where_lost(tx: Tx, now: datetime) -> None:
    """Of those who have left, or may not have them any more. They stay away if the person comes back."""
    people = {person.id: person for person in tx.people.read_all()}
    for link in tx.calendar_links.all():
        if link.person in people and not may_subscribe(people[link.person], link.to):
            tx.calendar_links.withdraw([link.person], now, link.to)
