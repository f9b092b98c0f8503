"""One writer at a time in this process, first come first served; people before what runs by itself.

SQLite takes one writer at a time, and gives its lock to whoever happens to ask at the right moment: under load somebody
waits for ever. PostgreSQL needs none of this.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Writers:
    def __init__(self) -> None:
        self._own = threading.Lock()
        self._people: deque[threading.Event] = deque()
        self._others: deque[threading.Event] = deque()
        self._busy = False

    @contextmanager
    def turn(self, until: float, *, person: bool) -> Iterator[None]:
        """Inside, nobody else writes. `until` is a moment of `time.monotonic`. Raises `TimeoutError`."""
        queue = self._people if person else self._others
        gate = self._queue_up(queue)
        if gate and not gate.wait(max(0.0, until - time.monotonic())):
            self._leave(queue, gate)
        try:
            yield
        finally:
            self._next()

    def _queue_up(self, queue: deque[threading.Event]) -> threading.Event | None:
        """The gate to wait at; None when the way is free."""
        with self._own:
            if not self._busy:
                self._busy = True
                return None
            gate = threading.Event()
            queue.append(gate)
            return gate

    def _leave(self, queue: deque[threading.Event], gate: threading.Event) -> None:
        """Raises `TimeoutError`, unless the gate was opened at the last moment."""
        with self._own:
            if gate in queue:
                queue.remove(gate)
                raise TimeoutError

    def _next(self) -> None:
        with self._own:
            waiting = self._people or self._others
            if waiting:
                waiting.popleft().set()
            else:
                self._busy = False
