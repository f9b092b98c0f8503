"""So many at once, and then one now and again: what one person may do. In memory, each process by itself."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and one more for every `each` that passes."""

    burst: int
    each: timedelta


class Buckets:
    """Of each person one. Those heard of last are remembered."""

    def __init__(self, rate: Rate, most: int = MOST_PEOPLE) -> None:
        self._rate = rate
        self._most = most
        self._full_at: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def take(self, person: str, now: datetime) -> bool:
        """Whether there was one left. A clock that was set back locks nobody out: emptier than empty is full."""
        with self._lock:
            empty = now + self._rate.burst * self._rate.each
            full_at = max(self._full_at.pop(person, now), now)
            full_at = now if full_at > empty else full_at
            left = full_at + self._rate.each <= empty
            self._full_at[person] = full_at + self._rate.each if left else full_at
            if len(self._full_at) > self._most:
                self._full_at.popitem(last=False)
            return left
