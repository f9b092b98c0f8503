"""A connector on a bad day: it refuses what it takes a moment later, splits messages and forgets to tell their ids."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from aiohttp import web

from bot.teams.activities import SUMMARY
from tests.kit.teams.connector import FakeConnector, Fault, Json

WRONG_GEO = Fault(400, "BadArgument", message="Incoming request was redirected to the wrong geo! Target geo: EUDB")
AT_RANDOM = (Fault(404, "ConversationNotFound"), Fault(403, "InvalidBotApiHost"), WRONG_GEO)
SOON = Fault(429, "TooManyRequests", retry_after="0")
BUSY = (Fault(429, "TooManyRequests", retry_after="3"), Fault(412, "PreconditionFailed"), Fault(502), Fault(503))


@dataclass(slots=True)
class HardConnector(FakeConnector):
    """Refuses no conversation twice in a row, and each in one way only once: what is tried again gets there.

    Where a test tells it what to refuse, it refuses nothing of its own.
    """

    seed: str = ""
    told: bool = False
    _owed: float = 0
    _chances: dict[str, Random] = field(default_factory=dict)
    _refused: dict[str, list[Fault | None]] = field(default_factory=dict)

    async def start(self) -> None:
        """By a name, whose letters may be of any size."""
        await super(HardConnector, self).start()
        self.service_url = self.service_url.replace("127.0.0.1", "localhost")

    def fail(self, conversation: str, *faults: Fault) -> None:
        self.told = True
        super(HardConnector, self).fail(conversation, *faults)

    def owes(self) -> float:
        owed, self._owed = self._owed, 0.0
        return owed

    async def _answer(
        self, request: web.Request, key: str, good: web.Response, deliver: Callable[[], None]
    ) -> web.Response:
        if not (self.told or self.weather) and (fault := self._hiccup(key, self._is_reply())):
            self._owed = max(self._owed, 300.0 if fault.status >= 500 else 10.0)
            self.faults[key].append(fault)
        elif request.method == "POST" and request.path.endswith("/activities") and self._chance(key).random() < 0.1:
            good = web.json_response({}, status=201)
        return await super(HardConnector, self)._answer(request, key, good, deliver)

    def _hiccup(self, key: str, reply: bool) -> Fault | None:
        """At an eighth of the requests, each conversation by its own dice: they come in any order."""
        before, chance = self._refused.setdefault(key, []), self._chance(key)
        fault = chance.choice((*AT_RANDOM, SOON) if reply else (*AT_RANDOM, SOON, *BUSY))
        refused = chance.random() < 0.125 and fault not in before and before[-1:] in ([], [None])
        before.append(fault if refused else None)
        return before[-1]

    def _is_reply(self) -> bool:
        """A reply to who wrote is tried again once, and at once."""
        body = self.requests[-1].body
        return bool(body.get("activity", body).get("summary") == SUMMARY)

    def _chance(self, key: str) -> Random:
        return self._chances.setdefault(key, Random(f"{self.seed} {key}"))

    def _deliver(self, conversation: str, activity_id: str, body: Json) -> None:
        """Text and card of one message become two, and its id is that of either."""
        if "text" not in body or not body.get("attachments") or activity_id in self.messages[conversation]:
            return super(HardConnector, self)._deliver(conversation, activity_id, body)
        text, card = {"text": body["text"]}, {name: value for name, value in body.items() if name != "text"}
        first, second = (activity_id, f"{activity_id}b")[:: self._chance(conversation).choice((1, -1))]
        self.messages[conversation] |= {first: text, second: card}
        return None
