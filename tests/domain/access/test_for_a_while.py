"""Let onto a case for a while: until when, what for, and that it ends with the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.case import Case, Status
from domain.case.members import Access, add_member, change_end, off_by_rule, remove_member, take_over, without_end
from domain.case.merging import merge, split
from domain.errors import Invalid, Refused
from domain.event import EventKind, Joined, Need, Off
from tests.kit.people.cast import case, ids, person
from tests.kit.school import MONDAY, TODAY

LEADER, SOCIAL, FRIDAY = person("principal"), person("social"), TODAY + timedelta(days=4)
WHY = "Trengs lenger"
DAY = timedelta(days=1)


def let_in(until: date | None = FRIDAY, to: Case | None = None) -> Case:
    return add_member(to or case(), SOCIAL, Access(need=Need.TEACHES, until=until), LEADER, MONDAY)[0]


def refused(field: str, change: Callable[[], object]) -> None:
    with pytest.raises(Invalid) as refusal:
        change()
    assert refusal.value.field == field


def test_the_last_day_is_one_of_them_and_the_next_is_not() -> None:
    lent = let_in()
    assert lent.admits(SOCIAL.id, TODAY)
    assert lent.admits(SOCIAL.id, FRIDAY)
    assert not lent.admits(SOCIAL.id, FRIDAY + DAY)
    assert lent.has_on(SOCIAL.id), "until they are put off it"
    assert lent.over(FRIDAY) == ids()
    assert lent.over(FRIDAY + DAY) == ids("social")
    assert lent.admits(LEADER.id, FRIDAY + DAY), "who is on it for good stays"


@given(lasts=st.integers(0, 365), later=st.integers(0, 800))
def test_nobody_is_let_in_past_the_day(lasts: int, later: int) -> None:
    assert let_in(TODAY + lasts * DAY).admits(SOCIAL.id, TODAY + later * DAY) is (later <= lasts)


def test_without_a_day_it_lasts() -> None:
    assert let_in(None).admits(SOCIAL.id, TODAY + 3000 * DAY)


def test_what_for_is_enough_and_is_kept_with_the_day() -> None:
    _, event = add_member(case(), SOCIAL, Access(" for Kari ", Need.STANDS_IN, FRIDAY), LEADER, MONDAY)
    told = event.details
    assert (told.how, told.need, told.reason, told.day) == (
        Joined.BY_A_LEADER,
        Need.STANDS_IN,
        "for Kari",
        FRIDAY,
    )


@pytest.mark.parametrize("need", [None, Need.OTHER])
def test_something_else_must_be_said(need: Need | None) -> None:
    refused("reason", lambda: add_member(case(), SOCIAL, Access("x", need), LEADER, MONDAY))


@pytest.mark.parametrize("day", [TODAY - DAY, TODAY + 366 * DAY])
def test_a_day_that_is_over_or_far_off_is_asked_again(day: date) -> None:
    refused("until", lambda: let_in(day))


def test_those_who_answer_for_a_case_are_on_it_without_an_end() -> None:
    with pytest.raises(Invalid, match="har ansvar for saken"):
        add_member(case(members=ids("line")), LEADER, Access(WHY, until=FRIDAY), person("line"), MONDAY)


def test_who_is_let_in_again_after_the_day_has_a_day_of_their_own() -> None:
    later = MONDAY + timedelta(days=6)
    with pytest.raises(Invalid, match="allerede med"):
        add_member(let_in(), SOCIAL, Access(WHY), LEADER, MONDAY)
    again, _ = add_member(let_in(), SOCIAL, Access(WHY), LEADER, later)
    assert again.ends == {}
    assert again.admits(SOCIAL.id, FRIDAY + 30 * DAY)


def test_it_is_prolonged_shortened_and_made_to_last_with_a_reason() -> None:
    longer, event = change_end(let_in(), SOCIAL, FRIDAY + 7 * DAY, WHY, LEADER, MONDAY, ids("social"))
    assert longer.ends == {SOCIAL.id: FRIDAY + 7 * DAY}
    assert (event.kind, event.by) == (EventKind.CASE_MEMBER_UNTIL, LEADER.id)
    assert (event.details.person, event.details.day, event.details.reason) == (SOCIAL.id, FRIDAY + 7 * DAY, WHY)
    shorter, _ = change_end(longer, SOCIAL, TODAY, WHY, LEADER, MONDAY, ids("social"))
    assert not shorter.admits(SOCIAL.id, TODAY + DAY)
    lasting, event = change_end(shorter, SOCIAL, None, WHY, LEADER, MONDAY, ids("social"))
    assert (lasting.ends, event.details.day) == ({}, None)


def test_an_end_is_changed_by_another_leader_and_of_those_a_leader_let_in() -> None:
    own = ids("social")
    refused("person", lambda: change_end(let_in(), SOCIAL, None, WHY, LEADER, MONDAY, ids()))
    refused("person", lambda: change_end(case(), SOCIAL, None, WHY, LEADER, MONDAY, own))
    with pytest.raises(Refused, match="din egen tilgang"):
        change_end(let_in(), SOCIAL, None, WHY, SOCIAL, MONDAY, own)
    refused("until", lambda: change_end(let_in(), SOCIAL, FRIDAY, WHY, LEADER, MONDAY, own))
    refused("until", lambda: change_end(let_in(), SOCIAL, TODAY - DAY, WHY, LEADER, MONDAY, own))
    refused("reason", lambda: change_end(let_in(), SOCIAL, None, " ", LEADER, MONDAY, own))
    closed = replace(let_in(), merged_into=case(2).id, status=Status.MERGED)
    with pytest.raises(Refused):
        change_end(closed, SOCIAL, None, WHY, LEADER, MONDAY, ids("social"))


def test_an_end_is_gone_with_the_membership_it_is_of() -> None:
    assert remove_member(let_in(), SOCIAL, WHY, LEADER, MONDAY)[0].ends == {}
    off, events = off_by_rule(let_in(), ids("social"), Off.ENDED, MONDAY)
    assert (off.ends, off.removed) == ({}, ids()), "by rule or by a leader it may be theirs again"
    assert [event.details.off for event in events] == [Off.ENDED]


def test_whose_the_case_becomes_by_rule_is_on_it_without_an_end() -> None:
    taken = take_over(let_in(), ids("social"), MONDAY)
    assert taken
    assert taken[0].ends == {}
    assert without_end(let_in(), ids("line")).ends == {SOCIAL.id: FRIDAY}


def test_of_two_cases_that_become_one_the_later_day_holds_and_no_end_is_no_end() -> None:
    early, late, lasting = let_in(to=case(1)), let_in(FRIDAY + DAY, case(2)), let_in(None, case(2))
    (kept, _), (gone, _) = merge(early, late, WHY, LEADER, MONDAY)
    assert kept.ends == gone.ends == {SOCIAL.id: FRIDAY + DAY}
    assert merge(early, lasting, WHY, LEADER, MONDAY)[0][0].ends == {}
    assert merge(lasting, early, WHY, LEADER, MONDAY)[0][0].ends == {}
    (one, _), (other, _) = split(kept, gone, early, late, WHY, LEADER, MONDAY)
    assert (one.ends, other.ends) == (early.ends, late.ends)
