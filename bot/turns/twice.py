"""The same press come twice: people tap twice, and Teams sends again what it thinks was lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.teams.incoming import Incoming

MOMENT = timedelta(seconds=10)
MOST = 1000
Body = dict[str, Any]
Press = tuple[str, str | None, str]


class Twice:
    """What was done a moment ago, and how it was answered: in memory only, one press a person.

    A second press that is refused because the first has done it is answered as the first was. `clock` is in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._last: dict[str | None, tuple[Press, datetime, Body]] = {}

    def done(self, incoming: Incoming, body: Body) -> None:
        now, kept = self._clock(), list(self._last.items())[-MOST:]
        self._last = {who: one for who, one in kept if abs(now - one[1]) < MOMENT}
        self._last[incoming.user_object_id] = (_press(incoming), now, body)

    def answered(self, incoming: Incoming) -> Body | None:
        """None when the person's last press was another one, or longer ago, or the clock has gone back since."""
        press, at, body = self._last.get(incoming.user_object_id, (None, None, None))
        same = at is not None and press == _press(incoming) and abs(self._clock() - at) < MOMENT
        return body if same else None


def _press(incoming: Incoming) -> Press:
    data = sorted((name, str(value)) for name, value in incoming.data.items())
    return incoming.conversation_id, incoming.verb, repr(data)
