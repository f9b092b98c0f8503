"""What the commands share: the settings, the database and the plan, or a clear line on why not."""

import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

import typer
from rich.console import Console

from bot.app import utc_now
from bot.settings.master_keys import master_keys, open_to_others
from bot.settings.settings import Settings, UnsafeStart
from documents.fonts import add_fonts
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded
from services.load_school_plans import load_school_plans
from storage.database import Database, NoDatabase, Unavailable
from storage.engine import migrate as migrations
from storage.engine.crypto import KeyRing
from storage.files.school_plan_file import PlanErrors
from storage.year.school_plans import PlanChanged

CHANGED = N_("Planfilen er endret uten ny versjon ({version}). Gi den et nytt versjonsnavn, så beholder saker sitt.")
SCHOOL_HELP = "Skolens id i planfilen. Trengs bare når det er flere skoler."
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True, style="bold")


def stop(*lines: str) -> NoReturn:
    for line in lines:
        err.print(line, markup=False)
    raise typer.Exit(2)


def run(command: Callable[[], object]) -> None:
    """The command line; a clear line when the database cannot be written to."""
    try:
        command()
    except Unavailable:
        err.print(_("Databasen kan ikke brukes nå: noen holder den, eller disken er full. Ingenting ble endret."))
        sys.exit(1)


def load_settings() -> Settings:
    try:
        settings = Settings.load()
    except UnsafeStart as unsafe:
        stop(_("Boten starter ikke:"), *unsafe.lines)
    if settings.fonts:
        add_fonts(settings.fonts)
    return settings


def migrated_database(settings: Settings) -> Database:
    """The database, migrated and readable with the keys given; otherwise a clear line."""
    database = answering_database(settings)
    if not migrations.is_current(database.engine):
        stop(_("Databasen er ikke oppdatert. Kjør: python -m bot migrate"))
    schools, lost = database.read(lambda unit: (unit.schools.all(), unit.schools.unreadable()))
    if lost and lost == schools:
        stop(_("ENCRYPTION_KEYS passer ikke til databasen. Sett inn nøkkelen den ble laget med."))
    for school_id in lost:
        err.print(_("Obs: nøkkelen til skolen {school} kan ikke leses.", school=school_id), markup=False)
    return database


def answering_database(settings: Settings, *, create: bool = False) -> Database:
    """A database that answers; otherwise a clear line."""
    try:
        database = Database(settings.database_url.get_secret_value(), _ring(settings))
        database.reach(create=create)
    except NoDatabase as problem:
        stop(str(problem))
    return database


def _ring(settings: Settings) -> KeyRing:
    """The master keys; otherwise a clear line."""
    try:
        ring = master_keys(settings)
    except UnsafeStart as unsafe:
        stop(*unsafe.lines)
    file = settings.encryption_keys_file
    if file and open_to_others(file):
        err.print(_("Obs: ENCRYPTION_KEYS_FILE kan leses eller endres av alle på maskinen. Kjør: chmod 400"))
    return ring


def plans_of(settings: Settings, database: Database) -> Mapping[SchoolId, SchoolPlan]:
    """Every school's plan, read once; otherwise a clear line."""
    try:
        return load_school_plans(settings.plan_file, database, utc_now())
    except PlanErrors as errors:
        stop(*errors.problems)
    except PlanChanged as changed:
        stop(worded(CHANGED, {"version": changed}))


def plan_of(settings: Settings, database: Database, school: str) -> SchoolPlan:
    """The plan of the school that is meant; otherwise a clear line."""
    plans = plans_of(settings, database)
    if not school and len(plans) != 1:
        stop(_("Det er flere skoler. Si hvilken med --school:"), *plans)
    plan = plans.get(SchoolId(school or next(iter(plans))))
    if plan is None:
        stop(_("Ingen planfil gjelder skolen «{school}». Si en av disse med --school:", school=school), *plans)
    return plan
