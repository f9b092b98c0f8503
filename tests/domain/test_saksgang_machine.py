"""Whatever people do with the steps of a case, and on whatever days, there is a way on, and the history tells it."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.activity_plan import write
from domain.adoption import lacking
from domain.calendar import SchoolCalendar
from domain.errors import Refused
from domain.people import Person
from domain.procedure import Answer, Branch, Does
from domain.progress import Progress, State, Step, progress
from domain.step_history import StepRecord, Taken
from domain.terms import Unit
from domain.work import MOST_POSTPONED, may_be_postponed
from tests.kit.cast import person
from tests.kit.journey import MEMBERS, THE_PLAN, Journey

CALENDAR = SchoolCalendar(THE_PLAN.calendar)
PLANS = {Branch.FULL_PLAN: "iverksette", Branch.SHORT_PLAN: "kort_iverksette"}
LONGEST_WAY = 30
days = st.integers(0, 12)
people = st.sampled_from([person(key) for key in sorted(MEMBERS)])
branches = st.sampled_from(Branch)
any_of_them = st.integers(0, 99)


def on_the_way(now: Progress) -> list[Step]:
    """What must be done and has not been, in this round; what goes on from the round before comes last."""
    left = [step for step in now.open if step.plan.required and (step.done_on is None or step.of_before)]
    return sorted(left, key=lambda step: step.of_before)


def ends(now: Progress) -> Step | None:
    return next((step for step in now.open if step.plan.does is Does.CLOSE), None)


class Saksgang(RuleBasedStateMachine):
    """A case of the school's plan, and the day it is."""

    def __init__(self) -> None:
        super().__init__()
        self.journey = Journey()
        self.today = date.min
        self.now = self.journey.now

    @initialize(
        opened=st.dates(date(2026, 8, 10), date(2027, 6, 25)),
        serious=st.booleans(),
        more=st.booleans(),
        aks=st.booleans(),
    )
    def someone_alerts(self, opened: date, *, serious: bool, more: bool, aks: bool) -> None:
        self.journey = Journey(opened, serious=serious, violence=more, force=more, at_aks=aks)
        self.today = opened
        self.now = self.journey.now

    def _day(self, later: int, by: Person) -> date:
        """Some days later, in someone's hands; the next look at the case is a new one."""
        self.today += timedelta(days=later)
        self.journey.by = by
        return self.today

    def _do(self, step: Step, on: date, branch: Branch, told_of: date | None = None) -> None:
        said = {"date": (told_of or on).isoformat()}
        if step.plan.does is Does.OUTCOME:
            said["choice"] = branch.value
        known = len(self.journey.records)
        self.journey.takes(step.plan.id, on, **said)
        self.now = self.journey.now
        for record in self.journey.records[known:]:
            _says_how_late(record, step, on)

    def _open(self, number: int, *, required: bool | None = None) -> Step | None:
        found = [
            step
            for step in self.now.open
            if required in {None, step.plan.required} and step.plan.does is not Does.CLOSE
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
            steps = [step for step in on_the_way(self.now) if step.plan.does is not Does.CLOSE]
            if steps:
                self._do(steps[0], on, branch)

    @rule(number=any_of_them, later=days, wait=st.integers(1, 40), by=people)
    def a_step_is_put_off(self, number: int, later: int, wait: int, by: Person) -> None:
        on, step = self._day(later, by), self._open(number)
        until = max(on, (step and step.due) or on) + timedelta(days=wait)
        if step and may_be_postponed(step) and until <= on + MOST_POSTPONED:
            self.journey.postpones(step.plan.id, until, on)
            self.now = self.journey.now
            assert self.journey.due(step.plan.id) == CALENDAR.school_day_or_before(until)

    @rule(number=any_of_them, later=days, by=people, to=people)
    def a_step_is_handed_over(self, number: int, later: int, by: Person, to: Person) -> None:
        on = self._day(later, by)
        if step := self._open(number):
            self.journey.hands_over(step.plan.id, to, on)
            self.now = self.journey.now
            assert self.journey.step(step.plan.id).handed_to == to.id

    @rule(number=any_of_them, later=days, by=people)
    def a_step_is_not_needed(self, number: int, later: int, by: Person) -> None:
        on = self._day(later, by)
        if step := self._open(number, required=False):
            self.journey.skips(step.plan.id, on)
            self.now = self.journey.now
            assert self.journey.step(step.plan.id).state is State.NOT_NEEDED

    @precondition(lambda self: ends(self.now) is not None)
    @rule(later=days, by=people)
    def the_case_is_mapped_again(self, later: int, by: Person) -> None:
        end = ends(self.now)
        assert end
        self.journey.maps_again(end.plan.id, self._day(later, by))
        self.now = self.journey.now
        assert self.journey.step("kartleggingssamtale").state in {State.OPEN, State.LATER}
        assert ends(self.now) is None, "nobody closes a case that is to be mapped again"

    @precondition(lambda self: self.journey.in_effect is not None and self.journey.case.open)
    @rule(emptied=st.booleans(), later=days, by=people)
    def someone_writes_on_the_plan(self, later: int, by: Person, *, emptied: bool) -> None:
        """Whatever is written, it is not in effect; a plan without its measure cannot be."""
        self._day(later, by)
        plan = self.journey.in_effect
        assert plan
        texts = {"problem": "" if emptied else plan.problem, "findings": f"Skrevet {self.today}"}
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
        with pytest.raises(Refused) if unsettled else nullcontext():
            self._do(end, on, Branch.NO_NEED)
        assert self.journey.case.open is unsettled
        if not unsettled and self.now.branch in PLANS:
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
        kept = [record.model_dump_json(exclude_defaults=True) for record in self.journey.records]
        records = [StepRecord.model_validate_json(text) for text in kept]
        assert progress(self.journey.case, records, THE_PLAN, at_aks=self.journey.at_aks) == self.now

    @invariant()
    def nothing_is_due_on_a_day_the_school_is_closed(self) -> None:
        for step in self.now.open:
            if step.due and not self._has_its_own_clock(step):
                assert CALENDAR.is_school_day(step.due), f"{step.plan.id}: {step.due}"

    @invariant()
    def an_open_case_has_something_that_must_be_done_and_a_closed_one_has_nothing(self) -> None:
        assert bool(on_the_way(self.now)) is self.journey.case.open
        assert bool(self.now.open) is self.journey.case.open

    @invariant()
    def no_step_of_another_branch_is_the_cases(self) -> None:
        for step in self.now.steps:
            assert step.plan.belongs(self.now.branch)
        if self.now.branch is None:
            assert not any(step.plan.branches for step in self.now.steps)

    @invariant()
    def a_case_with_a_plan_ends_only_after_plan_evaluation_and_follow_up(self) -> None:
        if ends(self.now) and self.now.branch in PLANS:
            for step_id in (PLANS[self.now.branch], "evaluere", "følge_opp"):
                assert self.journey.step(step_id).done_on

    @invariant()
    def a_step_that_is_done_says_how_late_it_was(self) -> None:
        last = {record.step: record for record in self.journey.records if record.taken is Taken.DONE}
        for step in self.now.steps:
            if step.state is State.DONE and step.plan.id in last:
                assert (step.days_late, step.done_on) == (last[step.plan.id].days_late, last[step.plan.id].on)

    def _has_its_own_clock(self, step: Step) -> bool:
        """The law's clocks run through holidays; the same day is the same day; a serious alert is taken in hours."""
        working_days = step.plan.due is not None and step.plan.due.unit is Unit.WORKING_DAYS
        hours = step.plan.does is Does.RECEIVE and self.journey.case.serious
        return step.plan.start_meeting_clock or working_days or hours or step.plan.same_day_as is not None

    def teardown(self) -> None:
        """No dead end: from wherever the case was left, what must be done leads to its end."""
        self.journey.written = self.journey.in_effect
        for _ in range(LONGEST_WAY):
            if self.journey.case.open:
                self._do(on_the_way(self.now)[0], self.today, Branch.FULL_PLAN)
        assert not self.journey.case.open


def _says_how_late(record: StepRecord, step: Step, today: date) -> None:
    told = record.answers.get(Answer.DATE)
    on = date.fromisoformat(told) if told else today
    assert record.on == on
    assert record.days_late == (max(0, (on - step.due).days) if step.due else 0)


Saksgang.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestSaksgang = Saksgang.TestCase
