"""The weekly review of open plans: those the asker is on, of one's own grade first."""

from collections.abc import Sequence

from bot.router import Router, Show, Turn
from cards.actions import ListWeek
from cards.elements import Card
from cards.week import Reviewed, week_card, week_counts
from domain.activity_plan import ActivityPlan
from domain.adoption import wanting
from domain.case import Case
from domain.procedure import WITH_PLAN, Answer

router = Router()


def reviewed(turn: Turn) -> list[Reviewed]:
    """Open cases with measures, the soonest evaluation first; one's own grades before the others."""
    cases = turn.tx.cases.visible(turn.actor.id)
    ids = [case.id for case in cases]
    plans, decided = turn.tx.activity_plans.of_cases(ids), _decided(ids, turn)
    last = turn.tx.events.last_logged(ids)
    pupils = {p.id: f"{p.name}, {p.school_class}" for p in turn.tx.pupils.some(c.pupil_id for c in cases if c.pupil_id)}
    found, staff = [], frozenset(person.id for person in turn.tx.people.active())
    for case in cases:
        if case.id in plans or case.id in decided or case.violator:
            plan = plans.get(case.id) or ActivityPlan(case_id=case.id)
            who = pupils.get(case.pupil_id, "Ukjent elev") if case.pupil_id else "Ukjent elev"
            lacks = tuple(str(lack) for lack in wanting(plan, staff, turn.today)) or _not_in_effect(plan)
            found.append(
                Reviewed(case=case, who=who, last_log=last.get(case.id), next_on=plan.next_evaluation, lacks=lacks)
            )
    return sorted(found, key=lambda one: (not _own(one.case, turn), one.next_on is not None, one.next_on or turn.today))


def _decided(ids: Sequence[str], turn: Turn) -> set[str]:
    """Cases whose start meeting decided on measures."""
    steps = turn.tx.events.steps_by_case(ids)
    return {c for c, records in steps.items() if any(r.answers.get(Answer.CHOICE) in WITH_PLAN for r in records)}


def _not_in_effect(plan: ActivityPlan) -> tuple[str, ...]:
    return () if plan.in_effect else ("Planen er ikke satt i verk slik den står.",)


def _own(case: Case, turn: Turn) -> bool:
    return case.grade in turn.actor.grades


def counts(turn: Turn) -> Card:
    """What the typed word is answered with."""
    found = reviewed(turn)
    missing = sum(bool(one.lacks) or (one.next_on or turn.today) < turn.today for one in found)
    return week_counts(len(found), missing)


@router.on(ListWeek)
def week(action: ListWeek, turn: Turn) -> Show:
    return Show(week_card(reviewed(turn), action.page, turn.today))
