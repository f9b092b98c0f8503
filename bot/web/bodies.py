"""What comes with a request is there in time and not too big, or nothing is done."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web

from bot.teams.gate import Refusal, body
from bot.web.door import DOOR

MESSAGES = "/api/messages"

log = structlog.get_logger(__name__)


@web.middleware
async def whole(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """What Teams sends is read by its adapter, which asks first who sends it. Nothing else needs a body."""
    if request.path != MESSAGES and request.can_read_body:
        try:
            await body(request, seconds=request.app[DOOR].body_seconds)
        except Refusal as refusal:
            log.warning("refused", status=refusal.status, reason=refusal.reason)
            return web.Response(status=refusal.status)
    return await handler(request)
