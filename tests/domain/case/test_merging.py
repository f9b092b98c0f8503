"""Two cases of one pupil become one, and nothing that was to be done is lost by it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.case import Case, mark_incident
from domain.case.members import Access, add_member, remove_member, take_over
from domain.case.merging import asked_of, merge, split
from domain.case.owner_notice import decide_owner_notice
from domain.errors import Refused
from domain.ids import IncidentId
from domain.incident import Incident, Mark, OwnerDecision, OwnerNotice
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import Does
from domain.steps.progress import Progress, Step, StepState, progress
from domain.steps.record import StepRecord
from domain.steps.take_step import done, for_incident, not_needed, postpone, require_step
from tests.kit.people.cast import case, everyone, ids, incident, person, pupil
from tests.kit.school import MONDAY, the_plan

PLAN = the_plan()
LEADER, SOCIAL = person("principal"), person("social")
LATER = MONDAY + timedelta(hours=1)
TODAY = MONDAY.date()
RULES = PLAN.procedure.steps
OWNER = next(rule.id for rule in RULES if rule.does is Does.OWNER_NOTICE)
VIOLENCE = next(rule.id for rule in RULES if rule.when is Condition.VIOLENCE)
FORCE = next(rule.id for rule in RULES if rule.when is Condition.FORCE)


def kept_of(one: Case, other: Case) -> Case:
    return merge(one, other, "Samme hendelse", LEADER, LATER)[0][0]


def notified(document: str = "", at: datetime = LATER) -> OwnerDecision:
    return OwnerDecision(notice=OwnerNotice.NOTIFIED, at=at, by=LEADER.id, document=document)


def decided(told: Case, incident_id: IncidentId, decision: OwnerDecision) -> Case:
    return decide_owner_notice(told, incident_id, decision, LEADER)[0]


def after(told: Case, *records: StepRecord) -> Progress:
    return progress(told, records, PLAN)


def step(told: Case, step_id: str, *records: StepRecord) -> Step:
    found = after(told, *records).step(step_id)
    assert found, f"{step_id} is not a step of this case"
    return found


def took(told: Case, step_id: str, *before: StepRecord, on: date = TODAY) -> StepRecord:
    """The step is taken now, as the form would."""
    taken = require_step(after(told, *before), step_id)
    return done(taken, f"{step_id}{len(before)}", SOCIAL, LATER, on=on)


def seen_to(told: Case, step_id: str, *before: StepRecord) -> tuple[StepRecord, ...]:
    """Everything before the step has been done, and then the step, as often as it asks."""
    records = before
    for _ in range(2 * len(RULES)):
        now = step(told, step_id, *records)
        if now.state is StepState.DONE:
            return records
        if now.state is StepState.OPEN:
            records = (*records, took(told, step_id, *records))
            continue
        waits_for = next(one for one in now.rule.after if step(told, one, *records).state is StepState.OPEN)
        records = (*records, took(told, waits_for, *records))
    raise AssertionError(step_id)


FIRST = case(
    1,
    received_at=MONDAY,
    received_by=LEADER.id,
    incidents=(
        incident(1, Mark.VIOLENCE),
        incident(2, Mark.FORCE, told_at=MONDAY + timedelta(minutes=2)),
        incident(3, Mark.SERIOUS, told_at=MONDAY + timedelta(minutes=4)),
    ),
)
SECOND = case(
    2,
    received_at=MONDAY,
    received_by=LEADER.id,
    incidents=(
        incident(4, Mark.VIOLENCE, told_at=MONDAY + timedelta(minutes=1)),
        incident(5, Mark.FORCE, told_at=MONDAY + timedelta(minutes=3)),
        incident(6, Mark.SERIOUS, told_at=MONDAY + timedelta(minutes=5)),
    ),
)
ONE, TWO, THREE, FOUR, FIVE, SIX = (incident(number).id for number in range(1, 7))


def _id(incident: Incident) -> str:
    return incident.id


def test_every_incident_of_both_cases_is_in_the_one_that_is_kept_oldest_first() -> None:
    kept = kept_of(FIRST, SECOND)
    assert [one.id for one in kept.incidents] == [ONE, FOUR, TWO, FIVE, THREE, SIX]
    assert sorted(kept.incidents, key=_id) == sorted((*FIRST.incidents, *SECOND.incidents), key=_id)
    for mark, both in ((Mark.VIOLENCE, [ONE, FOUR]), (Mark.FORCE, [TWO, FIVE]), (Mark.SERIOUS, [THREE, SIX])):
        assert [one.id for one in kept.marked(mark)] == both


def test_each_serious_incident_is_still_to_be_decided() -> None:
    kept = kept_of(FIRST, SECOND)
    assert [one.id for one in kept.undecided] == [THREE, SIX]
    assert step(kept, OWNER).state is StepState.OPEN
    half = decided(kept, THREE, notified())
    assert (step(half, OWNER).state, step(half, OWNER).incident) == (StepState.OPEN, SIX)
    assert step(decided(half, SIX, notified()), OWNER).state is StepState.DONE


@pytest.mark.parametrize("first_is_kept", [True, False])
def test_what_was_decided_in_one_case_stands_and_the_other_is_still_open(first_is_kept: bool) -> None:
    told = decided(FIRST, THREE, notified("26/1"))
    kept = kept_of(told, SECOND) if first_is_kept else kept_of(SECOND, told)
    found = {one.id: one.owner_decision for one in kept.incidents}
    assert found[THREE] == notified("26/1")
    assert [one.id for one in kept.undecided] == [SIX]
    with pytest.raises(Refused, match="allerede tatt stilling"):
        decide_owner_notice(kept, THREE, notified(), LEADER)


def test_two_decisions_are_both_kept_each_with_its_own_incident() -> None:
    kept = kept_of(decided(FIRST, THREE, notified("26/1")), decided(SECOND, SIX, notified("26/2")))
    found = {one.id: one.owner_decision.document for one in kept.incidents if one.owner_decision}
    assert found == {THREE: "26/1", SIX: "26/2"}
    assert kept.undecided == ()


@pytest.mark.parametrize(("step_id", "both"), [(VIOLENCE, [ONE, FOUR]), (FORCE, [TWO, FIVE])])
def test_each_incident_has_its_own_of_the_step_it_asks_for(step_id: str, both: list[IncidentId]) -> None:
    records = seen_to(kept_of(FIRST, SECOND), step_id)
    assert [record.incident for record in records if record.step == step_id] == both


@pytest.mark.parametrize(("step_id", "other"), [(VIOLENCE, FOUR), (FORCE, FIVE)])
@pytest.mark.parametrize("first_is_kept", [True, False])
def test_what_was_done_for_an_incident_before_is_done_and_the_others_own_is_open(
    step_id: str, other: IncidentId, first_is_kept: bool
) -> None:
    before = seen_to(FIRST, step_id)
    assert step(FIRST, step_id, *before).state is StepState.DONE
    kept = kept_of(FIRST, SECOND) if first_is_kept else kept_of(SECOND, FIRST)
    left = step(kept, step_id, *before)
    assert (left.state, left.incident, left.number_of, left.done_on) == (StepState.OPEN, other, 2, None)
    both = (*before, took(kept, step_id, *before))
    assert both[-1].incident == other
    assert step(kept, step_id, *both).state is StepState.DONE


def test_a_second_intervention_record_is_accepted_for_the_second_incident() -> None:
    met_with_force = case(1, received_at=MONDAY, received_by=LEADER.id, incidents=(incident(1, Mark.FORCE),))
    records = seen_to(met_with_force, FORCE)
    assert records[-1].incident == ONE
    again, _ = mark_incident(met_with_force, TWO, [Mark.FORCE], "Holdt igjen i garderoben", LEADER, LATER)
    asked = require_step(after(again, *records), FORCE)
    assert (asked.state, asked.incident, asked.number_of, asked.again) == (StepState.OPEN, TWO, 2, False)
    records = (*records, took(again, FORCE, *records))
    assert [record.incident for record in records if record.step == FORCE] == [ONE, TWO]
    assert step(again, FORCE, *records).state is StepState.DONE


def test_the_record_of_the_second_incident_is_late_by_its_own_clock() -> None:
    met_with_force = case(1, received_at=MONDAY, received_by=LEADER.id, incidents=(incident(1, Mark.FORCE),))
    records = seen_to(met_with_force, FORCE)
    friday = MONDAY + timedelta(days=4)
    again, _ = mark_incident(met_with_force, TWO, [Mark.FORCE], "Holdt igjen i garderoben", LEADER, friday)
    asked = step(again, FORCE, *records)
    assert asked.opened_on == friday.date()
    assert took(again, FORCE, *records, on=friday.date()).days_late == 0


def test_what_is_set_aside_for_one_incident_is_still_asked_for_the_other() -> None:
    set_aside = not_needed(step(FIRST, VIOLENCE), "r", "Er registrert av kommunen", SOCIAL, LATER)
    assert set_aside.incident == ONE
    assert step(FIRST, VIOLENCE, set_aside).state is StepState.NOT_NEEDED
    left = step(kept_of(FIRST, SECOND), VIOLENCE, set_aside)
    assert (left.state, left.incident) == (StepState.OPEN, FOUR)


@pytest.mark.parametrize("set_aside", [True, False])
def test_a_day_agreed_for_the_first_incident_is_not_the_seconds(set_aside: bool) -> None:
    violent = case(1, received_at=MONDAY, received_by=LEADER.id, incidents=(incident(1, Mark.VIOLENCE),))
    put_off = postpone(step(violent, VIOLENCE), "r1", date(2026, 12, 4), "Kommunen svarer ikke", SOCIAL, LATER)
    assert step(violent, VIOLENCE, put_off).due == date(2026, 12, 4)
    waits = step(violent, VIOLENCE, put_off)
    settled = (
        not_needed(waits, "r2", "Er registrert av kommunen", SOCIAL, LATER)
        if set_aside
        else took(violent, VIOLENCE, put_off)
    )
    in_january = datetime(2027, 1, 11, 12, tzinfo=UTC)
    again, _ = mark_incident(violent, TWO, [Mark.VIOLENCE], "Nytt slag i garderoben", LEADER, in_january)
    left = step(again, VIOLENCE, put_off, settled)
    assert (left.incident, left.opened_on, left.due) == (TWO, in_january.date(), date(2027, 1, 14))


def test_one_alert_that_opened_both_cases_is_one_incident_with_what_was_said_of_it_in_either() -> None:
    """It was of a known pupil and an unknown one, who turned out to be the same."""
    here = case(1, incidents=(incident(1, Mark.VIOLENCE),))
    there = case(2, incidents=(incident(1, Mark.SERIOUS),))
    for kept in (kept_of(here, there), kept_of(there, here)):
        assert kept.incidents == (incident(1, Mark.VIOLENCE, Mark.SERIOUS),)
        assert kept.undecided == kept.incidents


def test_what_was_decided_of_one_alert_in_either_case_is_decided_in_the_one_that_is_kept() -> None:
    here, there = case(1, incidents=(incident(1, Mark.SERIOUS),)), case(2, incidents=(incident(1, Mark.SERIOUS),))
    early, late = notified("26/1"), notified("26/2", at=LATER + timedelta(hours=1))
    for one, other in (
        (decided(here, ONE, early), there),
        (here, decided(there, ONE, early)),
        (decided(here, ONE, early), decided(there, ONE, late)),
        (decided(here, ONE, late), decided(there, ONE, early)),
    ):
        assert [told.owner_decision for told in kept_of(one, other).incidents] == [early]


@pytest.mark.parametrize("taken_off_the_kept", [True, False])
def test_whoever_was_taken_off_either_case_stays_off_the_one_that_is_kept(taken_off_the_kept: bool) -> None:
    both = ids("principal", "line", "social")
    off, on = case(1, members=both), case(2, members=both)
    off, _ = remove_member(off, SOCIAL, "Er i slekt med eleven", LEADER, LATER)
    kept = kept_of(off, on) if taken_off_the_kept else kept_of(on, off)
    assert (kept.members, kept.removed) == (ids("principal", "line"), ids("social"))
    assert take_over(kept, ids("social"), LATER) is None
    again, _ = add_member(kept, SOCIAL, Access("Eleven ønsker det"), LEADER, LATER)
    assert (again.members, again.removed) == (both, ids())


keys = st.sampled_from([one.id for one in everyone()])
some = st.frozensets(keys, max_size=4)
moments = st.integers(0, 3).map(lambda hours: MONDAY + timedelta(hours=hours))
marks = st.frozensets(st.sampled_from([Mark.SERIOUS, Mark.VIOLENCE, Mark.FORCE]))
decisions = st.builds(notified, st.sampled_from(["26/1", "26/2"]), at=moments)


@st.composite
def some_incident(draw: st.DrawFn) -> Incident:
    told = incident(draw(st.integers(1, 6)), *draw(marks), told_at=draw(moments))
    return replace(told, owner_decision=draw(decisions)) if draw(st.booleans()) and told.needs_owner_decision else told


@st.composite
def some_case(draw: st.DrawFn, number: int) -> Case:
    barred, removed = draw(some), draw(some)
    return case(
        number,
        pupil_id=pupil().id,
        members=draw(some) - barred - removed,
        barred=barred,
        removed=removed,
        incidents=tuple(draw(st.lists(some_incident(), max_size=4, unique_by=lambda one: one.id))),
    )


def of_either(one: Case, other: Case, incident_id: IncidentId) -> list[Incident]:
    return [told for told in (*one.incidents, *other.incidents) if told.id == incident_id]


@given(some_case(1), some_case(2))
def test_the_kept_case_has_the_incidents_of_both_and_every_mark_and_decision(one: Case, other: Case) -> None:
    kept = kept_of(one, other)
    assert {told.id for told in kept.incidents} == {told.id for told in (*one.incidents, *other.incidents)}
    assert len({told.id for told in kept.incidents}) == len(kept.incidents)
    for told in kept.incidents:
        of_both = of_either(one, other, told.id)
        assert told.marks == frozenset().union(*(known.marks for known in of_both))
        decided_before = [known.owner_decision for known in of_both if known.owner_decision]
        assert told.owner_decision in decided_before or (told.owner_decision is None and not decided_before)
        assert len(of_both) > 1 or told == of_both[0], "what only one case knows is as it was"
    assert list(kept.incidents) == sorted(kept.incidents, key=lambda told: (told.told_at, told.id))


@given(some_case(1), some_case(2))
def test_which_of_the_two_is_kept_makes_no_difference_to_duties_and_bars(one: Case, other: Case) -> None:
    here, there = kept_of(one, other), kept_of(other, one)
    assert (here.incidents, here.barred, here.removed) == (there.incidents, there.barred, there.removed)
    assert (here.members, here.undecided) == (there.members, there.undecided)


@given(some_case(1), some_case(2))
def test_nobody_who_was_barred_or_taken_off_is_on_the_kept_case_and_nobody_new_is(one: Case, other: Case) -> None:
    kept = kept_of(one, other)
    assert (kept.barred, kept.removed) == (one.barred | other.barred, one.removed | other.removed)
    assert not kept.members & (kept.barred | kept.removed)
    assert kept.members == (one.members | other.members) - kept.barred - kept.removed


def test_whoever_was_taken_off_the_kept_case_no_longer_sees_the_other() -> None:
    first, second = case(1, removed=ids("base")), case(2, members=ids("principal", "base"))
    _, (gone, _) = merge(first, second, "Samme hendelse", person("principal"), MONDAY)
    assert gone.members == ids("principal")


def test_what_was_known_of_an_incident_later_in_one_of_two_cases_is_known_since_then() -> None:
    later = MONDAY + timedelta(days=14)
    told, _ = mark_incident(
        case(1, incidents=(incident(1),)), incident(1).id, [Mark.FORCE], "Kom fram", person("line"), later
    )
    for one, other in ((told, case(2, incidents=(incident(1),))), (case(2, incidents=(incident(1),)), told)):
        kept = merge(one, other, "Samme hendelse", person("principal"), later)[0][0]
        assert kept.incidents[0].known_since(Mark.FORCE) == later
    assert incident(1).known_since(Mark.FORCE) == MONDAY


def test_a_step_is_not_taken_for_an_incident_of_another_case() -> None:
    step = Step(rule=the_plan().procedure.by_id["fysisk_inngrep"], state=StepState.OPEN, incident=incident(1).id)
    assert for_incident(step, "", case(1)) is step
    assert for_incident(step, incident(1).id, case(1, incidents=(incident(1),))).incident == incident(1).id
    with pytest.raises(Refused, match="hører ikke til saken"):
        for_incident(step, incident(2).id, case(1, incidents=(incident(1),)))


def test_a_new_alert_is_asked_of_the_oldest_case_of_the_child_that_nobody_has_said_no_of() -> None:
    first, second = case(1), case(2, opened_at=LATER)
    new = case(3, opened_at=LATER + timedelta(hours=1))
    assert asked_of(new, [second, first, new], frozenset()) == first
    assert asked_of(new, [second, first], frozenset({"2026-001"})) == second
    assert asked_of(first, [second, new], frozenset()) is None, "only of the newer"
    for apart in ({"enhanced": True}, {"past_the_school": True}, {"violator": True}):
        assert asked_of(new, [case(1, **apart)], frozenset()) is None
        assert asked_of(case(3, opened_at=new.opened_at, **apart), [first], frozenset()) is None


def test_who_was_there_by_a_guess_does_not_come_along() -> None:
    guessed = ids("teacher6")
    other = case(2, members=ids("line", "teacher6"))
    assert merge(case(1), other, None, LEADER, LATER, guessed=guessed)[0][0].members == ids("principal", "line")


def test_only_what_was_merged_into_it_is_split_from_a_case_that_is_not_about_staff() -> None:
    one, other = case(1), case(2)
    (both, _), (gone, _) = merge(one, other, "Samme hendelse", LEADER, LATER)
    with pytest.raises(Refused, match="ikke slått sammen med denne"):
        split(both, other, one, other, "To hendelser", LEADER, LATER)
    with pytest.raises(Refused, match="deles ikke opp"):
        split(replace(both, enhanced=True), gone, one, other, "To hendelser", LEADER, LATER)


@given(some_case(1), some_case(2))
def test_what_is_split_again_is_as_it_was_and_bars_stay(one: Case, other: Case) -> None:
    (both, _), (gone, _) = merge(one, other, "Samme hendelse", LEADER, LATER)
    (kept, _), (own, _) = split(both, gone, one, other, "To hendelser", LEADER, LATER)
    for now, before in ((kept, one), (own, other)):
        assert {known.id for known in now.incidents} == {known.id for known in before.incidents}
        known = replace(now, incidents=before.incidents)
        assert known == replace(before, barred=both.barred, members=before.members - both.barred)
    assert {known.id: known for known in both.incidents} == {
        known.id: known for known in (*kept.incidents, *own.incidents)
    }
