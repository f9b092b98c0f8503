"""Alerts that nobody takes are told of again, and in the end to the next in line."""

from datetime import datetime

from domain.case.case import Case
from domain.message import CaseSubject, MessageKind
from domain.oslo import oslo_date
from domain.reminders.waiting import awake, can_take, is_left, told_again, waits_too_long
from domain.school_plan.school_plan import SchoolPlan
from services.reminders.stand_in import bring_in
from storage.unit_of_work import Tx


def tell_again(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once a day or a week to each person; each case by itself."""
    for case in tx.cases.due_by(oslo_date(now)):
        if waits_too_long(case, now) and awake(case, school_plan, now):
            with tx.alone("case", case=case.id):
                _tell_of(case, tx, school_plan, now)


def _tell_of(case: Case, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    people, today = tx.people.active(), oslo_date(now)
    if is_left(case, school_plan, today):
        case = bring_in(case, can_take(case, people), tx, school_plan, now)
    told = told_again(case, people, tx.absences.on(today), school_plan, today)
    for whom, key in ((told.daily, today.isoformat()), (told.weekly, f"{today:%G-W%V}")):
        recipients = [person.id for person in whom]
        tx.outbox.put_all(MessageKind.ALERT_WAITING, CaseSubject(case_id=case.id), recipients, now, key=key)
