"""The årshjul in one's own calendar. A link stands only in the reply to the press that made it (law 1)."""

from collections.abc import Mapping
from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, heading, points, said, subheading, text
from cards.year.actions import MakeCalendarLink, ShowSubscriptions, ShowYear, StopSubscriptions
from domain.text.messages import _
from domain.year.subscription import SUBSCRIBED_LABELS, Subscribed


def pointer() -> Card:
    """The answer to the word, which is kept in the chat."""
    return card(
        heading(_("Årshjulet i kalenderen din")),
        text(_("Oppgavene i årshjulet kan stå i Outlook eller en annen kalender. Lenken vises bare til deg.")),
        actions=[ShowSubscriptions.button(_("Abonner i kalenderen"))],
    )


def subscriptions_card(links: Mapping[Subscribed, tuple[str, date] | None], note: str = "") -> Card:
    """What one may subscribe to, each with the id and day of the link there is."""
    stop = StopSubscriptions.button(_("Stopp abonnementet"), style="destructive") if any(links.values()) else None
    return card(
        heading(_("Årshjulet i kalenderen din")),
        said(f"✓ {note}") if note else None,
        text(_("Hva vil du abonnere på? Kalenderen viser oppgavene i skolens plan, og ingenting om saker.")),
        [_subscription(to, link) for to, link in links.items()],
        actions=[stop, ShowYear.button(_("Tilbake til årshjulet"))],
    )


def _subscription(to: Subscribed, link: tuple[str, date] | None) -> Card:
    label = SUBSCRIBED_LABELS[to]
    if link is None:
        return box(*buttons(MakeCalendarLink.button(label, to=to.value)), emphasis=False)
    link_id, made = link
    again = _(
        "Du fikk en lenke {day}, og den kan ikke vises igjen. Er den borte, lager du en ny.",
        day=words.day(made),
    )
    new = MakeCalendarLink.button(_("Ny lenke: {calendar}", calendar=label), to=to.value, instead_of=link_id)
    return box(subheading(label), text(again), text(_("Da slutter den gamle å virke."), subtle=True), buttons(new))


def link_card(to: Subscribed, url: str) -> Card:
    """The link, and what to do with it. It is not a button: a calendar that is opened once is not told of changes."""
    return card(
        heading(_("Lenke til kalenderen: {calendar}", calendar=SUBSCRIBED_LABELS[to])),
        said(url),
        points(
            [
                _("Kopier lenken nå. Den kan ikke vises igjen."),
                _("Åpne kalenderen i Outlook på PC-en eller nettet, og velg **Legg til kalender**."),
                _("Velg **Abonner fra nettet**, lim inn lenken, og trykk **Importer**."),
            ]
        ),
        text(_("Outlook henter endringer et par ganger i døgnet.")),
        text(_("Ikke send lenken videre: den som har den, kan lese kalenderen."), subtle=True),
        actions=[ShowSubscriptions.button(_("Tilbake"))],
    )
