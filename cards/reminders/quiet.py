"""«Ikke minn meg»: not for some days, of what can wait; or not of the årshjul in the morning."""

from datetime import date
from typing import Annotated

from cards.case.actions import SayWord
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, text
from cards.kit.forms import NOTHING, Action, Ask, Filled
from domain.people.permissions import Permission
from domain.text.messages import _


class OpenQuiet(Action, verb="me.quiet_form", requires=Permission.ASK):
    pass


class SetQuiet(Action, verb="me.quiet", requires=Permission.ASK):
    until: Annotated[date, Ask("Når vil du bli minnet på det igjen?")]


class EndQuiet(Action, verb="me.quiet_end", requires=Permission.ASK):
    pass


class WantYearLines(Action, verb="me.year_lines", requires=Permission.ASK):
    """Whether the own tasks of the årshjul stand in the morning's message."""

    wanted: bool


def year_lines_button(*, wants_year: bool) -> Card:
    """The other way than it is."""
    if wants_year:
        return WantYearLines.button(_("Ikke minn meg om årshjulet"), wanted="false")
    return WantYearLines.button(_("Minn meg om årshjulet"), wanted="true")


def quiet_pointer(until: date | None, *, wants_year: bool) -> Card:
    """The answer to the words. `until`: when the quiet that holds ends."""
    held = said(until) if until else _("Du får morgenmelding når noe venter på deg.")
    return card(
        heading(_("Påminnelser")),
        text(held),
        None if wants_year else text(_("Årshjulet er ikke med i morgenmeldingen.")),
        actions=[
            OpenQuiet.button(_("Endre dagen") if until else _("Ikke minn meg")),
            EndQuiet.button(_("Minn meg")) if until else None,
            year_lines_button(wants_year=wants_year),
        ],
    )


def said(until: date) -> str:
    """What the person has asked for."""
    return _("Du har bedt meg ikke minne deg før {day}.", day=words.day(until))


def quiet_form(suggested: date, *, wants_year: bool, filled: Filled = NOTHING) -> Card:
    """For a week at most, and never of what is late in a case or has a clock in the law."""
    return card(
        heading(_("Ikke minn meg")),
        text(
            _(
                "Du blir ikke minnet på årshjulet og det som kan vente i sakene dine, før dagen du velger. Du får "
                "fortsatt: varsler, evalueringer, steg over fristen og steg med frist i loven."
            )
        ),
        SetQuiet.inputs(Filled({"until": suggested.isoformat(), **filled.values}, filled.errors)),
        actions=[
            SetQuiet.button(_("Lagre"), style="positive"),
            SayWord.button(_("Avbryt"), word="ikke minn meg"),
            year_lines_button(wants_year=wants_year),
        ],
    )


def reminded_card() -> Card:
    return card(heading(_("Jeg minner deg igjen")), text(_("Du får påminnelser igjen fra neste morgen.")))
