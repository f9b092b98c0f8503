from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.checks.year import year_lines, year_warnings
from domain.people.person import Role
from domain.school_plan.calendar import CalendarPlan, SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import RULES, AfterEvent, Month, Purpose, Rule, Weekday, Whose, YearTask
from domain.year.wheel import Happened, Occurrence, occurrences, wheel
from tests.kit.school import the_plan
from tests.kit.school_plans import altered

PLAN = the_plan()
RESULTS = {"resultatene": Happened(date(2027, 1, 11), date(2027, 1, 8))}
A_RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


def task(calendar: Whose = Whose.SCHOOL, remind: tuple[int, ...] = (), /, **rule: object) -> YearTask:
    return YearTask(
        id="prøve",
        title="Prøve",
        text="Prøve.",
        source="L142",
        owners=(Role.PRINCIPAL,),
        calendar=calendar,
        remind_before=remind,
        rule=A_RULE.validate_python(rule),
    )


def found(a_task: YearTask, plan: CalendarPlan = PLAN.calendar) -> list[Occurrence]:
    return list(occurrences(a_task, plan, RESULTS))


def spans(a_task: YearTask, plan: CalendarPlan = PLAN.calendar) -> list[str]:
    """«opens–due» of each, as day.month."""
    return [f"{one.opens:%d.%m}–{one.due:%d.%m}" for one in found(a_task, plan)]


def school_year(first: int, **changes: object) -> CalendarPlan:
    """A school year with no holidays of its own."""
    return CalendarPlan.model_validate(
        {
            "school_year": f"{first}/{(first + 1) % 100:02d}",
            "first_school_day": date(first, 8, 17),
            "last_school_day": date(first + 1, 6, 18),
            "school_free": (),
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"kind": "måned", "months": ["august"]}, ["17.08–31.08"]),
        ({"kind": "måned", "months": ["mars", "september"]}, ["01.09–25.09", "01.03–31.03"]),
        ({"kind": "måned", "months": ["desember", "juni"]}, ["01.12–18.12", "01.06–18.06"]),
        (
            {"kind": "hver_måned", "skip": ["november", "mars", "mai", "juni", "februar", "januar"]},
            ["17.08–31.08", "01.09–25.09", "05.10–30.10", "01.12–18.12", "01.04–30.04"],
        ),
        ({"kind": "uke", "weeks": [37]}, ["17.08–11.09"]),
        ({"kind": "uke", "weeks": [15, 40]}, ["28.08–25.09", "19.03–16.04"]),
        ({"kind": "uke", "weeks": [53]}, ["23.11–18.12"]),
        ({"kind": "uke", "weeks": [1]}, ["11.12–08.01"]),
        ({"kind": "uke", "weeks": [12]}, ["19.02–19.03"]),
        ({"kind": "innen", "dates": ["1. november"]}, ["05.10–30.10"]),
        ({"kind": "innen", "dates": ["1. april", "29. februar"]}, ["22.01–19.02", "04.03–01.04"]),
        ({"kind": "innen", "dates": ["1. august", "30. juni"]}, ["17.08–17.08", "21.05–18.06"]),
        ({"kind": "dato", "dates": ["24. oktober", "13. desember"]}, ["26.10–26.10", "14.12–14.12"]),
        ({"kind": "dato", "dates": ["17. mai", "30. juni"]}, ["18.05–18.05", "18.06–18.06"]),
        ({"kind": "etter_hendelse", "says": "Det er klart", "event": "resultatene", "weeks": 2}, ["11.01–25.01"]),
        ({"kind": "etter_hendelse", "says": "Det er klart", "event": "resultatene", "weeks": 6}, ["11.01–19.02"]),
        ({"kind": "etter_hendelse", "says": "Det er klart", "event": "noe_annet", "weeks": 2}, []),
        ({"kind": "skolestart", "weeks": 0}, ["17.08–17.08"]),
        ({"kind": "skolestart", "weeks": 1}, ["17.08–21.08"]),
        ({"kind": "skolestart", "weeks": 2}, ["17.08–28.08"]),
    ],
)
def test_a_rule_falls_on_these_days(rule: dict[str, object], days: list[str]) -> None:
    assert spans(task(**rule)) == days


