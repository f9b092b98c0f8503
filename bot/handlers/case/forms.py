"""The forms that open from a case, empty or again with what was wrong."""

from collections.abc import Mapping

from bot.handlers.case import people
from bot.handlers.correcting import cases as correcting
from bot.handlers.correcting.steps import undo_form
from bot.handlers.steps import closing, steps
from bot.router import Form, Show, router
from cards.case import forms as cards
from cards.case.actions import (
    AddLog,
    AddMember,
    CaseForm,
    ChangeEnd,
    DecideOwnerNotice,
    IdentifyPupil,
    LiftBar,
    MarkCase,
    MergeCases,
    NameSuspect,
    OpenForm,
    PupilIdentified,
    RemoveMember,
    SplitCase,
)
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from domain.errors import Refused
from domain.ids import new_id
from domain.people.person import Role
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from services.case.lead_case import liftable, with_an_end
from services.case.write_log import own_words
from services.case_file import CaseFile
from services.merging.merge_cases import mergeable
from services.merging.split_case import splittable
from services.people.staff import groups, may_be_named
from services.turn import Turn


@router.on(OpenForm)
def open_form(action: OpenForm, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "step": action.step} | ({"corrects": action.corrects} if action.corrects else {})
    old = own_words(action.corrects, turn) if action.corrects else None
    old = turn.case(action.case_id).history.entry(old.id) if old else None
    filled = cards.as_written(old) if old else NOTHING
    if action.form in (CaseForm.LOG, CaseForm.MINUTES):
        return open_log(action, ids, turn, filled)
    return Show(_FORMS[action.form](ids, turn, filled))


def open_log(action: OpenForm, ids: Mapping[str, str], turn: Turn, filled: Filled) -> Show:
    """Of a meeting it is of that type, unless something else is said."""
    if action.form is CaseForm.MINUTES:
        return router.open(
            AddLog, {**ids, "minutes": "true"}, turn, Filled({"type": turn.school_plan.pick_lists.meeting})
        )
    return router.open(AddLog, ids, turn, filled)


@router.form(AddLog)
def log(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    entry_id = ids.get("entry_id") or new_id()
    carried = {k: ids[k] for k in ("corrects", "minutes") if ids.get(k)}
    return cards.log_form(turn.case(ids["case_id"]).case, turn.school_plan, entry_id, turn.now, carried, filled)


@router.form(AddMember)
def add_member(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = turn.case(ids["case_id"]).case
    others = [p for p in turn.tx.people.active() if not case.admits(p.id, turn.today) and p.id not in case.barred]
    return cards.member_form(case, others, adding=True, filled=filled)


@router.form(ChangeEnd)
def change_end(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.change_end_form(file.case, turn.tx.people.these(with_an_end(file, turn)), filled)


@router.form(RemoveMember)
def remove_member(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = turn.case(ids["case_id"]).case
    others = turn.tx.people.these(case.members - {turn.actor.id})
    return cards.member_form(case, others, adding=False, filled=filled)


@router.form(MergeCases)
def merge(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = turn.case(ids["case_id"]).case
    return cards.merge_form(case, mergeable(case, turn), filled)


@router.form(SplitCase)
def split(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    gone = splittable(file, turn)
    if gone is None:
        raise Refused("Denne saken kan ikke deles opp igjen nå. Vis saken på nytt.")
    return cards.split_form(file.case, gone, filled)


@router.form(MarkCase)
def mark(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.mark_form(turn.case(ids["case_id"]).case, ids.get("incident_id") or new_id(), filled)


@router.form(IdentifyPupil)
def identify(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.identify_group_form(turn.case(ids["case_id"]).case, groups(turn), filled)


@router.step(Does.IDENTIFY)
def identify_step(file: CaseFile, _step: Step, turn: Turn, filled: Filled) -> Card:
    return cards.identify_group_form(file.case, groups(turn), filled)


@router.form(PupilIdentified)
def identify_pupil(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils = turn.tx.pupils.of_group(ids["group"])
    return cards.identify_pupil_form(turn.case(ids["case_id"]).case, ids["group"], pupils, filled)


@router.form(DecideOwnerNotice)
def owner_notice(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return cards.owner_notice_form(file.case, file.incident(ids.get("incident")), turn.today, filled)


@router.form(NameSuspect)
def name_suspect(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    others = [p for p in may_be_named(turn) if not p.has(Role.SCHOOL_OWNER)]
    return cards.suspect_form(turn.case(ids["case_id"]).case, others, ids.get("naming_id") or new_id(), filled)


@router.form(LiftBar)
def lift_bar(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    barred = turn.tx.people.these(liftable(file, turn))
    return cards.lift_form(file.case, barred, ids.get("record_id") or new_id(), filled)


_FORMS: dict[CaseForm, Form] = {
    CaseForm.ADD_MEMBER: add_member,
    CaseForm.CHANGE_END: change_end,
    CaseForm.REMOVE_MEMBER: remove_member,
    CaseForm.LIFT_BAR: lift_bar,
    CaseForm.STEP_ASIDE: people.aside_form,
    CaseForm.SET_ASIDE: people.set_aside_form,
    CaseForm.MARK: mark,
    CaseForm.MERGE: merge,
    CaseForm.IDENTIFY: identify,
    CaseForm.OWNER_NOTICE: owner_notice,
    CaseForm.NAME_SUSPECT: name_suspect,
    CaseForm.HAND_OVER: steps.hand_over_form,
    CaseForm.POSTPONE: steps.postpone_form,
    CaseForm.NOT_NEEDED: steps.not_needed_form,
    CaseForm.MAP_AGAIN: closing.map_again_form,
    CaseForm.REOPEN: closing.reopen_form,
    CaseForm.ANOTHER_PUPIL: correcting.group_form,
    CaseForm.RIGHT_ROLE: correcting.role_form,
    CaseForm.MISREGISTER: correcting.misregister_form,
    CaseForm.PUPIL_LEFT: correcting.left_form,
    CaseForm.UNDO: undo_form,
    CaseForm.SPLIT: split,
}
