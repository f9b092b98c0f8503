"""The short module on privacy."""

from bot.router import Show, router
from cards.protection import privacy as cards
from cards.protection.privacy import FinishPrivacy, PutOffPrivacy, ShowPrivacy
from services.protection import privacy_module as module
from services.turn import Turn


@router.on(ShowPrivacy)
def show_privacy(_action: ShowPrivacy, turn: Turn) -> Show:
    counted = module.is_counted(turn)
    return Show(cards.privacy_card(module.standing(turn), module.how_many_know(turn), counted=counted))


@router.on(FinishPrivacy)
def finish_privacy(_action: FinishPrivacy, turn: Turn) -> Show:
    module.finish(turn)
    return Show(cards.finished_card())


@router.on(PutOffPrivacy)
def put_off_privacy(_action: PutOffPrivacy, turn: Turn) -> Show:
    module.put_off(turn)
    return Show(cards.put_off_card())
