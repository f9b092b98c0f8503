"""All about one pupil that someone may open, gathered through the gates (law 2)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from documents.parts.case_material import Material
from documents.parts.model import Document
from documents.subject_access.mask import HandedOut
from documents.subject_access.pupil import OfCase, OfPupil, of_pupil
from domain.access.opened import who_opened
from domain.alert.alert import Alert, PupilRole
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.documents.subject_access import Withheld, about_staff, cases_told
from domain.errors import Refused
from domain.event import Event
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.patterns.pattern import may_read
from domain.people.person import Person, Pupil
from domain.protection.reporter import told_without, without_reporter
from domain.school_plan.school_plan import SchoolPlan
from services.case_file import CaseFile
from services.documents.case_document import material_of
from services.documents.for_home import for_home
from services.documents.maskable import ANOTHER_UNREAD, STAFF_UNREAD
from storage.unit_of_work import Tx

NOBODY = PersonId("")


def require_all_read(tx: Tx, own: Pupil | None = None) -> None:
    """Raises `Refused` while someone who must not stand in it cannot be read."""
    if tx.pupils.unread() - {own.id if own else None}:
        raise Refused(ANOTHER_UNREAD)
    if not tx.people.whole:
        raise Refused(STAFF_UNREAD)


def cases_open_to(viewer: PersonId, tx: Tx, now: datetime) -> list[Case]:
    today = oslo_date(now)
    return [*tx.cases.visible(viewer, today), *tx.cases.ended(viewer, today)]


def cases_of(pupil: Pupil, viewer: PersonId, reviewed: frozenset[Withheld], tx: Tx, now: datetime) -> list[Case]:
    """Those that are told in it."""
    return cases_told(cases_open_to(viewer, tx, now), pupil.id, reviewed)


def pupil_document(
    pupil: Pupil, viewer: Person, reviewed: frozenset[Withheld], tx: Tx, school_plan: SchoolPlan, now: datetime
) -> Document:
    require_all_read(tx, pupil)
    files = [CaseFile(case, tx, school_plan, viewer) for case in cases_of(pupil, viewer.id, reviewed, tx, now)]
    others = [one for one in tx.pupils.read_all() if one.id != pupil.id]
    cases = [_of_case(file, viewer, reviewed, tx, now) for file in files]
    in_cases = {item.id for one in cases for item in one.material.items if isinstance(item, LogEntry)}
    told = OfPupil(
        pupil=pupil,
        cases=cases,
        entries=[one for one in _entries(pupil, viewer, tx, school_plan) if one.id not in in_cases],
        named=sorted(_named(pupil, viewer, reviewed, tx, school_plan, now)),
        reviewed=reviewed,
        school_plan=school_plan,
        made_at=now,
        made_by=viewer.id,
    )
    return of_pupil(told, HandedOut(others, pupil, tx.people.known, near=[file.close(others) for file in files]))


def _of_case(file: CaseFile, viewer: Person, reviewed: frozenset[Withheld], tx: Tx, now: datetime) -> OfCase:
    """Without what was another pupil's, before it was put right whom the case is about."""
    material = for_home(material_of(file, viewer.id, tx, now), file, tx)
    looks = [look for look in tx.trail.looks(file.case.family) if look.at < now]
    shown = material if Withheld.REPORTERS in reviewed else _without_reporters(material, file)
    return OfCase(material=shown, opened=who_opened(looks))


def _without_reporters(m: Material, file: CaseFile) -> Material:
    reporters = frozenset(alert.reporter for alert in file.sent)
    items = [told_without(item, reporters) if isinstance(item, Event) else item for item in m.items]
    return replace(m, alerts=[without_reporter(alert, NOBODY) for alert in m.alerts], items=items)


def _entries(pupil: Pupil, viewer: Person, tx: Tx, school_plan: SchoolPlan) -> list[LogEntry]:
    """The maker's own, and those of others where the maker is asked about them."""
    notes = tx.notes.of(pupil.id)
    asked = notes.waits(school_plan.patterns) and may_read(viewer, pupil, notes, school_plan.log_readers)
    counting = {one.id for one in notes.counting.values()} if asked else set()
    return [
        one for one in notes.entries if one.id in counting or (one.author == viewer.id and one.id not in notes.away)
    ]


def _named(
    pupil: Pupil, viewer: Person, reviewed: frozenset[Withheld], tx: Tx, school_plan: SchoolPlan, now: datetime
) -> Iterator[tuple[datetime, PupilRole]]:
    """In alerts behind cases of others only."""
    cases = cases_open_to(viewer.id, tx, now)
    told = [case for case in cases if Withheld.STAFF in reviewed or not about_staff(case)]
    own = {one for case in cases if case.pupil_id == pupil.id for one in case.family}
    alerts: dict[str, Alert] = {}
    for case in told:
        alerts |= {one.id: one for one in CaseFile(case, tx, school_plan, viewer).alerts}
    for alert in alerts.values():
        if pupil.id in alert.form.pupils and own.isdisjoint(alert.every_case):
            yield alert.sent_at, alert.form.role_of(pupil.id)
