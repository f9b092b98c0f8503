"""Whom several entries on one pupil are asked of, and when."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.case.log import LogEntry
from domain.ids import EntryId, PersonId
from domain.oslo import DAY_ALONE, at_oslo, oslo_date
from domain.patterns.meant import may_be_about
from domain.patterns.pattern import Notes, PatternAsked, asks, found, may_read, pattern_of
from domain.people.person import Person, Role
from domain.school_plan.school_plan import Patterns
from tests.kit.people.cast import everyone, ids, person, pupil
from tests.kit.school import FACT, MONDAY, SCHOOL, the_plan

PLAN = the_plan()
READERS, LISTS = PLAN.log_readers, PLAN.pick_lists


def entry(number: int, days_ago: float = 0, **change: Any) -> LogEntry:  # noqa: ANN401  (any type)
    at = MONDAY - timedelta(days=days_ago)
    fields: dict[str, Any] = {"author": PersonId("aks"), "logged_at": at, "occurred_at": at, "type": "annet"}
    fields |= {"id": EntryId(f"e{number}"), "school_id": SCHOOL, "text": FACT, "pupil_id": pupil().id}
    return LogEntry(**(fields | change))


THREE = (entry(1, 3), entry(2, 2), entry(3, 1))


def ask(notes: Notes, staff: list[Person] | None = None, passed: int = 0) -> PatternAsked | None:
    return asks(notes, pupil(), staff or everyone(), PLAN, lambda _day: passed, MONDAY)


def last_resort(*people: str) -> PatternAsked:
    who = tuple(PersonId(one) for one in people)
    return PatternAsked(
        pattern="p", pupil=pupil().id, entries=(EntryId("e1"),), turn=0, people=who, at=MONDAY, last_resort=True
    )


def told(notes: Notes, staff: list[Person] | None = None, passed: int = 0) -> frozenset[PersonId]:
    asked = ask(notes, staff, passed)
    return frozenset(asked.people) if asked else frozenset()


def test_the_contact_teacher_then_the_line_leader() -> None:
    first = ask(Notes(entries=THREE))
    assert first
    assert first.people == ("teacher",)
    waiting = Notes(entries=THREE, asked=(first,))
    assert told(waiting, passed=2) == frozenset()
    assert told(waiting, passed=3) == ids("line")
    second = ask(waiting, passed=3)
    assert second
    assert told(replace(waiting, asked=(first, second)), passed=9) == frozenset()


def test_a_new_entry_asks_nobody_again() -> None:
    first = ask(Notes(entries=THREE))
    assert first
    assert ask(Notes(entries=(*THREE, entry(4)), asked=(first,))) is None


def test_who_is_not_there_is_passed_by_and_with_nobody_left_the_other_readers_are_asked() -> None:
    notes = Notes(entries=THREE)
    assert told(notes, [person("line"), person("principal")]) == ids("line")
    assert told(notes, [person("principal"), person("social")]) == ids("principal")
    assert told(notes, [person("social")]) == ids("social")
    assert told(notes, [person("aks")]) == frozenset()


@pytest.mark.parametrize(
    "notes",
    [
        Notes(entries=THREE[:2]),
        Notes(entries=(*THREE[:2], entry(3, 14, text="Gråt"))),
        Notes(entries=(*THREE[:2], entry(3, 60))),
        Notes(entries=(*THREE[:2], entry(3, corrects=EntryId("e2")))),
        Notes(entries=THREE, away=frozenset({EntryId("e2")})),
        Notes(entries=(*THREE, entry(4, corrects=EntryId("e2"))), away=frozenset({EntryId("e2")})),
        Notes(entries=THREE, in_case=True),
        Notes(entries=THREE, since=MONDAY - timedelta(days=2)),
    ],
)
def test_what_is_too_little_asks_nobody(notes: Notes) -> None:
    assert ask(notes) is None


@pytest.mark.parametrize(
    ("who", "change", "notes", "expected"),
    [
        ("teacher", {}, {}, True),
        ("teacher6", {}, {}, False),
        ("line", {}, {}, True),
        ("line6", {}, {}, False),
        ("principal", {}, {}, True),
        ("deputy", {}, {}, False),
        ("aks", {}, {}, False),
        ("owner", {}, {}, False),
        ("teacher", {"active": False}, {}, False),
        ("teacher", {"kin": frozenset({pupil().external_id})}, {}, False),
        ("teacher", {}, {"barred": ids("teacher")}, False),
        ("teacher", {"name": "Kari Nordli"}, {"entries": (entry(1, text="Nordli sa fra"),)}, False),
        ("teacher", {"name": "Kari Nordli"}, {"entries": (entry(1, text="Kari sa fra"),)}, False),
        ("teacher", {"name": "Kari Nordli"}, {"entries": (entry(1, text="Læreren hennes ropte"),)}, False),
        ("teacher", {"name": "Kari Nordli"}, {"entries": (entry(1, text="Rektor var der"),)}, True),
        ("deputy", {}, {"asked": (last_resort("deputy"),)}, True),
        ("deputy", {}, {"asked": (last_resort("deputy"),), "barred": ids("deputy")}, False),
    ],
)
def test_who_may_read(who: str, change: dict[str, Any], notes: dict[str, Any], expected: bool) -> None:
    reader = replace(person(who), **change)
    assert may_read(reader, pupil(), Notes(**({"entries": THREE} | notes)), READERS) is expected


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("teacher", "klasselæreren ropte"),
        ("teacher", "mattelærarn slo"),
        ("teacher", "frøkna dyttet ham"),
        ("teacher", "KAL dro ham"),
        ("teacher", "K.A. skrek"),
        ("teacher", "K. L. skrek"),
        ("teacher", "Fru Li skrek"),
        ("line", "avdelingslederen ropte"),
        ("line", "trinnleiaren heldt han"),
        ("deputy", "inspektøren holdt ham fast"),
        ("principal", "rektoren dro ham"),
    ],
)
def test_whom_an_entry_may_be_about(who: str, told: str) -> None:
    named = replace(person(who), name="Kari Anne Li")
    assert may_be_about(named, (entry(1, text=told),))
    assert may_be_about(named, (entry(1, quote=told),))
    assert not may_be_about(named, (entry(1, text="Ola gråt ved li og var lei. En i klassen så det."),))


def test_a_role_of_the_schools_own_and_one_without_a_nickname_are_known_by_what_they_are_called() -> None:
    own = replace(person("aks"), name="Kari Anne Li", roles=frozenset({"miljøterapeut", Role.ASSISTANT}))
    assert may_be_about(own, (entry(1, text="assistenten ropte"),))
    assert not may_be_about(own, (entry(1, text="Ola gråt"),))


def last_resort_of(text: str, staff: list[Person] | None = None) -> frozenset[PersonId]:
    asked = ask(Notes(entries=tuple(replace(one, text=text) for one in THREE)), staff)
    assert asked
    assert asked.last_resort
    return frozenset(asked.people)


def test_what_may_be_about_all_who_would_be_asked_is_left_to_nobody() -> None:
    """One entry that mentions everyone must not keep the others quiet."""
    said = "Sa fra til kontaktlærer, trinnleder og rektor."
    assert last_resort_of(said) == ids("social")
    assert last_resort_of(f"{said} Sosiallærer og assisterende rektor vet det.") == ids("principal")
    assert last_resort_of(said, [person("principal"), person("teacher")]) == ids("principal")


def test_who_is_asked_must_be_able_to_read() -> None:
    with pytest.raises(ValidationError, match="log_readers"):
        type(the_plan()).model_validate(the_plan().model_dump() | {"patterns": {"ask": ["sosiallærer"]}})
    with pytest.raises(ValidationError):
        Patterns(entries=1)


_days_ago = st.lists(st.floats(0, 40), max_size=8)


@given(_days_ago, st.integers(2, 5), st.integers(1, 30))
def test_only_enough_entries_of_the_last_days_are_found(ago: list[float], least: int, days: int) -> None:
    entries = tuple(entry(number, days_ago) for number, days_ago in enumerate(ago))
    today = oslo_date(MONDAY)
    recent = [one.id for one in entries if (today - oslo_date(one.occurred_at)).days < days]
    seen = found(Notes(entries=entries), Patterns(entries=least, days=days, alike_days=days), LISTS, today)
    assert list(seen) == (recent if len(recent) >= least else [])


def at_clock(number: int, days_ago: int, clock: str, **change: Any) -> LogEntry:  # noqa: ANN401  (any type)
    at = at_oslo(oslo_date(MONDAY) - timedelta(days=days_ago), time.fromisoformat(clock))
    return entry(number, occurred_at=at, text="Gråt", **change)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (("11:00", "11:45", "11:20"), ["e0", "e1", "e2"]),
        (("11:00", "11:46", "11:20"), []),
        (("11:00", "14:00", "11:45", "11:20"), ["e0", "e2", "e3"]),
        (("12:00", "12:00", "12:00"), ["e0", "e1", "e2"]),
        ((DAY_ALONE.isoformat(),) * 3, []),
    ],
)
def test_one_time_of_day_is_looked_for_in_more_days(entries: tuple[str, ...], expected: list[str]) -> None:
    """Not of a day that was given without a time; noon is a time."""
    notes = Notes(entries=tuple(at_clock(at, 10 + 20 * at // 2, clock) for at, clock in enumerate(entries)))
    assert [*found(notes, Patterns(), LISTS, oslo_date(MONDAY))] == expected
    assert found(notes, Patterns(alike_days=14), LISTS, oslo_date(MONDAY)) == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Satt alene i garderoben", "Gråt ved garderobene", "Ville ikke inn i garderoben"), True),
        (("Satt alene i garderoben", "Gråt i gymsalen", "Ville ikke inn i garderoben"), False),
        (("Satt alene", "Gråt", "Ville ikke inn"), False),
    ],
)
def test_one_place_is_looked_for_in_more_days(texts: tuple[str, ...], *, expected: bool) -> None:
    notes = Notes(entries=tuple(entry(at, 10 + 10 * at, text=text) for at, text in enumerate(texts)))
    assert bool(found(notes, Patterns(), LISTS, oslo_date(MONDAY))) is expected


@given(_days_ago, st.lists(st.integers(0, 6), max_size=6))
def test_nobody_is_asked_twice_and_only_readers_are(ago: list[float], waits: list[int]) -> None:
    notes = Notes(entries=tuple(entry(number, days_ago) for number, days_ago in enumerate(ago)))
    readers = {one.id for one in everyone() if may_read(one, pupil(), notes, READERS)}
    heard: list[PersonId] = []
    for passed in waits:
        asked = ask(notes, passed=passed)
        if asked:
            heard += asked.people
            assert asked.pattern == (notes.asked[0].pattern if notes.asked else pattern_of(asked.entries))
            notes = replace(notes, asked=(*notes.asked, asked))
    assert len(heard) == len(set(heard))
    assert set(heard) <= readers


@given(_days_ago, st.integers(0, 8))
def test_what_is_assessed_never_counts_again(ago: list[float], newer: int) -> None:
    old = tuple(entry(number, days_ago) for number, days_ago in enumerate(ago))
    fresh = tuple(entry(100 + number) for number in range(newer))
    notes = Notes(entries=(*old, *fresh), away=frozenset(one.id for one in old))
    assert list(notes.counting) == [one.id for one in fresh]
    asked = ask(notes)
    assert bool(asked) is (newer >= PLAN.patterns.entries)
