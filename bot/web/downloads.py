"""Links to documents: GET shows a page with one button, so that a link scanner uses nothing up; POST delivers once."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.web.pages import page
from documents.parts.model import Document
from documents.render import Unrenderable, pdf
from domain.errors import Refused
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded
from services.documents.deliver_document import deliver, usable
from storage.database import Database, Unavailable
from storage.unit_of_work import Damaged

log = structlog.get_logger(__name__)

_POLICY = "form-action 'self'; frame-ancestors 'none'"
_HEADERS = {"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_READY = (
    N_("Dokumentet er klart"),
    N_("Lenken virker én gang, i fem minutter. Lagre dokumentet bare der skolen oppbevarer slike saker."),
    200,
)
_GONE = (N_("Lenken virker ikke"), N_("Den er brukt eller for gammel. Be om en ny i Teams."), 404)
_FAILED = (
    N_("Dokumentet kunne ikke lages"),
    N_("Feilen er notert. Lenken er ikke brukt opp. Prøv igjen, og si fra til den som drifter boten."),
    500,
)

_LATER = (
    N_("Dokumentet kan ikke hentes akkurat nå"),
    N_("Lenken er ikke brukt opp. Prøv igjen om et halvt minutt."),
    503,
)


class Downloads:
    """The two answers of a link, over one database."""

    def __init__(
        self,
        database: Database,
        school_plans: Mapping[SchoolId, SchoolPlan],
        clock: Callable[[], datetime],
        render: Callable[[Document], bytes] = pdf,
    ) -> None:
        self._database = database
        self._school_plans = school_plans
        self._clock = clock
        self._render = render

    async def show(self, request: web.Request) -> web.Response:
        """Uses nothing up, whoever asks."""
        token = request.match_info["token"]
        try:
            found = await asyncio.to_thread(usable, token, self._database, self._clock())
        except Unavailable:
            return _page(_LATER)
        press = _("Last ned")
        return _page(_READY, f'<form method="post"><button>{press}</button></form>') if found else _page(_GONE)

    async def deliver(self, request: web.Request) -> web.Response:
        """The document, once; made now, for someone who may still read the case."""
        token, now = request.match_info["token"], self._clock()
        try:
            made = await asyncio.to_thread(deliver, token, self._database, self._school_plans, self._render, now)
        except Unavailable:
            return _page(_LATER)
        except (Unrenderable, Refused, Damaged) as error:
            log.error("document not made", error=type(error).__name__)  # noqa: TRY400  (a trace would say too much)
            return _page(_FAILED)
        if made is None:
            return _page(_GONE)
        name, body = made
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", **_HEADERS}
        return web.Response(body=body, content_type="application/pdf", headers=headers)


def _page(what: tuple[str, str, int], more: str = "") -> web.Response:
    title, text, status = what
    return page(worded(title), f"<p>{worded(text)}</p>{more}", status=status, policy=_POLICY, headers=_HEADERS)
