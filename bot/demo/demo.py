"""`python -m bot demo`: the bot with the made-up school of `demo/` and two Teams clients, on this machine only."""

import base64
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path

from bot import logs
from bot.app import Parts, create_app, token_source, utc_now
from bot.demo.playground import HOST, PRINCIPAL, ROOT, TEACHER, Client, Playgrounds, port_in_use, port_taken
from bot.settings.master_keys import master_keys
from bot.settings.settings import Settings
from bot.teams.edge import Edge, plain
from bot.web.server import GuardedRunner, told_to_stop
from demo.generate import BOT_ID, TENANT_ID
from domain.ids import SchoolId
from domain.oslo import at_oslo, oslo_time
from domain.people.person import Person, Role
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _
from services.load_school_plans import load_school_plans
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from storage.database import Database, NoDatabase
from storage.engine import migrate
from storage.files.private import make_folder, open_file
from storage.files.school_plan_file import PlanErrors
from storage.people.references import Reference
from storage.unit_of_work import Unit
from storage.year.school_plans import PlanChanged

PLAN = ROOT / "plans" / "rosenholm.yaml"
PEOPLE = ROOT / "demo" / "people"
_SITS_AT = Labels({TEACHER.whose: N_("kontaktlærer i 4B"), PRINCIPAL.whose: N_("rektor")})
Say = Callable[[str], None]
Clock = Callable[[], datetime]


class CannotStart(Exception):  # noqa: N818  (reads as what happened)
    """A clear line on why the demo does not start."""


async def run(
    *,
    port: int,
    data_dir: Path,
    client: bool,
    fresh: bool,
    say: Say,
    clients: tuple[Client, ...] = (TEACHER, PRINCIPAL),
    clock: Clock = utc_now,
) -> None:
    """Serve until Ctrl-C or SIGTERM. The state in `data_dir` survives; `fresh` starts over.

    A later `clock` the next time moves the whole school on. Raises `CannotStart` when the port is taken.
    """
    if port_in_use(HOST, port):
        raise CannotStart(port_taken(port))
    logs.configure("WARNING")
    parts = _parts(_settings(port, data_dir, fresh=fresh), clients, clock)
    runner = GuardedRunner(create_app(parts))
    await runner.setup()
    try:
        await runner.listen(HOST, port)
        async with Playgrounds(port, data_dir / "logs", clients if client else ()) as playgrounds:
            for line in _welcome(port, data_dir, playgrounds):
                say(line)
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


def _parts(settings: Settings, clients: tuple[Client, ...], clock: Clock) -> Parts:
    database = Database(settings.database_url.get_secret_value(), master_keys(settings))
    return Parts(
        settings=settings,
        database=database,
        school_plans=_school(database, clients, clock),
        edge=Edge.loopback(),
        tokens=token_source(settings),
        bot_id=BOT_ID,
        tenant_id=TENANT_ID,
        clock=clock,
    )


def _settings(port: int, data_dir: Path, *, fresh: bool) -> Settings:
    make_folder(data_dir)
    path = data_dir.resolve() / "skolemiljo.db"
    if fresh:
        for old in path.parent.glob("skolemiljo.db*"):
            old.unlink()
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


def _school(database: Database, clients: tuple[Client, ...], clock: Clock) -> Mapping[SchoolId, SchoolPlan]:
    """Tables, plan, people, and where the people of the two clients are reached."""
    now = clock()
    try:
        database.reach(create=True)
    except NoDatabase as problem:
        raise CannotStart(str(problem)) from problem
    migrate.upgrade(database.engine)
    try:
        plans = load_school_plans(PLAN, database, now, clock)
    except (PlanChanged, PlanErrors) as error:
        raise CannotStart(
            _("Planfilen er endret uten ny versjon, eller har feil ({error}). Prøv --fresh.", error=error)
        ) from error
    (school_id,) = plans
    try:
        import_people(database, plans[school_id], PEOPLE, now)
    except PeopleRefused as refused:
        raise CannotStart(_("{error} Prøv --fresh.", error=refused)) from refused
    database.run(lambda unit: _seed(unit, school_id, clients, now))
    return plans


def _seed(unit: Unit, school_id: SchoolId, clients: tuple[Client, ...], now: datetime) -> None:
    """The clients forget everything when they stop, so what an earlier run knew of them is dead.

    The principal is reached in the second client; the colleagues who live in the first are reached there.
    """
    unit.references.forget_under(f"http://{HOST}:")
    teachers, principals = clients
    for person in unit.school(school_id).people.active():
        if person.has(Role.PRINCIPAL):
            unit.references.learn(_reference(person, principals, "personal-principal", now))
        elif person.entra_object_id in (teachers.folder / ".m365agentsplayground.yml").read_text("utf-8"):
            mine = "personal-teacher" if "4B" in person.classes else None
            unit.references.learn(_reference(person, teachers, mine, now))


def _reference(person: Person, client: Client, conversation: str | None, now: datetime) -> Reference:
    """Whose conversation is known has no user id until the client tells it: that is news, and gets the welcome."""
    return Reference(
        entra_object_id=person.entra_object_id,
        service_url=plain(client.service_url),
        tenant_id=TENANT_ID,
        bot_id=BOT_ID,
        user_id="" if conversation else f"29:{person.entra_object_id}",
        conversation_id=conversation,
        seen_at=now,
    )


def _welcome(port: int, data_dir: Path, playgrounds: Playgrounds) -> list[str]:
    address = f"http://{HOST}:{port}/api/messages"
    lines = [_("Skolemiljø svarer på {address}. Skolen er oppdiktet.", address=address)]
    lines += [
        "  " + _("Teams som {who}: {address}", who=_SITS_AT[client.whose], address=client.address)
        for client in playgrounds.running
    ]
    if playgrounds.running:
        lines.append(_("Skriv «varsle» som kontaktlærer. Varselet dukker opp hos rektor. Skriv «hjelp» for mer."))
    lines += [_("Obs: {warning}", warning=fault) for fault in playgrounds.faults]
    return [*lines, _("Data ligger i {folder}. Stopp med Ctrl-C; begynn på nytt med --fresh.", folder=data_dir)]
