"""Evaluating a plan: the step is done, the measures go on or end, and the next day is set."""

from collections.abc import Mapping

from bot.handlers.activity_plans import first_in_effect, plan_of, plan_view
from bot.handlers.baseline import answers_of
from bot.handlers.cases import gate
from bot.handlers.names import guard_once
from bot.handlers.steps import SPECIAL, own_step
from bot.handlers.views import case_view
from bot.router import Router, Show, Turn
from cards import evaluation as cards
from cards.elements import Card
from cards.forms import Filled
from cards.plan_actions import EvaluatePlan
from domain.activity_plan import ActivityPlan, MeasureId
from domain.calendar import SchoolCalendar
from domain.case import Case
from domain.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.evaluation import (
    Evaluation,
    MeasureResult,
    Next,
    Worked,
    apply,
    before_after,
    check_evaluation,
    suggested_day,
)
from domain.procedure import Does
from domain.progress import Step
from domain.two_writers import mark_of
from domain.work import done
from storage.support import new_id

router = Router()
SAFE = {"ja": True, "nei": False}


@router.on(EvaluatePlan)
def evaluate(action: EvaluatePlan, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return Show(case_view(case, turn, note="Evalueringen er lagret."))
    (step, _), plan = own_step(case, action.step, turn), _in_effect(case, turn)
    if action.seen != _mark(case, plan, turn):
        raise Invalid("on", "Planen er endret eller evaluert siden du åpnet skjemaet. Se over, og lagre på nytt.")
    began = first_in_effect(case, turn) or turn.today
    evaluation = check_evaluation(_evaluation(action, plan, turn), plan, began, turn.today)
    require_school_day(turn.plan_of(case), "next_on", evaluation.next_on)
    names = guard_once(case, [action.pupil_words, action.guardians_view], action.names_reason, turn)
    agreed = apply(plan, evaluation)
    _save(case, agreed, evaluation, turn)
    following = agreed.next_evaluation
    taken = done(step, action.record_id, turn.actor, turn.now, on=evaluation.on, until=following)
    turn.tx.events.step(case.id, taken.model_copy(update={"over": following is None, "reason": names}))
    if step.due:
        turn.tx.outbox.repost("evaluation.post", f"{case.id}/{step.due}", turn.now, key=taken.id)
    saved = turn.tx.cases.save(case)
    plans = turn.tx.activity_plans
    compared = before_after(plans.baseline(saved.family), plans.evaluations(saved.family))
    return Show(cards.evaluated(saved, step, evaluation, agreed, compared))


def _save(case: Case, agreed: ActivityPlan, evaluation: Evaluation, turn: Turn) -> None:
    """What was agreed holds for the version in effect, and for the changes someone is writing meanwhile."""
    written = plan_of(case, turn)
    turn.tx.activity_plans.evaluate(evaluation)
    turn.tx.activity_plans.save(agreed, turn.actor.id, turn.now)
    if not written.in_effect:
        turn.tx.activity_plans.save(apply(written, evaluation), turn.actor.id, turn.now)


def _in_effect(case: Case, turn: Turn) -> ActivityPlan:
    """Raises `Refused` when there is nothing to evaluate."""
    plan = turn.tx.activity_plans.in_effect(case.family)
    if plan is None:
        raise Refused("Ingen plan er satt i verk ennå. Åpne planen.")
    return plan


def _mark(case: Case, plan: ActivityPlan, turn: Turn) -> str:
    """The measures asked about, and the evaluations there are: what the form was drawn from."""
    return mark_of(*plan.going_on, len(turn.tx.activity_plans.evaluations(case.family)))


def _evaluation(action: EvaluatePlan, plan: ActivityPlan, turn: Turn) -> Evaluation:
    return Evaluation(
        case_id=plan.case_id,
        plan_version=plan.version,
        on=action.on or turn.today,
        results=tuple(_result(measure.id, action) for measure in plan.going_on if action.worked.get(measure.id)),
        pupil_words=action.pupil_words,
        guardians_view=action.guardians_view,
        safe_now=SAFE.get(action.safe_now),
        answers=answers_of(action),
        next_on=action.next_on,
        at=turn.now,
        by=turn.actor.id,
    )


def _result(measure_id: MeasureId, action: EvaluatePlan) -> MeasureResult:
    worked, becomes = action.worked[measure_id], action.becomes.get(measure_id, "")
    if worked not in set(Worked):
        raise Invalid(f"worked-{measure_id}", "Velg fra listen.")
    if becomes not in set(Next):
        raise Invalid(f"becomes-{measure_id}", "Velg hva dere gjør videre.")
    return MeasureResult(measure=measure_id, worked=Worked(worked), next=Next(becomes))


@router.form(EvaluatePlan)
def evaluation_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    step, _ = own_step(case, ids["step"], turn)
    return _form(case, step, turn, filled, ids["record_id"])


def _form(case: Case, step: Step, turn: Turn, filled: Filled, record_id: str = "") -> Card:
    plan, calendar = _in_effect(case, turn), SchoolCalendar(turn.plan_of(case).calendar)
    suggested = suggested_day(step.plan, turn.today, calendar, first=False)
    ids = {
        "case_id": case.id,
        "step": step.plan.id,
        "record_id": record_id or new_id(),
        "seen": _mark(case, plan, turn),
    }
    return cards.evaluation_form(case, step, plan.going_on, ids, turn.today, suggested, filled)


def _plan(case: Case, _step: Step, turn: Turn, _filled: Filled) -> Card:
    return plan_view(case, turn).card


SPECIAL[Does.EVALUATE] = _form
SPECIAL[Does.PLAN] = _plan
