"""Evaluating a plan: the step is done, the measures go on or end, and the next day is set."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.handlers.activity_plans import plan_of, plan_view
from bot.handlers.cases import gate
from bot.handlers.steps import SPECIAL, own_step
from bot.handlers.views import case_view
from bot.router import Router, Show, Turn
from cards import evaluation as cards
from cards.elements import Card
from cards.forms import Filled
from cards.plan_actions import EvaluatePlan
from domain.activity_plan import ActivityPlan, Measure
from domain.calendar import SchoolCalendar
from domain.case import Case
from domain.deadlines import due, require_school_day
from domain.errors import Invalid
from domain.evaluation import (
    QUESTIONS,
    Evaluation,
    MeasureResult,
    Next,
    Often,
    Worked,
    apply,
    before_after,
    check_evaluation,
    going_on,
)
from domain.procedure import Does
from domain.progress import Step
from domain.work import done
from storage.support import new_id

router = Router()
SAFE = {"ja": True, "nei": False}


@router.on(EvaluatePlan)
def evaluate(action: EvaluatePlan, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return Show(case_view(case, turn, note="Evalueringen er lagret."))
    (step, _), plan = own_step(case, action.step, turn), plan_of(case, turn)
    asked = _asked(case, plan, turn)
    evaluation = check_evaluation(_evaluation(action, plan, asked, turn), asked, turn.today)
    require_school_day(turn.plan_of(case), "next_on", evaluation.next_on)
    turn.tx.activity_plans.evaluate(evaluation)
    turn.tx.activity_plans.save(apply(plan, evaluation), turn.actor.id, turn.now)
    taken = done(step, action.record_id, turn.actor, turn.now, on=evaluation.on, until=evaluation.next_on)
    turn.tx.events.step(case.id, taken)
    if step.due:
        turn.tx.outbox.repost("evaluation.post", f"{case.id}/{step.due}", turn.now, key=taken.id)
    saved = turn.tx.cases.save(case)
    compared = before_after(turn.tx.activity_plans.evaluations(saved.family))
    changing = any(result.next is Next.CHANGE for result in evaluation.results)
    return Show(cards.evaluated(saved, step, evaluation, plan, compared, changing=changing))


def _asked(case: Case, plan: ActivityPlan, turn: Turn) -> tuple[Measure, ...]:
    return going_on(plan, turn.tx.activity_plans.evaluations(case.family))


def _evaluation(action: EvaluatePlan, plan: ActivityPlan, asked: Sequence[Measure], turn: Turn) -> Evaluation:
    offered = {measure.id for measure in asked}
    for name in ("worked", "partly", "change", "end"):
        if not offered.issuperset(getattr(action, name)):
            raise Invalid(name, "Planen er endret. Åpne evalueringen på nytt.")
    if twice := set(action.worked) & set(action.partly):
        raise Invalid("partly", "Velg hvert tiltak høyst én gang ({number} er valgt to ganger).", number=len(twice))
    if set(action.change) & set(action.end):
        raise Invalid("end", "Et tiltak kan ikke både endres og avsluttes.")
    answers = {name: getattr(action, name) for name in QUESTIONS if getattr(action, name)}
    if wrong := [name for name, answer in answers.items() if answer not in set(Often)]:
        raise Invalid(wrong[0], "Velg fra listen.")
    return Evaluation(
        case_id=plan.case_id,
        plan_version=plan.version,
        on=action.on or turn.today,
        results=tuple(_result(measure.id, action) for measure in asked),
        pupil_words=action.pupil_words,
        guardians_view=action.guardians_view,
        safe_now=SAFE.get(action.safe_now),
        answers={name: Often(answer) for name, answer in answers.items()},
        next_on=action.next_on,
        at=turn.now,
        by=turn.actor.id,
    )


def _result(measure_id: str, action: EvaluatePlan) -> MeasureResult:
    worked = Worked.YES if measure_id in action.worked else Worked.PARTLY if measure_id in action.partly else Worked.NO
    becomes = Next.END if measure_id in action.end else Next.CHANGE if measure_id in action.change else Next.CONTINUE
    return MeasureResult.model_validate({"measure": measure_id, "worked": worked, "next": becomes})


@router.form(EvaluatePlan)
def evaluation_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    step, _ = own_step(case, ids["step"], turn)
    return _form(case, step, turn, filled, ids["record_id"])


def _form(case: Case, step: Step, turn: Turn, filled: Filled, record_id: str = "") -> Card:
    every = step.plan.every
    calendar = SchoolCalendar(turn.plan_of(case).calendar)
    suggested = due(turn.today, every, calendar) if every else turn.today + timedelta(weeks=3)
    day, plan = calendar.school_day_or_before(suggested), plan_of(case, turn)
    return cards.evaluation_form(case, step, _asked(case, plan, turn), record_id or new_id(), turn.today, day, filled)


def _plan(case: Case, _step: Step, turn: Turn, _filled: Filled) -> Card:
    return plan_view(case, turn).card


SPECIAL[Does.EVALUATE] = _form
SPECIAL[Does.PLAN] = _plan
