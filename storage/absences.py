"""Who has said that they are away: events of no case, the newest of each person counts."""

from datetime import date, datetime, timedelta

from domain.absence import Absence, Quiet, now_away, now_quiet
from domain.event import Event
from domain.people import PersonId
from storage.events import Events

KIND = "person:away"
QUIET = "person:quiet"


class Absences:
    def __init__(self, events: Events) -> None:
        self._events = events

    def tell(self, absence: Absence, now: datetime) -> None:
        text = absence.model_dump_json()
        self._events.add(Event(kind=KIND, at=now, by=absence.person, text=text))

    def back(self, person: PersonId, today: date, now: datetime) -> None:
        """The person is there again."""
        self.tell(Absence(person=person, until=today - timedelta(days=1)), now)

    def on(self, today: date) -> dict[PersonId, Absence]:
        """Those who are away that Oslo day."""
        told = (Absence.model_validate_json(event.text) for event in self._events.of_school(KIND))
        return now_away(told, today)

    def hush(self, quiet: Quiet, now: datetime) -> None:
        """Someone is not to be reminded for some days."""
        self._events.add(Event(kind=QUIET, at=now, by=quiet.person, text=quiet.model_dump_json()))

    def quiet(self, today: date) -> frozenset[PersonId]:
        """Those who are not to be reminded that Oslo day of what is not late."""
        return now_quiet((Quiet.model_validate_json(event.text) for event in self._events.of_school(QUIET)), today)