def test_once_a_week_stays_in_its_week_and_leaves_out_a_closed_one() -> None:
    mondays = [one.due for one in found(task(kind="ukentlig", weekday="mandag"))]
    assert date(2027, 3, 30) in mondays  # the Tuesday after Easter Monday
    assert date(2027, 5, 18) in mondays  # the Tuesday after 17 May
    fridays = [one.due for one in found(task(kind="ukentlig", weekday="fredag"))]
    assert date(2026, 11, 19) in fridays  # the Thursday before a day of planning
    weeks = [day.isocalendar()[:2] for day in mondays]
    assert weeks == [day.isocalendar()[:2] for day in fridays]
    assert len(weeks) == len(set(weeks)) == 39
    assert not {(2026, 40), (2026, 52), (2026, 53), (2027, 8), (2027, 12)} & set(weeks)


def test_every_second_week_goes_on_counting_through_holidays_and_week_53() -> None:
    days = [one.due for one in found(task(kind="annenhver_uke", weekday="onsdag"))]
    assert days[:4] == [date(2026, 8, 19), date(2026, 9, 2), date(2026, 9, 16), date(2026, 10, 14)]
    assert [date(2026, 12, 9), date(2027, 1, 6)] == days[7:9]  # week 50, closed in 52, then week 1 after 53
    assert all((after - before).days % 14 == 0 for before, after in pairwise(days))


def test_aks_is_open_when_school_is_not() -> None:
    months = task(Whose.AKS, kind="måned", months=["desember", "september"])
    assert spans(months) == ["01.09–30.09", "01.12–30.12"]
    weeks = found(task(Whose.AKS, kind="ukentlig", weekday="onsdag"))
    assert date(2026, 9, 30) in [one.due for one in weeks]


def test_channels_are_told_when_it_opens_and_is_due_and_the_owners_some_days_before() -> None:
    [talks] = found(task(Whose.SCHOOL, (10, 3), kind="innen", dates=["1. november"]))
    assert talks.posts == (date(2026, 10, 5), date(2026, 10, 30))
    assert talks.reminders == (date(2026, 10, 16), date(2026, 10, 27))
    [unsaid] = found(task(kind="innen", dates=["1. november"]))
    assert (unsaid.posts, unsaid.reminders) == (talks.posts, (date(2026, 10, 27),))


@pytest.mark.parametrize(
    ("rule", "posts", "reminders"),
    [
        ({"kind": "dato", "dates": ["24. oktober"]}, ["12.10", "26.10"], ["21.10"]),
        ({"kind": "skolestart", "weeks": 3}, ["17.08", "04.09"], ["21.08", "01.09"]),
        ({"kind": "skolestart", "weeks": 0}, ["17.08"], []),
        ({"kind": "uke", "weeks": [45], "opens_weeks_before": 1}, ["23.10", "06.11"], ["03.11"]),
        ({"kind": "måned", "months": ["september"]}, ["01.09", "25.09"], ["11.09", "22.09"]),
        (
            {"kind": "etter_hendelse", "says": "Klart", "event": "resultatene", "weeks": 1},
            ["11.01", "18.01"],
            ["13.01"],
        ),
        ({"kind": "siste_skoleuke"}, ["04.06", "18.06"], ["15.06"]),
    ],
)
def test_a_reminder_before_it_opens_opens_it(rule: dict[str, object], posts: list[str], reminders: list[str]) -> None:
    """Ten and three days before; nothing is told before it has happened."""
    [one] = found(task(Whose.SCHOOL, (10, 3), **rule))
    assert [f"{day:%d.%m}" for day in one.posts] == posts
    assert [f"{day:%d.%m}" for day in one.reminders] == reminders


def test_a_meeting_is_told_of_once_with_its_week_or_month() -> None:
    meetings = found(altered(task(kind="ukentlig", weekday="onsdag"), meeting=True))
    assert [(one.opens, one.due, one.posts) for one in meetings][:1] == [
        (date(2026, 8, 17), date(2026, 8, 19), (date(2026, 8, 17),))
    ]
    monthly = found(altered(task(kind="hver_måned"), meeting=True))
    assert [one.posts for one in monthly][1] == (date(2026, 9, 1),)
    assert not any(one.reminders for one in (*meetings, *monthly))


def test_the_days_of_planning_are_before_school_begins() -> None:
    [days] = found(task(kind="planleggingsdager"))
    assert days.posts == (date(2026, 8, 12), date(2026, 8, 14))
    calendar = SchoolCalendar(PLAN.calendar)
    assert all(calendar.is_staff_day(day) and not calendar.is_school_day(day) for day in days.posts)
    [unknown] = found(task(kind="planleggingsdager"), school_year(2026))
    assert unknown.posts == (date(2026, 8, 17),)


