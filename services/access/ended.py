"""Whoever was let onto a case for a while is off it when their last day is over."""

from datetime import datetime

from domain.alert.routing import Staff
from domain.case.case import Case
from domain.case.members import off_by_rule, take_over
from domain.event import Off
from domain.oslo import oslo_date
from domain.school_plan.school_plan import SchoolPlan
from services.people.hand_over import save_and_tell, someone_left
from services.people.staff import by_rule
from storage.unit_of_work import Tx


def end_access(tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Once a day; the gate has kept them out since midnight. A case that nobody may act in is the owner's contact's."""
    today = oslo_date(now)
    if not tx.sweeps_done.first_time("access", today):
        return
    staff = Staff(tx.people.read_all(), frozenset())
    for case in tx.cases.all_open():
        if case.over(today):
            with tx.alone("case", case=case.id):
                _end(case, staff, tx, school_plan, now)


def _end(case: Case, staff: Staff, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """Those whose the case has become by rule meanwhile stay."""
    pupil = tx.pupils.get(case.pupil_id) if case.pupil_id else None
    ended, theirs = case.over(oslo_date(now)), by_rule(case, pupil, staff, school_plan)
    after, events = off_by_rule(case, ended - theirs, Off.ENDED, now)
    if taken := take_over(after, ended & theirs, now):
        after, events = taken[0], (*events, taken[1])
    save_and_tell(case, someone_left(after, staff, school_plan), events, tx, now)
