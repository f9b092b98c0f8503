from datetime import date, timedelta
from typing import Any

import pytest

from domain.case import (
    Case,
    OwnerDecision,
    OwnerNotice,
    Status,
    add_member,
    bar,
    decide_owner_notice,
    identify,
    merge,
    receive,
    remove_member,
    take_over,
)
from domain.errors import DomainError, Invalid, Refused
from domain.people import PersonId
from tests.kit.cast import case, ids, person, pupil
from tests.kit.school import MONDAY

LEADER = person("principal")
LATER = MONDAY + timedelta(hours=1)


def decision(notice: OwnerNotice = OwnerNotice.NOTIFIED, reason: str = "", document: str = "") -> OwnerDecision:
    return OwnerDecision(notice=notice, at=LATER, by=LEADER.id, reason=reason, document=document)


def merged_away() -> Case:
    return merge(case(1), case(2), "Samme hendelse", LEADER, LATER)[1][0]


def test_a_leader_takes_the_case_once() -> None:
    step = receive(case(), LEADER, LATER)
    assert step is not None
    taken, event = step
    assert (taken.status, taken.received_at, taken.received_by) == (Status.RECEIVED, LATER, "principal")
    assert (event.kind, event.at, event.by, event.case_id) == ("case:received", LATER, "principal", "case1")
    assert receive(taken, person("line"), LATER) is None


def test_one_more_is_let_in_with_a_reason() -> None:
    grown, event = add_member(case(), person("social"), "Kjenner eleven", LEADER, LATER)
    assert grown.members == ids("principal", "line", "social")
    assert event.text == "Ansatt Social er lagt til. Grunn: Kjenner eleven"


