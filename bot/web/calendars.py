"""Calendars that people subscribe to: fetched again and again by Outlook and others, with the link as the only key."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote

import structlog
from aiohttp import web
from aiohttp.helpers import ETag

from bot.limits.rates import Buckets, Rate
from bot.web.metrics import Metrics
from bot.web.pages import page
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded
from services.calendars.calendar_file import ics, subscribed
from storage.database import Database, Unavailable
from storage.unit_of_work import Damaged
from storage.year.calendar_links import ID_LENGTH

log = structlog.get_logger(__name__)

PATH = "/kalender/{token}.ics"
OF_ONE = Rate(20, timedelta(minutes=1))
"""How often one link is looked up, whether it leads anywhere or not: far more than any device asks."""
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_KEPT = {"Cache-Control": f"private, max-age={timedelta(hours=1) // timedelta(seconds=1)}"}
_GONE = (N_("Lenken virker ikke"), N_("Den er stoppet eller byttet ut. Skriv «kalender» i Teams for å få en ny."), 404)
_LATER = (N_("Kalenderen kan ikke hentes akkurat nå"), N_("Lenken virker fortsatt. Prøv igjen om en time."), 503)
_OFTEN = (N_("Kalenderen er spurt etter mange ganger"), N_("Prøv igjen om en time."), 429)


class Calendars:
    """The answer of a link, over one database."""

    def __init__(
        self,
        database: Database,
        school_plans: Mapping[SchoolId, SchoolPlan],
        clock: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._school_plans = school_plans
        self._clock = clock
        self._metrics = metrics
        self._each = Buckets(OF_ONE)

    async def fetch(self, request: web.Request) -> web.Response:
        """The calendar, or that it is as the caller has it."""
        try:
            found = await asyncio.to_thread(self._made, request.match_info["token"])
        except (Unavailable, Damaged) as error:
            log.warning("calendar not made", error=type(error).__name__)
            return _page(_LATER)
        if isinstance(found, bytes):
            return _answer(found, request)
        return _page(found)

    def _made(self, token: str) -> bytes | tuple[str, str, int]:
        if not self._each.take(token[:ID_LENGTH], self._clock()):
            self._metrics.limited("calendar")
            return _OFTEN
        calendar = subscribed(token, self._database, self._school_plans)
        return ics(calendar) if calendar else _GONE


def _answer(body: bytes, request: web.Request) -> web.Response:
    same = ETag(hashlib.sha256(body).hexdigest()[:32])
    name = quote(_("årshjul"))
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}.ics", **_HEADERS, **_KEPT}
    if any(one.value in {same.value, "*"} for one in request.if_none_match or ()):
        answer = web.Response(status=304, headers=headers)
    else:
        answer = web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)
    answer.etag = same
    return answer


def _page(what: tuple[str, str, int]) -> web.Response:
    title, text, status = what
    return page(worded(title), f"<p>{worded(text)}</p>", status=status, headers=_HEADERS)
