"""What `check-plan` shows."""

from datetime import date
from pathlib import Path

from bot.cli.terminal import err, out, stop
from domain.text.messages import _, n_
from services.check_school_plans import check_school_plans
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
