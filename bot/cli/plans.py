"""What `check-plan` shows, and what `write-plan` writes."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.cli.terminal import err, out, stop
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, n_
from services.check_school_plans import check_school_plans
from services.year.write_plan import WrittenPlan, write_plan
from storage.database import Database
from storage.files.plan_report import Report
from storage.files.school_plan_file import PlanErrors


def show_checked(path: Path, today: date, people: Path | None = None) -> None:
    """A file, held against the `people` of its school, or each file of a folder below its name.

    Ends with status 2 when one of them has errors.
    """
    try:
        reports = check_school_plans(path, today, people)
    except PlanErrors as errors:
        stop(*errors.problems)
    if not path.is_dir():
        report = reports[path]
        _show(report)
        if report.problems:
            stop(*report.problems)
        return
    for file, report in reports.items():
        out.print(file.name, style="bold", markup=False)
        _show(report)
        for problem in report.problems:
            err.print(_("{file}: {problem}", file=file.name, problem=problem), markup=False)
    if wrong := sum(bool(report.problems) for report in reports.values()):
        stop(n_("{count} planfil har feil.", "{count} planfiler har feil.", wrong))


def _show(report: Report) -> None:
    for line in (*report.lines, *(_("Obs: {warning}", warning=warning) for warning in report.warnings)):
        out.print(line, markup=False)


def write_changed(plan: SchoolPlan, path: Path, target: Path, database: Database, now: datetime) -> None:
    """The school's file, found at `path`, with what was changed in chat; what is there already stays as it is."""
    try:
        written = write_plan(plan, path, database, now)
        with target.open("x", encoding="utf-8") as file:
            file.write(written.text)
    except PlanErrors as errors:
        stop(*errors.problems)
    except FileExistsError:
        stop(_("{path} finnes fra før. Velg en annen fil med --out.", path=target))
    except OSError as problem:
        stop(_("Kan ikke skrive {target}: {problem}.", target=target, problem=problem.strerror))
    for line in _to_know(written, target):
        out.print(line, markup=False)


def _to_know(written: WrittenPlan, target: Path) -> Iterator[str]:
    yield _("Skrev {path}, versjon {version}.", path=target, version=written.version)
    for title in written.not_said:
        yield _("Står ikke i filen: én gang av «{title}» som er flyttet eller ikke holdes.", title=title)
    if written.other_days:
        yield _("Når filen tas i bruk, må det som er ferdig av oppgaver med ny dag, krysses av på nytt.")
    yield _("Så: python -m bot check-plan {path}", path=target)
