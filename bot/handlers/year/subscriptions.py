"""The årshjul in one's own calendar: a link, a new one, and none any more."""

from bot.router import Show, router
from cards.kit.elements import Card
from cards.year import subscriptions as cards
from cards.year.actions import MakeCalendarLink, ShowSubscriptions, StopSubscriptions
from domain.oslo import oslo_date
from domain.text.messages import _
from services.calendars.calendar_links import make_calendar_link, offered, stop_subscriptions
from services.turn import Turn


@router.on(ShowSubscriptions)
def show_subscriptions(_action: ShowSubscriptions, turn: Turn) -> Show:
    return Show(_card(turn))


@router.on(MakeCalendarLink)
def make(action: MakeCalendarLink, turn: Turn) -> Show:
    return Show(cards.link_card(action.to, make_calendar_link(action.to, action.instead_of, turn)))


@router.on(StopSubscriptions)
def stop(_action: StopSubscriptions, turn: Turn) -> Show:
    stop_subscriptions(turn)
    return Show(_card(turn, _("Abonnementet er stoppet. Lenkene dine virker ikke lenger.")))


def _card(turn: Turn, note: str = "") -> Card:
    links = {to: (link.id, oslo_date(link.created_at)) if link else None for to, link in offered(turn).items()}
    return cards.subscriptions_card(links, note)
