"""When each of the alerts of a case was taken, of those that have gone into it too."""

from domain.case.case import Case
from domain.event import EventKind
from domain.ids import CaseId
from domain.lateness.alerts_taken import AlertTaken, alerts_taken
from services.case_file import CaseFile
from storage.unit_of_work import Tx


def alerts_taken_of(file: CaseFile, tx: Tx) -> list[AlertTaken]:
    """Whoever asks has the case open: what has gone into it is its history."""
    gone = tx.cases.some(file.case.merged_from)
    before = {one: tx.events.kept(EventKind.CASE_BEFORE_MERGING, one, Case)[:1] for one in _family(file)}
    first = {one: cases[0] for one, cases in before.items() if cases}
    merged_by = {event.details.reference: event.by for event in file.history.of_kind(EventKind.CASE_MERGED)}
    return alerts_taken((file.case, *gone), first, merged_by, file.alerts)


def _family(file: CaseFile) -> tuple[CaseId, ...]:
    return file.case.family if file.case.merged_from else ()
