"""How late something was: by the first of its days, and by the newest where it has had another."""

from dataclasses import replace
from datetime import date

import pytest

from domain.event import Details, Event, EventKind
from domain.ids import RecordId
from domain.lateness.first_days import DueDays, FirstDays
from domain.lateness.wording import days_after_first, how_late, in_time, late_now, lateness
from domain.steps.progress import Step, StepState
from domain.steps.record import StepRecord, Taken
from tests.kit.people.cast import person
from tests.kit.steps.journey import THE_PLAN, noon

FIRST, NEW = date(2026, 11, 25), date(2026, 12, 2)
STEP = "observasjon"
RULE = THE_PLAN.procedure.by_id[STEP]


def took(taken: Taken, at: date, due: date | None = FIRST, *, until: date | None = None) -> StepRecord:
    """What was done with the step, and written down, that day."""
    late = max(0, (at - due).days) if due and taken is Taken.DONE else 0
    record = StepRecord(
        id=RecordId(f"{taken}-{at}"), step=STEP, taken=taken, at=noon(at), by=person("social").id, due=due, until=until
    )
    return replace(record, days_late=late, written_late=late)


def days(*records: StepRecord, ended: tuple[Event, ...] = ()) -> FirstDays:
    return FirstDays(records, ended, THE_PLAN.procedure)


def late(*records: StepRecord, ended: tuple[Event, ...] = ()) -> str:
    """Of the last of them."""
    return lateness(records[-1], days(*records, ended=ended).of.get(records[-1].id))


@pytest.mark.parametrize(
    ("told", "written", "words"),
    [
        (0, 0, ""),
        (2, 2, "2 dager etter fristen"),
        (0, 1, "1 dag etter fristen da det ble skrevet ned 1.12.2026. Oppgitt dag: innen fristen."),
        (2, 5, "5 dager etter fristen da det ble skrevet ned 1.12.2026. Oppgitt dag: 2 dager etter fristen."),
    ],
)
def test_what_was_written_down_too_late_is_late_whatever_day_was_told(told: int, written: int, words: str) -> None:
    record = took(Taken.DONE, date(2026, 12, 1))
    assert how_late(replace(record, days_late=told, written_late=written)) == words


def test_a_step_that_has_had_another_day_is_late_by_its_first() -> None:
    record = replace(took(Taken.DONE, date(2026, 12, 1)), days_late=0, written_late=0)
    assert how_late(record, days_after_first) == ""
    assert how_late(replace(record, days_late=4, written_late=4), days_after_first) == "4 dager etter første frist"


def test_a_step_with_one_day_is_late_by_it() -> None:
    assert late(took(Taken.DONE, FIRST)) == ""
    assert late(took(Taken.DONE, date(2026, 11, 27))) == "2 dager etter fristen"
    assert late(took(Taken.NOT_NEEDED, date(2026, 11, 27))) == "2 dager etter fristen"
    assert late(took(Taken.NOT_NEEDED, FIRST, None)) == ""
    assert late(took(Taken.HANDED_OVER, date(2026, 11, 27))) == "", "it was not done by that"


def test_put_off_in_time_it_is_in_time_until_its_new_day() -> None:
    put_off = took(Taken.POSTPONED, FIRST, until=NEW)
    in_good_time = took(Taken.DONE, NEW, NEW)
    assert late(put_off, in_good_time) == ""
    assert in_time(in_good_time, days(put_off, in_good_time).of[in_good_time.id]) == (
        "fristen flyttet fra 25.11.2026, gjort innen ny frist"
    )
    assert in_time(in_good_time, None) == "innen fristen"
    over = took(Taken.DONE, date(2026, 12, 3), NEW)
    assert late(put_off, over) == "8 dager etter første frist (1 dag etter ny frist)"


def test_put_off_late_it_stays_late_by_the_first() -> None:
    put_off = took(Taken.POSTPONED, date(2026, 11, 30), until=NEW)
    assert late(put_off, took(Taken.DONE, NEW, NEW)) == "7 dager etter første frist"
    told = replace(took(Taken.DONE, NEW, NEW), on=date(2026, 11, 25))
    words = "7 dager etter første frist da det ble skrevet ned 2.12.2026. Oppgitt dag: innen fristen."
    assert late(put_off, told) == words


def test_late_when_the_case_ended_it_is_late_by_the_first_when_it_is_opened_again() -> None:
    left = Event(
        kind=EventKind.CASE_PUPIL_LEFT, at=noon(NEW), by=None, details=Details(steps=(STEP,), overdue={STEP: FIRST})
    )
    new_day = date(2026, 12, 9)
    done = took(Taken.DONE, date(2026, 12, 10), new_day)
    assert late(done, ended=(left,)) == "15 dager etter første frist (1 dag etter ny frist)"
    known = days(done, ended=(left,)).left
    assert [(one.step, one.late, one.standing) for one in known] == [
        (STEP, 7, "Ikke gjort da saken ble avsluttet 2.12.2026")
    ]


def test_a_mapping_made_anew_takes_along_what_was_late() -> None:
    rule = next(rule for rule in THE_PLAN.procedure.steps if rule.back_to)
    due = dict.fromkeys(rule.back_to, FIRST)
    again = replace(took(Taken.BACK, NEW), step=rule.id, overdue=due)
    known = days(again)
    assert {one.step for one in known.left} == set(rule.back_to)
    assert known.left[0].standing == "Ikke gjort da undersøkelsene begynte på nytt 2.12.2026"
    assert known.open(rule.back_to[0], date(2026, 12, 10)) == DueDays(FIRST, FIRST)


def test_a_step_that_had_no_day_before_it_was_put_off_has_no_first() -> None:
    assert days(took(Taken.POSTPONED, FIRST, None, until=NEW)).of == {}


def test_what_waits_says_both_its_days() -> None:
    step = Step(rule=RULE, state=StepState.OPEN, due=NEW)
    assert late_now(step, None, NEW) == ""
    assert late_now(step, None, date(2026, 12, 4)) == "2 dager etter fristen"
    put_off = days(took(Taken.POSTPONED, date(2026, 11, 30), until=NEW)).open(STEP, NEW)
    assert late_now(step, put_off, date(2026, 12, 1)) == "6 dager etter første frist"
    assert late_now(step, put_off, date(2026, 12, 4)) == "9 dager etter første frist (2 dager etter ny frist)"
    in_good_time = days(took(Taken.POSTPONED, FIRST, until=NEW)).open(STEP, NEW)
    assert late_now(step, in_good_time, NEW) == ""
    assert late_now(replace(step, due=None), None, NEW) == ""
