"""«Skal noen ut av elevens andre saker?»: what is decided of who was named late, and why (law 3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.case.case import require_reason
from domain.people.person import Person
from domain.school_plan.procedure import Answer
from domain.steps.progress import Step
from domain.steps.record import Given, StepRecord
from domain.steps.take_step import done

OUT_OF = "ut_av_saker"


def answered(
    step: Step, record_id: str, references: Sequence[str], reason: str, by: Person, now: datetime
) -> StepRecord:
    """The references of the cases someone was taken off, when there were any; the reason stands here alone."""
    out_of = (Given(question=OUT_OF, kind=Answer.TEXT, text=", ".join(references)),) if references else ()
    return replace(done(step, record_id, by, now, answers=out_of), reason=require_reason(reason))
