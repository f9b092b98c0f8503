"""A message ready to go: the card as things stand now, and where it goes."""

from dataclasses import dataclass
from datetime import datetime

from cards.kit.elements import Card
from scheduler.messenger import Address, Messenger, Outcome
from storage.outbox.message import Queued
from storage.people.channels import Place
from storage.people.references import Reference
from storage.unit_of_work import Tx, Unit


@dataclass(frozen=True, slots=True)
class Letter:
    message: Queued
    place: Reference | Place
    summary: str
    card: Card
    calls: bool = False

    @property
    def new(self) -> bool:
        """Whether it replaces nothing that is there."""
        return self.message.origin is None

    @property
    def where(self) -> str:
        """Whom Teams' limits count it for."""
        return self.message.where

    async def send(self, messenger: Messenger) -> Outcome:
        address, origin = _address(self.message, self.place), self.message.origin
        if origin:
            return await messenger.update(address, origin.activity_id, self.card, summary=self.summary)
        return await messenger.send(address, self.card, summary=self.summary, calls=self.calls)


def place_of(message: Queued, unit: Unit, tx: Tx, now: datetime) -> Reference | Place | None:
    """Where the person or the channel is reached, if it is."""
    if message.channel:
        return unit.places.of(message.channel)
    if message.recipient is None:
        return None
    return unit.references.of(tx.people.get(message.recipient).entra_object_id, now)


def language_for(message: Queued, place: Reference | Place | None, tx: Tx) -> str:
    """What the person has chosen, or what their Teams was in; empty for a channel, which has the school's."""
    person = tx.people.known.get(message.recipient) if message.recipient else None
    seen = place.language if isinstance(place, Reference) else ""
    return (person.language if person else "") or seen


def _address(message: Queued, place: Reference | Place) -> Address:
    origin = message.origin
    return Address(
        service_url=(origin.service_url if origin else "") or place.service_url,
        tenant_id=place.tenant_id,
        bot_id=place.bot_id,
        conversation_id=origin.conversation_id if origin else place.conversation_id,
        user_id=place.user_id if isinstance(place, Reference) else None,
        channel=isinstance(place, Place) and origin is None,
    )
