"""Closing, investigating again, opening anew, and the linked case of the pupil who may have violated."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from cards.steps import closing as cards
from cards.steps.actions import CloseCase, MapAgain, OwnCase, OwnCaseFor, OwnCaseNamed, ReopenCase
from domain.ids import new_id
from domain.message import Done
from domain.school_plan.procedure import Does
from domain.steps.closing import ClosingAnswers, undone
from domain.steps.progress import Step
from services.case_file import CaseFile
from services.people.staff import groups, known_group
from services.steps.close_case import close_case, reopen_case
from services.steps.link_case import link_case, link_case_of_named, named_in_case
from services.steps.take_step import investigate_again, open_step, own_step
from services.turn import Turn


@router.on(CloseCase)
def close(action: CloseCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    said = ClosingAnswers(safe_now=action.safe_now, pupil_words=action.pupil_words, reason=action.reason)
    close_case(file, action.step, action.record_id, said, action.names_reason, turn)
    return show_done(Done.SAVED if file.case.open else Done.CLOSED, turn, case=file.case)


@router.on(MapAgain)
def map_again(action: MapAgain, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    investigate_again(file, action.step, action.record_id, action.reason, turn, action.names_reason)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(ReopenCase)
def open_again(action: ReopenCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    reopen_case(file, action.record_id, action.reason, turn, action.names_reason)
    return show_done(Done.REOPENED, turn, case=file.case)


@router.on(OwnCase)
def own_case(action: OwnCase, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    step = open_step(file, action.step)
    if not action.group:
        return Show(own_case_form(file, step, turn, NOTHING))
    group = known_group(turn, action.group)
    return Show(cards.own_case_pupil(file.case, step.rule.id, group, turn.tx.pupils.of_group(group), new_id()))


@router.on(OwnCaseFor)
def own_case_for(action: OwnCaseFor, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    link_case(file, action.step, action.record_id, action.group, action.pupil, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.on(OwnCaseNamed)
def own_case_named(action: OwnCaseNamed, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    link_case_of_named(file, action.step, action.record_id, action.pupil, turn)
    return show_done(Done.SAVED, turn, case=file.case)


@router.form(OwnCaseFor)
def own_case_pupil(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case, pupils = turn.case(ids["case_id"]).case, turn.tx.pupils.of_group(ids["group"])
    return cards.own_case_pupil(case, ids["step"], ids["group"], pupils, ids["record_id"], filled)


@router.form(OwnCase)
def own_case_group(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return own_case_form(file, open_step(file, ids["step"]), turn, filled)


@router.step(Does.OWN_CASE)
def own_case_form(file: CaseFile, step: Step, turn: Turn, filled: Filled) -> Card:
    return cards.own_case_group(file.case, step, groups(turn), named_in_case(file, turn), new_id(), filled)


@router.form(CloseCase)
def close_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return _close_form(file, own_step(file, ids["step"], turn), ids.get("record_id") or new_id(), filled)


@router.step(Does.CLOSE)
def close_form(file: CaseFile, step: Step, turn: Turn, filled: Filled) -> Card:
    return router.open(CloseCase, {"case_id": file.case.id, "step": step.rule.id}, turn, filled).card


def _close_form(file: CaseFile, step: Step, record_id: str, filled: Filled) -> Card:
    last = next((one for one in file.evaluations[::-1] if not one.of_another), None)
    return cards.close_form(file.case, step, undone(file.progress), last, record_id, filled)


@router.form(MapAgain)
def map_again_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    step = own_step(file, ids["step"], turn)
    return cards.map_again_form(file.case, step, ids.get("record_id") or new_id(), filled)


@router.form(ReopenCase)
def reopen_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.reopen_form(turn.case(ids["case_id"]).case, ids.get("record_id") or new_id(), filled)
