"""What several have logged on one pupil: shown to those who may read it, and answered."""

from collections.abc import Mapping

from bot.handlers.patterns.shown import pattern_shown
from bot.router import Show, router
from bot.show.alert import show_alert
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.patterns.actions import AlertPattern, AssessPattern, ShowPattern
from domain.message import Done
from services.patterns import answer
from services.turn import Turn


@router.on(ShowPattern)
def show(action: ShowPattern, turn: Turn) -> Show:
    return Show(pattern_shown(action.pattern, turn, action.page))


@router.on(AlertPattern)
def alert(action: AlertPattern, turn: Turn) -> Show:
    return show_alert(answer.begin_alert(action.pattern, action.draft_id, turn), turn)


@router.on(AssessPattern)
def assess(action: AssessPattern, turn: Turn) -> Show:
    answer.assess(action.pattern, action.newest, action.reason, turn)
    return show_done(Done.SAVED, turn)


@router.form(AssessPattern)
def assess_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return pattern_shown(ids["pattern"], turn, filled=filled)
