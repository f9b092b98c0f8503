"""Of a case about staff only who decides on it by rule knows who reported."""

from dataclasses import replace

import pytest

from domain.event import Event, EventKind
from domain.people.person import UNNAMED_REPORTER, name_among
from domain.protection.reporter import knows_reporter, told_without, without_reporter
from tests.kit.people.cast import alert, case, form, ids, person
from tests.kit.school import MONDAY

ABOUT_STAFF = case(enhanced=True)
PAST = case(enhanced=True, past_the_school=True)
REPORTER = person("teacher").id


@pytest.mark.parametrize(
    ("who", "by_hand", "knows"),
    [
        ("principal", "", True),
        ("principal", "principal", True),
        ("deputy", "", True),
        ("deputy", "deputy", False),
        ("line", "", False),
        ("social", "social", False),
        ("owner", "owner", False),
    ],
)
def test_of_a_case_about_staff_the_principal_or_the_stand_in_by_rule(who: str, by_hand: str, *, knows: bool) -> None:
    assert knows_reporter(person(who), ABOUT_STAFF, ids(*by_hand.split())) is knows


def test_past_the_school_the_owners_contact() -> None:
    assert knows_reporter(person("owner"), PAST, ids())
    assert not knows_reporter(person("principal"), PAST, ids())


def test_of_any_other_case_everyone_on_it() -> None:
    assert knows_reporter(person("line"), case(), ids("line"))


def test_an_alert_without_who_sent_it_nor_on_whose_behalf() -> None:
    sent = alert(form=form(on_behalf_of="Kanarikollega"))
    read = without_reporter(sent, person("line").id)
    assert (read.reporter, read.form.on_behalf_of) == (UNNAMED_REPORTER, None)
    assert replace(read, reporter=sent.reporter, form=sent.form) == sent
    assert name_among({REPORTER: "Ansatt Teacher"}, read.reporter) == "den som varslet (bare rektor ser navnet)"


def test_ones_own_alert_is_ones_own() -> None:
    assert without_reporter(alert(), REPORTER) == alert()


@pytest.mark.parametrize("kind", [EventKind.ALERT_SENT, EventKind.ALERT_ADDED, EventKind.CASE_BARRED])
def test_what_is_done_from_the_own_alert_does_not_say_by_whom(kind: EventKind) -> None:
    event = Event(kind=kind, at=MONDAY, by=REPORTER)
    assert told_without(event, ids(REPORTER)) == replace(event, by=UNNAMED_REPORTER)
    assert told_without(event, ids("aks")) == event


def test_what_a_reporter_does_on_the_case_stands() -> None:
    event = Event(kind=EventKind.CASE_RECEIVED, at=MONDAY, by=REPORTER)
    assert told_without(event, ids(REPORTER)) == event
