"""Evaluating a plan: the step is done, the measures go on or end, and the next day is set."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.evaluation import Evaluation, apply, check_evaluation, needs_new
from domain.activity_plan.form_fields import EvaluationAnswers, evaluation_in
from domain.activity_plan.intervals import suggested_day, to_evaluate
from domain.case.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.message import EvaluationSubject, MessageKind
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.steps.progress import Step
from domain.steps.record import Taken
from domain.steps.take_step import done
from domain.text.concurrent_edits import mark_of
from services.case_file import CaseFile
from services.people.guard_names import guard_once
from services.steps.take_step import own_step
from services.turn import Turn
from storage.case.history import OTHER_WORDS


def plan_to_evaluate(file: CaseFile) -> ActivityPlan:
    """Raises `Refused` when there is nothing to evaluate."""
    if file.in_effect is None:
        raise Refused("Ingen plan er satt i verk ennå. Åpne planen.")
    return file.in_effect


def last_evaluation(file: CaseFile) -> Evaluation:
    """Raises `Refused` when there is none."""
    if not file.evaluations:
        raise Refused("Planen er ikke evaluert ennå.")
    return file.evaluations[-1]


def evaluation_mark(file: CaseFile, asked: Sequence[Measure]) -> str:
    """The measures asked about, and the evaluations there are: what the form is drawn from."""
    return mark_of(*asked, len(file.evaluations))


def same_day(file: CaseFile, turn: Turn) -> Evaluation | None:
    """The evaluation of today that goes on with the rest of the measures."""
    last = next(iter(file.evaluations[::-1]), None)
    goes_on = last is not None and not last.of_another and oslo_date(last.at) == turn.today
    return last if goes_on else None


def latest_day(file: CaseFile, step: Step, turn: Turn) -> date:
    """The last day to evaluate again without a reason to wait."""
    return suggested_day(step.rule, turn.today, SchoolCalendar(file.school_plan.calendar), first=False)


def evaluate_plan(file: CaseFile, step_id: str, record_id: str, said: EvaluationAnswers, turn: Turn) -> None:
    """Nothing for a press that was taken already. Raises `Invalid`, and `Refused` as `own_step` does."""
    if file.history.took(record_id, step_id, Taken.DONE):
        _require_same(file, said)
        return
    step, plan, before = own_step(file, step_id, turn), plan_to_evaluate(file), same_day(file, turn)
    evaluation = _checked(file, step, plan, said, turn)
    names = guard_once(file, evaluation.words, said.names_reason, turn)
    agreed = apply(plan, evaluation)
    _save(file, agreed, evaluation, turn)
    following = agreed.next_evaluation
    taken = done(step, record_id, turn.actor, turn.now, on=evaluation.on, until=following)
    new = needs_new(evaluation, agreed)
    if new is False and before and not before.safe_now:
        new = None  # another part of the same evaluation has wanted them
    file.take(replace(taken, over=following is None, names_reason=names, new_measures=new))
    if step.due:
        turn.tx.outbox.repost(
            MessageKind.EVALUATION_POST,
            EvaluationSubject(case_id=file.case.id, day=step.due),
            turn.now,
            key=taken.id,
        )
    file.save(file.case)


def _require_same(file: CaseFile, said: EvaluationAnswers) -> None:
    """Raises `Refused` when what has been taken was said in other words."""
    words = {(one.pupil_words, one.guardians_view, one.present) for one in file.evaluations}
    if (said.pupil_words.strip(), said.guardians_view.strip(), said.present.strip()) not in words:
        raise Refused(OTHER_WORDS)


def _checked(file: CaseFile, step: Step, plan: ActivityPlan, said: EvaluationAnswers, turn: Turn) -> Evaluation:
    asked = to_evaluate(plan, turn.today)
    if said.seen != evaluation_mark(file, asked):
        raise Invalid("on", "Planen er endret eller evaluert siden du åpnet skjemaet. Se over, og lagre på nytt.")
    began = file.first_in_effect or turn.today
    told = evaluation_in(said, plan, asked, turn.actor.id, turn.now)
    evaluation = check_evaluation(told, asked, began, latest_day(file, step, turn), turn.today)
    require_school_day(file.school_plan, "next_on", evaluation.next_on)
    return evaluation


def _save(file: CaseFile, agreed: ActivityPlan, evaluation: Evaluation, turn: Turn) -> None:
    """What was agreed holds for the version in effect, and for the changes someone is writing meanwhile."""
    written = file.plan
    turn.tx.activity_plans.evaluate(evaluation)
    file.save_plan(agreed, turn.actor.id, turn.now)
    if not written.in_effect:
        file.save_plan(apply(written, evaluation), turn.actor.id, turn.now)