def test_the_key_is_the_same_whatever_is_closed() -> None:
    for rule in ({"kind": "innen", "dates": ["1. november"]}, {"kind": "uke", "weeks": [45]}):
        [one], [other] = found(task(**rule)), found(task(**rule), school_year(2026))
        assert one.key == other.key
    assert found(task(kind="innen", dates=["1. november"]))[0].key == "prøve:2026-11-01"
    assert found(task(kind="uke", weeks=[37]))[0].key == "prøve:2026-09-07"
    assert found(task(kind="måned", months=["august"]))[0].key == "prøve:2026-08-01"
    assert found(task(kind="ukentlig", weekday="onsdag"))[0].key == "prøve:2026-08-17"


def test_a_day_named_twice_is_one() -> None:
    assert len(found(task(kind="måned", months=["mai", "mai"]))) == 1
    assert len(found(task(kind="uke", weeks=[52, 53]), school_year(2027))) == 1


def test_29_february_and_week_53_are_there_when_the_year_has_them() -> None:
    leap = task(kind="innen", dates=["29. februar"])
    assert spans(leap, school_year(2027)) == ["01.02–29.02"]
    assert spans(leap, school_year(2028)) == ["31.01–28.02"]
    last = task(kind="uke", weeks=[53])
    assert [one.key for one in found(last, school_year(2026))] == ["prøve:2026-12-28"]
    assert [one.key for one in found(last, school_year(2027))] == ["prøve:2027-12-27"]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (date(2026, 12, 19), ["04.01–04.01"]),
        (date(2027, 6, 30), ["18.06–18.06"]),
        (date(2026, 8, 1), ["17.08–17.08"]),
        (date(2026, 7, 31), []),
        (date(2027, 8, 1), []),
    ],
)
def test_what_happened_when_school_is_closed(told: date, days: list[str]) -> None:
    after = task(kind="etter_hendelse", says="Det er klart", event="resultatene", weeks=2)
    assert [
        f"{o.opens:%d.%m}–{o.due:%d.%m}"
        for o in occurrences(after, PLAN.calendar, {"resultatene": Happened(told, told)})
    ] == days


def test_a_month_that_is_closed_has_nothing() -> None:
    closed = [{"first": date(2027, 2, 1), "last": date(2027, 2, 28), "label": "Stengt"}]
    assert spans(task(kind="måned", months=["februar"]), school_year(2026, school_free=closed)) == []


def test_a_school_year_with_no_open_day_has_nothing() -> None:
    closed = [
        {"first": date(2026, 8, 1), "last": date(2026, 10, 31), "label": "Stengt"},
        {"first": date(2026, 11, 1), "last": date(2027, 1, 31), "label": "Stengt"},
        {"first": date(2027, 2, 1), "last": date(2027, 4, 30), "label": "Stengt"},
        {"first": date(2027, 5, 1), "last": date(2027, 7, 31), "label": "Stengt"},
    ]
    assert spans(task(kind="skolestart", weeks=1), school_year(2026, school_free=closed)) == []
    shut = altered(PLAN, calendar=school_year(2026, school_free=closed))
    assert "årshjulet: Fellessamling (fellessamling) har ingen dag i skoleåret 2026/27" in year_warnings(shut)


MONTHS = st.lists(st.sampled_from([month.value for month in Month]), min_size=1, max_size=5)
DATES = st.lists(
    st.dates(date(2027, 8, 1), date(2028, 6, 30)).map(
        lambda day: f"{day.day}. {next(month for month in Month if month.number == day.month)}"
    ),
    min_size=1,
    max_size=5,
)
DAYS = st.sampled_from([day.value for day in Weekday])
RULE = st.one_of(
    st.fixed_dictionaries({"kind": st.just("måned"), "months": MONTHS}),
    st.fixed_dictionaries({"kind": st.just("hver_måned"), "skip": MONTHS}),
    st.fixed_dictionaries({"kind": st.just("uke"), "weeks": st.lists(st.integers(1, 53), min_size=1, max_size=5)}),
    st.fixed_dictionaries({"kind": st.sampled_from(["innen", "dato"]), "dates": DATES}),
    st.fixed_dictionaries({"kind": st.sampled_from(["ukentlig", "annenhver_uke"]), "weekday": DAYS}),
    st.fixed_dictionaries(
        {
            "kind": st.just("etter_hendelse"),
            "says": st.just("Det er klart"),
            "event": st.just("resultatene"),
            "weeks": st.integers(1, 20),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("skolestart"), "weeks": st.integers(0, 20)}),
    st.just({"kind": "siste_skoleuke"}),
)


