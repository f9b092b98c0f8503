"""The command line. What an operator or a school's administrator reads is in bokmål."""

import asyncio
import errno
import socket
import uuid
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot import demo as demo_school
from bot import logs
from bot.app import Parts, create_app, run_app, token_source, utc_now
from bot.edge import Edge
from bot.export import Export, export
from bot.package import build_package, is_version
from bot.people import PeopleRefused, import_people
from bot.plans import load_plans
from bot.settings import Settings, UnsafeStart
from documents.compose import Kind
from documents.render import Unrenderable
from domain.calendar import oslo_date
from domain.errors import NotFound
from domain.people import SchoolId
from domain.plan import Plan
from storage import migrate as migrations
from storage.crypto import KeyRing, Undecipherable
from storage.database import Database, NoDatabase
from storage.plan_file import PlanErrors, check_report
from storage.plans import PlanChanged

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Skolemiljø: aktivitetsplikten i Teams.",
)
keys_app = typer.Typer(no_args_is_help=True, help="Krypteringsnøkler.")
app.add_typer(keys_app, name="keys")
SCHOOL_HELP = "Skolens id i planfilen. Trengs bare når det er flere skoler."
CHANGED = "Planfilen er endret uten ny versjon ({}). Gi den et nytt versjonsnavn, så beholder saker sitt."
Day = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        formats=["%Y-%m-%d"],
        metavar="ÅÅÅÅ-MM-DD",
        help="Dagen demoen later som det er. Start igjen med en senere dag for å gå fram i tid.",
    ),
]
TimeOfDay = Annotated[
    datetime | None,
    typer.Option(
        "--time",
        formats=["%H:%M"],
        metavar="TT:MM",
        help="Klokken i Oslo da. Morgenens påminnelser og innlegg kommer fra 07:30 til 17:00.",
    ),
]
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True, style="bold")


def _stop(*lines: str) -> NoReturn:
    for line in lines:
        err.print(line, markup=False)
    raise typer.Exit(2)


def _settings() -> Settings:
    try:
        return Settings.load()
    except UnsafeStart as unsafe:
        _stop("Boten starter ikke:", *unsafe.lines)


def _database(settings: Settings) -> Database:
    """The database, migrated and readable with the keys given; otherwise a clear line."""
    database = _unchecked(settings)
    if not migrations.is_current(database.engine):
        _stop("Databasen er ikke oppdatert. Kjør: python -m bot migrate")
    try:
        database.run(lambda unit: [unit.schools.data_key(school_id) for school_id in unit.schools.all()])
    except Undecipherable:
        _stop("ENCRYPTION_KEYS passer ikke til databasen. Sett inn nøkkelen den ble laget med.")
    return database


def _unchecked(settings: Settings) -> Database:
    """A database that answers; otherwise a clear line."""
    ring = KeyRing.parse(settings.encryption_keys.get_secret_value())
    try:
        database = Database(settings.database_url.get_secret_value(), ring)
        database.reach()
    except NoDatabase as problem:
        _stop(str(problem))
    return database


def _listen(parts: Parts) -> None:
    """Serve until told to stop; a clear line when the address cannot be had."""
    host, port = parts.settings.host, parts.settings.port
    try:
        run_app(create_app(parts), host, port)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            _stop(f"Port {port} er opptatt. Stopp programmet som bruker den, eller velg en annen med PORT.")
        if isinstance(problem, socket.gaierror) or problem.errno in (errno.EADDRNOTAVAIL, errno.EACCES):
            _stop(f"Boten kan ikke lytte på {host}, port {port}. Se HOST og PORT.")
        raise


@app.command()
def serve() -> None:
    """Start boten for Microsoft Teams."""
    settings = _settings()
    database = _database(settings)
    try:
        plans = load_plans(settings.plan_file, database, utc_now())
    except PlanErrors as errors:
        _stop("Boten starter ikke, planfilen har feil:", *errors.problems)
    except PlanChanged as changed:
        _stop(CHANGED.format(changed))
    parts = Parts(
        settings=settings,
        database=database,
        plans=plans,
        edge=Edge(),
        tokens=token_source(settings),
        bot_id=f"28:{settings.microsoft_app_id}",
        tenant_id=settings.microsoft_app_tenant_id,
    )
    logs.configure(settings.log_level)
    _listen(parts)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Porten boten lytter på.")] = 3978,
    data_dir: Annotated[Path, typer.Option(help="Her ligger databasen til demoen.")] = Path("var/demo"),
    *,
    client: Annotated[bool, typer.Option(help="Start Teams-klientene også.")] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begynn på nytt med en tom database.")] = False,
    day: Day = None,
    at: TimeOfDay = None,
) -> None:
    """Start boten med en oppdiktet skole og to Teams-klienter på denne maskinen."""
    clock = utc_now
    if day or at:
        clock = demo_school.clock_from(day.date() if day else None, at.time() if at else None)
    try:
        asyncio.run(
            demo_school.run(port=port, data_dir=data_dir, client=client, fresh=fresh, say=out.print, clock=clock)
        )
    except demo_school.CannotStart as problem:
        _stop(str(problem))


