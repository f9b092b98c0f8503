"""What a link leads to, made when it is fetched: once, for someone who may still read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import structlog

from documents.parts.model import Document
from documents.render import as_json, fingerprint
from documents.statistics.spreadsheet import as_csv
from domain.documents.editions import EDITION_LABELS, DocumentKind, Edition
from domain.documents.subject_access import FileKind
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.ids import SchoolId
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.statistics.told import ReportKind
from domain.text.messages import _
from services.delivery import report_links as of_statistics
from services.delivery import subject_access_links as of_a_person
from services.documents.case_document import document, document_title, file_name
from services.documents.offered import NotOffered
from storage.case.downloads import Download
from storage.case.events import Events
from storage.database import Database
from storage.unit_of_work import Tx, Unit

Render = Callable[[Document], bytes]
SchoolPlans = Mapping[SchoolId, SchoolPlan]
_FOR_MACHINES: Mapping[str, Render] = {FileKind.JSON: as_json, ReportKind.CSV: as_csv}
TWICE_AT_ONCE = 2
"""The second of two requests sees what the first was given."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ForWhom:
    """What whoever has the link may know (law 1): which document it is, and the employee it is for.

    `again`: this browser has had it a moment ago.
    """

    title: str
    name: str
    again: bool


def for_whom(token: str, browser: str, database: Database, school_plans: SchoolPlans, now: datetime) -> ForWhom | None:
    """None for a link that leads nowhere. Asking uses nothing up. `browser`: its secret, "" for none."""
    return database.read(lambda unit: _for_whom(token, browser, unit, school_plans, now))


def deliver(
    token: str, browser: str, database: Database, school_plans: SchoolPlans, render: Render, now: datetime
) -> tuple[str, bytes] | None:
    """File name and file; None for a link that does not work, or no longer.

    It is rendered before the link is used up: what failed can be tried again. The browser that used it up gets the
    same file again, byte for byte, or none. Raises what `render` does.
    """
    for _attempt in range(TWICE_AT_ONCE):
        found = database.run(lambda unit: _made(token, browser, unit, school_plans, now))
        if found is None:
            return None
        link, made = found
        body = _FOR_MACHINES.get(link.kind, render)(made)
        if database.run(partial(_taken, token, browser, made, now)):
            return _name(link, made), body
    return None


def _name(link: Download, made: Document) -> str:
    """No name of a child in a downloads folder."""
    if link.case_id:
        return file_name(made)
    if of_statistics.is_report(link):
        return of_statistics.file_name(link)
    return "Innsyn.json" if link.kind == FileKind.JSON else "Innsyn.pdf"


def _followed(
    token: str, browser: str, unit: Unit, school_plans: SchoolPlans, now: datetime
) -> tuple[Download, Tx, SchoolPlan] | None:
    """Where a link leads: to a document of a school that is served."""
    link = unit.downloads.find(token, browser, now)
    school_plan = school_plans.get(link.school_id) if link else None
    return (link, unit.school(link.school_id), school_plan) if link and school_plan else None


def _for_whom(token: str, browser: str, unit: Unit, school_plans: SchoolPlans, now: datetime) -> ForWhom | None:
    followed = _followed(token, browser, unit, school_plans, now)
    if followed is None:
        return None
    link, tx, school_plan = followed
    try:
        title, person = _titled(link, tx, school_plan, now)
    except (NotFound, NotOffered):
        return None
    return ForWhom(title, person.name, again=link.first_at is not None)


def _titled(link: Download, tx: Tx, school_plan: SchoolPlan, now: datetime) -> tuple[str, Person]:
    """With whom it is for. Raises `NotFound` and `NotOffered`."""
    if of_statistics.is_report(link):
        return of_statistics.title_of(link), of_statistics.reader(link, tx)
    if not link.case_id:
        return _("Innsyn"), of_a_person.reader(link, tx)
    person, edition = _reader(link, tx), Edition(link.edition)
    title = document_title(DocumentKind(link.kind), edition, link.case_id, person.id, tx, school_plan, now)
    return f"{title} ({EDITION_LABELS[edition].lower()})", person


def _made(
    token: str, browser: str, unit: Unit, school_plans: SchoolPlans, now: datetime
) -> tuple[Download, Document] | None:
    followed = _followed(token, browser, unit, school_plans, now)
    if followed is None:
        return None
    link, tx, school_plan = followed
    try:
        return link, _document(link, tx, school_plan, link.first_at or now)
    except (NotFound, NotOffered):
        unit.downloads.withdraw(token)
        _record(EventKind.DOCUMENT_REFUSED, link, tx, now)
        log.info("document refused", kind=link.kind)
        return None


def _document(link: Download, tx: Tx, school_plan: SchoolPlan, now: datetime) -> Document:
    if of_statistics.is_report(link):
        return of_statistics.made_of(link, tx, school_plan, now)
    if not link.case_id:
        return of_a_person.made_of(link, tx, school_plan, now)
    person = _reader(link, tx)
    kind, edition = DocumentKind(link.kind), Edition(link.edition)
    return document(kind, edition, link.case_id, person.id, tx, school_plan, now, hide_staff=link.hide_staff)


def _reader(link: Download, tx: Tx) -> Person:
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.COORDINATE_CASE):
        raise NotFound("Du har ikke lenger tilgang til saken.")
    return person


def _taken(token: str, browser: str, made: Document, now: datetime, unit: Unit) -> bool:
    link = unit.downloads.find(token, browser, now)
    if link is None:
        return False
    tx = unit.school(link.school_id)
    if link.first_at:
        taken = link.first_at == made.made_at and _is_the_same(made, link, tx.events)
    else:
        taken = unit.downloads.take(token, browser, now)
    if taken:
        _record(EventKind.DOCUMENT_DELIVERED, link, tx, now, fingerprint(made))
    return taken


def _is_the_same(made: Document, link: Download, events: Events) -> bool:
    """Whether nothing has come to the case since; what is of a person is what may be opened at this moment."""
    if not link.case_id:
        return True
    delivered = events.of_kind(EventKind.DOCUMENT_DELIVERED, [link.case_id])
    first = [event for event in delivered if (event.at, event.by) == (link.first_at, link.person)]
    return fingerprint(made) in {event.details.fingerprint for event in first}


def _record(kind: EventKind, link: Download, tx: Tx, now: datetime, said: str = "") -> None:
    if of_statistics.is_report(link):
        return of_statistics.record(kind, link, tx, now, said)
    if not link.case_id:
        return of_a_person.record(kind, link, tx, now, said)
    details = Details(document=link.kind, edition=link.edition, fingerprint=said, without_staff=link.hide_staff)
    tx.events.add(Event(kind=kind, at=now, by=link.person, details=details, case_id=link.case_id))
    return None
