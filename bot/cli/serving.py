"""The bot as a process that is started and stopped, with a line in the log for each."""

import errno
import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import structlog

from bot.app import Parts, anchors_of, create_app
from bot.cli.terminal import stop
from bot.cli.version import bot_version
from bot.web.server import run_app
from domain.ids import SchoolId
from domain.oslo import oslo_date
from domain.school_plan.calendar import year_without_plan
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _
from storage.database import Unavailable

log = structlog.get_logger(__name__)


def listen(parts: Parts) -> None:
    """Serve until told to stop; a clear line when the address cannot be had."""
    host, port = parts.settings.host, parts.settings.port
    try:
        run_app(create_app(parts), host, port, lambda: _started(parts))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            stop(_("Port {port} er opptatt. Stopp programmet som bruker den, eller velg en annen med PORT.", port=port))
        if isinstance(problem, socket.gaierror) or problem.errno in (errno.EADDRNOTAVAIL, errno.EACCES):
            stop(_("Boten kan ikke lytte på {host}, port {port}. Se HOST og PORT.", host=host, port=port))
        raise
    with suppress(OSError, Unavailable):
        anchors_of(parts).drop()
    log.info("stopped")


def _started(parts: Parts) -> None:
    """The kind of the database only: its address may hold a password."""
    log.info(
        "started",
        version=bot_version(),
        host=parts.settings.host,
        port=parts.settings.port,
        schools=len(parts.school_plans),
        database=parts.database.engine.dialect.name,
        scheduler=parts.settings.scheduler,
    )
    warn_of_years(parts.school_plans, oslo_date(parts.clock()))


def warn_of_years(school_plans: Mapping[SchoolId, SchoolPlan], today: date) -> None:
    """Each school that there should be another year's plan file for by now."""
    for school, plan in school_plans.items():
        if missing := year_without_plan(plan.calendar, today):
            log.warning("no plan file for the school year", school=school, year=missing)
