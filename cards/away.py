"""«Jeg er borte»: until when, and who stands in."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from cards import words
from cards.elements import Card, card, heading, said, text
from cards.fields import Id
from cards.forms import NOTHING, Action, Ask, Filled
from domain.absence import Absence, Quiet
from domain.access import Permission
from domain.people import Person


class OpenAway(Action, verb="me.away_form", requires=Permission.ASK):
    pass


class SetAway(Action, verb="me.away", requires=Permission.ASK):
    until: Annotated[date, Ask("Borte til og med")]
    stand_in: Annotated[Id | None, Ask("Hvem får påminnelsene dine? (må være med i sakene)")] = None


class OpenQuiet(Action, verb="me.quiet_form", requires=Permission.ASK):
    pass


class SetQuiet(Action, verb="me.quiet", requires=Permission.ASK):
    until: Annotated[date, Ask("Når vil du bli minnet på det igjen?")]


class ComeBack(Action, verb="me.back", requires=Permission.ASK):
    pass


def away_pointer(absence: Absence | None) -> Card:
    until = f"Du er borte til og med {words.day(absence.until)}" if absence else "Si hvor lenge, og hvem som tar over."
    return card(
        heading("Jeg er borte"),
        text(until),
        actions=[
            OpenAway.button("Endre" if absence else "Velg dag"),
            ComeBack.button("Jeg er tilbake") if absence else None,
        ],
    )


def away_form(absence: Absence | None, staff: Sequence[Person], filled: Filled = NOTHING) -> Card:
    """Who is away is not reminded; the steps go to the stand-in, or to the next who answers for them."""
    known = {"until": absence.until.isoformat(), "stand_in": absence.stand_in or ""} if absence else {}
    return card(
        heading("Jeg er borte"),
        text("Boten minner deg ikke på noe mens du er borte. Nye varsler får du likevel, som alltid."),
        SetAway.inputs(
            Filled({**known, **filled.values}, filled.errors), choices={"stand_in": words.person_choices(staff)}
        ),
        actions=[
            SetAway.button("Lagre", style="positive"),
            ComeBack.button("Jeg er tilbake") if absence else None,
        ],
    )


def away_card(absence: Absence, stand_in: Person | None) -> Card:
    who = (
        f"{stand_in.name} får påminnelsene dine i saker dere begge er med i." if stand_in else "Andre på saken får dem."
    )
    return card(
        heading("Jeg er borte"),
        said(f"✓ Til og med {words.day(absence.until)} {who}"),
        actions=[OpenAway.button("Endre"), ComeBack.button("Jeg er tilbake")],
    )


def back_card() -> Card:
    return card(heading("Velkommen tilbake"), text("Du får påminnelser igjen fra neste morgen."))


def quiet_form(suggested: date, filled: Filled = NOTHING) -> Card:
    """For a week at most, and never of what is late."""
    return card(
        heading("Ikke minn meg"),
        text("Du får ingen morgenmelding før dagen du velger. Det som er over fristen, minner jeg deg på likevel."),
        SetQuiet.inputs(Filled({"until": suggested.isoformat(), **filled.values}, filled.errors)),
        actions=[SetQuiet.button("Lagre", style="positive")],
    )


def quiet_card(quiet: Quiet) -> Card:
    return card(
        heading("Ikke minn meg"),
        said(f"✓ Jeg minner deg på stegene igjen {words.day(quiet.until)}"),
        actions=[OpenQuiet.button("Endre")],
    )
