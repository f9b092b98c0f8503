"""The links to what is kept of one person, and what they lead to: made anew for someone who may still open it."""

from datetime import datetime

from documents.parts.model import Document
from domain.documents.subject_access import FileKind, Withheld, as_reviewed, as_stored
from domain.errors import Invalid, NotFound
from domain.event import Details, Event, EventKind
from domain.people.permissions import Permission, may
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from services.subject_access.of_employee import employee_document
from services.subject_access.of_pupil import cases_of, cases_open_to, pupil_document, require_all_read
from services.turn import Turn
from storage.case.downloads import Download
from storage.unit_of_work import Tx

Links = dict[FileKind, str]


def pupil_called(name: str, turn: Turn) -> Pupil:
    """By the whole name; of several who bear it, by «name, class» too. Raises `Invalid`."""
    asked = " ".join(name.casefold().split())
    called = [one for one in turn.tx.pupils.read_all() if asked in _names(one)]
    if len(called) > 1:
        raise Invalid("pupil_name", "Flere heter det. Skriv klassen også, slik: «Navn Navnesen, 4B».")
    if not called:
        raise Invalid("pupil_name", "Fant ingen elev med det navnet. Skriv hele navnet slik det står i elevlisten.")
    return called[0]


def _names(pupil: Pupil) -> set[str]:
    return {pupil.name.casefold(), f"{pupil.name}, {pupil.school_class}".casefold()}


def pupil_links(pupil: Pupil, reviewed: frozenset[Withheld], turn: Turn) -> Links:
    """That they were asked for is in the audit. Raises `Refused`."""
    require_all_read(turn.tx, pupil)
    return _links(turn.tx.pupils.digest(pupil.id), reviewed, turn)


def own_links(turn: Turn) -> Links:
    """Of the one who asks. As `pupil_links`."""
    require_all_read(turn.tx)
    return _links(None, frozenset(), turn)


def _links(pupil: str | None, reviewed: frozenset[Withheld], turn: Turn) -> Links:
    found = Links()
    for kind in FileKind:
        link = Download(turn.tx.school_id, turn.actor.id, None, kind, as_stored(reviewed), hide_staff=True, pupil=pupil)
        found[kind] = f"{turn.public_url}/d/{turn.tx.downloads.create(link, turn.now)}"
        record(EventKind.DOCUMENT_ASKED, link, turn.tx, turn.now)
    return found


def reader(link: Download, tx: Tx) -> Person:
    """Who asked, and still may. Raises `NotFound`."""
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.LEAD_CASE if link.pupil else Permission.ASK):
        raise NotFound("Du har ikke lenger tilgang til dette.")
    return person


def made_of(link: Download, tx: Tx, school_plan: SchoolPlan, now: datetime) -> Document:
    """Raises `NotFound`, and `Refused` while someone who must not stand in it cannot be read."""
    person = reader(link, tx)
    if not link.pupil:
        return employee_document(person, tx, school_plan, now)
    return pupil_document(_pupil(link.pupil, tx), person, as_reviewed(link.edition), tx, school_plan, now)


def _pupil(digest: str, tx: Tx) -> Pupil:
    pupil = tx.pupils.told_by(digest)
    if pupil is None:
        raise NotFound("Fant ikke eleven.")
    return pupil


def record(kind: EventKind, link: Download, tx: Tx, now: datetime, said: str = "") -> None:
    """Of whom it is; what is delivered is in the audit of each case that is told in it (law 5)."""
    details = Details(document=link.kind, edition=link.edition, fingerprint=said)
    event = Event(kind=kind, at=now, by=link.person, details=details)
    pupil = tx.pupils.told_by(link.pupil) if link.pupil else None
    tx.events.keep(event, details, pupil=pupil.id if pupil else None)
    if kind is not EventKind.DOCUMENT_DELIVERED:
        return
    if pupil:
        told = cases_of(pupil, link.person, as_reviewed(link.edition), tx, now)
    else:
        told = cases_open_to(link.person, tx, now)
    tx.events.add(*(Event(kind=kind, at=now, by=link.person, details=details, case_id=case.id) for case in told))
