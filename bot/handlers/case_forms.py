"""The forms that open from a case, empty or again with what was wrong."""

from collections.abc import Mapping

from bot.handlers import closing, steps
from bot.handlers.cases import gate
from bot.handlers.common import groups
from bot.handlers.views import mergeable
from bot.router import Router, Show, Turn
from cards import case_forms as cards
from cards.actions import (
    AddLog,
    AddMember,
    CaseForm,
    DecideOwnerNotice,
    IdentifyPupil,
    MarkCase,
    MergeCases,
    NameSuspect,
    OpenForm,
    PupilIdentified,
    RemoveMember,
)
from cards.elements import Card
from cards.forms import NOTHING, Filled
from domain.log import EntryId
from storage.support import new_id

router = Router()
MEETING = "møte"


@router.on(OpenForm)
def open_form(action: OpenForm, turn: Turn) -> Show:
    ids = {"case_id": action.case_id, "step": action.step} | ({"corrects": action.corrects} if action.corrects else {})
    filled = _as_written(action.corrects, turn) if action.corrects else NOTHING
    return Show(_FORMS[action.form](ids, turn, filled))


def _as_written(entry_id: str, turn: Turn) -> Filled:
    """One's own words, to be corrected. Nobody else's are filled in: sending the form refuses those."""
    old = turn.tx.events.entry(EntryId(entry_id))
    return cards.as_written(old) if old and old.author == turn.actor.id else NOTHING


@router.form(AddLog)
def log(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    entry_id = ids.get("entry_id") or new_id()
    case, carried = gate(ids["case_id"], turn), {k: ids[k] for k in ("corrects", "minutes") if ids.get(k)}
    return cards.log_form(case, turn.plan, entry_id, turn.now, carried, filled)


def minutes(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    """The log of a meeting, written from the weekly review, and back to it."""
    return log({**ids, "minutes": "true"}, turn, Filled({"type": MEETING, **filled.values}, filled.errors))


@router.form(AddMember)
def add_member(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    people = [p for p in turn.tx.people.active() if p.id not in case.members | case.barred]
    return cards.member_form(case, people, adding=True, filled=filled)


@router.form(RemoveMember)
def remove_member(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    others = sorted(case.members - {turn.actor.id}, key=turn.tx.people.name)
    return cards.member_form(case, [turn.tx.people.get(p) for p in others], adding=False, filled=filled)


@router.form(MergeCases)
def merge(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    return cards.merge_form(case, mergeable(case, turn), filled)


@router.form(MarkCase)
def mark(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.mark_form(gate(ids["case_id"], turn), filled)


@router.form(IdentifyPupil)
def identify(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    classes, bases = groups(turn)
    return cards.identify_group_form(gate(ids["case_id"], turn), [*classes, *bases], filled)


@router.form(PupilIdentified)
def identify_pupil(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils = turn.tx.pupils.of_group(ids["group"])
    return cards.identify_pupil_form(gate(ids["case_id"], turn), ids["group"], pupils, filled)


@router.form(DecideOwnerNotice)
def owner_notice(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.owner_notice_form(gate(ids["case_id"], turn), turn.plan, turn.today, filled)


@router.form(NameSuspect)
def name_suspect(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    others = [p for p in turn.tx.people.active() if p.id != turn.actor.id]
    return cards.suspect_form(gate(ids["case_id"], turn), others, filled)


_FORMS = {
    CaseForm.LOG: log,
    CaseForm.MINUTES: minutes,
    CaseForm.ADD_MEMBER: add_member,
    CaseForm.REMOVE_MEMBER: remove_member,
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
}
