"""The made-up school of the demo: read in, and, when it is new, filled with what its people have done until now."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.demo.colleagues import service_url
from bot.demo.playground import HOST, ROOT, Client
from bot.teams.edge import plain
from demo.generate import BOT_ID, TENANT_ID
from demo.in_use.acts import whose
from demo.in_use.fill import began, fill
from domain.ids import SchoolId
from domain.people.person import Person, Role
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import SOURCE, _
from services.load_school_plans import load_school_plans
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from services.reminders.bind_channel import bind_channel
from services.turn import Turn
from storage.database import Database, NoDatabase
from storage.engine import migrate
from storage.engine.crypto import KeyRing
from storage.files.school_plan_file import PlanErrors, read_school_plan
from storage.people.channels import Place
from storage.people.references import Reference
from storage.unit_of_work import Unit
from storage.year.school_plans import PlanChanged

PLAN = ROOT / "plans" / "rosenholm.yaml"
PEOPLE = ROOT / "demo" / "people"
RECEIVES = {"teacher": ("årshjul", "trinn 4"), "principal": ("årshjul", "evalueringer", "ledelse")}
"""What the channel of each client receives."""
CHANNEL = "Trygt skolemiljø"
Clients = tuple[Client, Client]
Clock = Callable[[], datetime]


class CannotStart(Exception):  # noqa: N818  (reads as what happened)
    """A clear line on why the demo does not start."""


async def fill_new(path: Path, ring: KeyRing, port: int, clients: Clients, clock: Clock) -> None:
    """A database with a school in use at `path`: all of it, or, whatever happens, nothing."""
    making = path.with_name(f"new-{path.name}")
    remove(making)
    database, now = Database(f"sqlite:///{making}", ring), clock()
    try:
        plans = open_school(database, port, clients, lambda: began(read_school_plan(PLAN), now))
        await fill(database, plans, now)
        _bind(database, plans, clients, now)
    finally:
        database.dispose()
    for part in making.parent.glob(f"{making.name}-*"):
        part.replace(path.with_name(part.name.removeprefix("new-")))
    making.replace(path)


def remove(path: Path) -> None:
    """A database, with what SQLite keeps beside it."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()


def open_school(database: Database, port: int, clients: Clients, clock: Clock) -> Mapping[SchoolId, SchoolPlan]:
    """Tables, plan, people, and where each of them is reached. Raises `CannotStart`."""
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
    database.run(lambda unit: _reach_everyone(unit, school_id, port, clients, now))
    return plans


def _reach_everyone(unit: Unit, school_id: SchoolId, port: int, clients: Clients, now: datetime) -> None:
    """The clients forget everything when they stop, so what an earlier run knew of them is dead.

    The principal is reached in the second client, the colleagues who live in the first are reached there, and the
    others where nobody looks. The clients say of everyone that their Teams is in English: they have chosen bokmål.
    """
    unit.references.forget_under(f"http://{HOST}:")
    teachers, principals = clients
    in_first = (teachers.folder / ".m365agentsplayground.yml").read_text("utf-8")
    people = unit.school(school_id).people
    for person in people.active():
        if not person.language:
            people.speak(person, SOURCE)
        if person.has(Role.PRINCIPAL):
            at = _reference(person, principals.service_url, "personal-principal", now)
        elif person.entra_object_id in in_first:
            mine = "personal-teacher" if "4B" in person.classes else None
            at = _reference(person, teachers.service_url, mine, now)
        else:
            at = _reference(person, service_url(port), None, now)
        unit.references.learn(at)


def _reference(person: Person, where: str, conversation: str | None, now: datetime) -> Reference:
    return Reference(
        entra_object_id=person.entra_object_id,
        service_url=plain(where),
        tenant_id=TENANT_ID,
        bot_id=BOT_ID,
        user_id=f"29:{person.entra_object_id}",
        conversation_id=conversation,
        seen_at=now,
    )


def _bind(database: Database, plans: Mapping[SchoolId, SchoolPlan], clients: Clients, now: datetime) -> None:
    """The channel in each client's team, by the principal."""
    for client in clients:
        for school_id, plan in plans.items():
            database.run(partial(_bind_one, client, school_id, plan, now))


def _bind_one(client: Client, school_id: SchoolId, plan: SchoolPlan, now: datetime, unit: Unit) -> None:
    name, tx = client.folder.name, unit.school(school_id)
    place = Place(f"channel-{name}", plain(client.service_url), TENANT_ID, BOT_ID, f"team-{name}", CHANNEL)
    bind_channel(RECEIVES[name], Turn(whose("principal", tx), now, plan, tx, place=place))