@st.composite
def calendars(draw: st.DrawFn) -> CalendarPlan:
    """Rosenholm's year, or a year to 2032 with some days closed."""
    first = draw(st.integers(2026, 2032))
    starts = draw(st.lists(st.dates(date(first, 8, 1), date(first + 1, 7, 1)), max_size=6))
    free = [{"first": day, "last": day + timedelta(days=draw(st.integers(0, 20))), "label": "Fri"} for day in starts]
    return draw(st.sampled_from([PLAN.calendar, school_year(first, school_free=free, aks_free=free[:2])]))


@given(RULE, calendars(), st.sampled_from(Whose), st.lists(st.integers(1, 60), max_size=3))
def test_every_day_is_open_in_order_and_the_same_each_time(
    rule: dict[str, object], calendar: CalendarPlan, whose: Whose, remind: list[int]
) -> None:
    a_task = task(whose, tuple(remind), **rule)
    school = SchoolCalendar(calendar)
    is_open = school.is_aks_day if whose is Whose.AKS else school.is_school_day
    came = date(calendar.first_school_day.year + 1, 1, 11)
    happened = {"resultatene": Happened(came, came)}
    ones = occurrences(a_task, calendar, happened)
    assert ones == occurrences(a_task, calendar, happened)
    assert len({one.key for one in ones}) == len(ones)
    assert ones or rule["kind"] in {"måned", "hver_måned"}  # a whole month may be closed
    for one in ones:
        assert calendar.first_school_day <= one.opens <= one.due <= calendar.last_school_day
        told = [one.opens, *one.reminders, one.due]
        assert sorted({*one.posts, *one.reminders}) == sorted(set(told)) == sorted(dict.fromkeys(told))
        assert not set(one.posts) & set(one.reminders), "nobody hears it twice that day"
        assert all(is_open(day) for day in told)


@given(st.integers(2026, 2032).map(school_year), DATES)
def test_a_deadline_is_never_after_its_date(calendar: CalendarPlan, dates: list[str]) -> None:
    for one in found(task(kind="innen", dates=dates), calendar):
        named = date.fromisoformat(one.key.partition(":")[2])
        assert one.due <= max(named, occurrences(task(kind="skolestart", weeks=0), calendar)[0].due)


def test_the_months_and_days_count_as_dates_do() -> None:
    assert [month.number for month in Month] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert [day.number for day in Weekday] == [0, 1, 2, 3, 4]


def test_every_kind_of_rule_is_found_by_its_word() -> None:
    words = {name: model.model_fields["kind"].annotation.__args__ for name, model in RULES.items()}  # type: ignore[union-attr]  # the types cannot say it
    assert words == {name: (name,) for name in RULES}


YEAR = """
2026-08-14 kap12_planleggingsdager felles_forståelse inspeksjonsrutiner morgeninspeksjon traumesensitiv
2026-08-14 personvern fraværsrutiner nye_elever
2026-08-17 nye_elever_første_dag
2026-08-21 nye_elever_aks
2026-08-31 ordensreglement kap12_elever elevrådsvalg klasseregler inspeksjon_1_trinn blime fellessamling
2026-08-31 klassekontrakt god_struktur trivselsledere
2026-09-11 foreldremøter_høst
2026-09-25 blime fellessamling trivselsledere sosiogram elevsamtaler møteplan rosenholmdagen
2026-09-25 aktivitetsgrupper
2026-10-15 fravær_10_prosent
2026-10-26 fellessamling_fn
2026-10-30 trivselsledere garnnøstetest utviklingssamtale_1
2026-11-30 trivselsledere trinngjennomgang elevundersøkelsen trivselsundersøkelsen aktivitetskveld temakveld
2026-12-01 fravær_10_prosent
2026-12-14 fellessamling_lucia
2026-12-18 trivselsledere juleavslutning høytidsmarkeringer
2027-01-15 fravær_10_prosent
2027-01-18 resultater_teamtid
2027-01-25 tiltaksplan_5_7
2027-01-29 fellessamling trivselsledere evaluering_høst evaluering_høst_fau kap12_januar resultater_i_klassen
2027-01-29 trinngjennomgang_januar resultater_personalet
2027-02-01 tiltaksplan_1_4
2027-02-19 trivselsledere resultater_behandles fellessamling_karneval tiltaksplan_evalueres
2027-03-05 sosiogram
2027-03-31 trivselsledere trinngjennomgang turnering
2027-04-01 utviklingssamtale_2
2027-04-16 foreldremøter_vår
2027-04-30 fellessamling trivselsledere fellesskap_aks
2027-05-03 fravær_10_prosent
2027-05-31 fellessamling trivselsledere evaluering_vår trinngjennomgang_mai evaluering_vår_fau
2027-06-18 fellessamling trivselsledere turnering sommerfest lærerforestilling
2027-06-18 kap12_planleggingsdager_juni fravær_10_prosent
"""


