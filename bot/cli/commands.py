"""The command line. What an operator or a school's administrator reads is in bokmål."""

import asyncio
import uuid
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import logs
from bot.app import Parts, token_source, utc_now
from bot.cli.package import build_package, is_version
from bot.cli.people import import_schools, school_folders
from bot.cli.plans import show_checked, write_changed, write_next
from bot.cli.serving import listen
from bot.cli.terminal import (
    CHANGED,
    SCHOOL_HELP,
    answering_database,
    load_settings,
    migrated_database,
    out,
    plan_of,
    plans_of,
    stop,
)
from bot.cli.upkeep import audit, backup, keys, purge
from bot.cli.version import bot_version
from bot.demo import demo as demo_school
from bot.demo.school import CannotStart
from bot.teams.edge import Edge
from documents.render import Unrenderable
from domain.documents.editions import DocumentKind, Edition
from domain.errors import NotFound, Refused
from domain.oslo import oslo_date
from domain.text.messages import _, worded
from services.documents.export_document import Export, export
from services.load_school_plans import load_school_plans
from services.people.accounts import Said
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from storage.engine import migrate as migrations
from storage.files.private import make_folder
from storage.files.school_plan_file import PlanErrors
from storage.year.school_plans import PlanChanged

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Skolemiljø: aktivitetsplikten i Teams.",
)
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
for command in (backup.backup, backup.restore, backup.resume, purge.purge):
    app.command()(command)
PEOPLE_HELP = "Mappe med ansatte.csv og elever.csv. Da ses det også etter om noen har rollene planen trenger."
OUT_HELP = "Filen som lages. Ellers legges den ved siden av, med skoleåret i navnet; der finner boten den."
LEAVING_HELP = "De som mangler i filene, har sluttet, også når det er mange av dem."
MOVED_HELP = "Brukernavnet har fått en ny objekt-ID i Entra, og det er samme person. Kan gjentas."
OTHERS_HELP = "Brukernavnet har fått en ny objekt-ID i Entra, og det er en annen person. Kan gjentas."
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


def _tell_version(asked: bool) -> None:  # noqa: FBT001  (another's signature)
    if asked:
        out.print(f"Skolemiljø {bot_version()}")
        raise typer.Exit


@app.callback()
def main(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Vis versjonen.")
    ] = False,
) -> None:
    """What may stand before a command."""


@app.command()
def serve() -> None:
    """Start boten for Microsoft Teams."""
    settings = load_settings()
    database = migrated_database(settings)
    try:
        plans = load_school_plans(settings.plan_file, database, utc_now(), utc_now)
    except PlanErrors as errors:
        stop(_("Boten starter ikke, planfilen har feil:"), *errors.problems)
    except PlanChanged as changed:
        stop(worded(CHANGED, {"version": changed}))
    parts = Parts(
        settings=settings,
        database=database,
        school_plans=plans,
        edge=Edge(),
        tokens=token_source(settings),
        bot_id=f"28:{settings.microsoft_app_id}",
        tenant_id=settings.microsoft_app_tenant_id,
    )
    logs.configure(settings.log_level)
    listen(parts)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Porten boten lytter på.")] = 3978,
    data_dir: Annotated[Path, typer.Option(help="Her ligger databasen til demoen.")] = Path("var/demo"),
    *,
    client: Annotated[bool, typer.Option(help="Start Teams-klientene også.")] = True,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begynn på nytt.")] = False,
    empty: Annotated[
        bool, typer.Option("--empty", help="En skole uten saker: bare de ansatte, elevene og planen.")
    ] = False,
    day: Day = None,
    at: TimeOfDay = None,
) -> None:
    """Start boten med en oppdiktet skole og to Teams-klienter på denne maskinen."""
    clock = utc_now
    if day or at:
        clock = demo_school.clock_from(day.date() if day else None, at.time() if at else None)
    try:
        asyncio.run(
            demo_school.run(
                port=port, data_dir=data_dir, client=client, fresh=fresh, empty=empty, say=_tell, clock=clock
            )
        )
    except CannotStart as problem:
        stop(str(problem))


def _tell(line: str) -> None:
    out.print(line, markup=False)


@app.command()
def migrate() -> None:
    """Lag eller oppdater tabellene i databasen."""
    try:
        migrations.upgrade(answering_database(load_settings(), create=True).engine)
    except migrations.OtherVersion as problem:
        stop(str(problem))
    out.print(_("Databasen er oppdatert."))


@app.command(name="check-plan")
def check_plan(
    path: Annotated[Path, typer.Argument(metavar="FIL", help="Skolens planfil, eller en mappe med én for hver skole.")],
    people: Annotated[Path | None, typer.Option("--folk", metavar="MAPPE", help=PEOPLE_HELP)] = None,
) -> None:
    """Les planfilen strengt, og vis hva den fører til."""
    if people and path.is_dir():
        stop(_("--folk gjelder én planfil, ikke en mappe med flere."))
    show_checked(path, oslo_date(utc_now()), people)


