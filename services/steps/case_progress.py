"""Where cases stand in the procedure: their history, read for many at once."""

from collections.abc import Sequence
from datetime import date

from domain.case.case import Case
from domain.event import EventKind
from domain.ids import CaseId
from domain.reminders.digest import Morning
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Progress, progress
from storage.unit_of_work import Tx


def progress_of_all(cases: Sequence[Case], tx: Tx, school_plan: SchoolPlan) -> dict[CaseId, Progress]:
    """By case; each under the plan it was opened under, `school_plan` being the school's plan now."""
    histories = tx.events.histories([case.family for case in cases], [EventKind.STEP_TAKEN])
    pupils = tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})
    at_aks = {pupil.id for pupil in pupils if pupil.at_aks}
    found = {}
    for case, history in zip(cases, histories, strict=True):
        own = tx.school_plans.of(tx.school_id, case.plan_version, school_plan)
        found[case.id] = progress(case, history.steps, own, at_aks=case.pupil_id in at_aks)
    return found


def due_by(day: date, tx: Tx, school_plan: SchoolPlan) -> list[tuple[Case, Progress]]:
    """The cases where something is due by that day. Those that had changed are looked at, and need not be again."""
    cases = tx.cases.due_by(day)
    stands = progress_of_all(cases, tx, school_plan)
    for case in cases:
        tx.cases.looked_at(case, stands[case.id].due_on)
    return [(case, stands[case.id]) for case in cases]


def morning(tx: Tx, school_plan: SchoolPlan, today: date) -> Morning:
    """The digests of a day: with those who are there that day, and those who have asked for quiet."""
    return Morning(tx.people.active(), school_plan, today, tx.absences.on(today), tx.absences.quiet(today))