BOTH_CAME = {
    "resultatene_5_7": Happened(date(2027, 1, 11), date(2027, 1, 11)),
    "resultatene_1_4": Happened(date(2027, 1, 18), date(2027, 1, 18)),
}


def test_the_year_of_rosenholm() -> None:
    expected = [(day, name) for day, *names in map(str.split, YEAR.strip().splitlines()) for name in names]
    assert [
        (f"{o.due}", o.task.id) for o in wheel(PLAN, BOTH_CAME) if not (o.task.optional or o.task.meeting)
    ] == expected


def test_what_the_plan_demands_beside_its_wheel_is_there_to_choose() -> None:
    optional = [one.task.id for one in wheel(PLAN) if one.task.optional]
    often = {"smu": 3, "driftsstyret": 5, "amu_risiko": 2, "elevråd_kap12": 2, "oppfølgingssamtaler": 2}
    assert {name: optional.count(name) for name in often} == often
    meetings = [one.task.id for one in wheel(PLAN) if one.task.meeting]
    assert {name: meetings.count(name) for name in ("elevråd", "teamtid", "plangruppe")} == {
        "elevråd": 11,
        "teamtid": 39,
        "plangruppe": 20,
    }
    assert {purpose for task in PLAN.year for purpose in task.posted_to} == set(Purpose)


def test_the_keys_of_the_whole_year_are_unique() -> None:
    keys = [one.key for one in wheel(PLAN, BOTH_CAME)]
    assert len(keys) == len(set(keys))


def test_what_is_due_in_december() -> None:
    december = [one for one in wheel(PLAN) if not (one.task.optional or one.task.meeting) and one.due.month == 12]
    assert [one.task.id for one in december] == [
        "fravær_10_prosent",
        "fellessamling_lucia",
        "trivselsledere",
        "juleavslutning",
        "høytidsmarkeringer",
    ]


def test_the_year_is_told_in_lines() -> None:
    lines = list(year_lines(PLAN))
    assert lines[0] == "Årshjulet 2026/27:"
    assert lines[1] == "  August 2026"
    talks = "Utviklingssamtale 1 innen 1. november – kontaktlærer"
    assert f"    30.10.2026 {talks} (først sagt 5.10.2026, sist 30.10.2026)" in lines
    assert any(line.startswith("  2 uker etter «resultatene_1_4»: Tiltaksplan") for line in lines)
    assert "  Faste møter" in lines
    assert "    Møte i elevrådet – sosiallærer, antatt (først sagt 17.8.2026, sist 1.6.2027)" in lines
    assert "antatt, se over: årshjulet, Rosenholmdagen (rosenholmdagen): rektor, assisterende rektor" in year_warnings(
        PLAN
    )


def test_a_plan_from_before_it_had_a_year_still_loads() -> None:
    older = SchoolPlan.model_validate(PLAN.model_dump(exclude={"year"}))
    assert (older.year, wheel(older), list(year_lines(older)), list(year_warnings(older))) == ((), (), [], [])
    assert SchoolPlan.model_validate_json(PLAN.model_dump_json()) == PLAN


def test_only_what_waits_for_an_event_has_no_day() -> None:
    days = {one.task.id for one in wheel(PLAN)}
    assert [task.id for task in PLAN.year if task.id not in days] == [
        task.id for task in PLAN.year if isinstance(task.rule, AfterEvent)
    ]


def test_the_same_task_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="samme id to ganger: sommerfest"):
        SchoolPlan.model_validate(
            {**PLAN.model_dump(), "year": [t.model_dump() for t in PLAN.year if t.id == "sommerfest"] * 2}
        )


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "måned", "months": ["juli"]},
        {"kind": "måned", "months": []},
        {"kind": "ukentlig", "weekday": "lørdag"},
        {"kind": "uke", "weeks": [54]},
        {"kind": "uke", "weeks": [0]},
        {"kind": "kvartal"},
        {"kind": "skolestart", "weeks": -1},
        *(
            {"kind": kind, "dates": [day]}
            for kind in ("innen", "dato")
            for day in ("31. november", "30. februar", "0. mai", "1. juli", "1 mai", "mai", "². mai", "2026-11-01")
        ),
    ],
)
def test_a_rule_that_names_no_day_is_refused(rule: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        task(**rule)


def test_nobody_to_do_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="owners"):
        YearTask.model_validate({**PLAN.year[0].model_dump(), "owners": []})
