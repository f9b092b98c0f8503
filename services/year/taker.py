"""Who presses, with the colleagues they stand in for."""

from collections.abc import Mapping
from datetime import date, datetime

from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.reminders.absence import Absence
from domain.year.taking import Taker
from services.turn import Turn
from storage.unit_of_work import Tx


def taker(turn: Turn) -> Taker:
    return Taker(person=turn.actor, stands_in_for=stands_in_for(turn.actor, turn.tx, turn.today))


def stands_in_for(person: Person, tx: Tx, today: date) -> tuple[Person, ...]:
    """The colleagues who are away that Oslo day and have said that this person takes over."""
    return _takes_over(person, tx, tx.once(("away", today), lambda: tx.absences.on(today)))


def stood_in_for(person: Person, tx: Tx, then: datetime) -> tuple[Person, ...]:
    """Those whom the person had been asked to take over for at that moment."""
    return _takes_over(person, tx, tx.once(("away", then), lambda: tx.absences.on(oslo_date(then), then)))


def _takes_over(person: Person, tx: Tx, away: Mapping[PersonId, Absence]) -> tuple[Person, ...]:
    return tuple(one for one in tx.people.active() if one.id in away and away[one.id].stand_in == person.id)
