"""The made-up school of the bench: many people, many cases, many messages that wait, on either database."""

import itertools
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from string import ascii_uppercase
from tempfile import mkdtemp

from domain.ids import CaseId, PersonId, RecordId, SchoolId, new_id
from domain.message import CaseSubject, DaySubject, MessageKind
from domain.people.person import Person, Pupil, Role
from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.people.references import Reference
from storage.unit_of_work import Tx
from tests.kit.databases import KEY, migrated_sqlite, postgres, postgres_url, sqlite_url
from tests.kit.school import PLAN, PUPILS, SCHOOL, STAFF, fill
from tests.kit.steps.journey import Journey
from tests.kit.teams.activities import BOT_ID, TENANT
from tests.kit.year.days import moment

TODAY = date(2026, 11, 24)
"""A Tuesday. The cases are two weeks old, and much of them is late."""
OPENED = date(2026, 11, 9)
NOW = moment(TODAY, time(10))
CASES_EACH = 4
TEACHERS = tuple(
    replace(
        STAFF["teacher"],
        entra_object_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"t{n}")),
        upn=f"t{n}",
        name=f"T {n}",
        classes=frozenset({f"4{letter}"}),
    )
    for n, letter in enumerate(ascii_uppercase[3:19])
)
"""Each with a class, so that an alert is for as many as in a school, and for few of these."""
CROWD = tuple(
    replace(
        STAFF["line"],
        entra_object_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"o{n}")),
        upn=f"o{n}",
        name=f"O {n}",
        roles=frozenset({Role.LINE_LEADER}),
        grades=frozenset({2}),
    )
    for n in range(200)
)
"""Those to whom messages wait. They lead another grade, so that no alert of the bench is for them."""
Fresh = Callable[[], str]
_keys = itertools.count()


@contextmanager
def databases(folder: Path) -> Iterator[Mapping[str, Fresh]]:
    """By name, what gives the address of a new, migrated database."""
    template = migrated_sqlite(folder)
    with postgres(folder) as whole:
        yield {
            "SQLite": lambda: sqlite_url(template, Path(mkdtemp(dir=folder))),
            "PostgreSQL": lambda: postgres_url(whole),
        }


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url, KeyRing([KEY]))
    yield database
    database.dispose()


def many_people(database: Database, service_url: str, crowd: Sequence[Person] = CROWD) -> None:
    """The school of the tests, with sixteen teachers more and a crowd, all of whom can be reached."""
    fill(database)
    everyone = [*STAFF.values(), *TEACHERS, *crowd]
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        tx.people.replace(everyone)
        tx.pupils.replace([*PUPILS, *_classmates()])
    with database.begin() as unit:
        for person in everyone:
            unit.references.learn(_reference(person, service_url))


def cases_of_the_crowd(database: Database) -> None:
    """Each of them is on four cases."""
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        people = _crowd(tx)
        turned = [people[start:] + people[:start] for start in range(CASES_EACH)]
        open_cases(tx, SCHOOL, list(zip(*turned, strict=True)))


def open_cases(tx: Tx, school_id: SchoolId, members: Sequence[Sequence[Person]], *, untaken: bool = False) -> None:
    """A case for each group of members, with steps that are due: some taken, some half-way through. `untaken`: of
    some, nobody has taken the alert either. Everyone on those is told so in the morning, as urgently as of a new one.
    """
    kinds = [Journey(OPENED) for _ in range(2 + untaken)]
    kinds[0].takes_all("ta_imot", "avklaringssamtale", "telefon_foresatte", on=OPENED)
    kinds[1].to_the_outcome("aktivitetsplan", OPENED)
    for number, group in enumerate(members):
        kind = kinds[number % len(kinds)]
        case = replace(
            kind.case,
            id=CaseId(new_id()),
            school_id=school_id,
            reference=f"2025-{number:03d}",
            plan_version=kind.plan.version,
            pupil_id=None,
            members=frozenset(person.id for person in group),
        )
        tx.cases.open(case)
        for record in kind.records:
            tx.events.step(case.id, replace(record, id=RecordId(new_id())))


def let_wait(database: Database, kind: MessageKind, number: int) -> None:
    """Messages to the crowd, that can be sent now. They need `cases_of_the_crowd`."""
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        subjects: dict[PersonId, DaySubject | CaseSubject] = {
            person.id: DaySubject(day=TODAY)
            if kind is MessageKind.DIGEST
            else CaseSubject(case_id=tx.cases.visible(person.id, TODAY)[0].id)
            for person in _crowd(tx)
        }
        for person_id, subject in itertools.islice(itertools.cycle(subjects.items()), number):
            tx.outbox.put(kind, subject, person_id, NOW, key=str(next(_keys)))


def plan_files(folder: Path, number: int) -> Path:
    """A folder with the plan of the tests' school, once for each of so many schools."""
    folder = folder / f"plans-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    text = PLAN.read_text("utf-8")
    for school in range(number):
        own = text.replace(f"school_id: {SCHOOL}", f"school_id: school{school}", 1)
        (folder / f"school{school}.yaml").write_text(own, "utf-8")
    return folder


def many_schools(database: Database, plans: Mapping[SchoolId, SchoolPlan], cases: int) -> None:
    """Each with its staff and so many open cases."""
    for school_id, plan in plans.items():
        with database.begin() as unit:
            unit.schools.ensure(school_id)
            unit.school_plans.keep(plan, NOW)
            unit.school(school_id).people.replace(_staff_of(school_id))
        with database.begin() as unit:
            tx = unit.school(school_id)
            leaders = [person for person in tx.people.active() if not person.has(Role.ASSISTANT, Role.SCHOOL_OWNER)]
            open_cases(tx, school_id, [leaders] * cases, untaken=True)


def _staff_of(school_id: SchoolId) -> list[Person]:
    return [
        replace(person, school_id=school_id, entra_object_id=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{school_id}/{who}")))
        for who, person in STAFF.items()
    ]


def _crowd(tx: Tx) -> list[Person]:
    known = {person.entra_object_id for person in CROWD}
    return [person for person in tx.people.active() if person.entra_object_id in known]


def _classmates() -> list[Pupil]:
    return [
        replace(PUPILS[1], external_id=f"{school_class}{number}", name=f"Elev {number}", school_class=school_class)
        for teacher in TEACHERS
        for school_class in teacher.classes
        for number in range(5)
    ]


def _reference(person: Person, service_url: str) -> Reference:
    return Reference(
        entra_object_id=person.entra_object_id,
        service_url=service_url,
        tenant_id=TENANT,
        bot_id=BOT_ID,
        user_id=f"29:{person.upn}",
        conversation_id=f"a:{person.upn}",
        seen_at=NOW,
    )
