"""What has been filed in the school's archive, and what waits to be."""

from documents.compose import title_of
from domain.case.case import Ending
from domain.documents.editions import DocumentKind, Edition
from domain.documents.filing import Filing, Kinds, LastHappened, check_filing, to_file
from domain.errors import Refused
from domain.event import Event, EventKind
from services.case.occurred_at import days_of
from services.case_file import CaseFile
from services.turn import Turn

_KINDS = Kinds(plan=DocumentKind.PLAN.value, talk=DocumentKind.PUPIL_TALK.value, whole=DocumentKind.EVIDENCE.value)


def document_kind(kind: str) -> DocumentKind:
    """Raises `Refused` for what is no document."""
    if kind not in set(DocumentKind):
        raise Refused("Dette dokumentet finnes ikke. Åpne dokumentene på nytt.")
    return DocumentKind(kind)


def edition_of(edition: str) -> Edition:
    """Raises `Refused` for what is none."""
    if edition not in set(Edition):
        raise Refused("Dette dokumentet finnes ikke. Åpne dokumentene på nytt.")
    return Edition(edition)


def waiting_to_be_filed(file: CaseFile) -> dict[str, str]:
    """The documents that are ready for the archive and not yet filed: their kinds and titles. There are none of what
    was registered wrongly.
    """
    if file.case.ended is Ending.MISREGISTERED:
        return {}
    talks = file.progress.plan_talks
    happened = LastHappened(talked_at=talks[-1].at if talks else None, closed_at=file.case.closed_at)
    kinds = to_file(file.history.filings, file.versions, _KINDS, happened)
    return {kind: title_of(DocumentKind(kind), file.progress.branch) for kind in kinds}


def file_document(file: CaseFile, filing: Filing, filing_id: str, turn: Turn) -> None:
    """«Journalført». A press made twice is one. Raises `Invalid`."""
    checked = check_filing(filing, turn.today, days_of(file, turn))
    if not file.history.has(filing_id, EventKind.DOCUMENT_FILED):
        event = Event(kind=EventKind.DOCUMENT_FILED, at=turn.now, by=turn.actor.id, case_id=file.case.id)
        file.keep(event, checked, filing_id)
