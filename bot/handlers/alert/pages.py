"""The alert, page by page."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.alert import show_alert, show_receipt
from cards.alert import pages as cards
from cards.alert.actions import (
    CancelAlert,
    ChooseFound,
    ClassPage,
    DiscardAlert,
    FactsPage,
    MorePage,
    RolesPage,
    SendAlert,
    StartAlert,
    SuspectPage,
    TurnPage,
)
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.alert.alert import Alert, Go, Page
from domain.ids import PersonId
from services.alert import alert_draft
from services.alert.send_alert import send_draft
from services.turn import Turn


@router.on(StartAlert)
def start(action: StartAlert, turn: Turn) -> Show:
    return show_alert(alert_draft.begin(action.draft_id, turn), turn)


@router.on(TurnPage)
def turn_page(action: TurnPage, turn: Turn) -> Show:
    return show_alert(alert_draft.turn_page(action.draft_id, action.page, turn), turn)


@router.on(FactsPage)
def facts(action: FactsPage, turn: Turn) -> Show:
    kept = alert_draft.keep_facts(action.draft_id, action.answers, action.to, turn, group=action.group)
    return show_alert(kept, turn, action.to)


@router.on(ClassPage)
def choose_class(action: ClassPage, turn: Turn) -> Show:
    if action.find:
        draft, found = alert_draft.find_pupils(action.draft_id, action.name, turn)
        return show_receipt(draft, turn) if isinstance(draft, Alert) else Show(cards.found_page(draft, found))
    return show_alert(alert_draft.choose_class(action.draft_id, action.group, turn), turn)


@router.on(ChooseFound)
def choose_found(action: ChooseFound, turn: Turn) -> Show:
    return show_alert(alert_draft.choose_found(action.draft_id, action.found, turn), turn)


@router.on(SuspectPage)
def suspect(action: SuspectPage, turn: Turn) -> Show:
    named = None if action.suspect == cards.SUSPECT_UNKNOWN else PersonId(action.suspect)
    return show_alert(alert_draft.choose_suspect(action.draft_id, named, turn), turn)


@router.on(MorePage)
def more(action: MorePage, turn: Turn) -> Show:
    return show_alert(alert_draft.keep_more(action.draft_id, action.answers, action.to, turn), turn, action.to)


@router.on(RolesPage)
def roles(action: RolesPage, turn: Turn) -> Show:
    kept = alert_draft.keep_roles(action.draft_id, action.answers, action.to, turn)
    return show_alert(kept, turn, action.to, Page.ROLES)


@router.on(SendAlert)
def send_alert(action: SendAlert, turn: Turn) -> Show:
    return show_alert(send_draft(action.draft_id, turn), turn, Go.REVIEW)


@router.on(CancelAlert)
def cancel(action: CancelAlert, turn: Turn) -> Show:
    found = alert_draft.draft_or_alert(action.draft_id, turn)
    return show_receipt(found, turn) if isinstance(found, Alert) else Show(cards.confirm_discard(found))


@router.on(DiscardAlert)
def discard(action: DiscardAlert, turn: Turn) -> Show:
    sent = alert_draft.discard(action.draft_id, turn)
    return show_receipt(sent, turn) if sent else Show(cards.discarded())


@router.form(FactsPage)
@router.form(ClassPage)
@router.form(ChooseFound)
@router.form(SuspectPage)
@router.form(RolesPage)
@router.form(MorePage)
def page_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return show_alert(alert_draft.own_draft(ids["draft_id"], turn), turn, filled=filled).card
