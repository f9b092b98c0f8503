"""Import of staff and pupils: the whole of both files, or nothing. Open cases follow the people."""

from datetime import datetime
from pathlib import Path

from domain.case import Case, take_over
from domain.people import Person, PersonId, Pupil, PupilId, SchoolId
from domain.plan import Plan
from domain.routing import About, Staff, members_by_rule
from storage.database import Database
from storage.people_file import PeopleFile, PeopleFileErrors, read_people
from storage.unit_of_work import Tx, Unit


class PeopleRefused(Exception):  # noqa: N818  (reads as what happened)
    """Why nothing was imported: a line for each problem, with file and row."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def import_people(database: Database, plan: Plan, folder: Path, now: datetime) -> list[str]:
    """Bring the plan's school to what the files say; what was done, in words. Raises `PeopleRefused`."""
    try:
        file = read_people(folder)
    except PeopleFileErrors as errors:
        raise PeopleRefused(tuple(str(problem) for problem in errors.problems)) from errors
    return database.run(lambda unit: _replace(unit, plan, file, now))


def _replace(unit: Unit, plan: Plan, file: PeopleFile, now: datetime) -> list[str]:
    school_id = SchoolId(plan.school_id)
    unit.schools.ensure(school_id)
    tx = unit.school(school_id)
    staff = [Person(id=PersonId(""), school_id=school_id, **row.model_dump()) for row in file.staff]
    pupils = [Pupil(id=PupilId(""), school_id=school_id, **row.model_dump()) for row in file.pupils]
    counted = {"Ansatte": tx.people.replace(staff), "Elever": tx.pupils.replace(pupils)}
    done = [f"{who}: {new} nye, {changed} endret, {left} sluttet" for who, (new, changed, left) in counted.items()]
    moved = _hand_over(tx, plan, now)
    tx.cases.look_again()
    return [*done, f"Åpne saker med nye ansvarlige: {moved}"] if moved else done


def _hand_over(tx: Tx, plan: Plan, now: datetime) -> int:
    """Those who have taken over a role join the cases that are theirs by rule, and are told; how many cases."""
    staff, moved = Staff(tx.people.read_all(), frozenset()), 0
    for case in tx.cases.all_open():
        step = take_over(case, _responsible(case, tx, staff, plan), now)
        if step is None:
            continue
        saved = tx.cases.save(*step)
        new = sorted(saved.members - case.members)
        tx.outbox.put_all("case.joined", case.id, new, now, key=str(saved.version))
        moved += 1
    return moved


def _responsible(case: Case, tx: Tx, staff: Staff, plan: Plan) -> frozenset[PersonId]:
    pupil = tx.pupils.get(case.pupil_id) if case.pupil_id else None
    about = About.of(pupil) if pupil else About(grade=case.grade, school_class=case.school_class)
    flags = {"enhanced": case.enhanced, "past_the_school": case.past_the_school}
    return members_by_rule(about, staff, plan.routing, case.barred, **flags)
