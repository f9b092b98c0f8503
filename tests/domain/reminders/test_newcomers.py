"""Who is new during the school year, and who hears how many."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from domain.ids import PersonId, PupilId
from domain.people.person import Person, Pupil
from domain.reminders.absence import Absence
from domain.reminders.newcomers import Newcomers, arrived, newcomers
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN

TODAY = date(2026, 11, 24)
"""A Tuesday."""
BEFORE = {pupil(number).id: pupil(number) for number in range(3)}
NEW = pupil(3)
"""Of 6A, and not at AKS; `pupil()` is of 4B and Base 4."""


def new_in(
    after: Sequence[Pupil],
    before: dict[PupilId, Pupil] = BEFORE,
    today: date = TODAY,
    known: frozenset[PupilId] | None = None,
) -> tuple[PupilId, ...]:
    return arrived(before, after, frozenset(before) if known is None else known, today, THE_PLAN.calendar)


def hear(
    pupils: Sequence[Pupil],
    people: Sequence[Person] | None = None,
    *away: Absence,
    today: date = TODAY,
) -> dict[PersonId, Newcomers]:
    staff = everyone() if people is None else people
    return newcomers(pupils, staff, {one.person: one for one in away}, THE_PLAN, today)


def to_do(told: Newcomers) -> dict[str, date]:
    return {task.id: due for task, due in told.tasks}


def without(*keys: str) -> list[Person]:
    return [one for one in everyone() if one.id not in keys]


def gone(key: str, stand_in: str | None = None) -> Absence:
    return Absence(person=PersonId(key), until=TODAY, stand_in=PersonId(stand_in) if stand_in else None)


def test_who_was_not_in_the_list_before_is_new() -> None:
    assert new_in([*BEFORE.values(), NEW]) == (NEW.id,)
    assert new_in([*BEFORE.values()]) == ()
    assert new_in([*BEFORE.values(), replace(NEW, active=False)]) == ()


def test_who_has_been_away_is_new_and_who_could_not_be_read_is_not() -> None:
    left = BEFORE | {NEW.id: replace(NEW, active=False)}
    assert new_in([*BEFORE.values(), NEW], left) == (NEW.id,)
    assert new_in([*BEFORE.values(), NEW], known=frozenset({*BEFORE, NEW.id})) == ()


def test_the_first_list_of_a_school_has_nobody_new() -> None:
    assert new_in([*BEFORE.values(), NEW], {}) == ()


def test_the_list_by_which_most_move_up_has_nobody_new() -> None:
    up = [replace(one, grade=one.grade + 1) for one in BEFORE.values()]
    assert new_in([*up, NEW]) == ()
    assert new_in([*up[:1], *list(BEFORE.values())[1:], NEW]) == (NEW.id,), "one in three is put back or up"


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 8, 14), False),
        (THE_PLAN.calendar.first_school_day, False),
        (date(2026, 8, 18), True),
        (date(2027, 6, 17), True),
        (THE_PLAN.calendar.last_school_day, False),
        (date(2027, 7, 1), False),
    ],
)
def test_who_comes_outside_the_school_year_the_arshjul_tells_of_as_it_is(today: date, told: bool) -> None:
    assert bool(new_in([*BEFORE.values(), NEW], today=today)) is told


def test_those_who_answer_for_a_pupil_of_the_lower_grades_hear() -> None:
    told = hear([pupil()])
    assert {*told} == {"teacher", "line", "social", "base"}
    assert (told[PersonId("teacher")].in_class, told[PersonId("teacher")].others) == (1, 0)
    assert to_do(told[PersonId("teacher")]) == {"velkomstsamtale": date(2026, 12, 8)}
    for key in ("line", "social"):
        assert (told[PersonId(key)].in_class, told[PersonId(key)].others) == (0, 1)
        assert to_do(told[PersonId(key)]) == {"nye_elever_aks": date(2026, 12, 1)}
    assert told[PersonId("base")] == Newcomers(others=1)


def test_of_a_pupil_beyond_aks_its_leaders_hear_nothing() -> None:
    told = hear([NEW])
    assert {*told} == {"teacher6", "line6", "social"}
    assert to_do(told[PersonId("social")]) == {}


def test_whoever_owns_a_task_for_new_pupils_hears_too() -> None:
    tasks = [altered(task, new_pupil_weeks=1) for task in THE_PLAN.year if task.id == "nye_elever_første_dag"]
    plan = altered(THE_PLAN, year=tasks)
    told = newcomers([NEW], everyone(), {}, plan, TODAY)
    assert {*told} == {"teacher6", "line6", "social", "principal"}
    assert to_do(told[PersonId("principal")]) == {"nye_elever_første_dag": date(2026, 12, 1)}
    assert to_do(told[PersonId("line6")]) == {}


def test_a_teacher_of_two_classes_hears_the_sum_once() -> None:
    both = replace(person("teacher"), classes=frozenset({"4B", "6A"}))
    told = hear([pupil(), NEW, pupil(1)], [*without("teacher", "teacher6"), both])
    assert (told[both.id].in_class, told[both.id].others, len(told[both.id].tasks)) == (3, 0, 1)
    assert told[PersonId("social")].others == 3


def test_who_has_several_roles_is_told_of_each_pupil_once() -> None:
    roles = person("teacher").roles | person("social").roles
    told = hear([pupil(), NEW], [*without("teacher"), replace(person("teacher"), roles=roles)])[PersonId("teacher")]
    assert (told.in_class, told.others) == (1, 1)
    assert {*to_do(told)} == {"velkomstsamtale", "nye_elever_aks"}


@pytest.mark.parametrize(
    ("missing", "instead"),
    [(("teacher",), {"line"}), (("teacher", "line"), {"principal"}), (("teacher", "line", "principal"), {"deputy"})],
)
def test_without_a_contact_teacher_the_next_in_line_does_it(missing: tuple[str, ...], instead: set[str]) -> None:
    told = hear([pupil()], without(*missing))
    assert {one for one, what in told.items() if "velkomstsamtale" in to_do(what)} == instead
    assert not any(what.in_class for what in told.values())


def test_for_who_is_away_the_stand_in_hears_or_the_next_in_line() -> None:
    told = hear([pupil()], None, gone("teacher", "assistant"))
    assert "velkomstsamtale" in to_do(told[PersonId("assistant")])
    assert told[PersonId("assistant")].others == 1
    assert "teacher" not in told
    for away in ((gone("teacher"),), (gone("teacher", "assistant"), gone("assistant"))):
        assert "velkomstsamtale" in to_do(hear([pupil()], None, *away)[PersonId("line")])


def test_the_day_is_a_school_day_to_come() -> None:
    said = {day: to_do(hear([NEW], today=day)[PersonId("teacher6")])["velkomstsamtale"] for day in _BEFORE_HOLIDAYS}
    assert said == _BEFORE_HOLIDAYS


_BEFORE_HOLIDAYS = {
    date(2026, 11, 27): date(2026, 12, 11),
    date(2026, 12, 8): date(2026, 12, 18),
    date(2026, 12, 18): date(2027, 1, 4),
    date(2027, 2, 12): date(2027, 2, 19),
}


def test_nobody_new_says_nothing() -> None:
    assert not Newcomers()
    assert Newcomers(in_class=1)
    assert Newcomers(others=1)
    assert hear([]) == {}