@app.command()
def migrate() -> None:
    """Lag eller oppdater tabellene i databasen."""
    migrations.upgrade(_unchecked(_settings()).engine)
    out.print("Databasen er oppdatert.")


@app.command(name="check-plan")
def check_plan(file: Annotated[Path, typer.Argument(help="Skolens planfil.")]) -> None:
    """Les planfilen strengt, og vis hva den fører til."""
    report = check_report(file, oslo_date(utc_now()))
    for line in (*report.lines, *(f"Obs: {warning}" for warning in report.warnings)):
        out.print(line, markup=False)
    if report.problems:
        _stop(*report.problems)


@app.command(name="import-people")
def import_people_command(
    folder: Annotated[Path, typer.Argument(help="Mappe med ansatte.csv og elever.csv.")],
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
) -> None:
    """Les inn ansatte og elever. Alt eller ingenting; ingen slettes."""
    settings = _settings()
    database = _database(settings)
    try:
        for line in import_people(database, _plan(settings, database, school), folder, utc_now()):
            out.print(line)
    except PeopleRefused as refused:
        _stop("Ingenting er lest inn:", *refused.lines)


@app.command(name="export")
def export_command(
    reference: Annotated[str, typer.Argument(help="Sakens nummer, som 2026-014.")],
    upn: Annotated[str, typer.Option("--som", help="Den ansatte som har bedt om dokumentet (UPN). Blir loggført.")],
    kind: Annotated[Kind, typer.Option("--dokument", help="Hvilket dokument.")] = Kind.EVIDENCE,
    folder: Annotated[Path, typer.Option("--til", help="Mappen filen legges i.")] = Path("dist"),
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
    *,
    hide_staff: Annotated[bool, typer.Option("--uten-navn", help="Roller i stedet for ansattes navn.")] = False,
) -> None:
    """Lag et dokument fra en sak som PDF. Bare for den som er med i saken og kan hente det i Teams."""
    settings = _settings()
    database = _database(settings)
    asked = Export(reference=reference, upn=upn, kind=kind, hide_staff=hide_staff)
    try:
        path = export(asked, database, _plan(settings, database, school), folder, utc_now())
    except (NotFound, Unrenderable) as refused:
        _stop(str(refused))
    except OSError as problem:
        _stop(f"Kan ikke skrive i {folder}: {problem.strerror}.")
    finally:
        database.dispose()
    out.print(f"Skrev {path}. Lagre det bare der skolen oppbevarer slike saker.")


def _plan(settings: Settings, database: Database, school: str) -> Plan:
    """The plan of the school that is meant; otherwise a clear line."""
    try:
        plans = load_plans(settings.plan_file, database, utc_now())
    except PlanErrors as errors:
        _stop(*errors.problems)
    except PlanChanged as changed:
        _stop(CHANGED.format(changed))
    if not school and len(plans) != 1:
        _stop("Det er flere skoler. Si hvilken med --school:", *plans)
    plan = plans.get(SchoolId(school or next(iter(plans))))
    if plan is None:
        _stop(f"Ingen planfil gjelder skolen «{school}». Si en av disse med --school:", *plans)
    return plan


@keys_app.command()
def rotate() -> None:
    """Lås skolenes datanøkler med den første nøkkelen i ENCRYPTION_KEYS. Etterpå kan den gamle fjernes."""
    database = _database(_settings())
    changed = database.run(lambda unit: unit.schools.rewrap())
    out.print(f"{changed} datanøkler er låst med den nye nøkkelen.")


@app.command()
def package(
    target: Annotated[Path, typer.Argument(help="Zip-filen som lages.")] = Path("dist/skolemiljo.zip"),
    version: Annotated[str, typer.Option(help="Versjonen som vises i Teams.")] = "0.1.0",
) -> None:
    """Lag Teams-appen (zip) med id-ene fra innstillingene."""
    if not is_version(version):
        _stop("--version må være tre tall med punktum mellom, som 1.2.0.")
    settings = _settings()
    app_id = settings.microsoft_app_id
    teams_app_id = str(uuid.uuid5(uuid.UUID(app_id), "teams-app"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        build_package(target, app_id=app_id, teams_app_id=teams_app_id, public_url=settings.public_url, version=version)
    except OSError as problem:
        _stop(f"Kan ikke skrive {target}: {problem.strerror}.")
    out.print(f"Skrev {target}. Last den opp i Teams-administrasjonen.")
