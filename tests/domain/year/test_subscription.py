"""What stands in the calendar someone subscribes to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import PersonId
from domain.people.person import Person
from domain.year.changes import ChangeKind, YearChange, changed
from domain.year.subscription import Subscribed, YearCalendar, may_subscribe, year_calendar
from domain.year.tasks import YearRecord, YearTaken, year_states
from domain.year.wheel import wheel
from tests.kit.people.cast import everyone, person
from tests.kit.steps.journey import THE_PLAN, noon

PEOPLE = everyone()
WHEEL = wheel(THE_PLAN)
EVENING = "aktivitetskveld:2026-11-01"
PLANNED = {title for task in THE_PLAN.year for title in (task.title, f"✓ {task.title}")}
DAYS = st.dates(date(2026, 8, 1), date(2027, 7, 31))
RECORDS = st.builds(
    YearRecord,
    id=st.uuids().map(str),
    key=st.sampled_from([one.key for one in WHEEL]),
    taken=st.sampled_from(YearTaken),
    at=DAYS.map(noon),
    by=st.just(PersonId("social")),
    note=st.just("Kanarinotat"),
    until=DAYS,
)


def calendar(*records: YearRecord, of: Person | None = None, to: Subscribed = Subscribed.SCHOOL) -> YearCalendar:
    return year_calendar(year_states(WHEEL, records, PEOPLE), [], THE_PLAN, of or person("principal"), to)


def record(taken: YearTaken, on: date, until: date | None = None) -> YearRecord:
    return YearRecord(id="r", key=EVENING, taken=taken, at=noon(on), by=PersonId("social"), until=until)


@given(st.lists(RECORDS, max_size=12), st.sampled_from(PEOPLE), st.sampled_from(Subscribed))
def test_whatever_has_been_done_each_task_stands_there_once_in_the_plans_words(
    records: list[YearRecord], who: Person, to: Subscribed
) -> None:
    made, before = calendar(*records, of=who, to=to), calendar(of=who, to=to)
    uids = [one.uid for one in made.entries]
    assert len(uids) == len({*uids})
    assert (made.uid, {*uids}) == (before.uid, {one.uid for one in before.entries}), "the same for ever"
    assert {one.title for one in made.entries} <= PLANNED
    assert "Kanarinotat" not in str(made)


def test_a_task_that_is_not_of_the_plan_file_is_left_out_and_another_title_is_not_told() -> None:
    first, second = WHEEL[0], next(one for one in WHEEL if one.key == EVENING)
    made_up = replace(first, task=first.task.model_copy(update={"id": "ny", "title": "Kanari"}), key="ny:2026-08-17")
    renamed = replace(second, task=second.task.model_copy(update={"title": "Kanari", "text": "Kanari"}))
    states = year_states([made_up, renamed], [], PEOPLE)
    (entry,) = year_calendar(states, [], THE_PLAN, person("principal"), Subscribed.SCHOOL).entries
    assert entry.title == "Aktivitetskveld for elever og foresatte"
    assert "Kanari" not in entry.text


def test_a_day_that_a_leader_has_changed_counts_as_a_change_also_when_it_is_taken_back() -> None:
    """A calendar that has an entry takes no other day for it unless it is counted up (RFC 5545)."""
    moved = YearChange(
        id="c",
        kind=ChangeKind.DAY,
        school_year="2026/27",
        task="aktivitetskveld",
        at=noon(date(2026, 11, 12)),
        by=PersonId("principal"),
        key=EVENING,
        day=date(2026, 12, 9),
    )
    back = replace(moved, id="b", kind=ChangeKind.UNDONE, at=noon(date(2026, 11, 13)), undoes="c", key="", day=None)
    for changes in ([moved], [moved, back]):
        states = year_states(changed(WHEEL, changes, THE_PLAN), [], PEOPLE)
        made = year_calendar(states, changes, THE_PLAN, person("principal"), Subscribed.SCHOOL)
        [entry] = [one for one in made.entries if one.uid == f"rosenholm:{EVENING}@skolemiljo"]
        assert entry.day == (date(2026, 12, 9) if changes == [moved] else date(2026, 11, 30))
        assert (entry.changes, entry.changed_at) == (len(changes), changes[-1].at)


def test_a_fixed_meeting_is_no_task_of_a_day() -> None:
    fixed = {one.task.title for one in WHEEL if one.task.meeting}
    assert fixed
    assert fixed.isdisjoint(one.title for one in calendar().entries)


def test_what_was_done_last_says_when_it_changed_and_how_often() -> None:
    put_off = record(YearTaken.POSTPONED, date(2026, 11, 12), date(2026, 12, 4))
    found = {one.uid: one for one in calendar(put_off, record(YearTaken.DONE, date(2026, 12, 3))).entries}
    entry = found[f"rosenholm:{EVENING}@skolemiljo"]
    assert (entry.day, entry.changes, entry.changed_at) == (date(2026, 12, 4), 2, noon(date(2026, 12, 3)))
    assert entry.text.endswith("\nFerdig 3.12.2026")
    before = next(one for one in calendar().entries if one.uid == entry.uid)
    assert (before.day, before.changes) == (date(2026, 11, 30), 0)


@pytest.mark.parametrize(("to", "without"), [(Subscribed.OWN, set()), (Subscribed.SCHOOL, {"owner"})])
def test_everyone_has_their_own_and_staff_the_schools(to: Subscribed, without: set[str]) -> None:
    assert {one.id for one in PEOPLE if not may_subscribe(one, to)} == without
    assert not may_subscribe(replace(person("principal"), active=False), to)
