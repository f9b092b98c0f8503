"""A substitute is let in to the end of that day at the latest, to alert and log, and is on no list of the staff."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from domain.access.substitute import (
    LATELY,
    at_the_gate,
    ends,
    has_still,
    last_day,
    lately_here,
    let_in_now,
    proper_name,
    sees_pupil,
    substitutes_now,
    to_midnight,
)
from domain.errors import Invalid, Refused
from domain.ids import PersonId
from domain.oslo import at_oslo
from domain.people.permissions import OF_SUBSTITUTES, Permission, may
from domain.people.person import Person, Role
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.school import MONDAY, TODAY

MIDNIGHT = at_oslo(TODAY + timedelta(days=1), time())
SOON = timedelta(minutes=1)


def substitute(until: datetime = MIDNIGHT, **change: object) -> Person:
    who = replace(person("assistant"), id=PersonId("vikar"), name="Vera Vikar", roles=frozenset(), active=False)
    return replace(who, classes=frozenset({"4B"}), until=until, **change)  # type: ignore[arg-type]  # the types cannot say it


@pytest.mark.parametrize(
    "name", ["Vera Vikar", "  Åse  Marie Ødegård-Lie ", "Per O'Neill", "Per O’Neill", "Li J. Dahl"]
)
def test_a_first_and_last_name_is_tidied(name: str) -> None:
    assert proper_name(name) == " ".join(name.split())


@pytest.mark.parametrize("name", ["", "Vera", "Vera V1kar", "vera@skolen.no", "=1+1 Vikar", "Vera (4B)", "- -"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="fornavn og etternavn") as wrong:
        proper_name(name)
    assert wrong.value.field == "name"


def test_it_ends_with_the_day_in_oslo_or_at_a_time_of_it() -> None:
    assert ends(None, MONDAY) == MIDNIGHT
    assert ends(time(15), MONDAY) == at_oslo(TODAY, time(15))
    assert [to_midnight(MIDNIGHT), to_midnight(at_oslo(TODAY, time(15)))] == [True, False]
    assert {last_day(MIDNIGHT), last_day(at_oslo(TODAY, time(15)))} == {TODAY}


@pytest.mark.parametrize("at", [time(12, 41), time(8)])
def test_not_at_a_time_that_has_been(at: time) -> None:
    with pytest.raises(Invalid, match="senere i dag"):
        ends(at, MONDAY)


def test_a_late_evening_in_oslo_is_still_that_day() -> None:
    late = at_oslo(TODAY, time(23, 59))
    assert ends(None, late) == MIDNIGHT
    assert ends(None, MIDNIGHT) == MIDNIGHT + timedelta(days=1)


def test_the_gate_lets_in_to_the_end_and_says_kindly_that_it_is_over() -> None:
    assert at_the_gate(substitute(), MIDNIGHT - SOON).active
    with pytest.raises(Refused, match=r"gjaldt mandag 23\.11\..*, og er over"):
        at_the_gate(substitute(), MIDNIGHT)
    assert at_the_gate(person("line"), MIDNIGHT) == person("line")
    assert not at_the_gate(replace(person("line"), active=False), MIDNIGHT).active


def test_a_substitute_may_alert_and_log_whatever_role_they_had_and_nobody_else_is_let_in() -> None:
    was_principal = at_the_gate(substitute(roles=frozenset({Role.PRINCIPAL})), MONDAY)
    assert {one for one in Permission if may(was_principal, one)} == OF_SUBSTITUTES
    assert not any(may(substitute(), one) for one in Permission)


def test_who_is_let_in_now() -> None:
    over, there = substitute(MONDAY), replace(substitute(), id=PersonId("a"), name="Anna Vikar")
    assert substitutes_now([*everyone(), substitute(), over, there], MONDAY) == [there, substitute()]
    assert not let_in_now(person("line"), MONDAY)


def test_a_suspicion_may_be_about_one_who_was_here_lately() -> None:
    left, ended = replace(person("aks"), active=False), substitute(MONDAY)
    assert ended in lately_here([*everyone(), ended], MONDAY + LATELY - SOON)
    assert ended not in lately_here([*everyone(), ended], MONDAY + LATELY)
    assert left not in lately_here([person("line"), left], MONDAY)
    names = [one.name for one in lately_here([*everyone(), ended], MONDAY)]
    assert names == sorted(names)


def test_a_substitute_sees_the_pupils_of_the_chosen_groups() -> None:
    of_4b, of_6a = pupil(), pupil(3)
    assert sees_pupil(substitute(), of_4b)
    assert not sees_pupil(substitute(), of_6a)
    assert not sees_pupil(replace(substitute(), classes=frozenset()), of_4b)
    assert sees_pupil(replace(substitute(), classes=frozenset(), bases=frozenset({"Base 4"})), of_4b)
    assert sees_pupil(person("teacher6"), of_4b)


def test_what_was_written_that_day_is_seen_and_no_more() -> None:
    assert has_still(substitute(), MONDAY, MONDAY + SOON)
    assert not has_still(substitute(), MONDAY - timedelta(days=1), MONDAY)
    assert has_still(person("line"), MONDAY - timedelta(days=1), MONDAY)


def test_the_name_says_that_it_was_a_substitute() -> None:
    assert substitute().called == "Vera Vikar (vikar)"
    assert substitute().role_label == "vikar"
    assert person("line").called == person("line").name
