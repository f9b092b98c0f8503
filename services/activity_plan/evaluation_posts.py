"""«Evaluering i sak 2026-014 er i dag», in channels."""

from datetime import datetime

from domain.message import EvaluationSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.channel import receiving
from domain.reminders.digest import is_morning
from domain.school_plan.procedure import Does
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Purpose
from services.steps.case_progress import due_by
from storage.unit_of_work import Tx


def post_evaluations(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once for each day that was set. Never of a case that is not spoken of."""
    today = oslo_date(now)
    if not (is_morning(school_plan, now) and tx.sweeps_done.first_time("evaluations", today)):
        return
    channels = [channel.id for channel in receiving(tx.channels.all(), Purpose.EVALUATIONS)]
    for case, progress in due_by(today, tx, school_plan):
        with tx.failures.alone("case", case=case.id):
            step = progress.that(Does.EVALUATE)
            if step and step.due and step.due <= today and case.may_be_spoken_of:
                subject = EvaluationSubject(case_id=case.id, day=step.due)
                tx.outbox.post(MessageKind.EVALUATION_POST, subject, channels, now)
