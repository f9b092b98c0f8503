"""What has been filed in the school's archive, and what waits to be."""

from dataclasses import replace
from datetime import datetime

from domain.case.case import Ending
from domain.documents.editions import DocumentKind, Edition, filed_edition
from domain.documents.filing import Filing, check_filing, to_file
from domain.errors import Refused
from domain.event import Event, EventKind
from domain.school_plan.procedure import Does
from services.case.occurred_at import days_of
from services.case_file import CaseFile
from services.documents.offered import NO_DOCUMENT, closing_of, document_titles, last_done
from services.turn import Turn

_ADDED = (EventKind.ALERT_ADDED, EventKind.ALERT_WRONG, EventKind.CASE_ANOTHER_PUPIL)


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
    """The documents that are ready for the archive and not yet filed: their kinds and titles, in the order they are
    made in. There are none of what was registered wrongly.
    """
    if file.case.ended is Ending.MISREGISTERED:
        return {}
    versions: dict[str, int] = {DocumentKind.PLAN: file.versions[-1].version if file.versions else 0}
    waiting = to_file(file.history.filings, _last_happened(file), versions)
    return {kind.value: title for kind, title in document_titles(file).items() if kind in waiting}


def _last_happened(file: CaseFile) -> dict[str, datetime | None]:
    """Of each document but the plan, when something last happened that it is to be filed with."""
    talks, closing = file.progress.plan_talks, closing_of(file)
    return {
        DocumentKind.ALERT: _alerted_at(file),
        DocumentKind.INVITATION: last_done(file, lambda rule: rule.start_meeting_clock),
        DocumentKind.MINUTES: last_done(file, lambda rule: rule.does is Does.OUTCOME),
        DocumentKind.PUPIL_TALK: talks[-1].at if talks else None,
        DocumentKind.CLOSING: closing.at if closing else None,
        DocumentKind.EVIDENCE: file.case.closed_at,
    }


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
