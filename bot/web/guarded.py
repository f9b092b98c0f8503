"""One connection, as aiohttp serves it, but with limits, plain answers and nothing of what came in any log.

aiohttp has no setting for these. `_waiter`, `_messages` and `_request_count` are its own names; a test holds them.
"""

import asyncio
from http import HTTPStatus
from typing import Any, cast

import structlog
from aiohttp import web
from aiohttp.http import HttpProcessingError
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader
from aiohttp.web_protocol import RequestHandler

from bot.web.door import Door, TurnedAway
from storage.failures import place

IDLE_SECONDS = 75.0
"""Longer than the proxy in front keeps a connection open."""
LINGER_SECONDS = 2.0
"""For the rest of a body that nobody wants, so that the answer is seen."""

_AS_SERVED: dict[str, Any] = {
    "access_log": None,
    "auto_decompress": False,
    "keepalive_timeout": IDLE_SECONDS,
    "lingering_time": LINGER_SECONDS,
}
log = structlog.get_logger(__name__)
_MALFORMED = (HttpProcessingError, web.RequestPayloadError)


class Guarded(RequestHandler):
    """Asks the door whether it may come in, and tells it whether it waits for anything."""

    __slots__ = ("_body", "_door", "_head_timer")

    def __init__(self, manager: "GuardedServer", door: Door, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(manager, loop=loop, **_AS_SERVED)
        self._body: StreamReader = EMPTY_PAYLOAD
        self._door = door
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        if peer and self._door.admit(self, peer[0]):
            super().connection_made(transport)
            self._expect_head()
        else:
            cast("asyncio.Transport", transport).abort()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._have_head()
        self._door.leaves(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before, idle = self._request_count, self._waiter is not None and self._head_timer is None
        super().data_received(data)
        if self._request_count > before:
            self._have_head()
            self._door.asks(self)
            if not self._body.is_eof():  # nothing else could come before all of it
                self._body.set_exception(web.RequestPayloadError())
            _, self._body = self._messages[-1]
        elif idle:
            self._expect_head()

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Who does not take the answer is left. An answer before the whole body has come is the last."""
        answer = _plain(resp.status, resp) if isinstance(resp, web.HTTPError) else resp
        if not request.content.is_eof():
            answer.force_close()
        try:
            async with asyncio.timeout(self._door.answer_seconds):
                done = await super().finish_response(request, answer, start_time)
        except TimeoutError:
            self._door.turns_away(TurnedAway.NOT_TAKEN)
            if self.transport is not None:
                self.transport.abort()
            return answer, True
        if not self._messages:
            self._door.waits(self)
        return done

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002  (another's signature)
    ) -> web.StreamResponse:
        self.log_exception(exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError
        answer = _plain(status)
        answer.force_close()
        return answer

    def log_exception(self, *_words: object, exc_info: BaseException | None = None, **_more: object) -> None:
        """What kind it is, and where it arose in our code: its words may hold what came."""
        if isinstance(exc_info, _MALFORMED):
            self._door.turns_away(TurnedAway.MALFORMED)
        else:
            at = place(exc_info.__traceback__) if exc_info else ""
            log.error("request failed", error=type(exc_info).__name__, at=at)

    def log_debug(self, *_words: object, **_more: object) -> None:
        """Nothing."""

    def send_away(self) -> None:
        self.force_close()

    def _expect_head(self) -> None:
        self._head_timer = self._loop.call_later(self._door.head_seconds, self._late)

    def _have_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _late(self) -> None:
        self._door.turns_away(TurnedAway.LATE)
        self.force_close()


class _Bare(web.Response):
    """Says nothing of who answers, also where the application is not asked."""

    async def _prepare_headers(self) -> None:
        await super()._prepare_headers()
        self.headers.popall("Server", None)


def _plain(status: int, instead_of: web.Response | None = None) -> web.Response:
    """The status and its name only. Which methods are allowed stays."""
    allow = {"Allow": instead_of.headers["Allow"]} if instead_of is not None and "Allow" in instead_of.headers else {}
    return _Bare(status=status, text=f"{status}: {HTTPStatus(status).phrase}", headers=allow)


class GuardedServer(web.Server):
    """Makes a guarded connection of each that comes."""

    def __init__(self, plain: web.Server, door: Door) -> None:
        super().__init__(plain.request_handler, request_factory=plain.request_factory)
        self._door = door

    def __call__(self) -> RequestHandler:
        return Guarded(self, self._door, self._loop)
