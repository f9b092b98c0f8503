"""One plan file, or those of all schools, looked through before the bot is to use them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.text.messages import _
from services.load_school_plans import plan_files
from storage.files.plan_report import Report, check_report
from storage.files.school_plan_file import PlanErrors


def check_school_plans(path: Path, today: date, people: Path | None = None) -> Mapping[Path, Report]:
    """What there is to say of each file; a school that has one of the same year is a problem. Raises `PlanErrors`.

    `people`: the folder of a school's people files, which a single plan file is held against.
    """
    files = plan_files(path)
    if not files:
        raise PlanErrors([_("{path}: ingen planfiler her", path=path)])
    reports: dict[Path, Report] = {}
    first: dict[tuple[str, str], Path] = {}
    for file in files:
        report = check_report(file, today, people)
        other = first.setdefault((report.school, report.year), file) if report.school else file
        if other != file:
            twice = _("skolen {school} har en planfil til: {file}", school=report.school, file=other.name)
            report = replace(report, problems=(*report.problems, twice))
        reports[file] = report
    return reports
