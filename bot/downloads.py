"""Links to documents: GET shows a page with one button, so that a link scanner uses nothing up; POST delivers once."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.material import document, file_name
from bot.pages import page
from documents.compose import Kind
from documents.model import Document
from documents.render import Unrenderable, fingerprint, pdf
from domain.access import Permission, may
from domain.errors import NotFound
from domain.event import Event
from domain.people import SchoolId
from domain.plan import Plan
from storage.database import Database
from storage.downloads import Download
from storage.unit_of_work import Tx, Unit

log = structlog.get_logger(__name__)

_POLICY = "form-action 'self'; frame-ancestors 'none'"
_HEADERS = {"X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
_READY = (
    "Dokumentet er klart",
    """<p>Lenken virker én gang, i fem minutter. Lagre dokumentet bare der skolen
oppbevarer slike saker.</p><form method="post"><button>Last ned</button></form>""",
    200,
)
_GONE = ("Lenken virker ikke", "<p>Den er brukt eller for gammel. Be om en ny i Teams.</p>", 404)
_FAILED = (
    "Dokumentet kunne ikke lages",
    "<p>Feilen er notert. Lenken er ikke brukt opp. Prøv igjen, og si fra til den som drifter boten.</p>",
    500,
)


class Downloads:
    """The two answers of a link, over one database."""

    def __init__(
        self,
        database: Database,
        plans: Mapping[SchoolId, Plan],
        clock: Callable[[], datetime],
        render: Callable[[Document], bytes] = pdf,
    ) -> None:
        self._database = database
        self._plans = plans
        self._clock = clock
        self._render = render

    async def show(self, request: web.Request) -> web.Response:
        """Uses nothing up, whoever asks."""
        token, now = request.match_info["token"], self._clock()
        found = await asyncio.to_thread(self._database.run, lambda unit: unit.downloads.find(token, now))
        return _page(_READY) if found else _page(_GONE)

    async def deliver(self, request: web.Request) -> web.Response:
        """The document, once; made now, for someone who may still read the case."""
        try:
            made = await asyncio.to_thread(self._deliver, request.match_info["token"], self._clock())
        except Unrenderable:
            log.error("document not rendered")  # noqa: TRY400  (a trace says no more)
            return _page(_FAILED)
        if made is None:
            return _page(_GONE)
        name, body = made
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", **_HEADERS}
        return web.Response(body=body, content_type="application/pdf", headers=headers)

    def _deliver(self, token: str, now: datetime) -> tuple[str, bytes] | None:
        """File name and PDF. It is rendered before the link is used up: what failed can be tried again."""
        made = self._database.run(lambda unit: self._made(token, now, unit))
        if made is None:
            return None
        body = self._render(made)
        taken = self._database.run(lambda unit: _taken(token, made, now, unit))
        return (file_name(made), body) if taken else None

    def _made(self, token: str, now: datetime, unit: Unit) -> Document | None:
        link = unit.downloads.find(token, now)
        plan = self._plans.get(link.school_id) if link else None
        if link is None or plan is None:
            return None
        tx = unit.school(link.school_id)
        try:
            return _document(link, tx, plan, now)
        except NotFound:
            unit.downloads.take(token, now)
            tx.events.add(_event("document:refused", link, link.kind, now))
            log.info("document refused", kind=link.kind)
            return None


def _taken(token: str, made: Document, now: datetime, unit: Unit) -> bool:
    link = unit.downloads.find(token, now)
    if link is None or not unit.downloads.take(token, now):
        return False
    delivered = _event("document:delivered", link, f"{link.kind} {fingerprint(made)}", now)
    unit.school(link.school_id).events.add(delivered)
    return True


def _document(link: Download, tx: Tx, plan: Plan, now: datetime) -> Document:
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.COORDINATE_CASE):
        raise NotFound("Du har ikke lenger tilgang til saken.")
    return document(Kind(link.kind), link.case_id, link.person, tx, plan, now, hide_staff=link.hide_staff)


def _event(kind: str, link: Download, text: str, now: datetime) -> Event:
    return Event(kind=kind, at=now, by=link.person, text=text, case_id=link.case_id)


def _page(what: tuple[str, str, int]) -> web.Response:
    title, body, status = what
    return page(title, body, status=status, policy=_POLICY, headers=_HEADERS)
