"""The links to a report for the school owner, SMU and driftsstyret, and what they lead to."""

from datetime import datetime

from documents.parts.model import Document
from documents.statistics.report import report
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.statistics.period import Period
from domain.statistics.told import ReportKind
from domain.text.messages import _
from services.statistics.telling import tell_half, told_in
from services.turn import Turn
from storage.case.downloads import Download
from storage.unit_of_work import Tx


def report_links(name: str, turn: Turn) -> tuple[Period, dict[ReportKind, str]]:
    """The half-year of that name. That they were asked for is in the audit. Raises `Refused`."""
    half = tell_half(name, turn)
    found: dict[ReportKind, str] = {}
    for kind in ReportKind:
        link = Download(turn.tx.school_id, turn.actor.id, None, kind, half.name, hide_staff=True)
        found[kind] = f"{turn.public_url}/d/{turn.tx.downloads.create(link, turn.now)}"
        record(EventKind.DOCUMENT_ASKED, link, turn.tx, turn.now)
    return half, found


def is_report(link: Download) -> bool:
    return link.kind in set(ReportKind)


def reader(link: Download, tx: Tx) -> Person:
    """Who asked, and still may. Raises `NotFound`."""
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.SEE_OVERSIGHT):
        raise NotFound("Du har ikke lenger tilgang til dette.")
    return person


def title_of(link: Download) -> str:
    return _("Rapport, {half}", half=Period.named(link.edition).label)


def file_name(link: Download) -> str:
    return f"{title_of(link)}.{'csv' if link.kind == ReportKind.CSV else 'pdf'}"


def made_of(link: Download, tx: Tx, school_plan: SchoolPlan, now: datetime) -> Document:
    """As it was told, however long ago. Raises `NotFound`."""
    person, half = reader(link, tx), Period.named(link.edition)
    told = told_in(half, tx)
    if half not in told:
        raise NotFound("Fant ikke rapporten.")
    return report(half, told, school_plan, now, person.name)


def record(kind: EventKind, link: Download, tx: Tx, now: datetime, said: str = "") -> None:
    """Who had it, of which half-year: what it said stands in what was told."""
    details = Details(document=link.kind, edition=link.edition, fingerprint=said)
    tx.events.add(Event(kind=kind, at=now, by=link.person, details=details))