@app.command(name="write-plan")
def write_plan(
    target: Annotated[Path, typer.Option("--out", metavar="FIL", help="Filen som lages.")],
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
) -> None:
    """Skriv skolens planfil med det ledere har endret i årshjulet i chatten."""
    settings = load_settings()
    database = migrated_database(settings)
    write_changed(plan_of(settings, database, school), settings.plan_file, target, database, utc_now())


@app.command(name="new-plan")
def new_plan(
    path: Annotated[Path, typer.Argument(metavar="FIL", help="Skolens planfil for det året som er.")],
    target: Annotated[Path | None, typer.Option("--out", metavar="FIL", help=OUT_HELP)] = None,
) -> None:
    """Skriv planfilen for neste skoleår: samme plan, med nye datoer som skolen ser over."""
    write_next(path, target)


@app.command(name="import-people")
def import_people_command(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Mappe med ansatte.csv og elever.csv, eller med en slik mappe for hver skole, som heter skolens id."
        ),
    ],
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
    *,
    leaving: Annotated[bool, typer.Option("--slutter", help=LEAVING_HELP)] = False,
    moved: Annotated[list[str] | None, typer.Option("--ny-konto", metavar="UPN", help=MOVED_HELP)] = None,
    others: Annotated[list[str] | None, typer.Option("--annen-person", metavar="UPN", help=OTHERS_HELP)] = None,
) -> None:
    """Les inn ansatte og elever. Alt eller ingenting for hver skole; ingen slettes."""
    settings = load_settings()
    database = migrated_database(settings)
    said = Said(frozenset(moved or ()), frozenset(others or ()), leaving)
    if not school and (folders := school_folders(folder)):
        import_schools(folders, plans_of(settings, database), database, said)
        return
    try:
        for line in import_people(database, plan_of(settings, database, school), folder, utc_now(), said):
            out.print(line)
    except PeopleRefused as refused:
        stop(_("Ingenting er lest inn:"), *refused.lines)


@app.command(name="export")
def export_command(
    reference: Annotated[str, typer.Argument(help="Sakens nummer, som 2026-014.")],
    upn: Annotated[str, typer.Option("--som", help="Den ansatte som har bedt om dokumentet (UPN). Blir loggført.")],
    kind: Annotated[DocumentKind, typer.Option("--dokument", help="Hvilket dokument.")] = DocumentKind.EVIDENCE,
    edition: Annotated[Edition, typer.Option("--utgave", help="Hvem det er for.")] = Edition.CASE,
    folder: Annotated[Path, typer.Option("--til", help="Mappen filen legges i.")] = Path("dist"),
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
    *,
    hide_staff: Annotated[
        bool, typer.Option("--uten-navn", help="Roller i stedet for ansattes navn. Ikke i utgaven arkivet.")
    ] = False,
) -> None:
    """Lag et dokument fra en sak som PDF. Bare for den som er med i saken og kan hente det i Teams."""
    settings = load_settings()
    database = migrated_database(settings)
    asked = Export(reference=reference, upn=upn, kind=kind, edition=edition, hide_staff=hide_staff)
    try:
        path = export(asked, database, plan_of(settings, database, school), folder, utc_now())
    except (NotFound, Refused, Unrenderable) as refused:
        stop(str(refused))
    except OSError as problem:
        stop(_("Kan ikke skrive i {folder}: {problem}.", folder=folder, problem=problem.strerror))
    finally:
        database.dispose()
    out.print(_("Skrev {path}. Lagre det bare der skolen oppbevarer slike saker.", path=path))


@app.command()
def package(
    version: Annotated[
        str, typer.Option(default_factory=bot_version, show_default="botens", help="Versjonen som vises i Teams.")
    ],
    target: Annotated[Path, typer.Argument(help="Zip-filen som lages.")] = Path("dist/skolemiljo.zip"),
) -> None:
    """Lag Teams-appen (zip) med id-ene fra innstillingene."""
    if not is_version(version):
        stop(_("--version må være tre tall med punktum mellom, som 1.2.0."))
    settings = load_settings()
    app_id = settings.microsoft_app_id
    teams_app_id = str(uuid.uuid5(uuid.UUID(app_id), "teams-app"))
    try:
        make_folder(target.parent)
        build_package(target, app_id=app_id, teams_app_id=teams_app_id, public_url=settings.public_url, version=version)
    except OSError as problem:
        stop(_("Kan ikke skrive {target}: {problem}.", target=target, problem=problem.strerror))
    out.print(_("Skrev {target}. Last den opp i Teams-administrasjonen.", target=target))
