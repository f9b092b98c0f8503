"""What leaders have changed in the school year: applied to the plan's own, in whatever order, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.ids import PersonId
from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Purpose, Whose
from domain.value import from_json, to_json
from domain.year.changes import ChangeKind, YearChange, change_of, changed, new_task, tasks_now
from domain.year.tasks import YearRecord, YearTaken, year_states
from domain.year.wheel import Occurrence, is_open, wheel
from tests.kit.people.cast import person
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, noon

WHEEL = wheel(THE_PLAN)
EVENING = next(one for one in WHEEL if one.task.id == "aktivitetskveld")
MEETING = next(one for one in WHEEL if one.task.meeting and one.due.month == 11)
CALENDAR = THE_PLAN.calendar
TODAY = date(2026, 11, 3)
DAYS = [CALENDAR.first_school_day + timedelta(days=number) for number in range(305)]
ROLES = [role for role in Role if role is not Role.SCHOOL_OWNER]


def change(kind: ChangeKind, number: int = 0, task: str = EVENING.task.id, on: date = TODAY, **more: Any) -> YearChange:  # noqa: ANN401  (any type)
    usual: dict[str, Any] = {"id": f"c{number}", "kind": kind, "task": task, "at": noon(on), "reason": "Fordi"}
    return YearChange(**{**usual, "school_year": CALENDAR.school_year, "by": PersonId("leder")} | more)


def new(number: int = 0, day: date = date(2026, 12, 4), **more: Any) -> YearChange:  # noqa: ANN401  (any type)
    said: dict[str, Any] = {
        "title": "Skidag",
        "text": "Alle på ski",
        "day": day,
        "owners": (Role.CONTACT_TEACHER,),
    } | more
    return change(ChangeKind.NEW, number, f"ny_{number}", **said)


def year(*changes: YearChange, plan: SchoolPlan = THE_PLAN) -> tuple[Occurrence, ...]:
    return changed(wheel(plan), changes, plan)


def the(task: str, *changes: YearChange) -> Occurrence:
    return next(one for one in year(*changes) if one.task.id == task)


def test_nothing_changed_is_the_year_of_the_plan() -> None:
    assert year() is WHEEL


def test_a_new_task_is_told_from_the_day_after_and_never_by_its_words() -> None:
    one = the("ny_0", new())
    assert (one.opens, one.due) == (date(2026, 11, 6), date(2026, 12, 4))
    soon = the("ny_0", new(day=date(2026, 11, 10)))
    assert (soon.opens, soon.due) == (date(2026, 11, 4), date(2026, 11, 10))
    assert soon.task.made_in_chat
    assert soon.task.notice == "Ny oppgave"
    assert not any(task.made_in_chat for task in THE_PLAN.year)


def test_a_task_of_aks_follows_its_days_and_is_told_there() -> None:
    task = the("ny_0", new(owners=(Role.AKS_BASE_LEADER,))).task
    assert (task.calendar, task.posted_to) == (Whose.AKS, (Purpose.AKS,))


def test_a_task_of_the_leaders_that_is_given_to_others_is_told_where_they_are() -> None:
    task = next(one for one in THE_PLAN.year if one.id == "resultater_personalet")
    assert task.posted_to == (Purpose.LEADERSHIP,)
    for owners, where in (((Role.CONTACT_TEACHER,), Purpose.YEAR), ((Role.LINE_LEADER,), Purpose.LEADERSHIP)):
        given = tasks_now(THE_PLAN, [change(ChangeKind.OWNERS, task=task.id, owners=owners)])[task.id]
        assert given.posted_to == (where,)


def test_another_day_moves_its_telling_along() -> None:
    later = the(EVENING.task.id, change(ChangeKind.DAY, key=EVENING.key, day=date(2027, 1, 15)))
    assert (later.opens, later.due, later.key) == (EVENING.opens, date(2027, 1, 15), EVENING.key)
    before = the(EVENING.task.id, change(ChangeKind.DAY, on=date(2026, 9, 1), key=EVENING.key, day=date(2026, 10, 16)))
    assert (before.opens, before.due) == (date(2026, 9, 18), date(2026, 10, 16))
    moved = next(
        one for one in year(change(ChangeKind.DAY, key=MEETING.key, day=date(2026, 12, 9))) if one.key == MEETING.key
    )
    assert moved.posts == (date(2026, 12, 7),), "in the week it is held"


def test_who_put_it_off_before_a_leader_gave_it_its_day_has_the_new_day() -> None:
    people = [person(key) for key in ("principal", "social")]
    put_off = YearRecord(
        id="r",
        key=EVENING.key,
        taken=YearTaken.POSTPONED,
        at=noon(date(2026, 11, 2)),
        by=PersonId("x"),
        until=date(2026, 12, 4),
    )
    moves = change(ChangeKind.DAY, key=EVENING.key, day=date(2026, 12, 11))
    state = next(one for one in year_states(year(moves), [put_off], people) if one.one.key == EVENING.key)
    assert state.due == date(2026, 12, 11)
    again = replace(put_off, id="s", at=noon(date(2026, 11, 4)), until=date(2026, 12, 18))
    state = next(one for one in year_states(year(moves), [put_off, again], people) if one.one.key == EVENING.key)
    assert state.due == date(2026, 12, 18)


def test_what_is_left_out_once_comes_the_other_times() -> None:
    often = [one for one in WHEEL if one.task.id == "fellessamling"]
    once = year(change(ChangeKind.SKIPPED, task="fellessamling", key=often[1].key))
    assert [one.key for one in once if one.task.id == "fellessamling"] == [
        one.key for one in often if one is not often[1]
    ]
    assert "fellessamling" not in {one.task.id for one in year(change(ChangeKind.SKIPPED, task="fellessamling"))}


def test_a_task_that_stands_in_the_plan_file_by_now_is_new_no_more() -> None:
    made = the("ny_0", new()).task
    plan = altered(THE_PLAN, year=(*THE_PLAN.year, altered(THE_PLAN.year[0], id=made.id, title="Skidag")))
    found = [one for one in year(new(), plan=plan) if one.task.id == made.id]
    assert {one.task.notice for one in found} == {"Skidag"}


def test_another_school_year_is_not_changed() -> None:
    assert year(replace(new(), school_year="2025/26")) == WHEEL


def test_a_role_the_school_has_no_more_changes_nothing() -> None:
    assert tasks_now(THE_PLAN, [change(ChangeKind.OWNERS, owners=("vaktmester",))])[EVENING.task.id] == EVENING.task


def test_who_had_it_first_stands_first() -> None:
    said = change(ChangeKind.OWNERS, owners=(Role.ASSISTANT, *EVENING.task.owners))
    kept = change_of(said, EVENING, THE_PLAN)
    assert kept
    assert kept.owners == (*EVENING.task.owners, Role.ASSISTANT)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (change(ChangeKind.DAY, day=date(2026, 12, 25)), "day"),
        (change(ChangeKind.DAY, day=TODAY), "day"),
        (change(ChangeKind.DAY, day=date(2027, 8, 20)), "day"),
        (change(ChangeKind.DAY), "day"),
        (change(ChangeKind.OWNERS), "owners"),
        (change(ChangeKind.OWNERS, owners=("vaktmester",)), "owners"),
        (change(ChangeKind.SKIPPED, reason="…"), "reason"),
    ],
)
def test_what_cannot_be_taken_says_which_answer(said: YearChange, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        change_of(said, EVENING, THE_PLAN)
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["title", "text", "day", "owners"])
def test_a_new_task_says_what_who_and_when(field: str) -> None:
    blank: Any = {"title": ".", "text": "", "day": None, "owners": ()}[field]
    with pytest.raises(Invalid) as refused:
        new_task(new(**{field: blank}), THE_PLAN)
    assert refused.value.field == field


def test_what_is_so_already_is_no_change() -> None:
    same = (
        change(ChangeKind.DAY, day=EVENING.due),
        change(ChangeKind.OWNERS, owners=EVENING.task.owners),
        change(ChangeKind.GRADES, grades=EVENING.task.grades),
    )
    assert [change_of(one, EVENING, THE_PLAN) for one in same] == [None] * 3


@st.composite
def changes(draw: st.DrawFn) -> list[YearChange]:
    """Some, of tasks of the plan and of new ones, each as the rules let it through."""
    told: list[YearChange] = []
    for number in range(draw(st.integers(1, 8))):
        on, kind = draw(st.sampled_from(DAYS)), draw(st.sampled_from([*ChangeKind]))
        one = draw(st.sampled_from([*year(*told), *WHEEL[:3]]))
        owners = tuple(draw(st.lists(st.sampled_from(ROLES), max_size=3)))
        grades = tuple(draw(st.lists(st.integers(1, 7), max_size=3)))
        more = {"day": draw(st.sampled_from(DAYS)), "owners": owners, "grades": grades}
        try:
            told += _kept(number, kind, on, one, more, told)
        except Invalid:
            continue
    return told


def _kept(
    number: int, kind: ChangeKind, on: date, one: Occurrence, more: dict[str, Any], told: Sequence[YearChange]
) -> list[YearChange]:
    if kind is ChangeKind.NEW:
        return [new_task(replace(new(number, **more), at=noon(on)), THE_PLAN)]
    if kind is ChangeKind.UNDONE:
        return [change(kind, number, told[0].task, on, undoes=told[0].id)] if told else []
    said = change(kind, number, one.task.id, on, key=one.key if number % 2 or kind is ChangeKind.DAY else "", **more)
    kept = change_of(said, one, THE_PLAN)
    return [kept] if kept else []


@given(changes(), st.randoms())
def test_whatever_is_changed_each_day_is_open_and_each_key_is_one(told: list[YearChange], at_random: Random) -> None:
    at_random.shuffle(told)
    found = year(*told)
    assert len({one.key for one in found}) == len(found)
    of_plan = {(one.key, day) for one in WHEEL for day in (one.opens, one.due, *one.posts, *one.reminders)}
    for one in found:
        assert one.opens <= one.due
        for day in (one.opens, one.due, *one.posts, *one.reminders):
            assert is_open(day, one.task, CALENDAR) or (one.key, day) in of_plan
    assert [one.due for one in found] == sorted(one.due for one in found)


@given(changes(), st.randoms())
def test_when_all_is_taken_back_the_year_is_that_of_the_plan(told: list[YearChange], at_random: Random) -> None:
    back = [change(ChangeKind.UNDONE, 100 + number, one.task, undoes=one.id) for number, one in enumerate(told)]
    at_random.shuffle(back)
    assert year(*told, *back) == WHEEL


@given(changes())
def test_a_change_is_kept_as_it_is(told: list[YearChange]) -> None:
    assert [from_json(YearChange, to_json(one)) for one in told] == told
