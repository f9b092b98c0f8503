"""What `check-plan` says of a plan file: what is wrong with it, what it leads to, and what to look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from domain.checks.law import law_warnings
from domain.checks.procedure import procedure_dry_run, procedure_problems
from domain.checks.reach import reach_warnings
from domain.checks.rights import people_warnings, rights_warnings
from domain.checks.school_plan import dry_run, plan_problems, plan_warnings
from domain.checks.year import year_lines, year_problems, year_warnings
from domain.handbook.unmet import unmet
from domain.oslo import at_oslo
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import school_words
from storage.files.people_file import PeopleFile, PeopleFileErrors, read_people
from storage.files.school_plan_file import PlanErrors, on_line, plan_text, read_school_plan

ASSUMED = re.compile(r"# (antatt\b.*)")


@dataclass(frozen=True, slots=True)
class Report:
    """What `check-plan` prints of a file. `school` is whose it is, and `year` its school year, when it can be read."""

    school: str = ""
    year: str = ""
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def _people(folder: Path, plan: SchoolPlan) -> PeopleFile:
    try:
        return read_people(folder, plan.people_roles)
    except PeopleFileErrors as errors:
        raise PlanErrors([*map(str, errors.problems)]) from None


def _held_against(plan: SchoolPlan, people: PeopleFile | None) -> Iterator[str]:
    """The law, the plan itself, and who works at the school."""
    yield from (*law_warnings(plan), *reach_warnings(plan), *rights_warnings(plan))
    yield from unmet(plan, frozenset(pupil.grade for pupil in people.pupils) if people else frozenset())
    if people:
        grades = {pupil.grade for pupil in people.pupils}
        at_aks = any(pupil.aks for pupil in people.pupils)
        yield from people_warnings(plan, [one.roles for one in people.staff], grades, at_aks=at_aks)


def check_report(path: Path, today: date, people: Path | None = None) -> Report:
    """`people`: the folder of the school's people files.

    Problems, or a dry run for an alert received today at ten, and warnings: also the comments that say «antatt».
    """
    try:
        plan = read_school_plan(path)
    except PlanErrors as errors:
        return Report(problems=errors.problems)
    assumed = [
        on_line(number, found[1])
        for number, line in enumerate(plan_text(path).splitlines(), start=1)
        if (found := ASSUMED.search(line))
    ]
    school_words.set(plan.own_words)
    staffed = _people(people, plan) if people else None
    at = at_oslo(today, time(10))
    if problems := (*plan_problems(plan), *procedure_problems(plan, at), *year_problems(plan)):
        return Report(school=plan.school_id, year=plan.calendar.school_year, problems=problems)
    return Report(
        school=plan.school_id,
        year=plan.calendar.school_year,
        warnings=(*plan_warnings(plan, today), *_held_against(plan, staffed), *year_warnings(plan), *assumed),
        lines=(*dry_run(plan, at), *procedure_dry_run(plan, at), *year_lines(plan)),
    )
