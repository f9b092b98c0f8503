"""«Nødtilgang»: who reads what, for how long, and what nobody ever reads so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access.break_glass import LASTS, break_glass, in_need_until, may_be_read_in_need
from domain.case.case import Case, Status
from domain.errors import Invalid, NotFound
from domain.event import Details, EventKind
from domain.ids import PersonId
from domain.incident import Mark
from domain.people.person import Person
from tests.kit.people.cast import case, everyone, ids, incident, person
from tests.kit.school import MONDAY

LINE6 = person("line6")
WHY = "Ingen av dem som er med, er her i dag"
MOMENT = timedelta(seconds=1)


def test_a_leader_who_is_not_on_a_case_reads_it_for_a_day() -> None:
    told = break_glass(case(), LINE6, f" {WHY} ", MONDAY)
    assert (told.kind, told.by, told.case_id, told.at) == (EventKind.CASE_IN_NEED, LINE6.id, case().id, MONDAY)
    assert told.details == Details(person=LINE6.id, reason=WHY, day=date(2026, 11, 24))
    end = MONDAY + LASTS
    assert in_need_until(case(), LINE6, [told], MONDAY) == end
    assert in_need_until(case(), LINE6, [told], end - MOMENT) == end
    assert in_need_until(case(), LINE6, [told], end) is None
    assert in_need_until(case(), LINE6, [told], MONDAY - MOMENT) is None, "a clock that is set back opens nothing"


def test_asked_for_again_it_lasts_from_then() -> None:
    later = MONDAY + timedelta(hours=20)
    told = [break_glass(case(), LINE6, WHY, at) for at in (MONDAY, later)]
    assert in_need_until(case(), LINE6, told, later + timedelta(hours=10)) == later + LASTS


def test_it_is_the_ones_who_asked_and_nobody_elses() -> None:
    told = break_glass(case(), LINE6, WHY, MONDAY)
    assert in_need_until(case(), person("deputy"), [told], MONDAY) is None
    assert in_need_until(case(), LINE6, [replace(told, kind=EventKind.CASE_READ)], MONDAY) is None


def test_a_reason_is_asked_for() -> None:
    with pytest.raises(Invalid, match="grunn"):
        break_glass(case(), LINE6, " .", MONDAY)


def test_only_leaders_read_so() -> None:
    leaders = {one.id for one in everyone() if may_be_read_in_need(case(), one)}
    assert leaders == ids("principal", "deputy", "line", "line6")


def test_what_has_ended_is_not_read_so() -> None:
    for status in (Status.CLOSED, Status.MERGED):
        assert not may_be_read_in_need(replace(case(), status=status), LINE6)


def kept_away(which: str, who: Person, to: Case) -> Case:
    """The case as one that is about staff, past the school, or that the person is barred from."""
    match which:
        case "enhanced":
            return replace(to, enhanced=True)
        case "staff":
            return replace(to, incidents=(*to.incidents, incident(9, Mark.STAFF)))
        case "past the school":
            return replace(to, past_the_school=True)
        case _:
            return replace(to, barred=to.barred | {who.id})


@given(
    which=st.sets(st.sampled_from(["enhanced", "staff", "past the school", "barred"]), min_size=1),
    who=st.sampled_from(everyone()),
    members=st.sets(st.sampled_from([one.id for one in everyone()])),
    barred=st.sets(st.sampled_from([one.id for one in everyone()])),
    marks=st.lists(st.sets(st.sampled_from(list(Mark))), max_size=2),
    status=st.sampled_from(Status),
    hours=st.integers(min_value=0, max_value=30),
)
def test_it_never_opens_what_is_about_staff_past_the_school_or_barred(
    which: set[str],
    who: Person,
    members: set[PersonId],
    barred: set[PersonId],
    marks: list[set[Mark]],
    status: Status,
    hours: int,
) -> None:
    """Neither asked for then, nor when the case became so after it was opened."""
    incidents = tuple(incident(number, *said) for number, said in enumerate(marks))
    before = case(members=frozenset(members), barred=frozenset(barred), incidents=incidents, status=status)
    after = before
    for one in which:
        after = kept_away(one, who, after)
    told = replace(break_glass(case(), LINE6, WHY, MONDAY), by=who.id)
    assert in_need_until(after, who, [told], MONDAY + timedelta(hours=hours)) is None
    with pytest.raises(NotFound, match="Fant ingen sak"):
        break_glass(after, who, WHY, MONDAY)
