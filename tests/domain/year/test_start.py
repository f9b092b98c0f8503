"""A school that begins with the årshjul in the middle of the year."""

from datetime import date

from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.year.heard import YearMorning
from domain.year.taking import Taker, finish, put_off
from domain.year.tasks import TaskState, YearRecord, agenda, year_states
from domain.year.wheel import wheel
from tests.kit.people.cast import person
from tests.kit.steps.journey import THE_PLAN, noon

START = date(2026, 11, 27)
PEOPLE = [person(key) for key in ("principal", "line", "social", "teacher", "teacher6", "base", "assistant")]
PRINCIPAL = Taker(person=person("principal"))
BY_CLASS = "utviklingssamtale_1"


def states(*records: YearRecord, start: date = START) -> list[TaskState]:
    return year_states(wheel(THE_PLAN), records, PEOPLE, start=start)


def of(task: str, *records: YearRecord) -> TaskState:
    return next(state for state in states(*records) if state.task.id == task)


def by(key: str) -> Person:
    return person(key)


def moved(state: TaskState, parts: frozenset[str]) -> YearRecord:
    """A leader puts it off until some time after the start."""
    until = date(2026, 12, 10)
    record = put_off(state, "r1", until, "Tas nå", PRINCIPAL, noon(START), THE_PLAN, parts=parts)
    assert record
    return record


def test_nothing_is_late_on_the_first_day() -> None:
    assert not any(state.late(START) for state in states())
    assert agenda(states(), START).late == ()
    assert any(state.late(START) for state in states(start=date.min))


def test_what_was_due_before_is_told_apart_from_what_waits() -> None:
    begun = date(2026, 9, 21)
    found = agenda(states(start=begun), begun)
    assert [state.task.id for state in found.before] == ["foreldremøter_høst"]
    assert all(state.due >= begun for state in found.now)
    assert agenda(states(), START).before == (), "what was due in other months is told of in the whole year only"


def test_what_is_due_on_the_first_day_or_later_is_late_as_everywhere() -> None:
    waiting = [state for state in states() if not state.before_start and not state.done]
    assert min(state.due for state in waiting) >= START
    as_usual = {
        state.one.key for state in states(start=date.min) if state.due >= START and state.late(date(2027, 6, 30))
    }
    assert {state.one.key for state in states() if state.late(date(2027, 6, 30))} == as_usual


def test_leaders_and_owners_hear_nothing_of_it() -> None:
    calendar, monday = SchoolCalendar(THE_PLAN.calendar), date(2026, 11, 30)
    for key in ("principal", "teacher"):
        told = YearMorning(states(), {}, since=START, today=monday, calendar=calendar).of(by(key))
        assert (told.missed, told.over) == ((), 0)


def test_it_can_be_done_or_put_off_all_the_same() -> None:
    state = of(BY_CLASS)
    assert state.before_start
    done = finish(state, "r1", PRINCIPAL, noon(START), parts=state.parts)
    assert done
    assert of(BY_CLASS, done).done_on == START
    assert not of(BY_CLASS, done).before_start
    moved = put_off(
        state,
        "r1",
        date(2026, 12, 10),
        "Tas nå",
        PRINCIPAL,
        noon(START),
        THE_PLAN,
        parts=state.parts,
    )
    assert moved
    later = of(BY_CLASS, moved)
    assert not later.before_start
    assert date(2026, 12, 10) in later.posts
    assert later.late(date(2026, 12, 11))


def test_of_a_task_in_parts_what_is_moved_is_late_and_the_rest_is_not() -> None:
    record = moved(of(BY_CLASS), frozenset({"4B"}))
    assert of(BY_CLASS, record).late_parts(date(2026, 12, 11)) == {"4B"}
