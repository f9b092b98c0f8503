"""«Jeg er borte»: until when, and who stands in."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from cards.kit.fields import Id
from cards.kit.forms import NOTHING, Action, Ask, Filled
from domain.people.permissions import Permission
from domain.people.person import Person
from domain.reminders.absence import Absence, far_off
from domain.text.entered import Unreadable, day_of
from domain.text.messages import _


class OpenAway(Action, verb="me.away_form", requires=Permission.ASK):
    pass


class SetAway(Action, verb="me.away", requires=Permission.ASK):
    until: Annotated[date, Ask("Borte til og med")]
    stand_in: Annotated[Id | None, Ask("Hvem får påminnelsene dine? (må være med i sakene)")] = None
    sure: Annotated[bool, Ask("Ja, jeg er borte så lenge")] = False


class ComeBack(Action, verb="me.back", requires=Permission.ASK):
    pass


def away_pointer(absence: Absence | None) -> Card:
    until = _("Du er borte til og med {day}.", day=words.day(absence.until)) if absence else ""
    return card(
        heading(_("Jeg er borte")),
        text(until or _("Si hvor lenge, og hvem som tar over.")),
        actions=[
            OpenAway.button(_("Endre") if absence else _("Velg dag")),
            ComeBack.button(_("Jeg er tilbake")) if absence else None,
        ],
    )


def away_form(absence: Absence | None, staff: Sequence[Person], today: date, filled: Filled = NOTHING) -> Card:
    """Who is away is not reminded; the steps go to the stand-in, or to the next who answers for them. A day far off is
    asked about.
    """
    known = {"until": absence.until.isoformat(), "stand_in": absence.stand_in or ""} if absence else {}
    values = {**known, **filled.values}
    people, far = words.person_choices(staff, values.get("stand_in", "")), _far_off(values.get("until", ""), today)
    asked = {name: ask for name, ask in SetAway.asks().items() if name != "sure" or far}
    return card(
        heading(_("Jeg er borte")),
        text(_("Jeg minner deg ikke på noe mens du er borte. Nye varsler får du likevel, som alltid.")),
        SetAway.inputs(Filled(values, filled.errors), choices={"stand_in": people}, asked=asked),
        actions=[
            SetAway.button(_("Lagre"), style="positive"),
            ComeBack.button(_("Jeg er tilbake")) if absence else None,
        ],
    )


def _far_off(until: str, today: date) -> bool:
    """Also a slip of the year, as it was typed."""
    try:
        return far_off(day_of(until), today)
    except Unreadable:
        return False


def back_card() -> Card:
    return card(heading(_("Velkommen tilbake")), text(_("Du får påminnelser igjen fra neste morgen.")))
