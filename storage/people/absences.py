"""Who has said that they are away: events of no case, the newest of each person counts."""

from datetime import date, datetime, timedelta

from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.reminders.absence import Absence, Quiet, now_away, now_quiet
from storage.case.events import Events


class Absences:
    def __init__(self, events: Events) -> None:
        self._events = events

    def tell(self, absence: Absence, now: datetime) -> None:
        self._tell(EventKind.PERSON_AWAY, absence, now)

    def back(self, person: PersonId, today: date, now: datetime) -> None:
        """The person is there again."""
        self.tell(Absence(person=person, until=today - timedelta(days=1)), now)

    def on(self, today: date) -> dict[PersonId, Absence]:
        """Those who are away that Oslo day."""
        return now_away(self._events.of_school(EventKind.PERSON_AWAY, Absence), today)

    def hush(self, quiet: Quiet, now: datetime) -> None:
        """Someone is not to be reminded for some days."""
        self._tell(EventKind.PERSON_QUIET, quiet, now)

    def quiet(self, today: date) -> frozenset[PersonId]:
        """Those who are not to be reminded that Oslo day of what is not late."""
        return now_quiet(self._events.of_school(EventKind.PERSON_QUIET, Quiet), today)

    def _tell(self, kind: EventKind, told: Absence | Quiet, now: datetime) -> None:
        """Told again as it stands, it is not told twice."""
        own = [one for one in self._events.of_school(kind, type(told)) if one.person == told.person]
        if own[-1:] != [told]:
            self._events.keep(Event(kind=kind, at=now, by=told.person), told)
