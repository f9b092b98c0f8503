"""What the records of a case's steps add up to: they are replayed in order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.ids import IncidentId, PersonId
from domain.oslo import oslo_date
from domain.school_plan.procedure import Answer, Branch, Does, StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord, Taken, that_count

Gone = frozenset[PersonId]
"""Those who no longer work there, or may no longer be on the case."""
NOBODY: Gone = frozenset()
IN_EFFECT = {Does.PLAN, Does.NEW_MEASURES}
"""What puts a version of the plan into effect."""


class Fold:
    """The records replayed in order. «Ny kartlegging» takes back what is to be done anew, and what waits for it; a plan
    in effect goes on being followed up and evaluated (`going_on`, since when) until another is decided.

    A step done again in a round keeps the day it was first done; the newest answers count. A case that was merged in
    may have steps this plan does not know: what was told in them still counts.
    """

    def __init__(self, school_plan: SchoolPlan, records: Sequence[StepRecord], gone: Gone = NOBODY) -> None:
        self.school_plan = school_plan
        self.done: dict[str, StepRecord] = {}
        self.first: dict[str, StepRecord] = {}
        self.not_needed: dict[str, StepRecord] = {}
        self.agreed: dict[str, date] = {}
        self.meetings: set[str] = set()
        self.handed: dict[str, PersonId] = {}
        self.reopened: dict[str, date] = {}
        self.going_on: dict[str, date] = {}
        self.seen_to: dict[str, set[IncidentId]] = {}
        self.of_before: set[str] = set()
        self.over: set[str] = set()
        self.opened_again: date | None = None
        self.wanted_on: date | None = None
        self.branch: Branch | None = None
        self.safe_adult: PersonId | None = None
        self._raised: dict[str, date] = {}
        self._steps = school_plan.procedure.by_id
        for record in that_count(records):
            if record.step in self._steps:
                self._take(record)
            self._note(record)
        self.lost = self._asked_again(gone)

    def _asked_again(self, gone: Gone) -> frozenset[str]:
        """When the safe adult is no longer there, what asks for one asks again. What has followed from it stands."""
        if self.safe_adult not in gone:
            return frozenset()
        steps = self.school_plan.procedure.steps
        return frozenset(step.id for step in steps if any(one.answer is Answer.SAFE_ADULT for one in step.asks))

    def _take(self, record: StepRecord) -> None:
        match record.taken:
            case Taken.DONE:
                self._settle(record)
            case Taken.NOT_NEEDED:
                self.not_needed[record.step] = self.first[record.step] = record
                self.agreed.pop(record.step, None)
                self._see_to(record)
            case Taken.POSTPONED:
                self.agreed[record.step] = record.until or oslo_date(record.at)
                self.meetings.discard(record.step)
            case Taken.HANDED_OVER:
                self.handed[record.step] = record.person or record.by
            case Taken.BACK:
                self._take_back(record)
                self._want_anew(record)
            case Taken.REOPENED:
                self._take_back(record)
                self._begin_again(record)
                self._want_anew(record)
            case Taken.UNDONE:  # pragma: no cover  (what was undone is not replayed)
                pass

    def _settle(self, record: StepRecord) -> None:
        step, first = self._steps[record.step], self.done.get(record.step)
        self._see_to(record)
        comes_again = step.every or step.does is Does.NEW_MEASURES
        if first and first.incident == record.incident and not comes_again:
            record = replace(record, on=first.on or oslo_date(first.at))
            record = replace(record, days_late=first.days_late, written_late=first.written_late)
        else:
            self.first[step.id] = record
        self.done[step.id] = record
        self.not_needed.pop(step.id, None)
        if any(map(self.settled_on, step.after)):
            self.of_before.discard(step.id)
        if step.does is Does.OUTCOME:
            self.branch = step.leads_to(record.choice)
        self._agree(step, record)
        self._want(step, record)
        for question in step.asks:
            if (given := record.answer(question.id)) and given.person:
                self.handed |= dict.fromkeys(question.hands, given.person)

    def _want(self, step: StepRule, record: StepRecord) -> None:
        """Since when the pupil must have new measures (§ 12-4): until they are in effect, or the pupil has it safe."""
        if step.does in IN_EFFECT or record.new_measures is False:
            if self.wanted_on:
                new = (one.id for one in self._steps.values() if one.does is Does.NEW_MEASURES)
                self.done |= dict.fromkeys(new, record) if step.does in IN_EFFECT else {}
            self.wanted_on = None
        elif record.new_measures:
            self.wanted_on = self.wanted_on or oslo_date(record.at)

    def _want_anew(self, record: StepRecord) -> None:
        """As the case begins again, with no measure that goes on."""
        if record.new_measures:
            self.wanted_on = oslo_date(record.at)

    def _see_to(self, record: StepRecord) -> None:
        if record.incident:
            self.seen_to.setdefault(record.step, set()).add(record.incident)

    def _agree(self, step: StepRule, record: StepRecord) -> None:
        """What comes again is due the day that was agreed; so is what a step sets a day for.

        The measures of a plan say when they are evaluated.
        """
        until = {step.id: record.until}
        if step.does in IN_EFFECT:
            until = {one.id: record.until for one in self._steps.values() if one.does is Does.EVALUATE}
        meets: set[str] = set()
        for question in step.asks:
            if question.agrees and (given := record.answer(question.id)):
                until |= dict.fromkeys(question.agrees, given.day)
                meets |= {*question.agrees}
        for step_id, agreed in until.items():
            self.agreed.pop(step_id, None)
            self.over.discard(step_id)
            if agreed:
                self.agreed[step_id] = agreed
        self.meetings = (self.meetings - until.keys()) | meets
        if record.over:
            self.over.add(step.id)

    def _note(self, record: StepRecord) -> None:
        """Facts that outlive the step they were told in: the safe adult, and the days of § 12-6."""
        if (safe_adult := record.given(Answer.SAFE_ADULT)) and safe_adult.person:
            self.safe_adult = safe_adult.person
        if (raised := record.given(Answer.RAISED)) and raised.day:
            self._raised[record.step] = raised.day

    @property
    def raised_on(self) -> date | None:
        """The earliest day pupil or guardians took it up with the principal, as each step has told it last."""
        return min(self._raised.values(), default=None)

    def _take_back(self, record: StepRecord) -> None:
        again = self._again(record)
        for step_id in again:
            if self._goes_on(self._steps[step_id], record):
                continue
            for settled in (self.done, self.not_needed, self.agreed, self.seen_to):
                settled.pop(step_id, None)
            self.reopened[step_id] = oslo_date(record.at)
            if self._steps[step_id].does is Does.OUTCOME and not self.going_on:
                self.branch = None

    def _goes_on(self, step: StepRule, record: StepRecord) -> bool:
        """Whether a plan in effect keeps the step going though the case is mapped again."""
        if not step.every or record.taken is not Taken.BACK:
            return False
        began = [day for before in step.after if (day := self.settled_on(before))]
        if began:
            self.going_on.setdefault(step.id, max(began))
            self.of_before.add(step.id)
        return step.id in self.going_on

    def _begin_again(self, record: StepRecord) -> None:
        """What was waived, or left undone when the case was closed, has new days; and what came again while it was
        closed was not late.
        """
        self.opened_again = oslo_date(record.at)
        for step_id in record.not_done:
            self.not_needed.pop(step_id, None)
            self.agreed.pop(step_id, None)
            self.reopened[step_id] = self.opened_again
        self.agreed = {step: day for step, day in self.agreed.items() if day >= self.opened_again}

    def _again(self, record: StepRecord) -> list[str]:
        """What is to be done again: the step, or what the mapping begins anew; and all that waits for it.

        What comes again stands first: it is looked at before what it waits for is taken back.
        """
        back_to = self._steps[record.step].back_to if record.taken is Taken.BACK else ()
        following = self.school_plan.procedure.following
        again = {step_id for one in back_to or (record.step,) for step_id in (one, *following(one))}
        return sorted(again, key=lambda step_id: not self._steps[step_id].every)

    def knows(self, step: StepRule) -> bool:
        """New measures are a step of the case once they have been wanted."""
        return step.does is not Does.NEW_MEASURES or self.wanted_on is not None or step.id in self.done

    def passed_on(self, step_id: str) -> date | None:
        """As `settled_on`, for what waits for the step: it must have been done since the plan was made anew."""
        return None if step_id in self.of_before else self.settled_on(step_id)

    def settled_on(self, step_id: str) -> date | None:
        record = self.done.get(step_id) or self.not_needed.get(step_id)
        return (record.on or oslo_date(record.at)) if record else None
