"""A document of a case as a file, for someone of the staff who asked the operator for it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from documents.parts.model import Document
from documents.render import fingerprint, pdf
from domain.documents.editions import DocumentKind, Edition, leaves_out_staff
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.ids import SchoolId
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from services.documents.case_document import document, file_name
from storage.database import Database
from storage.files.private import private_folder
from storage.unit_of_work import Tx, Unit


@dataclass(frozen=True, slots=True)
class Export:
    """What is asked for, and in whose name: the UPN of someone who may read the case."""

    reference: str
    upn: str
    kind: DocumentKind
    edition: Edition
    hide_staff: bool


def export(asked: Export, database: Database, school_plan: SchoolPlan, folder: Path, now: datetime) -> Path:
    """Write the PDF, readable by its owner only, and record who had it made.

    Raises `NotFound` alike for a case that does not exist and one that is not this person's (law 2), `Refused` for a
    folder or file that is a link or another's, and `OSError`.
    """
    with private_folder(folder) as there:
        made, delivered = database.run(lambda unit: _made(asked, unit, school_plan, now))
        name, body = file_name(made), pdf(made)
        there.check(name)
        database.run(lambda unit: unit.school(SchoolId(school_plan.school_id)).events.add(delivered))
        return there.write(name, body)


def _made(asked: Export, unit: Unit, school_plan: SchoolPlan, now: datetime) -> tuple[Document, Event]:
    """The document, and that it was delivered."""
    tx = unit.school(SchoolId(school_plan.school_id))
    person = _person(asked.upn, tx)
    case = tx.cases.find(asked.reference, person.id, oslo_date(now))
    made = document(asked.kind, asked.edition, case.id, person.id, tx, school_plan, now, hide_staff=asked.hide_staff)
    details = Details(
        document=asked.kind.value,
        edition=asked.edition.value,
        fingerprint=fingerprint(made),
        subject="kommandolinjen",
        without_staff=leaves_out_staff(asked.kind, asked.edition, asked=asked.hide_staff),
    )
    kind = EventKind.DOCUMENT_DELIVERED
    return made, Event(kind=kind, at=now, by=person.id, details=details, case_id=case.id)


def _person(upn: str, tx: Tx) -> Person:
    found = next((person for person in tx.people.active() if person.upn.casefold() == upn.casefold()), None)
    if found is None or not may(found, Permission.COORDINATE_CASE):
        raise NotFound("{upn} kan ikke hente dokumenter. Det kan en leder eller den som koordinerer saken.", upn=upn)
    return found
