"""Who has said that they are away, or what they want to hear: events of no case, the newest of each person counts."""

from collections.abc import Mapping
from datetime import date, datetime

from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.reminders.absence import (
    Absence,
    Lines,
    Preference,
    Quiet,
    back_again,
    newest,
    now_away,
    now_quiet,
    without,
)
from storage.case.events import Events


class Absences:
    def __init__(self, events: Events) -> None:
        self._events = events

    def tell(self, absence: Absence, now: datetime) -> None:
        self._tell(EventKind.PERSON_AWAY, absence, now)

    def back(self, person: PersonId, today: date, now: datetime) -> None:
        """The person is there again."""
        if absence := self.newest().get(person):
            self.tell(back_again(absence, today), now)

    def on(self, today: date, until: datetime | None = None) -> dict[PersonId, Absence]:
        """Those who are away that Oslo day; `until`: as it was told by then."""
        return now_away(self._events.of_school(EventKind.PERSON_AWAY, Absence, until), today)

    def newest(self) -> Mapping[PersonId, Absence]:
        """What each has said last, also when it is over."""
        return newest(self._events.of_school(EventKind.PERSON_AWAY, Absence))

    def hush(self, quiet: Quiet, now: datetime) -> None:
        """Someone is not to be reminded for some days."""
        self._tell(EventKind.PERSON_QUIET, quiet, now)

    def quiet(self, today: date) -> Mapping[PersonId, Quiet]:
        """Those who are not to be reminded that Oslo day of what is not late."""
        return now_quiet(self._events.of_school(EventKind.PERSON_QUIET, Quiet), today)

    def newest_quiet(self) -> Mapping[PersonId, Quiet]:
        """What each has said last, also when it is over."""
        return newest(self._events.of_school(EventKind.PERSON_QUIET, Quiet))

    def prefer(self, preference: Preference, now: datetime) -> None:
        """It holds until the person says otherwise."""
        self._tell(EventKind.PERSON_HEARS, preference, now)

    def without(self, lines: Lines) -> frozenset[PersonId]:
        """Those who do not want these lines in the morning."""
        return without(self._events.of_school(EventKind.PERSON_HEARS, Preference), lines)

    def wants_year_lines(self, person: PersonId) -> bool:
        return person not in self.without(Lines.YEAR)

    def _tell(self, kind: EventKind, told: Absence | Quiet | Preference, now: datetime) -> None:
        """Told again as it stands, it is not told twice."""
        own = [one for one in self._events.of_school(kind, type(told)) if one.person == told.person]
        if own[-1:] != [told]:
            self._events.keep(Event(kind=kind, at=now, by=told.person), told)
