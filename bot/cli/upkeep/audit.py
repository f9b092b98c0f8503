"""The audit, as an operator or a security officer asks for it: does it stand as it was written, and who did what."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.terminal import SCHOOL_HELP, load_settings, migrated_database, out, plan_of, stop
from domain.ids import SchoolId
from domain.oslo import at_oslo, oslo_time
from domain.text.messages import N_, _, n_, worded
from storage.audit.anchors import NoAnchors, read
from storage.audit.chain import Head
from storage.audit.trail import Trace
from storage.audit.verify import Fault, Finding
from storage.unit_of_work import Tx, Unit

app = typer.Typer(
    no_args_is_help=True, help="Revisjonssporet: om det står som det ble skrevet, og hvem som gjorde hva."
)
ANCHOR_HELP = "Filen med ankere (ANCHOR_FILE), hentet fra et annet sted enn databasen."

_FAULTS = {
    Fault.CHANGED: N_("endret"),
    Fault.REPLAYED: N_("satt tilbake til en eldre utgave"),
    Fault.REMOVED: N_("fjernet"),
    Fault.INSERTED: N_("satt inn"),
    Fault.CUT: N_("kuttet av herfra"),
}


def _day(name: str, told: str) -> Any:  # noqa: ANN401  (another's signature)
    return typer.Option(name, formats=["%Y-%m-%d"], metavar="ÅÅÅÅ-MM-DD", help=told)


@app.command()
def verify(
    anchor: Annotated[Path | None, typer.Option("--anchor", metavar="FIL", help=ANCHOR_HELP)] = None,
) -> None:
    """Se etter at alt i databasen står som boten skrev det. Slutter med 1 når noe ikke gjør det."""
    anchors = _anchors(anchor)
    database = migrated_database(load_settings())
    found = database.read(lambda unit: {school: _verified(unit, school, anchors) for school in unit.audited(anchors)})
    for school, (links, findings) in found.items():
        for one in findings:
            out.print(f"{school}: {one.table} {one.row}: {worded(_FAULTS[one.fault])}", markup=False)
        named = {"school": school, "links": links}
        whole = _("{school}: {links} ledd. Alt står som det ble skrevet.", **named)
        told = _("{school}: {links} ledd. Avvik: {count}.", count=len(findings), **named)
        out.print(told if findings else whole, markup=False)
    if any(findings for _links, findings in found.values()):
        raise typer.Exit(1)


@app.command()
def show(
    reference: Annotated[str, typer.Option("--sak", help="Sakens nummer, som 2026-014.")] = "",
    upn: Annotated[str, typer.Option("--person", help="Den ansattes brukernavn (UPN), eller vikarens objekt-ID.")] = "",
    since: Annotated[datetime | None, _day("--fra", "Fra og med dagen.")] = None,
    until: Annotated[datetime | None, _day("--til", "Til og med dagen.")] = None,
    school: Annotated[str, typer.Option(help=SCHOOL_HELP)] = "",
) -> None:
    """Vis hvem som gjorde eller åpnet hva, og når. Ikke hva som står der."""
    settings = load_settings()
    database = migrated_database(settings)
    plan = plan_of(settings, database, school)
    first, last = (at_oslo(day.date(), time()) if day else None for day in (since, until))
    end = last + timedelta(days=1) if last else None
    lines = database.read(lambda unit: _lines(unit.school(SchoolId(plan.school_id)), reference, upn, first, end))
    for line in lines:
        out.print(line, markup=False)
    out.print(n_("{count} hendelse.", "{count} hendelser.", len(lines)))


def _anchors(path: Path | None) -> list[Head]:
    try:
        return list(read(path)) if path else []
    except OSError as problem:
        stop(_("Kan ikke lese {path}: {problem}.", path=path, problem=problem.strerror))
    except NoAnchors as problem:
        stop(_("Linje {line} i {path} er ikke et anker.", line=problem, path=path))


def _verified(unit: Unit, school: SchoolId, anchors: Iterable[Head]) -> tuple[int, list[Finding]]:
    """How many links there are, and what does not stand as it was written."""
    return unit.head(school).number, unit.verify(school, [one for one in anchors if one.school_id == school])


def _lines(tx: Tx, reference: str, upn: str, since: datetime | None, until: datetime | None) -> list[str]:
    case_id = tx.trail.case_of(reference) if reference else None
    if reference and case_id is None:
        stop(_("Fant ingen sak {reference}.", reference=reference))
    people = tx.people.known.values()
    known = {name: one.id for one in people for name in (one.upn.lower(), one.entra_object_id) if name}
    if upn and upn.lower() not in known:
        stop(_("Fant ingen ansatt med brukernavnet {upn}.", upn=upn))
    traces = tx.trail.of(case_id, known[upn.lower()] if upn else None, since, until)
    return [_line(trace, tx) for trace in traces]


def _line(trace: Trace, tx: Tx) -> str:
    who = tx.people.name(trace.by) if trace.by else _("boten")
    return "  ".join(filter(None, (f"{oslo_time(trace.at):%d.%m.%Y %H:%M}", trace.kind, trace.reference, who)))
