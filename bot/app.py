"""The composition root: settings in, a web application out. Holds the process's only clock."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import requests
import structlog
from aiohttp import web

from bot import handlers
from bot.anchors import EVERY as ANCHORS_EVERY
from bot.anchors import Anchors
from bot.carriers.messenger import DialogMessenger
from bot.language.catalogues import learn_languages
from bot.settings.settings import AppType, Carrier, Settings
from bot.teams import credentials
from bot.teams.activities import TeamsBot
from bot.teams.adapter import TeamsAdapter, TokenCheck, UnsignedCaller
from bot.teams.connector import Connector
from bot.teams.edge import Edge
from bot.teams.gate import Gate
from bot.teams.keys import SigningKeys
from bot.turns.limited import Limited
from bot.turns.limits import FOR_PEOPLE, Limits, Rates
from bot.turns.runner import Pools, TurnRunner
from bot.turns.senders import Senders
from bot.web import calendars
from bot.web.door import DOOR, Door
from bot.web.downloads import Downloads
from bot.web.metrics import Metrics
from bot.web.pages import add_pages
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from scheduler import clockwork
from scheduler.delivery import Delivery
from scheduler.messenger import Messenger
from scheduler.reach import Reach
from storage.database import Database

WRITERS, READERS = 32, 8
"""Turns at once. Most of those that write wait for the database."""
log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """The one place that asks the machine what time it is."""
    return datetime.now(UTC)  # noqa: TID251  (this is the clock)


@dataclass(frozen=True)
class Parts:
    """What the application is made of. Tests and the demo choose another edge, clock or token source.

    `rates`: what one person may do in a short time. `keys_again`: seconds before the keys of Teams are asked for the
    second time, if the first was in vain. `forgetful`: the clients lose what they showed when they are loaded again.
    """

    settings: Settings
    database: Database
    school_plans: Mapping[SchoolId, SchoolPlan]
    edge: Edge
    tokens: credentials.Tokens
    bot_id: str
    tenant_id: str
    clock: Callable[[], datetime] = utc_now
    paced: bool = True
    rates: Rates = FOR_PEOPLE
    keys_again: float = 2.0
    forgetful: bool = False


DELIVERY = web.AppKey("delivery", Delivery)
REACH = web.AppKey("reach", Reach)
ADAPTER = web.AppKey("adapter", TeamsAdapter)
KEYS = web.AppKey("keys", SigningKeys)
METRICS = web.AppKey("metrics", Metrics)
PARTS = web.AppKey("parts", Parts)


def anchors_of(parts: Parts) -> Anchors:
    return Anchors(parts.database, parts.settings.anchor_file, parts.clock)


def create_app(parts: Parts) -> web.Application:
    learn_languages()
    app = web.Application()
    app[PARTS] = parts
    app[DOOR] = Door(parts.settings.proxies)
    app[METRICS] = Metrics(parts.database.keys.failures, app[DOOR])
    app.router.add_post("/api/messages", _messages)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz)
    app.router.add_get("/metrics", _metrics)
    add_pages(app)
    links = Downloads(parts.database, parts.school_plans, parts.clock, parts.settings.public_url)
    app.router.add_get("/d/{token}", links.show)
    app.router.add_post("/d/{token}", links.deliver)
    calendar = calendars.Calendars(parts.database, parts.school_plans, parts.clock, app[METRICS])
    app.router.add_get(calendars.PATH, calendar.fetch)
    app.on_response_prepare.append(_say_little)
    app.cleanup_ctx.append(_running)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    """The session, the thread pool and the ticks live as long as the application does."""
    parts = app[PARTS]
    with _pool(WRITERS) as writers, _pool(READERS) as readers:
        async with aiohttp.ClientSession() as session:
            messenger = _messenger(parts, session)
            limits = Limits(parts.rates)
            turns = TurnRunner(
                parts.database,
                Senders(parts.school_plans, parts.clock, parts.settings.public_url, forgetful=parts.forgetful),
                handlers.load(),
                Pools(writers, readers),
                app[METRICS],
                limits,
            )
            plans, bot = parts.school_plans, parts.bot_id
            limited = Limited(turns, limits, parts.clock, app[METRICS], plans)
            app[DELIVERY] = Delivery(parts.database, messenger, plans, parts.clock, paced=parts.paced, bot_id=bot)
            app[KEYS] = SigningKeys(session, parts.edge.metadata_url)
            anonymous = parts.settings.anonymous
            app[REACH] = Reach(parts.database, messenger, parts.tenant_id, parts.clock, by_id=not anonymous)
            check = UnsignedCaller() if anonymous else TokenCheck(parts.settings.microsoft_app_id, app[KEYS])
            gate = Gate(parts.edge, parts.tenant_id, parts.bot_id)
            app[ADAPTER] = TeamsAdapter(TeamsBot(limited, messenger), gate, check)
            async with _fetching_keys(parts, app[KEYS]):
                with _ticking(app):
                    yield
                    await app[DELIVERY].stop()


def _messenger(parts: Parts, session: aiohttp.ClientSession) -> Messenger:
    connector = Connector(session, parts.tokens, parts.edge, notice_text=parts.settings.notice_text)
    return DialogMessenger(connector) if parts.settings.carrier == Carrier.DIALOGS else connector


def _pool(at_once: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(at_once, thread_name_prefix="turn")


@asynccontextmanager
async def _fetching_keys(parts: Parts, keys: SigningKeys) -> AsyncIterator[None]:
    """On the side, until the bot stops. The demo believes everyone, and needs none."""
    fetching = () if parts.settings.anonymous else (asyncio.create_task(keys.keep(parts.keys_again)),)
    yield
    for task in fetching:
        task.cancel()
        await asyncio.wait([task])


@contextmanager
def _ticking(app: web.Application) -> Iterator[None]:
    """Unless another process does it."""
    parts, delivery, reach = app[PARTS], app[DELIVERY], app[REACH]
    start = clockwork.start if parts.settings.scheduler else None
    hourly = clockwork.aside(ANCHORS_EVERY, anchors_of(parts).drop, at_once=False)
    ticks = start(parts.database, delivery, parts.school_plans, parts.clock, reach, hourly) if start else None
    yield
    if ticks:
        ticks.shutdown(wait=False)


async def _say_little(_request: web.Request, response: web.StreamResponse) -> None:
    """Nobody needs to know what serves them or, by what is asked next, which link; nothing is for a cache unless it
    says so.
    """
    response.headers.pop("Server", None)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers["X-Content-Type-Options"] = "nosniff"


async def _messages(request: web.Request) -> web.Response:
    return await request.app[ADAPTER].process(request)


async def _healthz(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _readyz(request: web.Request) -> web.Response:
    """Ready when something can be kept and the keys of Teams are known."""
    parts = request.app[PARTS]
    keys = parts.settings.anonymous or request.app[KEYS].ready
    database = await asyncio.to_thread(parts.database.writable)
    return web.Response(text="ready" if keys and database else "not ready", status=200 if keys and database else 503)


async def _metrics(request: web.Request) -> web.Response:
    parts = request.app[PARTS]
    if not _may_watch(request, parts.settings):
        return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    metrics, now = request.app[METRICS], parts.clock()
    text = await asyncio.to_thread(metrics.exposition, parts.database, parts.school_plans, now)
    return web.Response(body=text, content_type="text/plain", charset="utf-8")


def _may_watch(request: web.Request, settings: Settings) -> bool:
    """Whoever has the token; without one there is no such page, but in the demo."""
    token = settings.metrics_token.get_secret_value()
    if settings.anonymous:
        return True
    if not token:
        raise web.HTTPNotFound
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, f"Bearer {token}".encode())


def token_source(settings: Settings, session: requests.Session | None = None) -> credentials.Tokens:
    """The source of the bot's own tokens, by app type. Tests ask with another session."""
    app_id, tenant = settings.microsoft_app_id, settings.microsoft_app_tenant_id
    if settings.anonymous:
        return credentials.Anonymous()
    session = session or credentials.web()
    if settings.microsoft_app_type == AppType.USER_ASSIGNED_MSI:
        return credentials.managed_identity(app_id, session)
    return credentials.confidential(app_id, tenant, _credential(settings, session), session)


def _credential(settings: Settings, session: requests.Session) -> credentials.Credential:
    match settings.microsoft_app_type:
        case AppType.CERTIFICATE if settings.microsoft_app_certificate_file:
            pem = credentials.read_pem(settings.microsoft_app_certificate_file)
            return pem.credential(settings.microsoft_app_certificate_thumbprint)
        case AppType.FEDERATED if settings.microsoft_app_federated_token_file:
            return credentials.federated(credentials.token_file(settings.microsoft_app_federated_token_file))
        case AppType.FEDERATED:
            identity = settings.microsoft_app_federated_client_id
            return credentials.federated(credentials.vouching_identity(identity, session))
        case _:
            return settings.microsoft_app_password.get_secret_value()
