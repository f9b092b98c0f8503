"""`python -m bot demo`: the bot with the made-up school of `demo/` and two Teams clients, on this machine only."""

import base64
import os
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from bot import logs
from bot.app import Parts, create_app, token_source, utc_now
from bot.demo.box import welcome
from bot.demo.colleagues import add_colleagues
from bot.demo.playground import HOST, PRINCIPAL, TEACHER, Client, Playgrounds, port_in_use, port_taken
from bot.demo.school import PLAN, CannotStart, Clients, Clock, fill_new, open_school, remove
from bot.settings.master_keys import master_keys
from bot.settings.settings import Settings
from bot.teams.edge import Edge
from bot.web.server import GuardedRunner, told_to_stop
from demo.generate import BOT_ID, TENANT_ID
from domain.oslo import at_oslo, oslo_time
from domain.text.messages import N_, Labels, _
from storage.database import Database
from storage.files.private import make_folder, open_file

SITS_AT = Labels({TEACHER.whose: N_("kontaktlærer i 4B"), PRINCIPAL.whose: N_("rektor")})
Say = Callable[[str], None]


async def run(
    *,
    port: int,
    data_dir: Path,
    client: bool,
    fresh: bool,
    say: Say,
    empty: bool = False,
    clients: Clients = (TEACHER, PRINCIPAL),
    clock: Clock = utc_now,
) -> None:
    """Serve until Ctrl-C or SIGTERM. The state in `data_dir` survives; `fresh` starts over.

    A new school is in use, as of the `clock`; an `empty` one has people and a plan, and a database of its own. A later
    `clock` the next time moves the whole school on. Raises `CannotStart` when the port is taken.
    """
    if port_in_use(HOST, port):
        raise CannotStart(port_taken(port))
    logs.configure("WARNING")
    path = _database_file(data_dir, empty=empty, fresh=fresh)
    settings = _settings(port, data_dir, path)
    if not (empty or path.exists()):
        say(_("Fyller skolen med det de ansatte har gjort til nå. Det tar litt tid, bare denne ene gangen."))
        await fill_new(path, master_keys(settings), port, clients, clock)
    await _serve(_parts(settings, clients, clock), data_dir, clients if client else (), say)


async def _serve(parts: Parts, data_dir: Path, clients: tuple[Client, ...], say: Say) -> None:
    """When all that starts has answered, it is said where it is."""
    app, port = create_app(parts), parts.settings.port
    add_colleagues(app)
    runner = GuardedRunner(app)
    try:
        async with Playgrounds(port, data_dir / "logs", clients) as playgrounds:
            await runner.setup()  # begins to deliver: those it delivers to are there
            await runner.listen(HOST, port)
            for fault in playgrounds.faults:
                say(_("Obs: {warning}", warning=fault))
            say(welcome(port, data_dir, playgrounds, SITS_AT))
            await told_to_stop().wait()
    finally:
        await runner.cleanup()
        parts.database.dispose()


def clock_from(day: date | None, at: time | None = None, clock: Clock = utc_now) -> Clock:
    """A clock that starts on this day, at this time of day in Oslo, and runs on; what is not given is as it is now."""
    began = clock()
    now = oslo_time(began)
    ahead = at_oslo(day or now.date(), at or now.time()) - began
    return lambda: clock() + ahead


def _parts(settings: Settings, clients: Clients, clock: Clock) -> Parts:
    database = Database(settings.database_url.get_secret_value(), master_keys(settings))
    return Parts(
        settings=settings,
        database=database,
        school_plans=open_school(database, settings.port, clients, clock),
        edge=Edge.loopback(),
        tokens=token_source(settings),
        bot_id=BOT_ID,
        tenant_id=TENANT_ID,
        clock=clock,
        forgetful=True,
    )


def _database_file(data_dir: Path, *, empty: bool, fresh: bool) -> Path:
    """The bare school has a database of its own."""
    make_folder(data_dir)
    path = data_dir.resolve() / ("empty.db" if empty else "skolemiljo.db")
    if fresh:
        remove(path)
    return path


def _settings(port: int, data_dir: Path, path: Path) -> Settings:
    return Settings.of(
        {
            "anonymous": True,
            "host": HOST,
            "port": port,
            "database_url": f"sqlite:///{path}",
            "encryption_keys": _key(data_dir / "encryption.key"),
            "plan_file": PLAN,
            "log_level": "WARNING",
        }
    )


def _key(path: Path) -> str:
    """A random key of this demo's own, readable by its user only."""
    if not path.exists():
        with open_file(path) as file:
            file.write(base64.b64encode(os.urandom(32)))
    return path.read_text("ascii")
