"""Import of staff and pupils: the whole of both files, or nothing. Open cases follow the people."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from domain.alert.routing import About, Staff, members_by_rule
from domain.case.case import Case
from domain.case.members import take_over
from domain.event import Event
from domain.ids import PersonId, PupilId, SchoolId
from domain.message import CaseSubject, MessageKind
from domain.people.look_alikes import look_alikes
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _
from storage.database import Database
from storage.files.people_file import PeopleFile, PeopleFileErrors, read_people
from storage.unit_of_work import Damaged, Tx, Unit


class PeopleRefused(Exception):  # noqa: N818  (reads as what happened)
    """Why nothing was imported: a line for each problem, with file and row."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def import_people(database: Database, school_plan: SchoolPlan, folder: Path, now: datetime) -> list[str]:
    """Bring the plan's school to what the files say; what was done, in words. Raises `PeopleRefused`."""
    try:
        file = read_people(folder)
    except PeopleFileErrors as errors:
        raise PeopleRefused(tuple(str(problem) for problem in errors.problems)) from errors
    try:
        return database.run(lambda unit: _replace(unit, school_plan, file, now))
    except Damaged as damaged:
        database.keys.failures.damaged(damaged)
        raise PeopleRefused((_("Det som er lagret om skolen, kan ikke leses. Se ENCRYPTION_KEYS."),)) from damaged


def _replace(unit: Unit, school_plan: SchoolPlan, file: PeopleFile, now: datetime) -> list[str]:
    school_id = SchoolId(school_plan.school_id)
    unit.schools.ensure(school_id)
    tx = unit.school(school_id)
    staff = [Person(id=PersonId(""), school_id=school_id, **row.model_dump()) for row in file.staff]
    pupils = [Pupil(id=PupilId(""), school_id=school_id, **row.model_dump()) for row in file.pupils]
    done = [
        _("Ansatte: {new} nye, {changed} endret, {left} sluttet", **_counted(tx.people.replace(staff))),
        _("Elever: {new} nye, {changed} endret, {left} sluttet", **_counted(tx.pupils.replace(pupils))),
    ]
    done += [_look_alike(alike) for alike in look_alikes(pupils)]
    moved = _hand_over(tx, school_plan, now)
    tx.cases.look_again()
    return [*done, _("Åpne saker med nye ansvarlige: {count}", count=moved)] if moved else done


def _look_alike(alike: Sequence[Pupil]) -> str:
    """By the school's own numbers: the names stay in the file."""
    numbers = ", ".join(pupil.external_id for pupil in alike)
    school_class = alike[0].school_class
    return _(
        "Obs: elev_id {numbers} i {school_class} har samme navn. I listene står slutten av elev_id bak navnet.",
        numbers=numbers,
        school_class=school_class,
    )


def _counted(replaced: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("new", "changed", "left"), replaced, strict=True))


def _hand_over(tx: Tx, school_plan: SchoolPlan, now: datetime) -> int:
    """Those who have taken over a role join the cases that are theirs by rule, and are told; how many cases."""
    staff, moved = Staff(tx.people.read_all(), frozenset()), 0
    for case in tx.cases.all_open():
        with tx.failures.alone("case", case=case.id):
            step = take_over(case, _responsible(case, tx, staff, school_plan), now)
            if step is not None:
                _save(case, step, tx, now)
                moved += 1
    return moved


def _save(case: Case, step: tuple[Case, Event], tx: Tx, now: datetime) -> None:
    saved = tx.cases.save(case, *step)
    new = sorted(saved.members - case.members)
    tx.outbox.put_all(MessageKind.CASE_JOINED, CaseSubject(case_id=case.id), new, now, key=str(saved.version))


def _responsible(case: Case, tx: Tx, staff: Staff, school_plan: SchoolPlan) -> frozenset[PersonId]:
    pupil = tx.pupils.get(case.pupil_id) if case.pupil_id else None
    about = About.of(pupil) if pupil else About(grade=case.grade, school_class=case.school_class)
    flags = {"enhanced": case.enhanced, "past_the_school": case.past_the_school}
    return members_by_rule(about, staff, school_plan.routing, case.barred, **flags)
