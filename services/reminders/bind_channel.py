"""What a channel receives: a leader binds it, in the channel itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.oslo import oslo_date
from domain.reminders.channel import Channel, offered, unreceived
from domain.reminders.hours import may_go_from
from domain.school_plan.school_plan import SchoolPlan
from domain.year.posts import Covered
from services.turn import Turn
from services.year.year_posts import post_to
from storage.people.channels import Place
from storage.unit_of_work import Tx


def bind_channel(receives: Sequence[str], turn: Turn) -> None:
    """Recorded by whom: what a channel receives is seen by all who are in it. Raises `Invalid` and `Refused`."""
    if not set(offered_here(turn)).issuperset(receives):
        raise Invalid("receives", "Velg fra listen.")
    before = bound_here(turn)
    turn.tx.channels.bind(_place(turn), receives, turn.now)
    same = before is not None and set(before.receives) == set(receives)
    after = bound_here(turn)
    if after and (not same or (before and before.dead_since)):
        tell_what_is_open(after, turn.tx, turn.school_plan, turn.now)
    if not same:
        details = Details(receives=tuple(receives))
        turn.tx.events.add(Event(kind=EventKind.CHANNEL_BOUND, at=turn.now, by=turn.actor.id, details=details))


def tell_what_is_open(channel: Channel, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """What stands open, the day it can be told, of that a channel receives from now on; the same once a day."""
    before = school_plan.calendar.first_school_day - timedelta(days=1)
    on = oslo_date(may_go_from(now, now, school_plan))
    covered = Covered(school=before, aks=before, until=on, standing=True)
    post_to(channel, covered, tx, school_plan, now, key=",".join(sorted(channel.receives)))


def look_at_channel(turn: Turn) -> tuple[Channel | None, list[str]]:
    """The channel, if it has been bound, and the purposes and grades no channel of the school has asked for.

    Someone is here: a channel that was given up is reached again from now on. Raises `Refused`.
    """
    before = bound_here(turn)
    turn.tx.channels.heard(_place(turn))
    after = bound_here(turn)
    if after and before and before.dead_since:
        tell_what_is_open(after, turn.tx, turn.school_plan, turn.now)
    return after, unreceived(turn.tx.channels.all(), offered_here(turn))


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
