"""Where a case stands in the procedure, told by its history alone: which steps are done, open and still to come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from domain.case.case import Case
from domain.case.deadlines import due_again, due_when_open, start_meeting_due
from domain.case.owner_notice import owner_told_late
from domain.ids import IncidentId, PersonId
from domain.incident import Incident, Mark
from domain.oslo import at_oslo, oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Duty
from domain.school_plan.procedure import Branch, Does, PlanText, StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.conditions import MARKS, applies, steps_of, weighed
from domain.steps.history import NOBODY, Fold, Gone
from domain.steps.record import StepRecord, Taken, that_count


class StepState(StrEnum):
    """A step that comes again is open also when it has been done; what is a duty all the time is never done."""

    LATER = "senere"
    OPEN = "åpen"
    DONE = "gjort"
    NOT_NEEDED = "ikke_nødvendig"
    ALWAYS = "hele_tiden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of this case now. `due` is an Oslo day; `done_on` the last time it was done in this round.

    `incident`: of steps that each incident has its own of, the one it waits for (or was last done for); `number_of` how
    many there are. `again`: it is settled, and may be done once more (another talk, or an answer that was wrong).
    `last`: how it was done last in this round, `first` how it was settled first, whose day counts.
    `meeting`: `due` is the day that people are to meet.
    `of_before`: it was done under the plan of before a new mapping, and what waits for it waits until it is done again.
    """

    rule: StepRule
    state: StepState
    opened_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    meeting: bool = False
    days_late: int = 0
    handed_to: PersonId | None = None
    incident: IncidentId | None = None
    number_of: int = 1
    again: bool = False
    of_before: bool = False
    last: StepRecord | None = None
    first: StepRecord | None = None

    @property
    def waits(self) -> bool:
        """Whether someone must see to it: it must be done, or has a day to be done by."""
        return self.state is StepState.OPEN and (self.rule.required or self.due is not None)

    def overdue(self, today: date) -> bool:
        return self.state is StepState.OPEN and self.due is not None and today > self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All steps that belong to the case, in the plan's order."""

    steps: tuple[Step, ...]
    branch: Branch | None
    safe_adult: PersonId | None
    raised_on: date | None
    records: tuple[StepRecord, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """The open steps: what must be done before what may be, and of each the soonest due first."""
        steps = [step for step in self.steps if step.state is StepState.OPEN]
        return tuple(sorted(steps, key=lambda step: (not step.rule.required, step.due is None, step.due or date.max)))

    @property
    def due_on(self) -> date:
        """The first day a step is due; the last of days when none has one."""
        return min((step.due for step in self.steps if step.state is StepState.OPEN and step.due), default=date.max)

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.rule.id == step_id), None)

    def that(self, does: Does) -> Step | None:
        """The step of the case that does this, whatever the school calls it."""
        return next((step for step in self.steps if step.rule.does is does), None)

    @property
    def plan_talks(self) -> tuple[StepRecord, ...]:
        """The talks with the pupil about the plan: steps that put measures together and quote the pupil (L1217)."""
        talks = {step.rule.id for step in self.steps if step.rule.plan_talk}
        return tuple(r for r in self.records if r.step in talks and r.taken is Taken.DONE)

    @property
    def told(self) -> dict[PlanText, str]:
        """What steps have told of the activity plan's texts, the newest of each."""
        return self.told_since(None)

    def told_since(self, moment: datetime | None) -> dict[PlanText, str]:
        """As `told`, by what was done after that moment."""
        asks = {step.rule.id: step.rule.asks for step in self.steps}
        return {
            question.fills: given.text
            for record in self.records
            if moment is None or record.at > moment
            for question in asks.get(record.step, ())
            if question.fills and (given := record.answer(question.id))
        }

    @property
    def told_measures(self) -> tuple[str, ...]:
        """The measures that have been agreed in a step, a line each, as they were told last."""
        asks = {step.rule.id: step.rule.asks for step in self.steps}
        told = {
            (record.step, question.id): given.text
            for record in self.records
            for question in asks.get(record.step, ())
            if question.measures and (given := record.answer(question.id))
        }
        return tuple(filter(None, (line.strip() for text in told.values() for line in text.splitlines())))


