"""A substitute's own help: what to do in the five duties and whom to ring, in few words. It holds nothing of a case."""

from datetime import datetime
from typing import Any

from cards.case.actions import SayWord
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, facts, heading, points, said, subheading, text
from cards.kit.forms import Action
from cards.protection import privacy
from domain.access.substitute import to_midnight
from domain.people.permissions import may
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, _, worded

DUTIES = (
    N_("**Følg med** på hvordan elevene har det med hverandre, også i friminuttene."),
    N_("**Grip inn** med en gang noen blir krenket. Stopp det, og hent en voksen hvis du trenger hjelp."),
    N_("**Varsle** rektor når du ser, hører eller bare har mistanke om at en elev ikke har det trygt og godt."),
    N_("**Undersøke** og **sette inn tiltak** gjør skolen. Skriv ned det du selv så og hørte, før dagen er over."),
)
"""Duties of whoever works there (§ 12-4), that day too."""


def help_card(person: Person, until: datetime, school_plan: SchoolPlan, *, learns: bool) -> Card:
    contacts = {one.title: one.phone for one in school_plan.contacts.everyone if one.phone}
    return card(
        heading(_("Du er vikar i dag")),
        said(_given(until, person, school_plan)),
        points([*map(worded, DUTIES)]),
        buttons(
            SayWord.button(_("Varsle rektor"), word="varsle", style="positive"),
            SayWord.button(_("Ny logg"), word="logg"),
            SayWord.button(_("Mine oppgaver"), word="mine"),
        ),
        text(_("Haster det, si fra til rektor muntlig. Er liv eller helse i fare, ring 113 eller 112.")),
        subheading(_("Hvem kan jeg ringe?")) if contacts else None,
        facts(contacts),
        text(_("Skriv aldri navn eller det som har skjedd rett i chatten. Bruk knappene."), subtle=True),
        actions=[privacy.offer() if learns else None],
    )


def _given(until: datetime, person: Person, school_plan: SchoolPlan) -> str:
    groups = words.listing(sorted(person.classes | person.bases))
    if to_midnight(until):
        return _(
            "Du kan varsle og skrive logg ved {school} ut dagen, for {groups}.",
            school=school_plan.school,
            groups=groups,
        )
    at = words.clock(until)
    return _(
        "Du kan varsle og skrive logg ved {school} til kl. {time}, for {groups}.",
        school=school_plan.school,
        time=at,
        groups=groups,
    )


def welcome(school_plan: SchoolPlan) -> Card:
    """The message that says one is let in."""
    return card(
        heading(_("Hei! Du er vikar i dag")),
        text(
            _(
                "Du har fått tilgang til Skolemiljø ved {school} i dag. Her varsler du rektor når du er bekymret for "
                "en elev.",
                school=school_plan.school,
            )
        ),
        actions=[
            SayWord.button(_("Se hva jeg kan gjøre"), word="hjelp", style="positive"),
            SayWord.button(_("Varsle rektor"), word="varsle"),
        ],
    )


def with_own_buttons(piece: Any, person: Person) -> Any:  # noqa: ANN401  (any type)
    """The card without the buttons that the person may not press."""
    if isinstance(piece, list):
        return [with_own_buttons(part, person) for part in piece if not _is_anothers(part, person)]
    if isinstance(piece, dict):
        return {
            name: value if name == "data" else with_own_buttons(value, person)
            for name, value in piece.items()
            if not _is_anothers(value, person)
        }
    return piece


def _is_anothers(piece: object, person: Person) -> bool:
    """A button of a verb that asks for more than the person has, or a row of nothing but such."""
    if not isinstance(piece, dict):
        return False
    if piece.get("type") == "ActionSet":
        return all(_is_anothers(one, person) for one in piece["actions"])
    verb = piece.get("verb") if piece.get("type") == "Action.Execute" else None
    return verb is not None and not may(person, Action.by_verb[verb].requires)
