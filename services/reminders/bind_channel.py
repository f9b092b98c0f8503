"""What a channel receives: a leader binds it, in the channel itself."""

from collections.abc import Sequence

from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.reminders.channel import Channel, offered, unreceived
from services.turn import Turn
from storage.people.channels import Place


def bind_channel(receives: Sequence[str], turn: Turn) -> None:
    """Recorded by whom: what a channel receives is seen by all who are in it. Raises `Invalid` and `Refused`."""
    if not set(offered_here(turn)).issuperset(receives):
        raise Invalid("receives", "Velg fra listen.")
    before = bound_here(turn)
    turn.tx.channels.bind(_place(turn), receives, turn.now)
    if before and set(before.receives) == set(receives):
        return
    details = Details(receives=tuple(receives))
    turn.tx.events.add(Event(kind=EventKind.CHANNEL_BOUND, at=turn.now, by=turn.actor.id, details=details))


def look_at_channel(turn: Turn) -> tuple[Channel | None, list[str]]:
    """The channel, if it has been bound, and the purposes and grades no channel of the school has asked for.

    Someone is here: a channel that was given up is reached again from now on. Raises `Refused`.
    """
    turn.tx.channels.heard(_place(turn))
    return bound_here(turn), unreceived(turn.tx.channels.all(), offered_here(turn))


def bound_here(turn: Turn) -> Channel | None:
    """The channel, if it has been bound. Raises `Refused` in a person's own chat."""
    return turn.tx.channels.at(_place(turn).conversation_id)


def offered_here(turn: Turn) -> list[str]:
    """All that a channel of the school can receive."""
    return offered({pupil.grade for pupil in turn.tx.pupils.read_all() if pupil.active})


def _place(turn: Turn) -> Place:
    if turn.place is None:
        raise Refused("Skriv «kanal» i kanalen det gjelder.")
    return turn.place
