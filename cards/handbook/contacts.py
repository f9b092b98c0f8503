"""Whom to ring, and who has a role at the school. Nothing of a case."""

from collections.abc import Sequence

from cards.case.actions import SayWord
from cards.handbook.actions import ShowWhoIs
from cards.kit.elements import Card, card, flat, heading, points, said, subheading, text
from domain.people.permissions import Permission, may
from domain.people.person import Person, in_a_sentence
from domain.school_plan.school_plan import Contact, SchoolPlan
from domain.text.messages import _


def contacts_card(school_plan: SchoolPlan, reader: Person) -> Card:
    """Who has a number or an address; of the others only that the school has not filled it in."""
    alerts = may(reader, Permission.RAISE_ALERT)
    everyone = school_plan.contacts.everyone
    blank = [one.title for one in everyone if not _known(one)]
    return card(
        heading(_("Hvem kan jeg ringe?")),
        text(_("Gjelder det en elev som kanskje ikke har det trygt og godt, varsler du rektor.")) if alerts else None,
        [piece for one in everyone if _known(one) for piece in _contact(one)],
        _blank(blank),
        actions=[SayWord.button(_("Varsle rektor"), word="varsle") if alerts else None],
    )


def _blank(titles: Sequence[str]) -> list[Card]:
    return flat(text(_("Disse numrene mangler, spør rektor:"), subtle=True), points(titles)) if titles else []


def _known(contact: Contact) -> bool:
    return bool(contact.phone or contact.address)


def _contact(contact: Contact) -> list[Card]:
    """The number is a link where Teams has one; elsewhere it is read."""
    number = (contact.phone or "").replace(" ", "")
    return [
        subheading(contact.title),
        *(said(line) for line in (contact.name, contact.address) if line),
        *([text(_("Telefon: [{phone}](tel:{number})", phone=contact.phone, number=number))] if number else []),
    ]


def who_is_pointer(role: str) -> Card:
    """The answer to «hvem er rektor»: names stand only in the reply to a press (law 1)."""
    title = _("Hvem er {role}?", role=in_a_sentence(role))
    return card(heading(title), actions=[ShowWhoIs.button(_("Vis hvem"), role=role)])


def who_is_card(role: str, people: Sequence[Person]) -> Card:
    """Those who work there now, by name; of whom none has it, what to do."""
    names = sorted(person.name for person in people)
    return card(
        heading(_("Hvem er {role}?", role=in_a_sentence(role))),
        [said(name) for name in names] or text(_("Ingen står med denne rollen i skolens liste. Spør rektor.")),
        actions=[SayWord.button(_("Hvem kan jeg ringe?"), word="hvem kan jeg ringe")],
    )
