"""What has been filed in the school's archive, and what waits to be."""

from dataclasses import replace
from datetime import datetime

from documents.compose import title_of
from domain.case.case import Ending
from domain.documents.editions import DocumentKind, Edition, filed_edition
from domain.documents.filing import Filing, Kinds, LastHappened, check_filing, to_file
from domain.errors import Refused
from domain.event import Event, EventKind
from services.case.occurred_at import days_of
from services.case_file import CaseFile
from services.documents.offered import NO_DOCUMENT, document_titles
from services.turn import Turn

_KINDS = Kinds(
    alert=DocumentKind.ALERT.value,
    plan=DocumentKind.PLAN.value,
    talk=DocumentKind.PUPIL_TALK.value,
    whole=DocumentKind.EVIDENCE.value,
)
_ADDED = (EventKind.ALERT_ADDED, EventKind.ALERT_WRONG)


def document_kind(kind: str) -> DocumentKind:
    """Raises `Refused` for what is no document."""
    if kind not in set(DocumentKind):
        raise Refused(NO_DOCUMENT)
    return DocumentKind(kind)


def edition_of(edition: str) -> Edition:
    """Raises `Refused` for what is none."""
    if edition not in set(Edition):
        raise Refused(NO_DOCUMENT)
    return Edition(edition)


def waiting_to_be_filed(file: CaseFile) -> dict[str, str]:
    """The documents that are ready for the archive and not yet filed: their kinds and titles. There are none of what
    was registered wrongly.
    """
    if file.case.ended is Ending.MISREGISTERED:
        return {}
    talks = file.progress.plan_talks
    happened = LastHappened(
        alerted_at=_alerted_at(file), talked_at=talks[-1].at if talks else None, closed_at=file.case.closed_at
    )
    kinds = to_file(file.history.filings, file.versions, _KINDS, happened)
    return {kind: title_of(DocumentKind(kind), file.progress.branch) for kind in kinds}


def _alerted_at(file: CaseFile) -> datetime | None:
    """When the alert was taken; later, when one came or was added to after that. None before."""
    if file.case.received_at is None or not file.alerts:
        return None
    added = (event.at for kind in _ADDED for event in file.history.of_kind(kind))
    return max(file.case.received_at, *(alert.sent_at for alert in file.alerts), *added)


def file_document(file: CaseFile, filing: Filing, filing_id: str, turn: Turn) -> None:
    """«Journalført», in the edition that is for the archive. A press made twice is one. Raises `Invalid`, and `Refused`
    for what has nothing in it.
    """
    kind = DocumentKind(filing.kind)
    if kind not in document_titles(file) or filing.version not in {0, *(plan.version for plan in file.versions)}:
        raise Refused(NO_DOCUMENT)
    edition = filed_edition(kind)
    checked = check_filing(replace(filing, edition=edition.value), turn.today, days_of(file, turn))
    if not file.history.has(filing_id, EventKind.DOCUMENT_FILED):
        event = Event(kind=EventKind.DOCUMENT_FILED, at=turn.now, by=turn.actor.id, case_id=file.case.id)
        file.keep(event, checked, filing_id)
