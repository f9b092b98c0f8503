"""Where a case stands in the procedure, told by its history alone: which steps are done, open and still to come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from domain.case.case import Case
from domain.case.deadlines import due_when_open, start_meeting_due
from domain.ids import IncidentId, PersonId
from domain.incident import Incident, Mark
from domain.oslo import at_oslo, oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.fields import Duty
from domain.school_plan.procedure import Branch, Condition, Does, PlanText, StepRule
from domain.school_plan.school_plan import SchoolPlan
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
    `last`: how it was done last in this round.
    `of_before`: it was done under the plan of before a new mapping, and what waits for it waits until it is done again.
    """

    rule: StepRule
    state: StepState
    opened_on: date | None = None
    due: date | None = None
    done_on: date | None = None
    days_late: int = 0
    handed_to: PersonId | None = None
    incident: IncidentId | None = None
    number_of: int = 1
    again: bool = False
    of_before: bool = False
    last: StepRecord | None = None

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
        """The open steps: those with a due day first, soonest first."""
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
        asks = {step.rule.id: step.rule.asks for step in self.steps}
        return {
            question.fills: given.text
            for record in self.records
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
    applying = [step for step in _of(school_plan, case) if _applies(step.when, case, at_aks=at_aks)]
    awaited = frozenset(step.id for step in applying if branch is None or step.belongs(branch))
    placing = _Placing(case, fold, school_plan, awaited)
    return Progress(
        steps=tuple(placing.place(step) for step in applying if step.belongs(branch)),
        branch=branch,
        safe_adult=fold.safe_adult,
        raised_on=fold.raised_on,
        records=tuple(that_count(records)),
    )


def _of(school_plan: SchoolPlan, case: Case) -> Sequence[StepRule]:
    """All steps; in the linked case of a pupil who violates those that the plan says are of such a case."""
    own = [step for step in school_plan.procedure.steps if step.own_case]
    return own if case.violator and own else school_plan.procedure.steps


def _applies(condition: Condition | None, case: Case, *, at_aks: bool) -> bool:
    match condition:
        case None:
            return True
        case Condition.SERIOUS:
            return (case.serious or case.enhanced) and not case.past_the_school
        case Condition.UNKNOWN_PUPIL:
            return case.pupil_id is None and not case.nobody_exposed
        case Condition.NOBODY_EXPOSED:
            return case.nobody_exposed
        case Condition.AKS:
            return at_aks
        case _:
            return case.has(_SAID[condition])


_SAID = {
    Condition.VIOLENCE: Mark.VIOLENCE,
    Condition.FORCE: Mark.FORCE,
    Condition.NAMED_LATE: Mark.NAMED_LATE,
}
_MARKS = {Condition.VIOLENCE: Mark.VIOLENCE, Condition.FORCE: Mark.FORCE}
"""The steps each incident with that mark has its own of."""


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
        asks_again = bool(left) or step.id in self._fold.lost
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
        )
        again = self._case.open and step.does in {Does.WORK, Does.OUTCOME, Does.OWN_CASE}
        if step.id in self._fold.not_needed and not left:
            return replace(known, state=StepState.NOT_NEEDED, done_on=settled, again=again)
        if settled:
            late = record.days_late if record else 0
            known = replace(known, state=StepState.DONE, done_on=settled, days_late=late, again=again)
        if opened is None or not self._case.open or (settled and not step.every):
            return known
        due, of_before = self._due(step, opened, settled), step.id in self._fold.of_before
        return replace(known, state=StepState.OPEN, due=due, again=False, of_before=of_before)

    def _standing(self, step: StepRule) -> StepState:
        """Intervening is done when somebody has said so; watching never is (L755–756)."""
        intervened = step.duty is Duty.INTERVENE and any(one.intervened for one in self._case.incidents)
        return StepState.DONE if intervened else StepState.ALWAYS

    def _incidents(self, step: StepRule) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """Of a step that each incident has its own of (§ 12-4, § 12-5, § 13-5): all of them, and those it waits for."""
        if step.does is Does.OWNER_NOTICE:
            own = tuple(one for one in self._case.incidents if one.marks & {Mark.SERIOUS, Mark.STAFF})
            return own, tuple(one for one in own if one.needs_owner_decision)
        mark = _MARKS.get(step.when) if step.when else None
        own = self._case.marked(mark) if mark else ()
        seen_to = self._fold.seen_to.get(step.id, set())
        return own, tuple(one for one in own if one.id not in seen_to)

    @staticmethod
    def _marks(step: StepRule) -> tuple[Mark, ...]:
        """What makes the step an incident's own."""
        if step.does is Does.OWNER_NOTICE:
            return Mark.SERIOUS, Mark.STAFF
        return (_MARKS[step.when],) if step.when in _MARKS else ()

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
            return self._calendar.school_day_or_before(agreed)
        if step.start_meeting_clock:
            anew = self._fold.reopened.get(step.id)
            received = at_oslo(anew, time()) if anew else self._case.opened_at
            return start_meeting_due(received, self._school_plan, raised_with_principal=self._fold.raised_on)
        if step.does in {Does.RECEIVE, Does.IDENTIFY}:
            return oslo_date(self._case.acknowledge_by) if step.does is Does.RECEIVE else self._case.identify_by
        if step.same_day_as:
            return None if step.same_day_as in self._fold.not_needed else self._settled_on(step.same_day_as)
        if done and step.every:
            return None if step.id in self._fold.over else due_when_open(done, step.every, self._calendar)
        within = step.first_after or step.due or step.every
        return due_when_open(opened, within, self._calendar) if within else None
