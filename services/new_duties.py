"""Who was given other duties by an import hears the next morning what of the årshjul is theirs now."""

from collections.abc import Mapping
from datetime import datetime

from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.people.duties import DutiesChanged, as_they_were, changed_duties
from domain.people.person import Person
from storage.unit_of_work import Tx


def note_duties(before: Mapping[PersonId, Person], tx: Tx, now: datetime) -> None:
    if had := changed_duties(before, tx.people.read_all()):
        tx.events.keep(Event(kind=EventKind.DUTIES_CHANGED, at=now, by=None), DutiesChanged(at=now, before=had))


def had_at(person: Person, tx: Tx, then: datetime) -> Person:
    """The person, with the duties of that moment."""
    told = tx.once("duties", lambda: tx.events.of_school(EventKind.DUTIES_CHANGED, DutiesChanged))
    return as_they_were(person, told, then)
