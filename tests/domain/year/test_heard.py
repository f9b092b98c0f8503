"""What the owners of a task, and the leaders, hear in the morning; never what the channels are told the same day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.checks.next_year import next_calendar
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar, in_years
from domain.year.heard import Heard, YearMorning, told_of_no_plan
from domain.year.tasks import TaskState, year_states
from domain.year.wheel import Happened, wheel
from tests.domain.year.test_tasks import PEOPLE, done, later
from tests.kit.people.cast import person
from tests.kit.steps.journey import THE_PLAN

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
YEAR = year_states(wheel(THE_PLAN), [], PEOPLE)
TALKS = "utviklingssamtale_1"


def hears(person: Person, today: date, *, since: date | None = None, states: list[TaskState] = YEAR) -> Heard:
    yesterday = since or today - timedelta(days=1)
    return YearMorning(states, {}, since=yesterday, today=today, calendar=CALENDAR).of(person)


def titles(states: tuple[TaskState, ...]) -> set[str]:
    return {state.task.id for state in states}


def test_an_owner_hears_before_the_deadline_and_once_after_it() -> None:
    assert TALKS in titles(hears(person("teacher"), date(2026, 10, 27)).soon)
    assert TALKS not in titles(hears(person("teacher"), date(2026, 10, 28)).soon)
    friday, monday = date(2026, 10, 30), date(2026, 11, 2)
    assert TALKS not in titles(hears(person("teacher"), friday).missed), "its day is not over"
    [missed] = [one for one in hears(person("teacher"), monday, since=friday).missed if one.task.id == TALKS]
    assert missed.parts == {"4B"}, "the own class"
    assert not hears(person("teacher"), date(2026, 11, 3)).missed
    assert TALKS in titles(hears(person("teacher"), date(2026, 11, 19), since=date(2026, 10, 20)).missed), (
        "after an outage"
    )
    assert not titles(hears(person("assistant"), monday, since=friday).missed)


def test_what_is_done_or_put_off_is_not_told() -> None:
    said = [done(TALKS, "teacher", on=date(2026, 10, 20))]
    assert TALKS not in titles(
        hears(person("teacher"), date(2026, 10, 27), states=year_states(wheel(THE_PLAN), said, PEOPLE)).soon
    )
    moved = [later(TALKS, "teacher6", date(2026, 11, 6), on=date(2026, 10, 20))]
    states = year_states(wheel(THE_PLAN), moved, PEOPLE)
    friday, monday = date(2026, 10, 30), date(2026, 11, 2)
    assert TALKS not in titles(hears(person("teacher6"), monday, since=friday, states=states).missed)
    assert TALKS in titles(hears(person("teacher"), monday, since=friday, states=states).missed)
    assert TALKS in titles(hears(person("teacher6"), date(2026, 11, 6), states=states).soon), "on its new day"
    assert TALKS in titles(hears(person("teacher6"), date(2026, 11, 9), since=date(2026, 11, 6), states=states).missed)


def test_what_is_told_of_late_is_over_its_day_the_next_morning() -> None:
    """The results came on 10.11. and were told of on 7.12.: the two weeks are over."""
    told_on, next_day = date(2026, 12, 7), date(2026, 12, 8)
    year = wheel(THE_PLAN, {"resultatene_5_7": Happened(date(2026, 11, 10), told_on)})
    [state] = [one for one in year_states(year, [], PEOPLE) if one.task.id == "tiltaksplan_5_7"]
    assert (state.due, state.one.opens) == (date(2026, 11, 24), next_day)
    assert titles(hears(person("teacher6"), next_day, states=[state]).missed) == {"tiltaksplan_5_7"}
    assert not hears(person("teacher6"), date(2026, 12, 9), states=[state]).missed


def test_a_stand_in_hears_what_the_one_who_is_away_would_have_heard() -> None:
    friday, monday = date(2026, 10, 30), date(2026, 11, 2)
    morning = YearMorning(YEAR, {}, since=friday, today=monday, calendar=CALENDAR)
    [talks] = [one for one in morning.of(person("teacher6"), [person("teacher")]).missed if one.task.id == TALKS]
    assert talks.parts == {"4B", "6A"}


def test_a_leader_hears_once_a_week_how_many_are_over_their_day() -> None:
    tuesday = date(2026, 9, 1)
    assert hears(person("principal"), date(2026, 9, 7)).over > 5
    assert hears(person("principal"), tuesday).over == 0, "not on the first day of the week"
    assert hears(person("line"), date(2026, 9, 7)).over < hears(person("principal"), date(2026, 9, 7)).over + 1
    assert hears(person("teacher"), date(2026, 9, 7)).over == 0
    assert hears(person("principal"), date(2027, 3, 30)).over > 5, "the Tuesday after Easter begins its week"
    nothing = [state for state in YEAR if state.one.due > date(2026, 9, 7)]
    assert hears(person("principal"), date(2026, 9, 7), states=nothing).over == 0


def test_where_no_channel_is_told_the_owners_are() -> None:
    opens, due = date(2026, 10, 5), date(2026, 10, 30)
    alone = {state.one.key: frozenset({"4B"}) for state in YEAR if state.task.id == TALKS}
    for day in (opens, due):
        morning = YearMorning(YEAR, alone, since=day - timedelta(days=1), today=day, calendar=CALENDAR)
        told, others = morning.of(person("teacher")), morning.of(person("teacher6"))
        assert TALKS in titles(told.soon)
        assert TALKS not in titles(hears(person("teacher"), day).soon)
        others = YearMorning(YEAR, alone, since=day - timedelta(days=1), today=day, calendar=CALENDAR).of(
            person("teacher6")
        )
        assert TALKS not in titles(others.soon)


def test_what_became_ones_own_after_it_opened_is_told_the_next_morning() -> None:
    """A line leader takes over 4B: what is open there, and what is over its day, each once."""
    new = replace(person("line"), roles=person("teacher").roles, classes=frozenset({"4B"}))
    day = date(2026, 10, 15)
    morning = YearMorning(YEAR, {}, since=day - timedelta(days=1), today=day, calendar=CALENDAR)
    before = replace(new, roles=frozenset(), classes=frozenset())
    told = morning.of(new, had=[before])
    assert TALKS in titles(told.given)
    assert all(state.one.opens <= day <= state.due for state in told.given)
    assert told.missed
    assert len(titles(told.missed)) == len(told.missed), "of what comes again and again, the last"
    assert not morning.of(new).given


def test_what_has_another_day_is_told_of_whoever_had_it_unless_a_channel_is_told_today() -> None:
    day = date(2026, 10, 15)
    was = [replace(one, one=replace(one.one, due=date(2026, 11, 20))) if one.task.id == TALKS else one for one in YEAR]
    for today, told_of in ((day, True), (date(2026, 10, 30), False)):
        since = today - timedelta(days=1)
        morning = YearMorning(YEAR, {}, since=since, today=today, calendar=CALENDAR, before=was)
        assert (TALKS in titles(morning.of(person("teacher")).given)) is told_of
    gone = [one for one in YEAR if one.task.id != TALKS]
    morning = YearMorning(YEAR, {}, since=day - timedelta(days=1), today=day, calendar=CALENDAR, before=gone)
    assert titles(morning.of(person("teacher")).given) == {TALKS}, "it was left out"


def test_what_passed_and_what_was_late_already_stand_in_one_line() -> None:
    """Of a task of two classes, the own one passes the day that the other is taken over."""
    friday, monday = date(2026, 10, 30), date(2026, 11, 2)
    morning = YearMorning(YEAR, {}, since=friday, today=monday, calendar=CALENDAR)
    told = morning.of(person("teacher6"), [person("teacher")], had=[person("teacher6")])
    [talks] = [one for one in told.missed if one.task.id == TALKS]
    assert talks.parts == {"4B", "6A"}


DAYS = st.dates(date(2026, 8, 10), date(2027, 6, 20))


@given(DAYS, st.integers(1, 40), st.sampled_from(PEOPLE))
def test_a_morning_never_repeats_what_the_channels_are_told(today: date, after: int, person: Person) -> None:
    since = today - timedelta(days=after)
    told = hears(person, today, since=since)
    assert bool(told) is bool(told.soon or told.missed or told.over)
    for state in (*told.soon, *told.missed):
        assert not any(since < day <= today for day in state.posts) or state in told.missed
        assert not state.task.meeting
        assert person.has(*state.task.owners)


NEXT = next_calendar(THE_PLAN.calendar)
YEAR_2027 = [date(2027, 1, 1) + timedelta(days=number) for number in range(270)]


def test_leaders_hear_in_may_and_from_august_that_the_next_years_plan_is_missing() -> None:
    told = {day: year for day in YEAR_2027 if (year := told_of_no_plan(THE_PLAN.calendar, person("principal"), day))}
    assert set(told.values()) == {"2027/28"}
    may, *august = told
    assert may == date(2027, 5, 3), "the first school day of May"
    assert august[:3] == [date(2027, 8, 9), date(2027, 8, 16), date(2027, 8, 23)], "and then once a week"
    assert not any(told_of_no_plan(THE_PLAN.calendar, person("teacher"), day) for day in YEAR_2027)


def test_nobody_is_told_when_the_next_years_plan_is_there() -> None:
    known = in_years(THE_PLAN.calendar, [NEXT])
    assert not any(told_of_no_plan(known, person("principal"), day) for day in YEAR_2027)
    assert told_of_no_plan(known, person("principal"), date(2028, 5, 2)) == "2028/29"
    assert told_of_no_plan(in_years(NEXT, [THE_PLAN.calendar]), person("principal"), date(2028, 5, 2)) == "2028/29"
