"""Who presses, with the colleagues they stand in for."""

from datetime import date

from domain.people.person import Person
from domain.year.taking import Taker
from services.turn import Turn
from storage.unit_of_work import Tx


def taker(turn: Turn) -> Taker:
    return Taker(person=turn.actor, stands_in_for=stands_in_for(turn.actor, turn.tx, turn.today))


def stands_in_for(person: Person, tx: Tx, today: date) -> tuple[Person, ...]:
    """The colleagues who are away that Oslo day and have said that this person takes over."""
    away = tx.once(("away", today), lambda: tx.absences.on(today))
    return tuple(one for one in tx.people.active() if one.id in away and away[one.id].stand_in == person.id)
