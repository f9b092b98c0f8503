"""What becomes of the årshjul's tasks: done by class or for all, undone, put off; what is late and what comes."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid, Refused
from domain.people.person import Person, Role
from domain.year.tasks import TaskState, YearRecord, agenda, classes_of, finish, is_for, put_off, undo, year_states
from domain.year.wheel import wheel
from tests.kit.people.cast import person
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, noon

PEOPLE = [person(key) for key in ("principal", "line", "social", "teacher", "teacher6", "base", "assistant")]
WHEEL = wheel(THE_PLAN)
NOVEMBER = date(2026, 11, 12)
BY_CLASS, ONCE = "utviklingssamtale_1", "aktivitetskveld"


def states(*records: YearRecord) -> dict[str, TaskState]:
    return {state.task.id: state for state in year_states(WHEEL, records, PEOPLE)}


def by(key: str) -> Person:
    return person(key)


def done(task: str, who: str, *before: YearRecord, on: date = NOVEMBER) -> YearRecord:
    record = finish(states(*before)[task], f"r{len(before)}", by(who), noon(on))
    assert record
    return record


def test_a_contact_teacher_is_done_with_the_own_classes_and_a_leader_with_all() -> None:
    first = done(BY_CLASS, "teacher")
    state = states(first)[BY_CLASS]
    assert first.classes == state.done_for == {"4B"}
    assert state.done_on is None
    assert finish(state, "r", by("teacher"), noon(NOVEMBER)) is None, "a second press"
    whole = states(first, done(BY_CLASS, "line", first))[BY_CLASS]
    assert whole.done_for == {"4B", "6A"}
    assert whole.done_on == NOVEMBER
    assert finish(whole, "r", by("teacher6"), noon(NOVEMBER)) is None


def test_a_task_that_is_done_once_is_done_for_all() -> None:
    state = states(done(ONCE, "social"))[ONCE]
    assert (state.classes, state.done_on) == (frozenset(), NOVEMBER)
    assert finish(state, "r", by("principal"), noon(NOVEMBER)) is None


def test_a_task_is_its_owners_and_the_leaders() -> None:
    for act in (finish, undo):
        with pytest.raises(Refused, match="gjøres av"):
            act(states()[ONCE], "r", by("assistant"), noon(NOVEMBER))
    shared = altered(THE_PLAN.year[0], owners=(Role.CONTACT_TEACHER, Role.SOCIAL_TEACHER))
    state = states()[BY_CLASS]
    both = replace(state, one=replace(state.one, task=shared))
    with pytest.raises(Refused, match="hver for sin klasse"):
        finish(both, "r", by("social"), noon(NOVEMBER))


def test_what_one_has_said_is_done_one_can_take_back() -> None:
    first = done(BY_CLASS, "teacher")
    taken_back = undo(states(first)[BY_CLASS], "u", by("teacher"), noon(NOVEMBER))
    assert taken_back
    state = states(first, taken_back)[BY_CLASS]
    assert (state.done_for, state.done_on) == (frozenset(), None)
    assert undo(state, "u2", by("teacher"), noon(NOVEMBER)) is None


def test_later_and_for_others_a_leader_says_why() -> None:
    first = done(BY_CLASS, "teacher")
    said, tomorrow = states(first)[BY_CLASS], noon(NOVEMBER + timedelta(days=1))
    with pytest.raises(Refused, match="kan angre samme dag"):
        undo(said, "u", by("teacher"), tomorrow)
    with pytest.raises(Invalid, match="Skriv en kort grunn"):
        undo(said, "u", by("principal"), noon(NOVEMBER))
    taken_back = undo(said, "u", by("principal"), tomorrow, reason="Ble ikke holdt")
    assert taken_back
    assert taken_back.note == "Ble ikke holdt"
    assert states(first, taken_back)[BY_CLASS].done_for == frozenset()


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (date(2026, 11, 27), "etter fristen"),
        (date(2026, 12, 5), "skoledag"),
        (date(2026, 12, 24), "skoledag"),
        (date(2027, 6, 21), "skoledag"),
    ],
)
def test_a_task_is_put_off_to_an_open_day_of_the_year(until: date, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        put_off(states()[ONCE], "p", until, "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN)


def test_a_task_that_was_put_off_is_due_and_posted_that_day() -> None:
    record = put_off(states()[ONCE], "p", date(2026, 12, 4), "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN)
    assert record
    state = states(record)[ONCE]
    assert (state.due, record.note) == (date(2026, 12, 4), "Opptatt")
    assert state.posts == {*state.one.posts, date(2026, 12, 4)}
    assert put_off(state, "p2", date(2026, 12, 4), "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN) is None
    finished = states(record, done(ONCE, "social", record))[ONCE]
    with pytest.raises(Refused, match="ferdig fra før"):
        put_off(finished, "p3", date(2026, 12, 11), "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN)


def test_a_month_has_what_is_late_what_waits_what_is_done_and_what_comes() -> None:
    found = agenda(states(done(ONCE, "social")).values(), NOVEMBER)
    assert BY_CLASS in {state.task.id for state in found.late}
    missed = [state.task.id for state in found.late]
    assert len(missed) == len(set(missed)), "of what comes every month, the last round only"
    assert next(state.due.month for state in found.late if state.task.id == "blime") == 9, "and not in August too"
    assert [state.task.id for state in found.done] == [ONCE]
    assert all(state.due.month == 11 for state in found.now)
    assert {state.due.month for state in found.following} == {12}
    assert not any(state.task.routine for state in (*found.late, *found.now, *found.following))
    december = agenda(states().values(), date(2026, 12, 31))
    assert {state.due.month for state in december.following} == {1}


def test_whose_a_task_is() -> None:
    tasks = {task.id: task for task in THE_PLAN.year}
    fourth, sixth = by("teacher"), by("teacher6")
    council = tasks["elevrådsvalg"]
    assert is_for(council, fourth)
    assert is_for(council, sixth)
    assert not is_for(council, by("social"))
    assert classes_of(council, PEOPLE) == {"4B", "6A"}
    first = altered(council, grades=(1,))
    assert not is_for(first, fourth)
    assert is_for(first, replace(fourth, classes=frozenset(), grades=frozenset()))
    assert classes_of(first, PEOPLE) == frozenset()
    odd = replace(fourth, classes=frozenset({"Mottak"}))
    assert classes_of(council, [odd]) == frozenset()


@given(st.lists(st.tuples(st.sampled_from(["teacher", "teacher6", "line"]), st.booleans()), max_size=8))
def test_whatever_people_press_a_task_is_done_when_all_its_classes_are(presses: list[tuple[str, bool]]) -> None:
    records: list[YearRecord] = []
    for number, (who, back) in enumerate(presses):
        state = states(*records)[BY_CLASS]
        try:
            act = partial(undo, reason="Ble ikke holdt") if back else finish
            record = act(state, f"r{number}", by(who), noon(NOVEMBER + timedelta(days=number)))
        except Refused:
            continue
        records += [record] if record else []
    state = states(*records)[BY_CLASS]
    assert (state.done_on is not None) is (state.done_for == state.classes)
