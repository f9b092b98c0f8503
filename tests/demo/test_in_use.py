"""The school in use, whatever day it is: a case in each phase, and nothing done on a day to come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.playground import PRINCIPAL, TEACHER
from bot.demo.school import fill_new, open_school
from demo.in_use.acts import whose
from domain.case.case import Status
from domain.oslo import oslo_date
from domain.people.person import Role
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Branch, Does
from domain.steps.progress import Step
from services.case_file import CaseFile
from services.turn import Turn
from storage.database import Database
from storage.engine.crypto import KeyRing
from storage.unit_of_work import Unit
from tests.kit.databases import KEY_TEXT

PORT = 3978
CLIENTS = (TEACHER, PRINCIPAL)
RING = KeyRing.parse(KEY_TEXT)
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Seen:
    """The cases by their number, for a leader who is on all of them."""

    unit: Unit
    turn: Turn
    cases: dict[str, CaseFile]

    def only(self, of: Callable[[CaseFile], bool]) -> CaseFile:
        (found,) = filter(of, self.cases.values())
        return found


@contextmanager
def opened(path: Path, now: datetime) -> Iterator[Seen]:
    """The demo as it starts, with one file and nothing of its making beside it."""
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    database = Database(f"sqlite:///{path}", RING)
    plans = open_school(database, PORT, CLIENTS, lambda: now)
    ((school_id, plan),) = plans.items()
    with database.begin() as unit:
        tx = unit.school(school_id)
        turn = Turn(whose("principal", tx), now, plan, tx)
        yield Seen(unit, turn, {(file := turn.case(case_id)).case.reference: file for case_id in tx.cases.ids()})
    database.dispose()


@pytest.mark.parametrize(
    "day",
    ["2027-07-11T12:00+02:00", "2026-11-25T07:10+01:00", "2027-01-01T00:30+01:00"],
    ids=["a Sunday in July", "a school day", "New Year"],
)
async def test_there_is_a_case_in_each_phase(tmp_path: Path, day: str) -> None:
    now, path = datetime.fromisoformat(day).astimezone(UTC), tmp_path / "demo.db"
    await fill_new(path, RING, PORT, CLIENTS, lambda: now)
    with opened(path, now) as seen:
        the_phases_are_there(seen)
        the_year_goes_on(seen)
        everyone_is_reached(seen)


def the_phases_are_there(seen: Seen) -> None:
    assert min(seen.cases).endswith("-001")
    assert len(seen.cases) == 6
    today, next_day = seen.turn.today, next_school_day(seen.turn)
    new = seen.only(lambda file: file.case.status is Status.REPORTED)
    assert timedelta() <= today - oslo_date(new.case.opened_at) <= timedelta(days=5)
    closed = seen.only(lambda file: file.case.status is Status.CLOSED)
    assert closed.evaluations[-1].safe_now
    going_on = seen.only(lambda file: file.progress.branch is Branch.FULL_PLAN)
    assert (len(going_on.evaluations), going_on.lacks_measures) == (1, False)
    short = seen.only(lambda file: file.progress.branch is Branch.SHORT_PLAN and file.case.open)
    assert Does.EVALUATE in [step.rule.does for step in due_on(next_day, short)]
    late = seen.only(lambda file: file.case.open and any(step.overdue(today) for step in file.progress.open))
    assert [step.rule.id for step in late.progress.open if step.overdue(today)] == ["observasjon"]
    begun = seen.only(lambda file: file.case.status is Status.RECEIVED and file not in (going_on, short, late))
    assert due_on(next_day, begun)


def due_on(day: date, file: CaseFile) -> list[Step]:
    return [step for step in file.progress.open if step.due == day]


def next_school_day(turn: Turn) -> date:
    """Today, when it is one."""
    calendar = SchoolCalendar(turn.school_plan.calendar)
    return calendar.next_school_day(turn.today - timedelta(days=1))


def the_year_goes_on(seen: Seen) -> None:
    """Done, but for one of the principal's and one of the contact teachers'."""
    states = [state for state in seen.turn.tx.year.states(seen.turn.school_plan) if not state.before_start]
    due = [state for state in states if state.due < seen.turn.today]
    assert sum(not state.left for state in due) > 20
    late = [state.task.owners for state in due if state.left]
    assert len(late) == 2
    assert all({Role.PRINCIPAL, Role.CONTACT_TEACHER}.intersection(owners) for owners in late)


def everyone_is_reached(seen: Seen) -> None:
    accounts = [person.entra_object_id for person in seen.turn.tx.people.active()]
    assert seen.unit.references.reachable(accounts) == set(accounts)
    bound = {channel.receives for channel in seen.turn.tx.channels.all()}
    assert bound == {frozenset({"årshjul", "evalueringer", "ledelse"}), frozenset({"årshjul", "trinn 4"})}
