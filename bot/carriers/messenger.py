"""Messages whose buttons open dialogs."""

from bot.carriers.buttons import opening_dialogs
from cards.kit.elements import Card
from scheduler.messenger import Address, Member, Messenger, Outcome


class DialogMessenger:
    """Implements `Messenger`, before the one that sends. In channels too: a dialog is seen by the one who pressed."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    async def send(self, address: Address, card: Card, *, summary: str, calls: bool = False) -> Outcome:
        return await self._messenger.send(address, opening_dialogs(card), summary=summary, calls=calls)

    async def open(self, address: Address) -> Outcome:
        return await self._messenger.open(address)

    async def update(self, address: Address, activity_id: str, card: Card, *, summary: str) -> Outcome:
        return await self._messenger.update(address, activity_id, opening_dialogs(card), summary=summary)

    async def members(self, address: Address) -> list[Member]:
        return await self._messenger.members(address)
