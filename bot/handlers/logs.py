"""Logs on a pupil without a case."""

from collections.abc import Mapping

from bot.handlers.common import groups, known_group, own_group, pupil_in
from bot.handlers.entries import write
from bot.router import Router, Show, Turn
from cards import log as cards
from cards.actions import CorrectLog, LogGroup, LogPupil, StartLog
from cards.case_forms import as_written
from cards.elements import Card
from cards.forms import NOTHING, Filled
from domain.errors import NotFound
from domain.log import EntryId, LogEntry
from storage.support import new_id

router = Router()


@router.on(StartLog)
def start(_action: StartLog, turn: Turn) -> Show:
    return Show(_group_form({}, turn, NOTHING))


@router.on(LogGroup)
def group(action: LogGroup, turn: Turn) -> Show:
    known = known_group(turn, action.group)
    return Show(_pupil_form({"group": known, "entry_id": new_id()}, turn, NOTHING))


@router.on(LogPupil)
def log(action: LogPupil, turn: Turn) -> Show:
    pupil = pupil_in(turn, action.group, action.pupil)
    entry = write(action, turn, lambda old: old.pupil_id is not None, pupil_id=pupil.id)
    return Show(cards.saved(entry, pupil, turn.plan))


@router.on(CorrectLog)
def correct(action: CorrectLog, turn: Turn) -> Show:
    old = _own(action.corrects, turn)
    pupil = turn.tx.pupils.get(old.pupil_id) if old.pupil_id else None
    if pupil is None:
        raise NotFound("Fant ikke loggen som skal rettes.")
    values = {**as_written(old).values, "pupil": pupil.id}
    ids = {"group": pupil.school_class, "entry_id": new_id(), "corrects": old.id}
    return Show(_pupil_form(ids, turn, Filled(values)))


@router.form(LogGroup)
def _group_form(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    classes, bases = groups(turn)
    return cards.group_form([*classes, *bases], own_group(turn), filled)


@router.form(LogPupil)
def _pupil_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils = turn.tx.pupils.of_group(ids["group"])
    return cards.pupil_form(
        ids["group"], pupils, turn.plan, ids["entry_id"], turn.now, corrects=ids.get("corrects"), filled=filled
    )


def _own(entry_id: str, turn: Turn) -> LogEntry:
    old = turn.tx.events.entry(EntryId(entry_id))
    if old is None or old.author != turn.actor.id or old.pupil_id is None:
        raise NotFound("Fant ikke loggen som skal rettes.")
    return old
