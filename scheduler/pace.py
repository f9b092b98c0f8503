"""Teams' limits, kept before they are met: so many messages to a conversation, and to the tenant, in so long."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

PER_CONVERSATION = ((7, timedelta(seconds=1.25)), (60, timedelta(seconds=32)))
PER_TENANT = ((50, timedelta(seconds=1.02)),)
"""Teams counts in 1 and 30 seconds, from when a message arrives: what begins together does not arrive together."""
SHORT, LONG = timedelta(seconds=1.25), timedelta(seconds=32)
MANY = 60 - 7
"""Of the long window only they count who have had so many: more than a short one's cannot be added at once."""
PER_HOUR = 1800
NEAR = PER_HOUR - 60
"""Who has had so many in an hour gets none for a while. Looked at every `LONG`, in which 60 may be added."""
HOUR = timedelta(hours=1)
ALL = ""


class Pace:
    """What has begun to be sent, by every process: all since `SHORT`, and since `LONG` of those who have had `MANY`.
    `turn` asks for one more. `sated`: who has had `NEAR` in an `HOUR`.
    """

    def __init__(self, begun: Iterable[tuple[str, datetime]], now: datetime, sated: Collection[str] = ()) -> None:
        self.now = now
        self._sated = frozenset(sated)
        self._begun: defaultdict[str, list[datetime]] = defaultdict(list)
        for where, at in begun:
            self._begun[where].append(at)
            self._begun[ALL].append(at)

    def turn(self, where: str) -> datetime:
        """When a message may go there: now (and it is counted as gone), or the first moment that it may."""
        if where in self._sated:
            return self.now + LONG
        due = max(self._free(self._begun[where], PER_CONVERSATION), self._free(self._begun[ALL], PER_TENANT))
        if due <= self.now:
            self._begun[where].append(self.now)
            self._begun[ALL].append(self.now)
        return due

    @property
    def room(self) -> int:
        """How many may go to anyone now."""
        return min(most - len(_within(self._begun[ALL], window, self.now)) for most, window in PER_TENANT)

    @property
    def opens(self) -> datetime:
        """When there is room for someone: now, or the first moment that there is."""
        return self._free(self._begun[ALL], PER_TENANT)

    @property
    def full(self) -> list[str]:
        """To whom none may go now."""
        busy = (one for one, begun in self._begun.items() if one and self._free(begun, PER_CONVERSATION) > self.now)
        return [*self._sated.union(busy)]

    def _free(self, begun: list[datetime], limits: Iterable[tuple[int, timedelta]]) -> datetime:
        """The first moment from now on when each window has room for one more."""
        free = self.now
        for most, window in limits:
            within = sorted(_within(begun, window, self.now))
            if len(within) >= most:
                free = max(free, within[len(within) - most] + window)
        return free


def _within(begun: Iterable[datetime], window: timedelta, now: datetime) -> list[datetime]:
    return [at for at in begun if at > now - window]
