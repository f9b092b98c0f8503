"""A few writers at a time in this process, first come first served; people before what runs by itself.

SQLite takes one writer at a time, and gives its lock to whoever happens to ask at the right moment: under load somebody
waits for ever. PostgreSQL takes many; but the threads of one process share its one interpreter, and sixteen that hold
locks while they wait for it make each other slow.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Writers:
    """`at_once`: how many may write at the same time."""

    def __init__(self, at_once: int = 1) -> None:
        self._own = threading.Lock()
        self._free = at_once
        self._people: deque[threading.Event] = deque()
        self._others: deque[threading.Event] = deque()

    @contextmanager
    def turn(self, until: float, *, person: bool) -> Iterator[None]:
        """Inside one may write. `until` is a moment of `time.monotonic`. Raises `TimeoutError`."""
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
            if self._free:
                self._free -= 1
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
                self._free += 1
