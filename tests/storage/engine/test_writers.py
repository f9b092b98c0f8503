import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from storage.engine.writers import Writers

SOON = 5.0


class Scene:
    """Writers who queue up one after the other while somebody writes; `wrote` is the order they came to write in."""

    def __init__(self) -> None:
        self.writers = Writers()
        self.wrote: list[str] = []
        self._threads: list[threading.Thread] = []

    @contextmanager
    def busy(self) -> Iterator[None]:
        with self.writers.turn(_soon(), person=False):
            yield
        for thread in self._threads:
            thread.join()

    def queues_up(self, name: str, *, person: bool, work: Callable[[], None] = lambda: None) -> None:
        """Returns when they stand in the queue."""

        def write() -> None:
            with self.writers.turn(_soon(), person=person):
                self.wrote.append(name)
                work()

        queue = self.writers._people if person else self.writers._others
        before = len(queue)
        self._threads.append(threading.Thread(target=write))
        self._threads[-1].start()
        while len(queue) == before:
            time.sleep(0.001)


def _soon() -> float:
    return time.monotonic() + SOON


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_first_come_first_served(scene: Scene) -> None:
    with scene.busy():
        for name in "abcdef":
            scene.queues_up(name, person=True)
    assert scene.wrote == list("abcdef")


def test_people_come_before_what_runs_by_itself(scene: Scene) -> None:
    with scene.busy():
        for name, person in (("sweep", False), ("anne", True), ("delivery", False), ("bente", True)):
            scene.queues_up(name, person=person)
    assert scene.wrote == ["anne", "bente", "sweep", "delivery"]


def test_no_two_write_at_once_and_the_way_is_free_afterwards(scene: Scene) -> None:
    inside: list[int] = []

    def work() -> None:
        inside.append(1)
        assert len(inside) == 1
        time.sleep(0.002)
        inside.pop()

    with scene.busy():
        for number in range(10):
            scene.queues_up(str(number), person=bool(number % 2), work=work)
    assert len(scene.wrote) == 10
    with scene.writers.turn(time.monotonic(), person=True):
        pass


def test_who_waits_in_vain_gives_up_and_holds_up_nobody(scene: Scene) -> None:
    with scene.busy():
        with pytest.raises(TimeoutError), scene.writers.turn(time.monotonic() + 0.01, person=True):
            scene.wrote.append("too late")
        with pytest.raises(TimeoutError), scene.writers.turn(time.monotonic() - 1, person=False):
            scene.wrote.append("too late")
        scene.queues_up("patient", person=True)
    assert scene.wrote == ["patient"]


def test_a_gate_that_opens_at_the_last_moment_is_gone_through(scene: Scene) -> None:
    """It was taken off the queue: nobody else would open the next one."""
    scene.writers._leave(scene.writers._people, threading.Event())


def test_who_fails_while_writing_lets_the_next_one_in(scene: Scene) -> None:
    with pytest.raises(KeyError), scene.writers.turn(_soon(), person=True):
        raise KeyError
    with scene.writers.turn(time.monotonic(), person=False):
        scene.wrote.append("next")
    assert scene.wrote == ["next"]