@pytest.mark.parametrize(
    ("who", "reason", "field"),
    [("aks", "Kjenner eleven", "person"), ("line", "Kjenner eleven", "person"), ("social", " x ", "reason")],
)
def test_who_is_barred_or_in_already_is_not_let_in_and_a_reason_is_asked(who: str, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_member(case(barred=ids("aks")), person(who), reason, LEADER, LATER)
    assert refusal.value.field == field


def test_who_has_left_is_not_let_in() -> None:
    with pytest.raises(Invalid):
        add_member(case(), person("social").model_copy(update={"active": False}), "Kjenner eleven", LEADER, LATER)


def test_the_refusal_of_someone_barred_does_not_say_that_they_are() -> None:
    gone = person("social").model_copy(update={"active": False})
    with pytest.raises(Invalid) as barred:
        add_member(case(barred=ids("aks")), person("aks"), "Kjenner eleven", LEADER, LATER)
    with pytest.raises(Invalid) as left:
        add_member(case(), gone, "Kjenner eleven", LEADER, LATER)
    assert str(barred.value) == str(left.value)


def test_someone_is_taken_off_with_a_reason() -> None:
    shrunk, event = remove_member(case(), person("line"), "Har byttet trinn", LEADER, LATER)
    assert shrunk.members == ids("principal")
    assert event.kind == "case:member_removed"
    assert event.text == "Ansatt Line er tatt ut. Grunn: Har byttet trinn"


@pytest.mark.parametrize(
    ("who", "reason", "field"),
    [("social", "Ikke med", "person"), ("principal", "Vil ikke", "person"), ("line", "", "reason")],
)
def test_nobody_takes_themselves_off(who: str, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        remove_member(case(), person(who), reason, LEADER, LATER)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("who", "by", "past", "stays"),
    [
        ("principal", "line", False, True),
        ("deputy", "line", False, True),
        ("deputy", "principal", False, False),
        ("owner", "principal", False, False),
        ("owner", "principal", True, True),
    ],
)
def test_those_who_answer_for_a_case_stay_on_it(who: str, by: str, past: bool, stays: bool) -> None:
    full = case(members=ids(who, by), past_the_school=past)
    if stays:
        with pytest.raises(Invalid, match="har ansvar for saken"):
            remove_member(full, person(who), "Skal ikke være med", person(by), LATER)
    else:
        assert remove_member(full, person(who), "Skal ikke være med", person(by), LATER)[0].removed == ids(who)


def test_those_whose_the_case_is_now_join_it_unless_barred_or_taken_off() -> None:
    before = case(barred=ids("aks"), removed=ids("social"))
    step = take_over(before, ids("line", "line6", "social", "aks"), LATER)
    assert step is not None
    assert step[0].members == before.members | ids("line6")
    assert step[1].by is None
    assert take_over(step[0], ids("line6", "social"), LATER) is None


def test_who_is_let_in_again_is_no_longer_taken_off() -> None:
    again, _ = add_member(case(removed=ids("social")), person("social"), "Trengs likevel", LEADER, LATER)
    assert again.removed == ids()


def test_a_pupil_becomes_known_once_and_the_barred_stay_out() -> None:
    unknown = case(pupil_id=None, identify_by=MONDAY.date(), barred=ids("aks"))
    known, event = identify(unknown, pupil(), ids("social", "aks"), LEADER, LATER)
    assert (known.pupil_id, known.grade, known.school_class, known.identify_by) == ("pupil0", 4, "4B", None)
    assert known.members == ids("principal", "line", "social")
    assert event.kind == "case:identified"
    assert pupil().name not in event.text
    with pytest.raises(Refused):
        identify(known, pupil(1), ids(), LEADER, LATER)


def test_two_cases_of_one_pupil_become_one() -> None:
    first, third = case(1, barred=ids("aks")), case(3)
    second = case(
        2,
        members=ids("social", "aks"),
        serious=True,
        start_meeting_by=first.start_meeting_by - timedelta(days=1),
        merged_from=(third.id,),
    )
    (kept, told), (gone, told_there) = merge(first, second, "Samme hendelse", LEADER, LATER)
    assert kept.members == ids("principal", "line", "social")
    assert (kept.barred, kept.serious) == (ids("aks"), True)
    assert kept.start_meeting_by == second.start_meeting_by
    assert kept.merged_from == ("case2", "case3")
    assert (gone.status, gone.merged_into, gone.open) == (Status.MERGED, "case1", False)
    assert (gone.members, gone.barred) == (ids("social"), ids("aks"))
    assert (told.kind, told.case_id) == ("case:merged", "case1")
    assert (told_there.kind, told_there.case_id) == ("case:merged_away", "case2")
    assert "2026-002" in told.text
    assert "2026-001" in told_there.text


@pytest.mark.parametrize(
    "other",
    [case(1), case(2, pupil_id=pupil(1).id), case(2, enhanced=True), case(2, pupil_id=None)],
    ids=["itself", "of another pupil", "about an employee", "of an unknown pupil"],
)
def test_other_cases_are_not_merged(other: Case) -> None:
    with pytest.raises(Refused):
        merge(case(1), other, "Samme hendelse", LEADER, LATER)
    with pytest.raises(Refused):
        merge(other, case(1), "Samme hendelse", LEADER, LATER)


def test_cases_of_unknown_pupils_are_not_of_the_same_pupil() -> None:
    with pytest.raises(Refused):
        merge(case(1, pupil_id=None), case(2, pupil_id=None), "Samme hendelse", LEADER, LATER)


def test_a_merge_has_a_reason() -> None:
    with pytest.raises(Invalid):
        merge(case(1), case(2), "", LEADER, LATER)


def test_what_was_merged_away_is_final() -> None:
    gone, other = merged_away(), case(3)
    for change in (
        lambda: receive(gone, LEADER, LATER),
        lambda: add_member(gone, person("social"), "Kjenner eleven", LEADER, LATER),
        lambda: remove_member(gone, person("line"), "Har byttet trinn", LEADER, LATER),
        lambda: identify(gone, pupil(), ids(), LEADER, LATER),
        lambda: merge(gone, other, "Samme hendelse", LEADER, LATER),
        lambda: merge(other, gone, "Samme hendelse", LEADER, LATER),
        lambda: decide_owner_notice(gone, decision(), LEADER),
        lambda: bar(gone, ids("line"), ids(), LEADER, LATER),
    ):
        with pytest.raises(Refused, match="2026-002 er slått sammen"):
            change()


@pytest.mark.parametrize(
    ("change", "made", "text"),
    [
        ({"serious": True}, decision(), "Meldt skoleeier 23.11.2026."),
        ({"enhanced": True}, decision(document="2026/77"), "Meldt skoleeier 23.11.2026. Dokument 2026/77."),
        (
            {"enhanced": True},
            decision(OwnerNotice.GROUNDLESS, "Den ansatte var ikke der"),
            "Vurdert som åpenbart grunnløs 23.11.2026. Den ansatte var ikke der",
        ),
    ],
)
def test_the_principal_decides_once(change: dict[str, Any], made: OwnerDecision, text: str) -> None:
    assert case(**change).needs_owner_decision
    decided, event = decide_owner_notice(case(**change), made, LEADER)
    assert (decided.owner_decision, event.text, event.at) == (made, text, LATER)
    assert not decided.needs_owner_decision
    with pytest.raises(Refused):
        decide_owner_notice(decided, decision(), LEADER)


@pytest.mark.parametrize(
    ("change", "made", "error"),
    [
        ({}, decision(), Refused),
        ({"serious": True}, decision(OwnerNotice.GROUNDLESS, "Den ansatte var ikke der"), Invalid),
        ({"enhanced": True}, decision(OwnerNotice.GROUNDLESS, "Nei"), Invalid),
        ({"serious": True}, decision().model_copy(update={"on": date(2026, 11, 24)}), Invalid),
        ({"serious": True}, decision().model_copy(update={"on": date(2026, 11, 1)}), Invalid),
    ],
    ids=[
        "nothing to decide",
        "a serious case is never groundless",
        "groundless without a reason",
        "on a day to come",
        "before there was a case",
    ],
)
def test_a_decision_that_cannot_be_made(change: dict[str, Any], made: OwnerDecision, error: type[DomainError]) -> None:
    with pytest.raises(error):
        decide_owner_notice(case(**change), made, LEADER)


def test_who_is_named_later_is_out_from_then_on() -> None:
    named, event = bar(case(), ids("line"), ids("deputy", "line"), LEADER, LATER)
    assert (named.members, named.barred, named.enhanced) == (ids("principal", "deputy"), ids("line"), True)
    assert event.text == "En ansatt er navngitt."
    again, _ = bar(named, ids("deputy"), ids("line"), LEADER, LATER)
    assert (again.members, again.barred) == (ids("principal"), ids("line", "deputy"))


def test_a_case_waits_until_a_leader_takes_it_and_the_pupil_is_known() -> None:
    today = MONDAY.date()
    late = MONDAY + timedelta(hours=3)
    step = receive(case(), LEADER, LATER)
    assert step is not None
    assert not case().overdue(MONDAY, today)
    assert case().overdue(late, today)
    assert not step[0].overdue(late, today)
    unknown = step[0].model_copy(update={"pupil_id": None, "identify_by": today})
    assert not unknown.overdue(late, today)
    assert unknown.overdue(late, today + timedelta(days=1))
    assert not merged_away().overdue(late, today)


def test_only_an_open_serious_or_enhanced_case_of_the_school_needs_a_decision() -> None:
    assert not case().needs_owner_decision
    assert not case(enhanced=True, past_the_school=True).needs_owner_decision
    assert not merged_away().model_copy(update={"serious": True}).needs_owner_decision


def test_an_error_is_a_template_with_names() -> None:
    error = Refused("Sak {reference} er lukket.", reference="2026-001")
    assert (str(error), error.template) == ("Sak 2026-001 er lukket.", "Sak {reference} er lukket.")
    assert PersonId("principal") in case().members
