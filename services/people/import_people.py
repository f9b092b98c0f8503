"""Import of staff and pupils: the whole of both files, or nothing. Open cases follow the people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from domain.ids import PersonId, PupilId, SchoolId
from domain.oslo import oslo_date
from domain.people.look_alikes import look_alikes
from domain.people.person import Person, Pupil
from domain.people.together import moved
from domain.privacy.names.known_as import earlier_names
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, n_
from services.new_duties import note_duties
from services.newcomers import PupilsBefore, note_arrivals
from services.people.accounts import Said, settle
from services.people.ask_first import PeopleRefused, ask_first
from services.people.hand_over import Before, hand_over, withdraw_where_lost
from storage.database import Database
from storage.files.people_file import PeopleFile, PeopleFileErrors, StaffLine, read_people
from storage.unit_of_work import Damaged, Unit

NOTHING_SAID = Said()


def import_people(
    database: Database, school_plan: SchoolPlan, folder: Path, now: datetime, said: Said = NOTHING_SAID
) -> list[str]:
    """Bring the plan's school to what the files say; what was done, in words. Raises `PeopleRefused`."""
    try:
        file = read_people(folder, school_plan.people_roles)
    except PeopleFileErrors as errors:
        raise PeopleRefused(tuple(str(problem) for problem in errors.problems)) from errors
    try:
        return database.run(lambda unit: _replace(unit, school_plan, file, now, said))
    except Damaged as damaged:
        database.keys.failures.damaged(damaged)
        raise PeopleRefused((_("Det som er lagret om skolen, kan ikke leses. Se ENCRYPTION_KEYS."),)) from damaged


def _replace(unit: Unit, school_plan: SchoolPlan, file: PeopleFile, now: datetime, said: Said) -> list[str]:
    school_id = SchoolId(school_plan.school_id)
    unit.schools.ensure(school_id)
    unit.schools.people_came(school_id, oslo_date(now))
    tx = unit.school(school_id)
    kin = {one.upn.casefold(): one.kin for one in tx.people.read_all()}
    rows = [_person(row, school_id, kin) for row in file.staff]
    pupils = [Pupil(id=PupilId(""), school_id=school_id, **row.model_dump()) for row in file.pupils]
    staff, pointed_out = settle(rows, said, tx)
    ask_first(staff, pupils, said, tx, now)
    before = Before.of(tx)
    pupils = _with_past(pupils, before, oslo_date(now))
    there, staff_before = PupilsBefore(before.pupils, tx.pupils.ids()), {one.id: one for one in tx.people.read_all()}
    done = [
        _("Ansatte: {new} nye, {changed} endret, {left} sluttet", **_counted(tx.people.replace(staff, oslo_date(now)))),
        _("Elever: {new} nye, {changed} endret, {left} sluttet", **_counted(tx.pupils.replace(pupils, oslo_date(now)))),
    ]
    done += [_look_alike(alike) for alike in look_alikes(pupils)]
    handed = hand_over(before, tx, school_plan, now)
    withdraw_where_lost(tx, now)
    note_duties(staff_before, tx, now)
    arrived = note_arrivals(there, tx, school_plan, now)
    tx.cases.look_again()
    if handed:
        done.append(_("Åpne saker med nye ansvarlige: {count}", count=handed))
    if arrived:
        done.append(_told_next_morning(arrived))
    return [*done, *pointed_out]


def _person(row: StaffLine, school_id: SchoolId, known: Mapping[str, frozenset[str]]) -> Person:
    """A file without the column of next of kin takes nothing away from what is `known`, by user name."""
    kin = known.get(row.upn.casefold(), frozenset()) if row.kin is None else row.kin
    return Person(id=PersonId(""), school_id=school_id, **row.model_dump() | {"kin": kin})


def _with_past(pupils: Sequence[Pupil], before: Before, today: date) -> list[Pupil]:
    """What is masked in a case stays masked when its pupil, or another, changes class or name."""
    known = {pupil.external_id: pupil for pupil in before.pupils.values()}
    return [_followed(known.get(pupil.external_id), pupil, today) for pupil in pupils]


def _followed(before: Pupil | None, now: Pupil, today: date) -> Pupil:
    return replace(moved(before, now, today), earlier_names=earlier_names(before, now))


def _look_alike(alike: Sequence[Pupil]) -> str:
    """By the school's own numbers: the names stay in the file."""
    numbers = ", ".join(pupil.external_id for pupil in alike)
    school_class = alike[0].school_class
    return _(
        "Obs: elev_id {numbers} i {school_class} har samme navn. I listene står slutten av elev_id bak navnet.",
        numbers=numbers,
        school_class=school_class,
    )


def _told_next_morning(arrived: int) -> str:
    return n_(
        "{count} elev er ny midt i skoleåret. Kontaktlæreren får vite antallet i neste morgenmelding.",
        "{count} elever er nye midt i skoleåret. Kontaktlærerne får vite antallet i neste morgenmelding.",
        arrived,
    )


def _counted(replaced: tuple[int, int, int]) -> dict[str, int]:
    return dict(zip(("new", "changed", "left"), replaced, strict=True))
