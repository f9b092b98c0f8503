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
from documents.render import fingerprint, pdf
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
_READY = """<p>Lenken virker én gang, i fem minutter. Lagre dokumentet bare der skolen
oppbevarer slike saker.</p><form method="post"><button>Last ned</button></form>"""
_GONE = "<p>Den er brukt eller for gammel. Be om en ny i Teams.</p>"


class Downloads:
    """The two answers of a link, over one database."""

    def __init__(self, database: Database, plans: Mapping[SchoolId, Plan], clock: Callable[[], datetime]) -> None:
        self._database = database
        self._plans = plans
        self._clock = clock

    async def show(self, request: web.Request) -> web.Response:
        """Uses nothing up, whoever asks."""
        token, now = request.match_info["token"], self._clock()
        alive = await asyncio.to_thread(self._database.run, lambda unit: unit.downloads.alive(token, now))
        return page("Dokumentet er klart", _READY, policy=_POLICY, headers=_HEADERS) if alive else _gone()

    async def deliver(self, request: web.Request) -> web.Response:
        """The document, once; made now, for someone who may still read the case."""
        token, now = request.match_info["token"], self._clock()
        made = await asyncio.to_thread(self._database.run, lambda unit: self._make(token, now, unit))
        if made is None:
            return _gone()
        body = await asyncio.to_thread(pdf, made)
        name = quote(file_name(made))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Referrer-Policy": "no-referrer"}
        return web.Response(body=body, content_type="application/pdf", headers=headers)

    def _make(self, token: str, now: datetime, unit: Unit) -> Document | None:
        link = unit.downloads.take(token, now)
        plan = self._plans.get(link.school_id) if link else None
        if link is None or plan is None:
            return None
        tx = unit.school(link.school_id)
        try:
            made = _document(link, tx, plan, now)
        except NotFound:
            tx.events.add(_event("document:refused", link, link.kind, now))
            log.info("document refused", kind=link.kind)
            return None
        tx.events.add(_event("document:delivered", link, f"{link.kind} {fingerprint(made)}", now))
        return made


def _document(link: Download, tx: Tx, plan: Plan, now: datetime) -> Document:
    person = tx.people.known.get(link.person)
    if person is None or not may(person, Permission.COORDINATE_CASE):
        raise NotFound("Du har ikke lenger tilgang til saken.")
    return document(Kind(link.kind), link.case_id, link.person, tx, plan, now, hide_staff=link.hide_staff)


def _event(kind: str, link: Download, text: str, now: datetime) -> Event:
    return Event(kind=kind, at=now, by=link.person, text=text, case_id=link.case_id)


def _gone() -> web.Response:
    return page("Lenken virker ikke", _GONE, status=404, policy=_POLICY, headers=_HEADERS)
