"""Who is at the school: those of the tests' school in four classes, and children who grow a year older each August."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random

from domain.ids import PupilId
from domain.people.person import Person, Pupil, Role
from domain.school_plan.school_plan import SchoolPlan
from services.load_school_plans import next_years_file
from services.people.accounts import Said
from services.people.ask_first import PeopleRefused
from services.people.import_people import import_people
from storage.database import Database
from storage.files.next_school_plan import next_plan
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import PLAN, SCHOOL, STAFF, _person

TEACHERS = {4: "teacher", 5: "teacher5", 6: "teacher6", 7: "teacher7"}
COME_AND_GO = ("social", "base", "deputy", "aks", "line6", "teacher5")
LARGE = 5
"""Pupils of a class."""


def staff() -> dict[str, Person]:
    own = {
        who: _person(who, Role.CONTACT_TEACHER, grades=str(grade), classes=f"{grade}B")
        for grade, who in TEACHERS.items()
    }
    leaders = {
        "line": replace(STAFF["line"], grades=frozenset({4, 5})),
        "line6": replace(STAFF["line6"], grades=frozenset({6, 7})),
    }
    return STAFF | own | leaders


def plan_files(folder: Path, years: int) -> Path:
    """The school's plan, and those of the years after it."""
    first = path = folder / PLAN.name
    path.write_text(PLAN.read_text("utf-8"), "utf-8")
    for _ in range(years):
        text, plan = next_plan(path)
        path = next_years_file(first, plan.calendar)
        path.write_text(text, "utf-8")
    return first


@dataclass(slots=True)
class Roll:
    """Those who are there now."""

    staff: dict[str, Person] = field(default_factory=staff)
    pupils: list[Pupil] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        for grade in TEACHERS:
            self.begins(grade)

    def begins(self, grade: int) -> None:
        """A new class of that grade."""
        self.pupils += [self._child(next(self._numbers), grade) for _ in range(LARGE)]

    def _child(self, number: int, grade: int) -> Pupil:
        aks = grade == min(TEACHERS) and number % 2 == 0
        return Pupil(
            id=PupilId(""),
            school_id=SCHOOL,
            external_id=f"E{number}",
            name=f"Kanarina Fugle{_letters(number)}",
            grade=grade,
            school_class=f"{grade}B",
            aks=aks,
            base="Base 4" if aks else None,
        )

    def grows(self) -> None:
        """A new school year."""
        older = [
            replace(one, grade=one.grade + 1, school_class=f"{one.grade + 1}B", aks=False, base=None)
            for one in self.pupils
        ]
        self.pupils = [one for one in older if one.grade <= max(TEACHERS)]
        self.begins(min(TEACHERS))

    def changes(self, chance: Random) -> str:
        """Someone comes, goes, or has a child here; or a pupil leaves."""
        who = chance.choice(COME_AND_GO)
        match chance.randrange(4):
            case 0 if who in self.staff:
                del self.staff[who]
                return f"{who} leaves"
            case 1:
                kin = frozenset({chance.choice(self.pupils).external_id})
                self.staff[who] = replace(staff()[who], kin=kin)
                return f"{who} has a child here"
            case 2 if len(self.pupils) > LARGE * len(TEACHERS) - 3:
                self.pupils.remove(gone := chance.choice(self.pupils))
                return f"{gone.external_id} leaves"
            case _:
                self.staff[who] = staff()[who]
                return f"{who} is there"

    def reads_in(self, database: Database, school_plan: SchoolPlan, now: datetime) -> str:
        """By the files and their importer; what was done, or why not."""
        with tempfile.TemporaryDirectory() as folder:
            write_people(Path(folder), rows_of(self.staff.values()), [*map(_row, self.pupils)])
            _with_kin(Path(folder) / "ansatte.csv", self.staff)
            try:
                return "; ".join(import_people(database, school_plan, Path(folder), now, Said(leaving=True)))
            except PeopleRefused as refused:
                return f"refused: {refused}"


def _row(pupil: Pupil) -> str:
    aks = "ja" if pupil.aks else "nei"
    return f"{pupil.external_id};{pupil.name};{pupil.grade};{pupil.school_class};{aks};{pupil.base or ''};nei"


def _with_kin(file: Path, people: Mapping[str, Person]) -> None:
    heading, *rows = file.read_text("utf-8").splitlines()
    told = [f"{row};{','.join(sorted(one.kin))}" for row, one in zip(rows, people.values(), strict=True)]
    file.write_text("\n".join([f"{heading};pårørende", *told, ""]), "utf-8")


def _letters(number: int) -> str:
    """A name of letters for a number."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}")
