"""Alerts that nobody takes are told of again, and in the end to the next in line."""

from datetime import datetime

from domain.case.case import Case
from domain.message import CaseSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.digest import awake, is_left, reminded, waits_too_long
from domain.school_plan.school_plan import SchoolPlan
from services.reminders.stand_in import bring_in
from storage.unit_of_work import Tx


def tell_again(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once a day and person; each case by itself."""
    for case in tx.cases.due_by(oslo_date(now)):
        if waits_too_long(case, now) and awake(case, school_plan, now):
            with tx.alone("case", case=case.id):
                _tell_of(case, tx, school_plan, now)


def _tell_of(case: Case, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    people, today = tx.people.active(), oslo_date(now)
    if is_left(case, school_plan, today):
        case = bring_in(case, reminded(case, people), tx, school_plan, now)
    told = [person.id for person in reminded(case, people)]
    subject = CaseSubject(case_id=case.id)
    tx.outbox.put_all(MessageKind.ALERT_WAITING, subject, told, now, key=today.isoformat())
