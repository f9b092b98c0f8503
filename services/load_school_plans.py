"""The plan file of every school this bot serves."""

import gc
import glob
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from domain.ids import SchoolId
from domain.oslo import oslo_date
from domain.school_plan.calendar import CalendarPlan, in_years
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import LANGUAGES, _
from domain.translation.catalogue import read_catalogue
from domain.translation.plan_in_language import add_plan_catalogue, in_language
from storage.database import Database
from storage.files.school_plan_file import PlanErrors, problems_of, read_school_plan
from storage.year.school_plans import SchoolPlans, counted_by

ANY_YEAR = "-20[0-9][0-9]-[0-9][0-9]"


def plan_files(path: Path) -> list[Path]:
    """The file itself, or those of a folder."""
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def _later_years(path: Path) -> list[Path]:
    """Those beside a file that are its own of later school years: «rosenholm-2027-28.yaml»."""
    return [] if path.is_dir() else sorted(path.parent.glob(f"{glob.escape(path.stem)}{ANY_YEAR}.yaml"))


def next_years_file(path: Path, calendar: CalendarPlan) -> Path:
    """Where that year's file is found beside the school's own."""
    own = re.sub(f"{ANY_YEAR}$", "", path.stem)
    return path.with_name(f"{own}-{calendar.school_year.replace('/', '-')}.yaml")


def read_years(path: Path) -> dict[SchoolId, list[SchoolPlan]]:
    """One school's file, or a folder; a school may have one for each school year. The earliest year first. What lies
    translated beside a file is known from then on.

    Raises `PlanErrors`.
    """
    found: dict[SchoolId, dict[str, SchoolPlan]] = {}
    own = plan_files(path)
    with _nothing_collected():
        for file in (*own, *_later_years(path)):
            plan = read_school_plan(file)
            if file in own:
                _learn_beside(plan, file)
            years = found.setdefault(SchoolId(plan.school_id), {})
            if plan.calendar.school_year in years:
                raise PlanErrors([_two_files(file, plan)])
            years[plan.calendar.school_year] = plan
    if not found:
        raise PlanErrors([_("{path}: ingen planfiler her", path=path)])
    return {school: [plan for _year, plan in sorted(years.items())] for school, years in found.items()}


def _two_files(file: Path, plan: SchoolPlan) -> str:
    year = plan.calendar.school_year
    return _("{file}: skolen {school} har to planfiler for {year}", file=file.name, school=plan.school_id, year=year)


class PlansInUse(Mapping[SchoolId, SchoolPlan]):
    """The plan each school uses: a new school year's from 1 August, when there is one."""

    def __init__(self, years: Mapping[SchoolId, Sequence[SchoolPlan]], clock: Callable[[], datetime]) -> None:
        self._years = years
        self._clock = clock

    def __getitem__(self, school: SchoolId) -> SchoolPlan:
        first, *later = self._years[school]
        today = oslo_date(self._clock()) if later else first.calendar.begins
        return next((plan for plan in reversed(later) if plan.calendar.begins <= today), first)

    def __iter__(self) -> Iterator[SchoolId]:
        return iter(self._years)

    def __len__(self) -> int:
        return len(self._years)


def read_school_plans(path: Path) -> dict[SchoolId, SchoolPlan]:
    """The plan of each school, of the earliest year. Raises `PlanErrors`."""
    return {school: plans[0] for school, plans in read_years(path).items()}


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Reading makes tens of thousands of objects for each file, and no circles of them: looking for circles, through
    all plans that have been read, takes four fifths of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def load_school_plans(
    path: Path, database: Database, now: datetime, clock: Callable[[], datetime] | None = None
) -> Mapping[SchoolId, SchoolPlan]:
    """Read, and archive, so that a case can keep the plan it was opened under; each knows the years the school has had
    a plan for. By the `clock` the next year's takes over, without one that of `now` stays.

    Raises `PlanErrors`, `PlanChanged`.
    """
    years = read_years(path)
    with _nothing_collected(), database.begin() as unit:
        for school, plans in years.items():
            unit.schools.ensure(school)
            for plan in plans:
                unit.school_plans.keep(plan, now)
            years[school] = _knowing_each_other(plans, unit.school_plans)
    return PlansInUse(years, clock or (lambda: now))


def _learn_beside(plan: SchoolPlan, file: Path) -> None:
    """The translations that lie beside a school's own file: «rosenholm.nn.po»."""
    for language in LANGUAGES:
        if (beside := file.with_suffix(f".{language}.po")).is_file():
            _learn_plan(plan, language, beside)


def _learn_plan(plan: SchoolPlan, language: str, beside: Path) -> None:
    """What does not fit, as a title that is too long, is said before anyone reads it."""
    try:
        add_plan_catalogue(SchoolId(plan.school_id), language, read_catalogue(beside.read_text(encoding="utf-8")))
        in_language(plan, language)
    except ValidationError as error:
        raise PlanErrors([f"{beside.name}: {problem}" for problem in problems_of(error)]) from None
    except (OSError, ValueError) as error:
        unreadable = _("{file}: kan ikke leses som en oversettelse ({problem})", file=beside.name, problem=error)
        raise PlanErrors([unreadable]) from error


def _knowing_each_other(plans: Sequence[SchoolPlan], used: SchoolPlans) -> list[SchoolPlan]:
    """And the years before them, by what was used. A later one whose file is gone is a plan that was withdrawn."""
    last, own = plans[-1], {plan.version for plan in plans}
    before = (one for one in used.calendars(SchoolId(last.school_id), besides=own) if one.begins < last.calendar.begins)
    known = [*(plan.calendar for plan in plans), *before]
    return [counted_by(plan, in_years(plan.calendar, known)) for plan in plans]
