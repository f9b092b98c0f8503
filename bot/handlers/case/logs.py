"""Logs on a pupil without a case."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.alert import show_alert
from bot.show.done import show_done
from cards.case import log as cards
from cards.case.actions import CorrectLog, LogGroup, LogPupil, StartLog
from cards.case.forms import as_written
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from domain.ids import new_id
from domain.message import Done
from domain.privacy.coach import require_looked_over
from domain.text.prose import ENTRY_MAX
from services.case.write_log import log_on_pupil, own_entry
from services.patterns.alert_instead import alert_instead
from services.people.guard_names import advice_before_sending
from services.people.staff import groups, known_group, own_groups, pupil_in, pupils_of
from services.turn import Turn


@router.on(StartLog)
def start(_action: StartLog, turn: Turn) -> Show:
    return Show(group_form({}, turn, NOTHING))


@router.on(LogGroup)
def group(action: LogGroup, turn: Turn) -> Show:
    ids = {"group": known_group(turn, action.group), "entry_id": new_id()}
    offered = {"text": turn.held.fitting(ENTRY_MAX)} if turn.held else {}
    return router.open(LogPupil, ids, turn, Filled(offered))


@router.on(LogPupil)
def log(action: LogPupil, turn: Turn) -> Show:
    pupil = pupil_in(turn, action.group, action.pupil)
    if action.about_staff:
        return show_alert(alert_instead(pupil, action, turn), turn)
    require_looked_over("text", advice_before_sending(action.text, [pupil.id], turn), turn.sure)
    log_on_pupil(pupil, action, turn)
    return show_done(Done.PUPIL_LOG, turn)


@router.on(CorrectLog)
def correct(action: CorrectLog, turn: Turn) -> Show:
    old, pupil = own_entry(action.corrects, turn)
    ids = {"group": pupil.school_class, "entry_id": new_id(), "corrects": old.id}
    return router.open(LogPupil, ids, turn, Filled({**as_written(old).values, "pupil": pupil.id}))


@router.form(LogGroup)
def group_form(_ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.group_form(groups(turn), next(iter(own_groups(turn)), None), filled)


@router.form(LogPupil)
def pupil_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    group, corrects = ids["group"], ids.get("corrects")
    pupils = pupils_of(turn, group)
    return cards.pupil_form(
        group, pupils, turn.school_plan, ids["entry_id"], turn.now, corrects=corrects, filled=filled
    )
