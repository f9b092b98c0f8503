"""The time log (tidslogg; L463, L536, L587): what was seen or said, by whom and when. Only ever added to."""

from datetime import datetime, timedelta
from typing import Annotated, NewType

from pydantic import AwareDatetime, StringConstraints

from domain.errors import Invalid
from domain.event import CaseId
from domain.people import Frozen, PersonId, PupilId, SchoolId
from domain.terms import Slug

EntryId = NewType("EntryId", str)
ENTRY_MAX = 1500
WORDS = 2
"""The letters of the shortest thing a person says: «ja»."""
Prose = Annotated[str, StringConstraints(max_length=ENTRY_MAX, strip_whitespace=True)]


class LogEntry(Frozen):
    """One entry, on a case or on a pupil without one. A correction is a new entry that names the old."""

    id: EntryId
    school_id: SchoolId
    author: PersonId
    logged_at: AwareDatetime
    occurred_at: AwareDatetime
    type: Slug
    text: Prose
    case_id: CaseId | None = None
    pupil_id: PupilId | None = None
    present: Prose = ""
    quote: Prose = ""
    corrects: EntryId | None = None


def letters(text: str) -> int:
    """How much is said: a dot or a dash says nothing."""
    return sum(map(str.isalpha, text))


def check(entry: LogEntry, now: datetime) -> LogEntry:
    """The entry, when it can be taken. Raises `Invalid` for an empty text or a time that has not come."""
    if letters(entry.text) < WORDS:
        raise Invalid("text", "Skriv hva du så eller hva som ble sagt.")
    if entry.occurred_at > now + timedelta(minutes=5):
        raise Invalid("occurred_on", "Tidspunktet kan ikke være i fremtiden.")
    if (entry.case_id is None) == (entry.pupil_id is None):
        raise Invalid("pupil", "Velg en elev eller en sak.")
    return entry
