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
    kept = tx.once("progress", dict[CaseId, Progress])
    new = [case for case in cases if case.id not in kept]
    if not new:
        return {case.id: kept[case.id] for case in cases}
    histories = tx.events.histories([case.family for case in new], [EventKind.STEP_TAKEN])
    pupils = tx.pupils.some({case.pupil_id for case in new if case.pupil_id})
    at_aks = {pupil.id for pupil in pupils if pupil.at_aks}
    for case, history in zip(new, histories, strict=True):
        own = tx.school_plans.of(tx.school_id, case.plan_version, school_plan)
        kept[case.id] = progress(case, history.steps, own, at_aks=case.pupil_id in at_aks)
    return {case.id: kept[case.id] for case in cases}


def due_by(day: date, tx: Tx, school_plan: SchoolPlan) -> list[tuple[Case, Progress]]:
    """The cases where something is due by that day. Those that had changed are looked at, and need not be again."""
    cases = tx.cases.due_by(day)
    stands = progress_of_all(cases, tx, school_plan)
    tx.cases.looked_at(*((case, stands[case.id].due_on) for case in cases))
    return [(case, stands[case.id]) for case in cases]


def morning(tx: Tx, school_plan: SchoolPlan, today: date) -> Morning:
    """The digests of a day: with those who are there that day, and those who have asked for quiet."""
    return tx.once(
        ("morning", today),
        lambda: Morning(tx.people.active(), school_plan, today, tx.absences.on(today), tx.absences.quiet(today)),
    )
