"""Links to documents: GET shows a page with one button, so that a link scanner uses nothing up; POST delivers once.

Browsers on an iPhone ask twice for what is to be saved, by POST or GET: the one that has the page's cookie may, within
a minute.
"""

import asyncio
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from html import escape
from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web

from bot.web.pages import page
from documents.parts.model import Document
from documents.render import Unrenderable, pdf
from domain.errors import Refused
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded
from services.delivery.deliver_document import ForWhom, deliver, for_whom
from storage.case.downloads import AGAIN, LIFE
from storage.database import Database, Unavailable
from storage.unit_of_work import Damaged

log = structlog.get_logger(__name__)

_POLICY = "form-action 'self'; frame-ancestors 'none'"
_HEADERS = {"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_OF_A_FILE = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Accept-Ranges": "none"}
_COOKIE = "nettleser"
_TYPES = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv"}
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)
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
        public_url: str,
        render: Callable[[Document], bytes] = pdf,
    ) -> None:
        self._database = database
        self._school_plans = school_plans
        self._clock = clock
        self._public = urlsplit(public_url)
        self._render = render

    async def show(self, request: web.Request) -> web.Response:
        """Uses nothing up, whoever asks."""
        token, browser = request.match_info["token"], _browser(request)
        try:
            found = await asyncio.to_thread(for_whom, token, browser, self._database, self._school_plans, self._clock())
        except Unavailable:
            return _page(_LATER)
        except Damaged as error:
            return _failed(error)
        if found is None:
            return _page(_GONE)
        if found.again and request.method == "GET":
            return await self.deliver(request)
        return self._remembered(_page(_READY, _for(found)), token, browser or secrets.token_urlsafe(32), LIFE)

    async def deliver(self, request: web.Request) -> web.Response:
        """The document, once; made now, for someone who may still read the case."""
        token, browser, now = request.match_info["token"], _browser(request), self._clock()
        try:
            made = await asyncio.to_thread(
                deliver, token, browser, self._database, self._school_plans, self._render, now
            )
        except Unavailable:
            return _page(_LATER)
        except (Unrenderable, Refused, Damaged) as error:
            return _failed(error)
        if made is None:
            return _page(_GONE)
        name, body = made
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", **_HEADERS, **_OF_A_FILE}
        answer = web.Response(body=body, content_type=_TYPES[name.rpartition(".")[2]], headers=headers)
        return self._remembered(answer, token, browser, AGAIN) if browser else answer

    def _remembered(self, answer: web.Response, token: str, browser: str, life: timedelta) -> web.Response:
        """With the secret that tells this browser from others, for this link only."""
        answer.set_cookie(
            _COOKIE,
            browser,
            path=f"{self._public.path}/d/{token}",
            max_age=life // timedelta(seconds=1),
            secure=self._public.scheme == "https",
            httponly=True,
            samesite="Strict",
        )
        return answer


def _browser(request: web.Request) -> str:
    """The secret it was given; "" when it has none, or one that is not ours."""
    secret = request.cookies.get(_COOKIE, "")
    return secret if _SECRET.fullmatch(secret) else ""


def _for(found: ForWhom) -> str:
    whose = _("Dette dokumentet er laget for {name}. Er det ikke deg, lukk siden.", name=found.name)
    press = _("Last ned")
    return (
        f"<p><strong>{escape(found.title)}</strong></p><p>{escape(whose)}</p>"
        f'<form method="post"><button>{press}</button></form>'
    )


def _failed(error: Exception) -> web.Response:
    """A trace would say too much."""
    log.error("document not made", error=type(error).__name__)
    return _page(_FAILED)


def _page(what: tuple[str, str, int], more: str = "") -> web.Response:
    title, text, status = what
    return page(worded(title), f"<p>{worded(text)}</p>{more}", status=status, policy=_POLICY, headers=_HEADERS)
