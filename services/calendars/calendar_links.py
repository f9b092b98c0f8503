"""The secret links by which a person subscribes to the årshjul in a calendar of their own."""

from domain.errors import Refused
from domain.year.subscription import Subscribed, may_subscribe
from services.turn import Turn
from storage.year.calendar_links import CalendarLink


def offered(turn: Turn) -> dict[Subscribed, CalendarLink | None]:
    """What the person may subscribe to, each with the link there is."""
    there = turn.tx.calendar_links.of(turn.actor.id)
    return {one: there.get(one) for one in Subscribed if may_subscribe(turn.actor, one)}


def make_calendar_link(to: Subscribed, instead_of: str, turn: Turn) -> str:
    """The address of a new link; it can be told only now. `instead_of`: the id of the link there was, which leads
    nowhere any more. Raises `Refused` when there is another.
    """
    if not may_subscribe(turn.actor, to):
        raise Refused("Du kan ikke abonnere på denne kalenderen.")
    there = offered(turn)[to]
    if (there.id if there else "") != instead_of:
        raise Refused("Du har en annen lenke nå, eller ingen. Skriv «kalender», og velg der.")
    return f"{turn.public_url}/kalender/{turn.tx.calendar_links.create(turn.actor.id, to, turn.now)}.ics"


def stop_subscriptions(turn: Turn) -> None:
    """None of the person's links leads anywhere from now on."""
    turn.tx.calendar_links.withdraw([turn.actor.id], turn.now)
