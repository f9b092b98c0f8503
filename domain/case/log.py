"""The time log (tidslogg; L463, L536, L587): what was seen or said, by whom and when. Only ever added to."""

from datetime import datetime, time, timedelta

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.errors import Invalid
from domain.ids import CaseId, EntryId, MeasureId, PersonId, PupilId, SchoolId
from domain.oslo import is_day_alone, oslo_time
from domain.school_plan.fields import Slug
from domain.text.prose import WORDS, Prose, letters
from domain.value import VALUE


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class LogEntry:
    """One entry, on a case or on a pupil without one. A correction is a new entry that names the old.

    `measure`: which it tells of, when whoever carries it out has written it; `names_reason`: why other pupils' names
    stand in it. `of_another`: as it is read, without what was said before it was put right whom the case is about.
    """

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
    measure: MeasureId | None = None
    names_reason: Prose = ""
    of_another: bool = False

    @property
    def time_of_day(self) -> time | None:
        """In Oslo, when the writer has given one."""
        unsaid = self.occurred_at == self.logged_at or is_day_alone(self.occurred_at)
        return None if unsaid else oslo_time(self.occurred_at).time()


def check(entry: LogEntry, now: datetime) -> LogEntry:
    """The entry, when it can be taken. Raises `Invalid` for an empty text or a time that has not come."""
    if letters(entry.text) < WORDS:
        raise Invalid("text", "Skriv hva du så eller hva som ble sagt.")
    if entry.occurred_at > now + timedelta(minutes=5):
        raise Invalid("occurred_on", "Tidspunktet kan ikke være i framtiden.")
    if (entry.case_id is None) == (entry.pupil_id is None):
        raise Invalid("pupil", "Velg en elev eller en sak.")
    return entry
