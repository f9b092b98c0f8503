"""Import of staff and pupils: the whole of both files, or nothing."""

from pathlib import Path

from domain.people import Person, PersonId, Pupil, PupilId, SchoolId
from storage.database import Database
from storage.people_file import PeopleFile, PeopleFileErrors, read_people
from storage.unit_of_work import Unit


class PeopleRefused(Exception):  # noqa: N818  (reads as what happened)
    """Why nothing was imported: a line for each problem, with file and row."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def import_people(database: Database, school_id: SchoolId, folder: Path) -> list[str]:
    """Bring the school's people to what the files say; what was done, in words. Raises `PeopleRefused`."""
    try:
        file = read_people(folder)
    except PeopleFileErrors as errors:
        raise PeopleRefused(tuple(str(problem) for problem in errors.problems)) from errors
    return database.run(lambda unit: _replace(unit, school_id, file))


def _replace(unit: Unit, school_id: SchoolId, file: PeopleFile) -> list[str]:
    unit.schools.ensure(school_id)
    tx = unit.school(school_id)
    staff = [Person(id=PersonId(""), school_id=school_id, **row.model_dump()) for row in file.staff]
    pupils = [Pupil(id=PupilId(""), school_id=school_id, **row.model_dump()) for row in file.pupils]
    counted = {"Ansatte": tx.people.replace(staff), "Elever": tx.pupils.replace(pupils)}
    return [f"{who}: {new} nye, {changed} endret, {left} sluttet" for who, (new, changed, left) in counted.items()]
