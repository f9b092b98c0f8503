"""A person's turns wait for one another, so that nobody else waits for them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

AT_ONCE = 2


@dataclass(slots=True)
class _Queue:
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    turns: int = 0


class Queues:
    """Of each person with a turn on its way one, in the order they came."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def place(self, person: str) -> AsyncIterator[None]:
        """One of the person's few places in the thread pool, when it is their turn."""
        queue = self._queues.setdefault(person, _Queue())
        queue.turns += 1
        try:
            async with queue.places:
                yield
        finally:
            queue.turns -= 1
            if not queue.turns:
                del self._queues[person]
