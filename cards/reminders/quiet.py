"""«Ikke minn meg»: not for some days, of what can wait; and never of the årshjul in the morning."""

from datetime import date
from typing import Annotated

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from cards.kit.forms import NOTHING, Action, Ask, Filled
from domain.people.permissions import Permission
from domain.text.messages import _


class OpenQuiet(Action, verb="me.quiet_form", requires=Permission.ASK):
    pass


class SetQuiet(Action, verb="me.quiet", requires=Permission.ASK):
    until: Annotated[date | None, Ask("Når vil du bli minnet på det igjen?")] = None
    without_year: Annotated[bool, Ask("Ikke minn meg om årshjulet i morgenmeldingen")] = False


class EndQuiet(Action, verb="me.quiet_end", requires=Permission.ASK):
    pass


def quiet_pointer(until: date | None, *, wants_year: bool) -> Card:
    """The answer to the words. `until`: when the quiet that holds ends."""
    held = said(until) if until else _("Du får morgenmelding når noe venter på deg.")
    return card(
        heading(_("Påminnelser")),
        text(held),
        None if wants_year else text(_("Årshjulet er ikke med i morgenmeldingen.")),
        actions=[
            OpenQuiet.button(_("Endre") if until or not wants_year else _("Ikke minn meg")),
            EndQuiet.button(_("Minn meg")) if until else None,
        ],
    )


def said(until: date) -> str:
    """What the person has asked for."""
    return _("Du har bedt meg ikke minne deg før {day}.", day=words.day(until))


def quiet_form(suggested: date | None, *, wants_year: bool, filled: Filled = NOTHING) -> Card:
    """For a week at most, and never of what is late or has a clock in the law."""
    known = {"until": suggested.isoformat() if suggested else "", "without_year": "false" if wants_year else "true"}
    return card(
        heading(_("Ikke minn meg")),
        text(
            _(
                "Du blir ikke minnet på det som kan vente, før dagen du velger. Varsler, evalueringer, det som er over "
                "fristen, og det loven har en frist for, får du likevel."
            )
        ),
        SetQuiet.inputs(Filled({**known, **filled.values}, filled.errors)),
        actions=[SetQuiet.button(_("Lagre"), style="positive")],
    )


def reminded_card() -> Card:
    return card(heading(_("Jeg minner deg igjen")), text(_("Du får påminnelser igjen fra neste morgen.")))
