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
    """By case; each under the plan it was opened under, `school_plan` being the school's plan now. One that cannot be
    worked out is left out, and harms no other.
    """
    kept = tx.once("progress", dict[CaseId, Progress])
    if new := [case for case in cases if case.id not in kept]:
        histories = tx.events.histories([case.family for case in new], [EventKind.STEP_TAKEN])
        pupils = tx.pupils.some({case.pupil_id for case in new if case.pupil_id})
        at_aks = {pupil.id for pupil in pupils if pupil.at_aks}
        for case, history in zip(new, histories, strict=True):
            with tx.failures.alone("case", case=case.id):
                own = tx.school_plans.of(tx.school_id, case.plan_version, school_plan)
                kept[case.id] = progress(case, history.steps, own, at_aks=case.pupil_id in at_aks, gone=tx.people.gone)
    return {case.id: kept[case.id] for case in cases if case.id in kept}


def standing(cases: Sequence[Case], tx: Tx, school_plan: SchoolPlan) -> list[tuple[Case, Progress]]:
    """As `progress_of_all`, in the order of the cases."""
    stands = progress_of_all(cases, tx, school_plan)
    return [(case, stands[case.id]) for case in cases if case.id in stands]


def due_by(day: date, tx: Tx, school_plan: SchoolPlan) -> list[tuple[Case, Progress]]:
    """The cases where something is due by that day. Those that had changed are looked at, and need not be again."""
    found = standing(tx.cases.due_by(day), tx, school_plan)
    tx.cases.looked_at(*((case, now.due_on) for case, now in found))
    return found


def morning(tx: Tx, school_plan: SchoolPlan, today: date) -> Morning:
    """The digests of a day: with what people have said of being away and quiet, and when the last ones went out."""
    return tx.once(
        ("morning", today),
        lambda: Morning(
            tx.people.active(),
            school_plan,
            today,
            tx.absences.newest(),
            tx.absences.newest_quiet(),
            tx.sweeps_done.last_time("morning", today),
        ),
    )
