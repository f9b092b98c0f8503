"""Whatever people do with the steps of a case, and on whatever days, there is a way on, and the history tells it."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.activity_plan.activity_plan import write
from domain.activity_plan.effect import lacking
from domain.activity_plan.evaluation import Next, Worked
from domain.activity_plan.intervals import suggested_day, to_evaluate
from domain.case.case import mark_incident
from domain.correcting.undo import done_last
from domain.errors import Invalid, Refused
from domain.ids import RecordId
from domain.incident import Mark
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import TimeUnit
from domain.school_plan.procedure import Answer, Branch, Does, PlanText
from domain.steps.closing import undone
from domain.steps.progress import Progress, Step, StepState, progress
from domain.steps.record import StepRecord, Taken
from domain.steps.take_step import MOST_POSTPONED, may_be_postponed, may_press, owners
from domain.value import from_json, to_json
from tests.kit.people.cast import everyone, incident, person
from tests.kit.steps.journey import MEMBERS, THE_PLAN, Journey, noon

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
PLANS = {Branch.FULL_PLAN: "iverksette", Branch.SHORT_PLAN: "kort_iverksette"}
LONGEST_WAY = 30
OF_EACH = {Mark.SERIOUS: "skoleeier", Mark.VIOLENCE: "eqs_vold", Mark.FORCE: "fysisk_inngrep"}
"""The steps each incident with that mark has its own of."""
days = st.integers(0, 12)
people = st.sampled_from([person(key) for key in sorted(MEMBERS)])
branches = st.sampled_from(Branch)
answers = st.sampled_from([True, False, None])
worked, becomes = st.sampled_from(Worked), st.sampled_from(Next)
waits = st.integers(0, 12)
"""Weeks."""
any_of_them = st.integers(0, 99)
marks = st.lists(st.sampled_from(sorted(OF_EACH)), min_size=1, unique=True)


def on_the_way(now: Progress) -> list[Step]:
    """What must be done and has not been, in this round; what goes on from before comes late, the end last."""
    left = [step for step in now.open if step.rule.required and (step.done_on is None or step.of_before)]
    return sorted(left, key=lambda step: (step.rule.does is Does.CLOSE, step.of_before))


def ends(now: Progress) -> Step | None:
    return next((step for step in now.open if step.rule.does is Does.CLOSE), None)


class Saksgang(RuleBasedStateMachine):
    """A case of the school's plan, and the day it is."""

    def __init__(self) -> None:
        super().__init__()
        self.journey = Journey()
        self.today = date.min
        self.safe: bool | None = True
        """What the pupil said last, when evaluated; None when the pupil was not asked."""
        self.now = self.journey.now

    @initialize(
        opened=st.dates(date(2026, 8, 10), date(2027, 6, 25)),
        serious=st.booleans(),
        more=st.booleans(),
        aks=st.booleans(),
    )
    def someone_alerts(self, opened: date, *, serious: bool, more: bool, aks: bool) -> None:
        said = {Mark.SERIOUS: serious, Mark.VIOLENCE: more, Mark.FORCE: more}
        told = incident(1, *(mark for mark, so in said.items() if so), told_at=noon(opened))
        self.journey = Journey(opened, serious=serious, incidents=(told,), at_aks=aks)
        self.today, self.safe = opened, True
        self.now = self.journey.now

    def _day(self, later: int, by: Person) -> date:
        """Some days later, in someone's hands; the next look at the case is a new one."""
        self.today += timedelta(days=later)
        self.journey.by = by
        return self.today

    def _do(self, step: Step, on: date, branch: Branch, told_of: date | None = None) -> None:
        said = {"dato": (told_of or on).isoformat()}
        if step.rule.does is Does.OUTCOME:
            said["valg"] = branch.value
        known = len(self.journey.records)
        if step.rule.does is Does.EVALUATE:
            self.journey.evaluates(on)
            self.safe = True
        else:
            self.journey.takes(step.rule.id, on, **said)
        if step.rule.does is Does.CLOSE:
            self.safe = True
        self.now = self.journey.now
        for record in self.journey.records[known:]:
            _says_how_late(record, step, on)

    def _open(self, number: int, *, required: bool | None = None) -> Step | None:
        found = [
            step
            for step in self.now.open
            if required in {None, step.rule.required} and step.rule.does is not Does.CLOSE
        ]
        return found[number % len(found)] if found else None

    @rule(number=any_of_them, later=days, ago=st.integers(0, 5), by=people, branch=branches)
    def an_open_step_is_done(self, number: int, later: int, ago: int, by: Person, branch: Branch) -> None:
        on = self._day(later, by)
        if step := self._open(number):
            self._do(step, on, branch, on - timedelta(days=ago))

    @rule(count=st.integers(1, 6), later=days, by=people, branch=branches)
    def the_case_goes_on(self, count: int, later: int, by: Person, branch: Branch) -> None:
        """Some of what must be done is done, all but closing."""
        on = self._day(later, by)
        for _ in range(count):
            steps = [step for step in on_the_way(self.now) if step.rule.does is not Does.CLOSE]
            if steps:
                self._do(steps[0], on, branch)

    @rule(number=any_of_them, later=days, wait=st.integers(1, 40), by=people)
    def a_step_is_put_off(self, number: int, later: int, wait: int, by: Person) -> None:
        on, step = self._day(later, by), self._open(number)
        until = max(on, (step and step.due) or on) + timedelta(days=wait)
        if step and may_be_postponed(step) and until <= on + MOST_POSTPONED:
            self.journey.postpones(step.rule.id, until, on)
            self.now = self.journey.now
            assert self.journey.due(step.rule.id) == CALENDAR.school_day_or_before(until)

    @rule(number=any_of_them, later=days, by=people, to=people)
    def a_step_is_handed_over(self, number: int, later: int, by: Person, to: Person) -> None:
        on = self._day(later, by)
        step = self._open(number)
        if step and may_press(to, step.rule, [to], self.journey.case):
            self.journey.hands_over(step.rule.id, to, on)
            self.now = self.journey.now
            assert self.journey.step(step.rule.id).handed_to == to.id

    @precondition(lambda self: self.journey.case.open)
    @rule(marks=marks, later=days, by=people)
    def there_is_another_incident(self, marks: list[Mark], later: int, by: Person) -> None:
        """Its duties open, also when those of the one before have been seen to."""
        on, case = self._day(later, by), self.journey.case
        told = incident(len(case.incidents) + 1)
        self.journey.case, _ = mark_incident(case, told.id, marks, "Det har hendt igjen", by, noon(on))
        self.now = self.journey.now
        for mark in marks:
            waiting = self.journey.step(OF_EACH[mark])
            assert waiting.state is StepState.OPEN
            assert waiting.incident in {one.id for one in self.journey.case.marked(mark)}
            assert waiting.done_on is None

    @rule(number=any_of_them, later=days, by=people)
    def a_step_is_not_needed(self, number: int, later: int, by: Person) -> None:
        on = self._day(later, by)
        if step := self._open(number, required=False):
            self.journey.skips(step.rule.id, on)
            self.now = self.journey.now
            after = self.journey.step(step.rule.id)
            assert after.state is StepState.NOT_NEEDED or after.incident != step.incident

    @precondition(lambda self: self.journey.case.open)
    @rule(number=any_of_them, later=days, again=st.booleans())
    def a_step_is_undone(self, number: int, later: int, *, again: bool) -> None:
        """As if it had not been done; done again at once, as it was."""
        on, before = self._day(later, self.journey.by), self.now
        found = [step for step in before.steps if done_last(step) and not step.number_of > 1]
        if not found:
            return
        step = found[number % len(found)]
        last = done_last(step)
        assert last
        self.journey.undoes(step.rule.id, on)
        self.now = self.journey.now
        assert [record for record in before.records if record.id != last.id] == [*self.now.records]
        if again:
            self.journey.records.append(replace(last, id=RecordId(f"again{len(self.journey.records)}")))
            self.now = self.journey.now

    @precondition(lambda self: ends(self.now) is not None)
    @rule(later=days, by=people)
    def the_case_is_mapped_again(self, later: int, by: Person) -> None:
        end = ends(self.now)
        assert end
        self.journey.maps_again(end.rule.id, self._day(later, by))
        self.now = self.journey.now
        assert self.journey.step("kartleggingssamtale").state in {StepState.OPEN, StepState.LATER}
        assert ends(self.now) is None, "nobody closes a case that is to be mapped again"

    @precondition(lambda self: self._evaluation() is not None)
    @rule(safe=answers, worked=worked, becomes=becomes, later=days, by=people, wait=waits)
    def the_measures_are_evaluated(
        self, worked: Worked, becomes: Next, later: int, by: Person, wait: int, *, safe: bool | None
    ) -> None:
        """What fails is followed by new measures at once; a pupil who has it safe needs none."""
        wanted, plan = self.journey.wants_new, self.journey.in_effect
        on = self._day(later, by)
        assert plan
        evaluates = partial(self.journey.evaluates, on, safe=safe, worked=worked, becomes=becomes, wait=wait)
        goes_on = becomes is not Next.END and bool(to_evaluate(plan, on))
        if safe is None or (wait and goes_on):
            with pytest.raises(Invalid):
                evaluates()
        evaluates(because="Eleven er syk")
        self.safe, self.now = safe, self.journey.now
        fails = worked is Worked.NO or not (self.journey.in_effect and self.journey.in_effect.going_on)
        none_asked = not self.journey.records[-1].new_measures
        assert self.journey.wants_new is (not safe and (wanted or not none_asked))
        assert none_asked or fails

    @precondition(lambda self: self.journey.wants_new)
    @rule(later=days, by=people)
    def new_measures_are_put_into_effect(self, later: int, by: Person) -> None:
        on = self._day(later, by)
        step = self.now.that(Does.NEW_MEASURES)
        assert step
        assert not may_be_postponed(step)
        self._do(step, on, Branch.FULL_PLAN)
        assert not self.journey.wants_new
        evaluates = self._evaluation()
        assert evaluates
        assert evaluates.due

    def _evaluation(self) -> Step | None:
        step = self.now.that(Does.EVALUATE)
        return step if step and step.state is StepState.OPEN else None

    @precondition(lambda self: self.journey.in_effect is not None and self.journey.case.open)
    @rule(emptied=st.booleans(), later=days, by=people)
    def someone_writes_on_the_plan(self, later: int, by: Person, *, emptied: bool) -> None:
        """Whatever is written, it is not in effect; a plan without its measure cannot be."""
        self._day(later, by)
        plan = self.journey.in_effect
        assert plan
        texts = {
            PlanText.PROBLEM: "" if emptied else plan.text(PlanText.PROBLEM),
            PlanText.FINDINGS: f"Skrevet {self.today}",
        }
        self.journey.written = write(plan, texts, followed=None)
        if emptied:
            with pytest.raises(Refused):
                self.journey.adopts(self.today)

    @precondition(lambda self: self.journey.in_effect is not None)
    @rule()
    def the_changes_are_discarded(self) -> None:
        self.journey.written = self.journey.in_effect

    @precondition(lambda self: ends(self.now) is not None)
    @rule(later=days, by=people)
    def the_case_is_closed(self, later: int, by: Person) -> None:
        end, on = ends(self.now), self._day(later, by)
        assert end
        unsettled = self.now.branch in PLANS and self.journey.written is not self.journey.in_effect
        refused = unsettled or any(step.rule.before_closing for step in undone(self.now))
        with pytest.raises(Refused) if refused else nullcontext():
            self._do(end, on, Branch.NO_NEED)
        assert self.journey.case.open is refused
        if not refused and self.now.branch in PLANS:
            assert self.journey.in_effect
            assert lacking(self.journey.in_effect) == [], "the legal fields were there"

    @precondition(lambda self: not self.journey.case.open)
    @rule(later=days, by=people)
    def the_case_is_opened_again(self, later: int, by: Person) -> None:
        self.journey.opens_again(self._day(later, by))
        self.now = self.journey.now
        assert ends(self.now)

    @invariant()
    def the_records_alone_tell_where_the_case_stands(self) -> None:
        kept = [to_json(record) for record in self.journey.records]
        records = [from_json(StepRecord, text) for text in kept]
        assert progress(self.journey.case, records, THE_PLAN, at_aks=self.journey.at_aks) == self.now

    @invariant()
    def nothing_is_due_on_a_day_the_school_is_closed(self) -> None:
        for step in self.now.open:
            if step.due and not self._has_its_own_clock(step):
                assert CALENDAR.is_school_day(step.due), f"{step.rule.id}: {step.due}"

    @invariant()
    def an_open_case_has_something_that_must_be_done_and_a_closed_one_has_nothing(self) -> None:
        assert bool(on_the_way(self.now)) is self.journey.case.open
        assert bool(self.now.open) is self.journey.case.open

    @invariant()
    def a_pupil_who_does_not_have_it_safe_has_a_step_with_a_day_and_someone_there_to_take_it(self) -> None:
        if self.safe or not self.journey.case.open:
            return
        dated = [step for step in self.now.open if step.due]
        assert dated
        for left in MEMBERS:
            there = [replace(one, active=one.id == left) for one in everyone()]
            assert all(owners(step, self.now, self.journey.case, there) for step in dated)

    @invariant()
    def every_evaluation_has_asked_the_pupil_or_says_why_not(self) -> None:
        assert all(one.not_asked_because for one in self.journey.evaluations if one.safe_now is None)

    @invariant()
    def a_plan_in_effect_has_what_the_law_wants_and_its_days_are_within_the_interval_or_say_why(self) -> None:
        plan, step = self.journey.in_effect, self.now.that(Does.EVALUATE)
        if plan is None or step is None:
            return
        assert lacking(plan) == []
        told = {oslo_date(record.at) for record in self.journey.records}
        latest = max(suggested_day(step.rule, day, CALENDAR, first=False) for day in told)
        assert all(one.evaluate_on <= latest or one.later_because for one in plan.going_on)

    @invariant()
    def new_measures_are_due_the_next_school_day(self) -> None:
        step = self.now.that(Does.NEW_MEASURES)
        if step and step.state is StepState.OPEN:
            assert step.opened_on
            assert step.due == CALENDAR.next_school_day(step.opened_on)

    @invariant()
    def no_step_of_another_branch_is_the_cases(self) -> None:
        for step in self.now.steps:
            assert step.rule.belongs(self.now.branch)
        if self.now.branch is None:
            assert not any(step.rule.branches for step in self.now.steps)

    @invariant()
    def a_case_with_a_plan_ends_only_after_plan_evaluation_and_follow_up(self) -> None:
        if ends(self.now) and self.now.branch in PLANS:
            for step_id in (PLANS[self.now.branch], "evaluere", "følge_opp"):
                assert self.journey.step(step_id).done_on

    @invariant()
    def a_step_that_is_done_says_how_late_it_was(self) -> None:
        last = {record.step: record for record in self.now.records if record.taken is Taken.DONE}
        for step in self.now.steps:
            if step.state is StepState.DONE and step.rule.id in last:
                assert (step.days_late, step.done_on) == (last[step.rule.id].days_late, last[step.rule.id].on)

    def _has_its_own_clock(self, step: Step) -> bool:
        """The law's clocks run through holidays; the same day is the same day; a serious alert is taken in hours."""
        working_days = step.rule.due is not None and step.rule.due.unit is TimeUnit.WORKING_DAYS
        hours = step.rule.does is Does.RECEIVE and self.journey.case.serious
        return (
            step.rule.start_meeting_clock
            or working_days
            or hours
            or step.rule.same_day
            or step.rule.same_day_as is not None
        )

    def teardown(self) -> None:
        """No dead end: from wherever the case was left, what must be done leads to its end."""
        self.journey.written = self.journey.in_effect
        for _ in range(LONGEST_WAY + len(OF_EACH) * len(self.journey.case.incidents)):
            if self.journey.case.open:
                self._do(on_the_way(self.now)[0], self.today, Branch.FULL_PLAN)
        assert not self.journey.case.open


def _says_how_late(record: StepRecord, step: Step, today: date) -> None:
    told = record.given(Answer.DATE)
    on = told.day if told and told.day else today
    assert record.on == on
    assert record.days_late == (max(0, (on - step.due).days) if step.due else 0)


Saksgang.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestSaksgang = pytest.mark.slow(pytest.mark.no_cover(Saksgang.TestCase))
