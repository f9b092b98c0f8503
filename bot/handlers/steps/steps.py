"""Taking the steps of a case."""

from collections.abc import Mapping

from bot.router import Form, Show, router
from bot.show.case import show_case, working_of
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.steps import form, guidance
from cards.steps import steps as cards
from cards.steps.actions import HandOverStep, NextStep, OpenStep, PostponeStep, ShowSteps, StepNotNeeded, TakeStep
from domain.ids import new_id
from domain.message import Done
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from domain.text.messages import _
from services.case_file import CaseFile
from services.steps.force import times_used_on, used_on
from services.steps.take_step import hand_step_over, next_step, own_step, postpone_step, skip_step, take_step
from services.turn import Turn


@router.on(ShowSteps)
def show(action: ShowSteps, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    return Show(cards.all_steps(file.case, working_of(file, turn)))


@router.on(OpenStep)
def open_(action: OpenStep, turn: Turn) -> Show:
    return _open(turn.case(action.case_id), action.step, turn)


@router.on(NextStep)
def next_(action: NextStep, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    step = next_step(file, turn)
    if step is None or step.rule.does is Does.RECEIVE:
        return show_case(file, turn, note="" if step else _("Ingen steg i saken venter på deg."))
    return _open(file, step.rule.id, turn)


def _open(file: CaseFile, step_id: str, turn: Turn) -> Show:
    """The form of a step, or what else it is taken by."""
    step = own_step(file, step_id, turn)
    if special := router.step_form(step.rule.does):
        return Show(special(file, step, turn, NOTHING))
    return router.open(TakeStep, {"case_id": file.case.id, "step": step_id}, turn)


@router.form(TakeStep)
def take_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    step = own_step(file, ids["step"], turn, ids.get("incident", ""))
    record_id = ids.get("record_id") or new_id()
    if special := router.step_form(step.rule.does):
        return special(file, step, turn, filled)
    beside = [*guidance.beside(file.case, step, file.school_plan, filled), *force_of(file, step, turn)]
    return form.step_form(file.case, step, working_of(file, turn), file.colleagues, record_id, filled, beside)


def force_of(file: CaseFile, step: Step, turn: Turn) -> list[Card]:
    pupil = used_on(file, step)
    force = form.Force(pupil=pupil, times=times_used_on(pupil, file, turn)) if pupil else None
    told = form.of_force(force) if force else []
    return [*told, *form.on_whom(file.case, step, turn.actor, force)]


@router.on(TakeStep)
def take(action: TakeStep, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    take_step(file, action.step, action.record_id, action.answers, turn, action.incident, action.names_reason)
    return show_done(Done.STEP, turn, case=file.case)


@router.on(HandOverStep)
def hand(action: HandOverStep, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    hand_step_over(file, action.step, action.record_id, action.person, turn)
    return show_done(Done.STEP_GIVEN, turn, case=file.case)


@router.on(PostponeStep)
def put_off(action: PostponeStep, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    postpone_step(file, action.step, action.record_id, action.until, action.reason, turn, action.names_reason)
    return show_done(Done.STEP_MOVED, turn, case=file.case)


@router.on(StepNotNeeded)
def skip(action: StepNotNeeded, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    skip_step(file, action.step, action.record_id, action.reason, turn, action.incident, action.names_reason)
    return show_done(Done.STEP_SKIPPED, turn, case=file.case)


def _small(action: type[HandOverStep] | type[PostponeStep] | type[StepNotNeeded]) -> Form:
    @router.form(action)
    def drawn(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
        file = turn.case(ids["case_id"])
        step = own_step(file, ids["step"], turn, ids.get("incident", ""))
        record_id = ids.get("record_id") or new_id()
        return form.small_form(file.case, step, action, record_id, people=file.members, filled=filled)

    return drawn


hand_over_form, postpone_form, not_needed_form = _small(HandOverStep), _small(PostponeStep), _small(StepNotNeeded)
