"""What has been done with a case's steps: records that are only ever added, and what they add up to."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NewType

from pydantic import AwareDatetime, Field

from domain.calendar import oslo_date
from domain.people import Frozen, PersonId
from domain.plan import Plan
from domain.procedure import Answer, Branch, Does
from domain.terms import Slug

RecordId = NewType("RecordId", str)


class Taken(StrEnum):
    """What was done with a step."""

    DONE = "gjort"
    NOT_NEEDED = "ikke_nødvendig"
    POSTPONED = "utsatt"
    HANDED_OVER = "gitt_videre"
    BACK = "ny_kartlegging"
    REOPENED = "gjenåpnet"


class StepRecord(Frozen):
    """One thing that was done with a step; only ever added. `on` is an Oslo day, `until` a new due day."""

    id: RecordId
    step: Slug
    taken: Taken
    at: AwareDatetime
    by: PersonId
    on: date | None = None
    answers: dict[Answer, str] = Field(default_factory=dict)
    person: PersonId | None = None
    until: date | None = None
    reason: str = ""
    days_late: int = 0


class Fold:
    """The records replayed in order. «Ny kartlegging» takes back what was settled after the step it goes back to.

    A case that was merged in may have steps this plan does not know: what was told in them still counts.
    """

    def __init__(self, plan: Plan, records: Iterable[StepRecord]) -> None:
        self.plan = plan
        self.done: dict[str, StepRecord] = {}
        self.not_needed: dict[str, StepRecord] = {}
        self.agreed: dict[str, date] = {}
        self.handed: dict[str, PersonId] = {}
        self.reopened: dict[str, date] = {}
        self.safe_adult: PersonId | None = None
        self.raised_on: date | None = None
        known = plan.procedure.by_id
        for record in records:
            if record.step in known:
                self._take(record)
            self._note(record)

    def _take(self, record: StepRecord) -> None:
        match record.taken:
            case Taken.DONE:
                self._settle(record)
            case Taken.NOT_NEEDED:
                self.not_needed[record.step] = record
            case Taken.POSTPONED:
                self.agreed[record.step] = record.until or oslo_date(record.at)
            case Taken.HANDED_OVER:
                self.handed[record.step] = record.person or record.by
            case Taken.BACK | Taken.REOPENED:  # pragma: no branch  (mypy knows these are all)
                self._take_back(record)

    def _settle(self, record: StepRecord) -> None:
        """What comes again is due the day that was agreed. The plan's measures say when they are evaluated, and a plan
        that is put into effect anew was still first put into effect when it was.
        """
        steps = self.plan.procedure
        comes_again = [record.step]
        if steps.by_id[record.step].does is Does.PLAN:
            comes_again = [step.id for step in steps.steps if step.does is Does.EVALUATE]
            record = self.done.get(record.step, record).model_copy(update={"until": record.until})
        self.done[record.step] = record
        self.not_needed.pop(record.step, None)
        for question in steps.by_id[record.step].asks:
            if person := record.answers.get(question.answer):
                self.handed |= dict.fromkeys(question.hands, PersonId(person))
        for step_id in comes_again:
            self.agreed.pop(step_id, None)
            if record.until:
                self.agreed[step_id] = record.until

    def _note(self, record: StepRecord) -> None:
        """Facts that outlive the step they were told in: the safe adult, and the earliest day of § 12-6."""
        if person := record.answers.get(Answer.SAFE_ADULT):
            self.safe_adult = PersonId(person)
        if raised := record.answers.get(Answer.RAISED):
            self.raised_on = min(filter(None, (self.raised_on, date.fromisoformat(raised))))

    def _take_back(self, record: StepRecord) -> None:
        for step_id in self._again(record):
            for settled in (self.done, self.not_needed, self.agreed):
                settled.pop(step_id, None)
            self.reopened[step_id] = oslo_date(record.at)

    def _again(self, record: StepRecord) -> set[str]:
        """What is to be done again: a step, and all that waits for it.

        Where the end of the branch does not wait for the new mapping, what the start meeting decided is decided anew.
        """
        procedure = self.plan.procedure
        back_to = procedure.by_id[record.step].back_to if record.taken is Taken.BACK else None
        first = [back_to or record.step]
        if back_to and record.step not in procedure.following(back_to, self.branch):
            first += [step.id for step in procedure.steps if step.does is Does.OUTCOME]
        return {step_id for one in first for step_id in (one, *procedure.following(one))}

    @property
    def branch(self) -> Branch | None:
        """What the start meeting decided, in this round."""
        steps = self.plan.procedure.by_id
        chosen = [r for step_id, r in self.done.items() if steps[step_id].does is Does.OUTCOME]
        return Branch(chosen[-1].answers[Answer.CHOICE]) if chosen else None

    def settled_on(self, step_id: str) -> date | None:
        record = self.done.get(step_id) or self.not_needed.get(step_id)
        return (record.on or oslo_date(record.at)) if record else None
