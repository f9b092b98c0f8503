"""The weekly review of open plans (F03, L537): those the asker is on, of one's own grade first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.effect import wanting
from domain.case.case import Case
from domain.ids import CaseId
from domain.people.person import Pupil
from domain.school_plan.procedure import WITH_PLAN
from domain.text.messages import _
from services.steps.case_progress import standing
from services.turn import Turn


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A case with measures: its plan as last written, and what that lacks."""

    case: Case
    pupil: Pupil | None
    plan: ActivityPlan
    last_log: datetime | None
    lacks: tuple[str, ...]

    def incomplete(self, turn: Turn) -> bool:
        return bool(self.lacks) or (self.plan.next_evaluation or turn.today) < turn.today


def open_plans(turn: Turn) -> list[OpenPlan]:
    """The soonest evaluation first; one's own grades before the others."""
    cases = turn.tx.cases.visible(turn.actor.id, turn.today)
    ids = [case.id for case in cases]
    plans, decided, last = turn.tx.activity_plans.of_cases(ids), _decided(cases, turn), turn.tx.events.last_logged(ids)
    pupils = {pupil.id: pupil for pupil in turn.tx.pupils.some({c.pupil_id for c in cases if c.pupil_id})}
    found = [
        _open_plan(case, pupils.get(case.pupil_id) if case.pupil_id else None, plans, last.get(case.id), turn)
        for case in cases
        if case.id in plans or case.id in decided or case.violator
    ]
    return sorted(found, key=lambda one: _place(one, turn))


def _place(one: OpenPlan, turn: Turn) -> tuple[object, ...]:
    next_on = one.plan.next_evaluation
    return one.case.grade not in turn.actor.grades, next_on is not None, next_on or turn.today


def _open_plan(
    case: Case, pupil: Pupil | None, plans: dict[CaseId, ActivityPlan], last_log: datetime | None, turn: Turn
) -> OpenPlan:
    plan = plans.get(case.id) or ActivityPlan(case_id=case.id)
    staff = frozenset(person.id for person in turn.tx.people.active())
    if case.id not in plans:
        return OpenPlan(case, pupil, plan, last_log, (_("Planen er besluttet, men ikke begynt."),))
    lacks = tuple(str(lack) for lack in wanting(plan, staff, turn.today)) or _not_in_effect(plan)
    return OpenPlan(case, pupil, plan, last_log, lacks)


def _decided(cases: Sequence[Case], turn: Turn) -> set[CaseId]:
    """Cases whose start meeting decided on measures, whether or not a plan has been begun."""
    return {case.id for case, now in standing(cases, turn.tx, turn.school_plan) if now.branch in WITH_PLAN}


def _not_in_effect(plan: ActivityPlan) -> tuple[str, ...]:
    return () if plan.in_effect else (_("Planen er ikke satt i verk slik den står."),)
