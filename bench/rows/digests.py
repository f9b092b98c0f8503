"""What a person's morning costs, rendered, and all the way through the delivery."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

from bench.figures import Figure
from bench.profiles import Profile
from bench.rows.extent import Ground
from bench.world import CASES_EACH, CROWD, NOW, cases_of_the_crowd, let_wait, many_people, opened
from domain.message import MessageKind
from scheduler.delivery import Delivery
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Unit
from tests.kit.databases import KEY
from tests.kit.teams.edge_world import FakeMessenger
from tests.kit.year.days import PLANS

T = TypeVar("T")


class TimedReading(Database):
    """The delivery renders where it reads: `seconds` of CPU in that."""

    seconds = 0.0

    def read(self, work: Callable[[Unit], T], *, since: float | None = None) -> T:
        before = time.thread_time()
        try:
            return super().read(work, since=since)
        finally:
            self.seconds += time.thread_time() - before


def digests(ground: Ground) -> list[Figure]:
    """The first round warms up."""
    figures = []
    for name, fresh in ground.databases.items():
        rounds = _rounds(fresh(), ground.extent.rounds)
        each = f"{CASES_EACH} cases each, {name}"
        figures += [
            Figure(f"a digest rendered, {each}", "ms CPU", [made for made, _ in rounds], most=3),
            Figure(f"… claimed, rendered, sent and settled, {name}", "ms CPU", [whole for _, whole in rounds]),
        ]
    return figures


def profile(ground: Ground) -> Profile:
    """On SQLite."""
    with Profile() as found:
        _rounds(ground.databases["SQLite"](), 2)
    return found


def _rounds(url: str, rounds: int) -> list[tuple[float, float]]:
    """Milliseconds of CPU a digest: where the delivery reads, and altogether."""
    with opened(url) as database:
        many_people(database, "http://127.0.0.1/")
        cases_of_the_crowd(database)
    database = TimedReading(url, KeyRing([KEY]))
    found = [_round(database) for _ in range(rounds + 1)][1:]
    database.dispose()
    return found


def _round(database: TimedReading) -> tuple[float, float]:
    let_wait(database, MessageKind.DIGEST, len(CROWD))
    database.seconds, messenger = 0.0, FakeMessenger()
    before = time.process_time()
    asyncio.run(Delivery(database, messenger, PLANS, lambda: NOW, paced=False).drain())
    whole = time.process_time() - before
    if len(messenger.sent) != len(CROWD) or not all(card and summary for _, card, summary in messenger.sent):
        raise RuntimeError(f"{len(messenger.sent)} of {len(CROWD)} digests were sent, or one had nothing to say")
    return 1000 * database.seconds / len(CROWD), 1000 * whole / len(CROWD)
