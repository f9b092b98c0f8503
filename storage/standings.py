"""Where cases stand in the procedure: their history and their plans, read for many at once."""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from domain.case import Case
from domain.event import CaseId
from domain.plan import Plan
from domain.progress import Progress, progress
from domain.reminders import Morning
from storage.unit_of_work import Tx


def standings(cases: Sequence[Case], tx: Tx, plan: Plan) -> dict[CaseId, Progress]:
    """By case; each under the plan it was opened under, `plan` being the school's plan now."""
    records = tx.events.steps_by_case([case_id for case in cases for case_id in case.family])
    pupils = tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})
    at_aks = {pupil.id for pupil in pupils if pupil.at_aks}
    found = {}
    for case in cases:
        taken = sorted(chain.from_iterable(records.get(i, ()) for i in case.family), key=lambda record: record.at)
        own = tx.plans.of(tx.school_id, case.plan_version, plan)
        found[case.id] = progress(case, taken, own, at_aks=case.pupil_id in at_aks)
    return found


def morning(tx: Tx, plan: Plan, today: date) -> Morning:
    """The digests of a day: with those who are there that day, and those who have asked for quiet."""
    return Morning(tx.people.active(), plan, today, tx.absences.on(today), tx.absences.quiet(today))


def due_on(stand: Progress) -> date:
    """The first day a step is due; the last of days when none has one."""
    return min((step.due for step in stand.open if step.due), default=date.max)


def spoken_of(case: Case) -> bool:
    """Whether the case's number may stand in a channel: not when it is about an employee (law 3)."""
    return not (case.enhanced or case.past_the_school)
