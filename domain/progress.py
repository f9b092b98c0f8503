"""Where a case stands in the procedure, told by its history alone: which steps are done, open and still to come."""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum

from domain.calendar import SchoolCalendar, at_oslo, oslo_date
from domain.case import Case
from domain.deadlines import due_when_open, start_meeting_due
from domain.people import Frozen, PersonId
from domain.plan import Plan
from domain.procedure import Branch, Condition, Does, PlanText, StepPlan
from domain.step_history import Fold, StepRecord, Taken


class State(StrEnum):
    """A step that comes again is open also when it has been done."""

    LATER = "senere"
    OPEN = "åpen"
    DONE = "gjort"
    NOT_NEEDED = "ikke_nødvendig"


class Step(Frozen):
    """A step of this case now. `due` is an Oslo day; `done_on` the last time it was done in this round.

    `again`: it is settled, and may be done once more (another talk, or an answer that was wrong). `of_before`: it was
    done under the plan of before a new mapping, and what waits for it waits until it is done again.
    """

    plan: StepPlan
    state: State
    opened_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    days_late: int = 0
    handed_to: PersonId | None = None
    again: bool = False
    of_before: bool = False

    @property
    def waits(self) -> bool:
        """Whether someone must see to it: it must be done, or has a day to be done by."""
        return self.state is State.OPEN and (self.plan.required or self.due is not None)

    def overdue(self, today: date) -> bool:
        return self.state is State.OPEN and self.due is not None and today > self.due


class Progress(Frozen):
    """All steps that belong to the case, in the plan's order."""

    steps: tuple[Step, ...]
    branch: Branch | None
    safe_adult: PersonId | None
    raised_on: date | None
    records: tuple[StepRecord, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """The open steps: those with a due day first, soonest first."""
        steps = [step for step in self.steps if step.state is State.OPEN]
        return tuple(sorted(steps, key=lambda step: (not step.plan.required, step.due is None, step.due or date.max)))

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.plan.id == step_id), None)

    def that(self, does: Does) -> Step | None:
        """The step of the case that does this, whatever the school calls it."""
        return next((step for step in self.steps if step.plan.does is does), None)

    @property
    def plan_talks(self) -> tuple[StepRecord, ...]:
        """The talks with the pupil about the plan: steps that put measures together and quote the pupil (L1217)."""
        talks = {step.plan.id for step in self.steps if step.plan.plan_talk}
        return tuple(r for r in self.records if r.step in talks and r.taken is Taken.DONE)

    @property
    def told(self) -> dict[PlanText, str]:
        """What steps have told of the activity plan's texts, the newest of each."""
        asks = {step.plan.id: step.plan.asks for step in self.steps}
        return {
            question.fills: record.answers[question.answer]
            for record in self.records
            for question in asks.get(record.step, ())
            if question.fills and question.answer in record.answers
        }


def progress(case: Case, records: Sequence[StepRecord], plan: Plan, *, at_aks: bool = False) -> Progress:
    """The case's steps, from its history and the plan it was opened under."""
    fold = Fold(plan, records)
    branch = Branch.FULL_PLAN if case.violator else fold.branch
    applying = [step for step in _of(plan, case) if _applies(step.when, case, at_aks=at_aks)]
    awaited = frozenset(step.id for step in applying if branch is None or step.belongs(branch))
    placing = _Placing(case, fold, plan, awaited)
    return Progress(
        steps=tuple(placing.place(step) for step in applying if step.belongs(branch)),
        branch=branch,
        safe_adult=fold.safe_adult,
        raised_on=fold.raised_on,
        records=tuple(records),
    )


def _of(plan: Plan, case: Case) -> Sequence[StepPlan]:
    """All steps; in the linked case of a pupil who violates those that the plan says are of such a case."""
    own = [step for step in plan.procedure.steps if step.own_case]
    return own if case.violator and own else plan.procedure.steps


def _applies(condition: Condition | None, case: Case, *, at_aks: bool) -> bool:
    match condition:
        case None:
            return True
        case Condition.SERIOUS:
            return (case.serious or case.enhanced) and not case.past_the_school
        case Condition.VIOLENCE:
            return case.violence
        case Condition.FORCE:
            return case.force
        case Condition.AKS:  # pragma: no branch  (mypy knows these are all)
            return at_aks


class _Placing:
    def __init__(self, case: Case, fold: Fold, plan: Plan, awaited: frozenset[str]) -> None:
        self._case = case
        self._fold = fold
        self._plan = plan
        self._awaited = awaited
        self._calendar = SchoolCalendar(plan.calendar)
        self._opened = oslo_date(case.opened_at)

    def place(self, step: StepPlan) -> Step:
        settled, opened = self._settled_on(step.id), self._opens_on(step)
        record = self._fold.done.get(step.id)
        if step.does is Does.STANDING:
            return Step(plan=step, state=State.DONE, opened_on=self._opened)
        known = Step(plan=step, state=State.LATER, opened_on=opened, handed_to=self._fold.handed.get(step.id))
        again = self._case.open and step.does in {Does.WORK, Does.OUTCOME, Does.OWN_CASE}
        if step.id in self._fold.not_needed:
            return known.model_copy(update={"state": State.NOT_NEEDED, "done_on": settled, "again": again})
        if settled:
            done = {"state": State.DONE, "done_on": settled, "days_late": record.days_late if record else 0}
            known = known.model_copy(update=done | {"again": again})
        if opened is None or not self._case.open or (settled and not step.every):
            return known
        due, of_before = self._due(step, opened, settled), step.id in self._fold.of_before
        return known.model_copy(update={"state": State.OPEN, "due": due, "again": False, "of_before": of_before})

    def _settled_on(self, step_id: str) -> date | None:
        """Also what the case itself tells: that it was alerted of, received, and decided."""
        does, case = self._plan.procedure.by_id[step_id].does, self._case
        if does is Does.OWNER_NOTICE:
            return case.owner_decision.day if case.owner_decision else None
        moments = {Does.ALERTED: case.opened_at, Does.RECEIVE: case.received_at}
        at = moments.get(does)
        return oslo_date(at) if at else self._fold.settled_on(step_id)

    def _passed_on(self, step_id: str) -> date | None:
        return self._fold.passed_on(step_id) if step_id in self._fold.going_on else self._settled_on(step_id)

    def _opens_on(self, step: StepPlan) -> date | None:
        """The day the last of what it waits for was settled; steps that are not for this case are not waited for."""
        if since := self._fold.going_on.get(step.id):
            return since
        days = [self._opened, *filter(None, [self._fold.reopened.get(step.id)])]
        for before in step.after:
            if before not in self._awaited:
                continue
            passed = self._passed_on(before)
            if passed is None:
                return None
            days.append(passed)
        return max(days)

    def _due(self, step: StepPlan, opened: date, done: date | None) -> date | None:
        if agreed := self._fold.agreed.get(step.id):
            return self._calendar.school_day_or_before(agreed)
        if step.start_meeting_clock:
            anew = self._fold.reopened.get(step.id)
            received = at_oslo(anew, time()) if anew else self._case.opened_at
            return start_meeting_due(received, self._plan, raised_with_principal=self._fold.raised_on)
        if step.does is Does.RECEIVE:
            return oslo_date(self._case.acknowledge_by)
        if step.same_day_as:
            return None if step.same_day_as in self._fold.not_needed else self._settled_on(step.same_day_as)
        if done and step.every:
            return None if step.id in self._fold.over else due_when_open(done, step.every, self._calendar)
        within = step.first_after or step.due or step.every
        return due_when_open(opened, within, self._calendar) if within else None
