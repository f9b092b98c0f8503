"""The short module on privacy: done, put off once, and how many have done it."""

from domain.event import Event, EventKind
from domain.people.permissions import Permission, may
from domain.people.person import Role
from domain.protection import learning
from domain.protection.learning import Learned, Offer
from services.turn import Turn


def standing(turn: Turn) -> Offer:
    return learning.standing(_told(turn), turn.actor.id, turn.today)


def finish(turn: Turn) -> None:
    """It was read to its end; on one day once."""
    if standing(turn).done_on != turn.today:
        _tell(Learned(person=turn.actor.id, on=turn.today, done=True), turn)


def put_off(turn: Turn) -> None:
    """Raises `Refused` the second time."""
    _tell(learning.put_off(standing(turn), turn.actor.id, turn.today), turn)


def how_many_know(turn: Turn) -> tuple[int, int] | None:
    """Of how many of the staff; for leaders."""
    if not may(turn.actor, Permission.LEAD_YEAR):
        return None
    staff = [person.id for person in turn.tx.people.active() if not person.has(Role.SCHOOL_OWNER)]
    return learning.how_many_know(_told(turn), staff, turn.today), len(staff)


def is_counted(turn: Turn) -> bool:
    """Whether what is counted for the school owner's contact is shared with the person."""
    return turn.school_plan.owner_counts and may(turn.actor, Permission.SEE_OVERSIGHT)


def _told(turn: Turn) -> list[Learned]:
    return turn.tx.events.of_school(EventKind.PRIVACY_LEARNED, Learned)


def _tell(learned: Learned, turn: Turn) -> None:
    turn.tx.events.keep(Event(kind=EventKind.PRIVACY_LEARNED, at=turn.now, by=turn.actor.id), learned)
