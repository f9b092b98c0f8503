"""«Sak 2026-014: Gå gjennom planen, i dag», in channels."""

from collections.abc import Sequence
from datetime import datetime

from domain.case.case import Case
from domain.message import EvaluationSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.channel import receiving
from domain.school_plan.procedure import Does
from domain.school_plan.year_task import Purpose
from domain.steps.progress import Progress
from storage.unit_of_work import Tx


def post_evaluations(stood: Sequence[tuple[Case, Progress]], tx: Tx, now: datetime) -> None:
    """Once for each day that was set. Never of a case that is not spoken of."""
    today = oslo_date(now)
    channels = [channel.id for channel in receiving(tx.channels.all(), (Purpose.EVALUATIONS,))]
    for case, progress in stood:
        with tx.failures.alone("case", case=case.id):
            step = progress.that(Does.EVALUATE)
            if step and step.due and step.due <= today and case.may_be_spoken_of:
                subject = EvaluationSubject(case_id=case.id, day=step.due)
                tx.outbox.post(MessageKind.EVALUATION_POST, subject, channels, now)
