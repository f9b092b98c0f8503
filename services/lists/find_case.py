"""A case by the number people say."""

from domain.case.case import Case
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from services.turn import Turn


def find_case(reference: str, turn: Turn) -> Case:
    """Through the gate; that someone asked for what is not theirs is recorded. Raises `NotFound`."""
    try:
        return turn.tx.cases.find(reference, turn.actor.id, turn.today)
    except NotFound:
        asked = Details(reference=reference)
        turn.tx.events.add(Event(kind=EventKind.REFUSED_WORD, at=turn.now, by=turn.actor.id, details=asked))
        raise
