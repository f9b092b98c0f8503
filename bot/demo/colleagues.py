"""Where the colleagues without a client of their own are reached: whatever they are sent arrives, and nobody looks."""

import itertools

from aiohttp import web

from bot.demo.playground import HOST

_PATH = "/_colleagues"


def service_url(port: int) -> str:
    """On the bot's own port."""
    return f"http://{HOST}:{port}{_PATH}"


def add_colleagues(app: web.Application) -> None:
    """As much of the connector's interface as a person's own chat needs."""
    numbers = itertools.count(1)

    async def opened(request: web.Request) -> web.Response:
        (member, *_) = (await request.json())["members"]
        return _said(f"personal-{member['id']}", 201)

    async def taken(_request: web.Request) -> web.Response:
        return _said(str(next(numbers)), 201)

    async def changed(request: web.Request) -> web.Response:
        return _said(request.match_info["activity"], 200)

    chat = f"{_PATH}/v3/conversations"
    app.router.add_post(chat, opened)
    app.router.add_post(f"{chat}/{{chat}}/activities", taken)
    app.router.add_put(f"{chat}/{{chat}}/activities/{{activity}}", changed)


def _said(name: str, status: int) -> web.Response:
    """Over when it is said: the bot would wait for its own connection when it is to stop."""
    response = web.json_response({"id": name}, status=status)
    response.force_close()
    return response
