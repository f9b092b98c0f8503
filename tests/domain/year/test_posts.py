"""What a channel is told, and in which post: nothing is left out, and nothing is said that is not new, due or late."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.ids import ChannelId, PersonId
from domain.reminders.channel import Channel, gets
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.year_task import Purpose
from domain.year.posts import ChannelPost, Covered, called_on, for_channel, in_post, posts_of
from domain.year.tasks import TaskState, year_states
from domain.year.wheel import wheel
from tests.domain.year.test_tasks import PEOPLE, done
from tests.kit.people.cast import person
from tests.kit.steps.journey import THE_PLAN

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
YEAR = year_states(wheel(THE_PLAN), [], PEOPLE)
FIRST = date(2026, 8, 17)


def channel(key: str, *receives: str) -> Channel:
    return Channel(id=ChannelId(key), receives=frozenset(receives))


STAFF, HEADS, AKS = channel("staff", "årshjul"), channel("heads", "ledelse", "evalueringer"), channel("aks", "aks")
FOURTH, SIXTH = channel("4", "trinn 4"), channel("6", "trinn 6")
SCHOOL = [STAFF, HEADS, AKS, FOURTH, SIXTH]


def of_days(since: date, until: date, where: Channel = STAFF) -> Covered:
    return Covered(school=since, aks=since, until=until, gets=gets(SCHOOL, where))


def of_day(day: date, where: Channel = STAFF) -> Covered:
    return of_days(day - timedelta(days=1), day, where)


def posts(day: date, where: Channel = STAFF, states: list[TaskState] = YEAR) -> list[ChannelPost]:
    return posts_of(states, of_day(day, where))


def told(where: Channel, states: list[TaskState] = YEAR) -> list[TaskState]:
    return for_channel(states, gets(SCHOOL, where))


def test_school_start_is_told_in_several_posts_and_nothing_is_hidden() -> None:
    first, *more = posts(FIRST)
    shown = [state.task.id for post in (first, *more) for state in post.tasks]
    opening = {one.task.id for one in told(STAFF) if one.one.opens == FIRST and not one.task.meeting}
    assert set(shown) == opening
    assert len(shown) == len(opening) > 12
    assert first.of == len(more) + 1 <= 3
    assert [state.task.owners for state in first.tasks] == sorted(state.task.owners for state in first.tasks)
    assert [state.task.title for state in first.meetings] == ["Møte i elevrådet"]
    assert not any(post.meetings or post.late for post in more)


def test_a_grade_is_told_of_its_own_classes_only() -> None:
    [fourth] = [one for one in told(FOURTH) if one.task.id == "velkomstsamtale"]
    [sixth] = [one for one in told(SIXTH) if one.task.id == "velkomstsamtale"]
    assert fourth.parts == {"4B"}
    assert sixth.parts == {"6A"}


def test_what_is_done_is_not_told_of_any_more_and_what_is_late_is_one_line() -> None:
    due = date(2026, 10, 30)
    said = done("utviklingssamtale_1", "teacher", on=date(2026, 10, 20))
    later = year_states(wheel(THE_PLAN), [said], PEOPLE)
    [talks] = [state for state in posts(due, states=later)[0].tasks if state.task.id == "utviklingssamtale_1"]
    assert talks.left == {"6A"}
    late = {
        state.task.id: state.late_parts(date(2026, 11, 2)) for state in posts(date(2026, 11, 2), states=later)[0].late
    }
    assert late["utviklingssamtale_1"] == {"6A"}
    both = [said, done("utviklingssamtale_1", "teacher6", said, on=date(2026, 10, 20))]
    finished = year_states(wheel(THE_PLAN), both, PEOPLE)
    assert "utviklingssamtale_1" not in {state.task.id for post in posts(due, states=finished) for state in post.tasks}


def test_what_is_over_since_the_last_post_only_the_owners_hear() -> None:
    monday, friday = date(2026, 11, 2), date(2026, 10, 30)
    covered = of_days(friday, monday)
    assert "utviklingssamtale_1" not in {state.task.id for state in in_post(YEAR, covered).late}
    tuesday = replace(covered, school=monday, until=date(2026, 11, 3))
    assert "utviklingssamtale_1" in {state.task.id for state in in_post(YEAR, tuesday).late}


def test_the_owners_of_what_is_due_are_called_on_when_they_are_few() -> None:
    due = date(2026, 11, 30)
    post = posts(due)[0]
    called = [one.name for one in called_on(post, due, PEOPLE)]
    assert {"Ansatt Principal", "Ansatt Social"} <= set(called)
    assert len(called) == len(set(called))
    assert called_on(post, FIRST, PEOPLE) == []
    away, stands_in = PEOPLE[2], person("assistant")
    assert [one.name for one in called_on(post, due, PEOPLE, {away.id: stands_in.id})] == [
        stands_in.name if one == away.name else one for one in called
    ]
    assert [one.name for one in called_on(post, due, PEOPLE, {away.id: None})] == [
        one for one in called if one != away.name
    ]
    many = [replace(PEOPLE[2], id=PersonId(str(number))) for number in range(4)]
    assert called_on(post, due, many) == []


def test_what_another_channel_was_to_get_is_told_in_its_place() -> None:
    instead = replace(of_day(FIRST), instead_of=("trinn 4",))
    post = in_post(YEAR, instead, (4, 6))
    assert {state.task.id for state in post.tasks} >= {"velkomstsamtale", "kap12_første_uke"}
    assert all(state.parts <= {"4B", "4", ""} for state in post.tasks)
    assert "ordensreglement" not in {state.task.id for state in post.tasks}, "that it is told of anyway"
    assert instead.title == "For en kanal som ikke kan nås, mandag 17.8."
    assert Covered.of(instead.text) == instead


def test_a_post_holds_what_it_held_whatever_the_channel_is_for_by_now() -> None:
    """Each button of it carries what the channel was told of, of a grade only the number."""
    covered = of_day(FIRST)
    assert covered.text == "2026-08-16/2026-08-16/2026-08-17/1//3d71/0"
    assert in_post(YEAR, Covered.of(covered.text)) == posts(FIRST)[0]
    everything = replace(covered, standing=True, gets=gets([], STAFF), instead_of=gets([], STAFF))
    assert len(everything.text) <= 200


def test_a_channel_that_is_bound_has_what_stands_open_and_what_is_told_that_day() -> None:
    monday = date(2026, 11, 30)
    standing = replace(of_day(monday), standing=True)
    shown = {state.one.key for post in posts_of(YEAR, standing) for state in (*post.tasks, *post.meetings)}
    assert {state.one.key for post in posts(monday) for state in (*post.tasks, *post.meetings)} <= shown


def test_there_is_no_post_without_a_reason() -> None:
    nothing = posts(date(2026, 9, 3))[0]
    assert nothing.late
    assert not nothing.waits, "what is over its day alone is none"
    assert posts(date(2026, 9, 1))[0].waits
    assert not ChannelPost(tasks=(replace(YEAR[0], done=dict.fromkeys(YEAR[0].parts, FIRST)),)).waits


@pytest.mark.parametrize(
    "text", ["i går", "2026-08-17/2026-08-17/2026-08-17/1", "2026-08-17/2026-08-17/2026-08-17/x///"]
)
def test_a_post_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="kan ikke brukes lenger"):
        Covered.of(text)
    second = replace(of_day(FIRST), part=2)
    assert Covered.of(second.text) == second


DAYS = st.dates(date(2026, 8, 10), date(2027, 6, 20))


@given(st.lists(DAYS, min_size=2, max_size=12, unique=True).map(sorted), st.sampled_from(SCHOOL))
def test_whatever_days_are_swept_each_telling_stands_in_one_post(days: list[date], where: Channel) -> None:
    seen: list[tuple[str, date]] = []
    for since, until in pairwise(days):
        for post in posts_of(YEAR, of_days(since, until, where)):
            seen += [(state.one.key, until) for state in (*post.tasks, *post.meetings)]
    assert len(seen) == len(set(seen))
    expected = {s.one.key for s in told(where) if any(days[0] < day <= days[-1] for day in s.posts)}
    assert {key for key, _ in seen} == expected


def test_an_ordinary_teacher_hears_at_most_three_posts_a_week_in_any_channel() -> None:
    """Five in the weeks of school start; in a year in which nobody does anything."""
    counts: dict[tuple[str, tuple[int, int]], int] = {}
    day, last = date(2026, 8, 10), date(2026, 8, 9)
    while day < date(2027, 6, 20):
        if CALENDAR.is_staff_day(day):
            for where in (STAFF, FOURTH, SIXTH):
                first = in_post(YEAR, of_days(last, day, where))
                week = day.isocalendar()[:2]
                counts[where.id, week] = counts.get((where.id, week), 0) + (first.of if first.waits else 0)
            last = day
        day += timedelta(days=1)
    assert max(number for (_, (_, week)), number in counts.items() if week not in range(33, 37)) <= 3
    assert max(counts.values()) <= 5


def test_every_task_is_told_of_somewhere() -> None:
    for state in YEAR:
        if Purpose.GRADE not in state.task.posted_to:
            assert any(state.one.key == one.one.key for where in SCHOOL for one in told(where, [state]))
