"""One plan file, or those of all schools, looked through before the bot is to use them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.text.messages import _
from services.load_school_plans import plan_files
from storage.files.school_plan_file import PlanErrors, Report, check_report


def check_school_plans(path: Path, today: date) -> Mapping[Path, Report]:
    """What there is to say of each file; a school that has one already is a problem. Raises `PlanErrors`."""
    files = plan_files(path)
    if not files:
        raise PlanErrors([_("{path}: ingen planfiler her", path=path)])
    reports: dict[Path, Report] = {}
    first: dict[str, Path] = {}
    for file in files:
        report = check_report(file, today)
        other = first.setdefault(report.school, file) if report.school else file
        if other != file:
            twice = _("skolen {school} har en planfil til: {file}", school=report.school, file=other.name)
            report = replace(report, problems=(*report.problems, twice))
        reports[file] = report
    return reports
