"""Forms that were put away."""

from bot.router import Show, router
from cards.case import drafts as cards
from cards.case.actions import AnotherForm, DropDraft, OpenDraft
from services.turn import Turn


@router.on(OpenDraft)
def open_draft(action: OpenDraft, turn: Turn) -> Show:
    return router.reopen(turn.tx.form_drafts.get(action.draft, turn.actor.id), turn)


@router.on(AnotherForm)
def another(action: AnotherForm, turn: Turn) -> Show:
    return router.another(turn.tx.form_drafts.get(action.draft, turn.actor.id), turn)


@router.on(DropDraft)
def drop_draft(action: DropDraft, turn: Turn) -> Show:
    if not action.sure:
        return Show(cards.sure(turn.tx.form_drafts.get(action.draft, turn.actor.id)))
    turn.tx.form_drafts.drop(action.draft, turn.actor.id)
    return Show(cards.gone())