def progress(
    case: Case, records: Sequence[StepRecord], school_plan: SchoolPlan, *, at_aks: bool = False, gone: Gone = NOBODY
) -> Progress:
    """The case's steps, from its history and the plan it was opened under."""
    fold = Fold(school_plan, records, gone | case.barred)
    branch = Branch.FULL_PLAN if case.violator else fold.branch
    own = [step for step in steps_of(school_plan, case) if fold.knows(step)]
    applying = [weighed(step, case, at_aks=at_aks) for step in own if applies(step.when, case, at_aks=at_aks)]
    awaited = frozenset(step.id for step in applying if branch is None or step.belongs(branch))
    placing = _Placing(case, fold, school_plan, awaited)
    return Progress(
        steps=tuple(placing.place(step) for step in applying if step.belongs(branch)),
        branch=branch,
        safe_adult=fold.safe_adult,
        raised_on=fold.raised_on,
        records=tuple(that_count(records)),
    )


class _Placing:
    def __init__(self, case: Case, fold: Fold, school_plan: SchoolPlan, awaited: frozenset[str]) -> None:
        self._case = case
        self._fold = fold
        self._school_plan = school_plan
        self._awaited = awaited
        self._calendar = SchoolCalendar(school_plan.calendar)
        self._opened = oslo_date(case.opened_at)

    def place(self, step: StepRule) -> Step:
        if step.does is Does.STANDING:
            return Step(rule=step, state=self._standing(step), opened_on=self._opened)
        own, left = self._incidents(step)
        asks_again = bool(left) or step.id in self._fold.lost or self._wanted(step)
        settled, opened = None if asks_again else self._settled_on(step.id), self._opens_on(step, left)
        record = self._fold.done.get(step.id)
        known = Step(
            rule=step,
            state=StepState.LATER,
            opened_on=opened,
            handed_to=self._fold.handed.get(step.id),
            incident=next((one.id for one in (*left, *own[::-1])), None),
            number_of=max(1, len(own)),
            last=None if step.id in self._fold.not_needed else record,
            first=self._fold.first.get(step.id),
        )
        again = self._case.open and step.does in {Does.WORK, Does.OUTCOME, Does.OWN_CASE}
        if step.id in self._fold.not_needed and not left:
            return replace(known, state=StepState.NOT_NEEDED, done_on=settled, again=again)
        if settled:
            known = replace(self._lateness(known), state=StepState.DONE, done_on=settled, again=again)
        if opened is None or not self._case.open or (settled and not step.every):
            return known
        due, of_before = self._due(step, opened, settled), step.id in self._fold.of_before
        meeting = step.id in self._fold.agreed and step.id in self._fold.meetings
        return replace(known, state=StepState.OPEN, due=due, meeting=meeting, again=False, of_before=of_before)

    def _lateness(self, step: Step) -> Step:
        """How late it was done: the owner may have been told of each incident a day of its own."""
        if step.rule.does is Does.OWNER_NOTICE:
            days = (owner_told_late(one, step.rule, self._calendar) for one in self._case.incidents)
            return replace(step, days_late=max(days, default=0))
        record = self._fold.done.get(step.rule.id)
        return replace(step, days_late=record.days_late) if record else step

    def _standing(self, step: StepRule) -> StepState:
        """Intervening is done when somebody has said so; watching never is (L755–756)."""
        intervened = step.duty is Duty.INTERVENE and any(one.intervened for one in self._case.incidents)
        return StepState.DONE if intervened else StepState.ALWAYS

    def _incidents(self, step: StepRule) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """Of a step that each incident has its own of (§ 12-4, § 12-5, § 13-5): all of them, and those it waits for."""
        if step.does is Does.OWNER_NOTICE:
            own = tuple(one for one in self._case.incidents if one.marks & {Mark.SERIOUS, Mark.STAFF})
            return own, tuple(one for one in own if one.needs_owner_decision)
        mark = self._mark(step)
        own = self._case.marked(mark) if mark else ()
        seen_to = self._fold.seen_to.get(step.id, set())
        return own, tuple(one for one in own if one.id not in seen_to)

    @staticmethod
    def _marks(step: StepRule) -> tuple[Mark, ...]:
        """What makes the step an incident's own."""
        if step.does is Does.OWNER_NOTICE:
            return Mark.SERIOUS, Mark.STAFF
        mark = _Placing._mark(step)
        return (mark,) if mark else ()

    @staticmethod
    def _mark(step: StepRule) -> Mark | None:
        condition = step.when or step.due_when
        return MARKS.get(condition) if condition else None

    def _settled_on(self, step_id: str) -> date | None:
        """Also what the case itself tells: that it was alerted of, received, and decided."""
        does, case = self._school_plan.procedure.by_id[step_id].does, self._case
        if does is Does.OWNER_NOTICE:
            return max((one.owner_decision.day for one in case.incidents if one.owner_decision), default=None)
        moments = {Does.ALERTED: case.opened_at, Does.RECEIVE: case.received_at}
        at = moments.get(does)
        return oslo_date(at) if at else self._fold.settled_on(step_id)

    def _passed_on(self, step_id: str) -> date | None:
        if self._incidents(self._school_plan.procedure.by_id[step_id])[1]:
            return None
        return self._fold.passed_on(step_id) if step_id in self._fold.going_on else self._settled_on(step_id)

    def _opens_on(self, step: StepRule, left: Sequence[Incident]) -> date | None:
        """The day the last of what it waits for was settled; steps that are not for this case are not waited for."""
        if step.does is Does.NEW_MEASURES:
            return self._fold.wanted_on
        if since := self._fold.going_on.get(step.id):
            return since
        days = [
            self._opened,
            *filter(None, [self._fold.reopened.get(step.id)]),
            *(oslo_date(one.known_since(*self._marks(step))) for one in left[:1]),
        ]
        for before in step.after:
            if before not in self._awaited:
                continue
            passed = self._passed_on(before)
            if passed is None:
                return None
            days.append(passed)
        return max(days)

    def _due(self, step: StepRule, opened: date, done: date | None) -> date | None:
        if agreed := self._fold.agreed.get(step.id):
            meets = step.id in self._fold.meetings
            return agreed if meets else self._calendar.school_day_or_before(agreed)
        if step.start_meeting_clock:
            anew = self._fold.reopened.get(step.id)
            received = at_oslo(anew, time()) if anew else self._case.opened_at
            return start_meeting_due(received, self._school_plan, raised_with_principal=self._fold.raised_on)
        if step.does in {Does.RECEIVE, Does.IDENTIFY}:
            return oslo_date(self._case.acknowledge_by) if step.does is Does.RECEIVE else self._case.identify_by
        if step.does is Does.NEW_MEASURES:
            return self._calendar.next_school_day(opened)
        if step.same_day or step.same_day_as:
            return self._same_day(step, opened)
        return self._within(step, opened, max(done, self._fold.opened_again or done) if done else None)

    def _same_day(self, step: StepRule, opened: date) -> date | None:
        """The day it opened, or the day another was settled."""
        if step.same_day_as is None:
            return opened
        return None if step.same_day_as in self._fold.not_needed else self._settled_on(step.same_day_as)

    def _within(self, step: StepRule, opened: date, done: date | None) -> date | None:
        """Within the time that the plan gives it. An evaluation is rather too soon than too late."""
        if step.id in self._fold.over:
            return None
        if step.every and step.does is not Does.EVALUATE and (done or not step.due):
            return due_again(done or opened, step.every, self._calendar)
        within = (step.every if done else None) or step.first_after or step.due or step.every
        return due_when_open(done if done and step.every else opened, within, self._calendar) if within else None

    def _wanted(self, step: StepRule) -> bool:
        return step.does is Does.NEW_MEASURES and self._fold.wanted_on is not None
