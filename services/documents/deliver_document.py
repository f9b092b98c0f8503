"""What a link leads to, made when it is fetched: once, for someone who may still read the case."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from documents.parts.model import Document
from documents.render import fingerprint
from domain.documents.editions import DocumentKind, Edition
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.ids import SchoolId
from domain.people.permissions import Permission, may
from domain.school_plan.school_plan import SchoolPlan
from services.documents.case_document import document, file_name
from storage.case.downloads import Download
from storage.database import Database
from storage.unit_of_work import Tx, Unit

Render = Callable[[Document], bytes]
SchoolPlans = Mapping[SchoolId, SchoolPlan]

log = structlog.get_logger(__name__)


def usable(token: str, database: Database, now: datetime) -> bool:
    """Whether the link still leads somewhere. Asking uses nothing up."""
    return database.read(lambda unit: unit.downloads.find(token, now)) is not None


def deliver(
    token: str, database: Database, school_plans: SchoolPlans, render: Render, now: datetime
) -> tuple[str, bytes] | None:
    """File name and PDF; None for a link that does not work, or no longer.

    It is rendered before the link is used up: what failed can be tried again. Raises what `render` does.
    """
    made = database.run(lambda unit: _made(token, unit, school_plans, now))
    if made is None:
        return None
    body = render(made)
    taken = database.run(lambda unit: _taken(token, made, unit, now))
    return (file_name(made), body) if taken else None


def _made(token: str, unit: Unit, school_plans: SchoolPlans, now: datetime) -> Document | None:
    link = unit.downloads.find(token, now)
    school_plan = school_plans.get(link.school_id) if link else None
    if link is None or school_plan is None:
        return None
    tx = unit.school(link.school_id)
    try:
        return _document(link, tx, school_plan, now)
    except NotFound:
        unit.downloads.take(token, now)
        tx.events.add(_event(EventKind.DOCUMENT_REFUSED, link, now))
        log.info("document refused", kind=link.kind)
        return None


def _document(link: Download, tx: Tx, school_plan: SchoolPlan, now: datetime) -> Document:
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.COORDINATE_CASE):
        raise NotFound("Du har ikke lenger tilgang til saken.")
    kind, edition = DocumentKind(link.kind), Edition(link.edition)
    return document(kind, edition, link.case_id, link.person, tx, school_plan, now, hide_staff=link.hide_staff)


def _taken(token: str, made: Document, unit: Unit, now: datetime) -> bool:
    link = unit.downloads.find(token, now)
    if link is None or not unit.downloads.take(token, now):
        return False
    unit.school(link.school_id).events.add(_event(EventKind.DOCUMENT_DELIVERED, link, now, fingerprint(made)))
    return True


def _event(kind: EventKind, link: Download, now: datetime, said: str = "") -> Event:
    details = Details(document=link.kind, edition=link.edition, fingerprint=said)
    return Event(kind=kind, at=now, by=link.person, details=details, case_id=link.case_id)
