"""A school of nasty names: in each document of forty cases other pupils' names are masked, and employees' stand."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import TypeAdapter

from domain.activity_plan.activity_plan import TEXTS, ActivityPlan
from domain.activity_plan.evaluation import Evaluation
from domain.alert.alert import PupilRole
from domain.case.log import LogEntry
from domain.documents.editions import Edition, editions_of
from domain.errors import Refused
from domain.ids import AlertId, CaseId, DraftId, EntryId, PersonId, RecordId, new_id
from domain.people.person import Person, Pupil, Role
from domain.school_plan.procedure import PlanText
from domain.steps.record import StepRecord
from services.case_file import CaseFile
from services.documents.case_document import document
from services.documents.for_home import is_for_home
from services.documents.offered import document_titles
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Tx
from tests.kit.databases import KEY, migrated_sqlite
from tests.kit.people.cast import alert, form
from tests.kit.people.nasty import nasty_school
from tests.kit.school import MONDAY, SCHOOL, TODAY, fill, the_plan
from tests.kit.steps.journey import Journey, later, noon

CASES = 40
OUTCOMES = ("aktivitetsplan", "kort_plan", "ikke_behov")
SAID = re.compile(r"så jeg (.*?) ved porten (\d+)\b", re.DOTALL)
WITH = re.compile(r"snakket med (.*?) om det (\d+)\b", re.DOTALL)
PARTS = re.compile(r"[^\W\d_]{2,}")
T = TypeVar("T")


@dataclass(frozen=True)
class Named:
    """What was written in a place: of whom, and how."""

    who: str
    written: str


class Writer:
    """Writes of others, and knows what was written where."""

    def __init__(self, own: Pupil, mates: list[Pupil], far: list[Pupil], staff: list[Person], seed: int) -> None:
        self.chance = random.Random(seed)
        self.numbers = count(1)
        self.own, self.mates, self.far, self.staff = own, mates, far, staff
        self.pupils: dict[str, Named] = {}
        self.people: dict[str, str] = {}

    def sentence(self) -> str:
        number, near = str(next(self.numbers)), self.chance.random() < 0.7
        other = self.chance.choice(self.mates if near else self.far)
        written = self._near(other) if near else self._far(other)
        employee = self.chance.choice(self.staff)
        self.pupils[number], self.people[number] = Named(other.name, written), employee.name
        return f"I gangen så jeg {written} ved porten {number}. Så ble det snakket med {employee.name} om det {number}."

    def _near(self, other: Pupil) -> str:
        first, *more = _in_order(other.name)
        ways = [first, f"{first}s", other.name, " ".join([first, *more]), f"{first} {more[-1][0]}." if more else first]
        ways += [other.name.upper(), unicodedata.normalize("NFD", first), "\u00a0".join([first, *more])]
        return self.chance.choice(ways)

    def _far(self, other: Pupil) -> str:
        first, *more = _in_order(other.name)
        told = [first, f"{first} {more[-1][0]}." if more else first, unicodedata.normalize("NFD", first)]
        return self.chance.choice([" ".join([first, *more]), *(f"{one} i {other.school_class}" for one in told)])


def _in_order(name: str) -> list[str]:
    last, _, first = name.partition(",")
    return f"{first} {last}".split()


def _first_and_last(name: str) -> str:
    first, *more = _in_order(name)
    return " ".join([first, *more[-1:]])


def _parts(name: str) -> set[str]:
    return {part.casefold() for part in PARTS.findall(name)}


def _rewritten(value: T, shape: type[T], ids: Mapping[str, str], write: Callable[[], str]) -> T:
    """With people of this school, and something nasty in every text that had something."""
    adapter = TypeAdapter(shape)

    def changed(one: object, name: str = "") -> object:
        if isinstance(one, dict):
            return {key: changed(part, key) for key, part in one.items()}
        if isinstance(one, list):
            return [changed(part, name) for part in one]
        if isinstance(one, str) and name in {"by", "person", "who"}:
            return ids.get(one, one)
        return write() if isinstance(one, str) and one and name in _TEXTS else one

    return adapter.validate_python(changed(adapter.dump_python(value, mode="json")))


_TEXTS = {"text", "reason", "pupil_words", "guardians_view", "present", "what", *TEXTS}


def _open(number: int, own: Pupil, staff: list[Person], writer: Writer, tx: Tx) -> CaseId:
    journey = Journey(later(0))
    journey.to_the_outcome(OUTCOMES[number % 3])
    if number % 3 == 0:
        journey.takes_all("analysemøte", "planmøte", "iverksette")
        journey.evaluates(later(7))
    roles = {"principal": Role.PRINCIPAL, "line": Role.DEPUTY, "social": Role.SOCIAL_TEACHER}
    ids = {key: next(one.id for one in staff if one.has(role)) for key, role in roles.items()}
    ids |= {"teacher": staff[-2].id, "base": staff[-3].id}
    case_id, reference = CaseId(new_id()), f"2026-{number:03d}"
    case = replace(
        journey.case,
        id=case_id,
        reference=reference,
        pupil_id=own.id,
        grade=own.grade,
        school_class=own.school_class,
        received_by=PersonId(ids["line"]),
        members=frozenset(map(PersonId, ids.values())),
    )
    tx.cases.open(case)
    others = [one for one in writer.mates[:2] if one.id != own.id]
    roles_of = {own.id: PupilRole.EXPOSED} | {one.id: PupilRole.VIOLATOR for one in others}
    sent = form(pupils=(own.id, *(one.id for one in others)), roles=roles_of, facts=writer.sentence())
    tx.alerts.add(
        alert(
            id=AlertId(new_id()),
            draft_id=DraftId(new_id()),
            reporter=ids["teacher"],
            form=sent,
            cases=(case_id,),
            references=(reference,),
        )
    )
    for record in journey.records:
        told = _rewritten(record, StepRecord, ids, writer.sentence)
        tx.events.step(case_id, replace(told, id=RecordId(new_id())))
    for plan in filter(None, [journey.in_effect]):
        texts = dict.fromkeys(map(PlanText, TEXTS), "Ord")
        whole = replace(plan, case_id=case_id, texts=texts, adopted_by=PersonId(ids["social"]))
        tx.activity_plans.save(_rewritten(whole, ActivityPlan, ids, writer.sentence), PersonId(ids["social"]), MONDAY)
    for evaluation in journey.evaluations:
        whole_one = replace(evaluation, case_id=case_id)
        tx.activity_plans.evaluate(_rewritten(whole_one, Evaluation, ids, writer.sentence))
    tx.events.log(
        LogEntry(
            id=EntryId(new_id()),
            school_id=SCHOOL,
            author=PersonId(ids["teacher"]),
            logged_at=noon(later(1)),
            occurred_at=noon(later(1)),
            type=the_plan().pick_lists.log_types[0].id,
            text=writer.sentence(),
            quote=writer.sentence(),
            case_id=case_id,
        )
    )
    return case_id


def _wrong(read: str, edition: Edition, writer: Writer) -> Iterator[str]:
    """Where a name stands that must not, or does not that must."""
    own = _parts(writer.own.name)
    for shown, number in SAID.findall(read):
        named = writer.pupils[number]
        if edition is Edition.ARCHIVE and shown != named.written:
            yield f"{named.written} is {shown}"
        if edition is not Edition.ARCHIVE and (_parts(named.written) & _parts(named.who) - own) & _parts(shown):
            yield f"{named.written} ({named.who}) is {shown}"
    for shown, number in WITH.findall(read):
        if shown != writer.people[number]:
            yield f"employee {writer.people[number]} is {shown}"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{migrated_sqlite(tmp_path)}", KeyRing([KEY]))
    yield opened
    opened.dispose()


def test_forty_cases_in_every_edition(database: Database) -> None:
    chance = random.Random(3)
    made, kept_back, wrong = 0, 0, list[str]()
    fill(database)
    with database.begin() as unit:
        pupils, staff = nasty_school(3)
        unit.school(SCHOOL).pupils.replace(pupils)
        unit.school(SCHOOL).people.replace(staff)
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        pupils, staff = [*tx.pupils.read_all()], sorted(tx.people.active(), key=lambda one: one.upn)
        called = {name for pupil in pupils for name in (pupil.name, _first_and_last(pupil.name))}
        for number, own in enumerate(chance.sample(pupils, CASES), start=1):
            mates = [one for one in pupils if one.grade == own.grade and _told_apart(one, own)]
            far = [one for one in pupils if one.grade != own.grade and _told_apart(one, own)]
            writer = Writer(own, mates, far, [one for one in staff if one.name not in called], number)
            case_id = _open(number, own, staff, writer, tx)
            reader = next(one for one in staff if one.has(Role.PRINCIPAL)).id
            file = CaseFile(tx.cases.get(case_id, reader, TODAY), tx, the_plan())
            for kind in document_titles(file):
                for edition in editions_of(kind):
                    now = MONDAY + timedelta(days=20)
                    try:
                        told = document(kind, edition, case_id, reader, tx, the_plan(), now, hide_staff=False)
                    except Refused:
                        assert is_for_home(kind, edition), "what names others is not sent home"
                        kept_back += 1
                        continue
                    read = str(told.sections).replace("\\xa0", "\u00a0")
                    wrong += [f"{kind} {edition}: {one}" for one in _wrong(read, edition, writer)]
                    made += 1
    assert made > CASES * 5
    assert kept_back > CASES // 4
    assert not wrong, "\n".join(wrong[:40])


def _told_apart(other: Pupil, own: Pupil) -> bool:
    """Whoever is called as the pupil is cannot be told from the pupil."""
    return other.id != own.id and _parts(other.name).isdisjoint(_parts(own.name))
