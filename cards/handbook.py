"""What the school's plan tells anyone who asks: whom to ring, and what each duty is. Nothing of a case."""

from collections.abc import Iterable, Sequence

from cards.case.actions import SayWord
from cards.kit.elements import Card, card, heading, points, said, subheading, text
from cards.kit.wording import listing
from cards.start import unknown_person
from domain.school_plan.fields import Duty
from domain.school_plan.school_plan import Contact, SchoolPlan
from domain.text.messages import _

WRITTEN_IN = {
    Duty.WATCH: ("watching", "pupil_talks"),
    Duty.INTERVENE: ("intervening",),
    Duty.ALERT: ("without_account",),
}
"""Which of the school's platforms are of which duty."""


def contacts_card(school_plan: SchoolPlan) -> Card:
    """Who has a number or an address; of the others only that the school has not filled it in."""
    everyone = school_plan.contacts.everyone
    blank = [one.title for one in everyone if not _known(one)]
    return card(
        heading(_("Hvem kan jeg ringe?")),
        text(_("Gjelder det en elev som kanskje ikke har det trygt og godt, varsler du rektor.")),
        [piece for one in everyone if _known(one) for piece in _contact(one)],
        said(_blank(blank), subtle=True) if blank else None,
        actions=[SayWord.button(_("Varsle rektor"), word="varsle")],
    )


def stranger_card(school_plans: Iterable[SchoolPlan]) -> Card:
    """For someone who is on no school's list: whom to ring, at each school that is served."""
    told = unknown_person()
    for school_plan in school_plans:
        numbers = [piece for one in school_plan.contacts.everyone if _known(one) for piece in _contact(one)]
        told["body"] += [said(school_plan.school), *numbers] if numbers else []
    return told


def _blank(titles: Sequence[str]) -> str:
    return _("Skolen har ikke fylt inn nummeret ennå: {contacts}. Spør rektor.", contacts=listing(titles))


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


def guidance_card(school_plan: SchoolPlan) -> Card:
    """The five duties, and where the school writes what comes of them."""
    return card(
        heading(_("Veiledning")),
        [piece for duty in Duty for piece in _guidance(duty, school_plan)],
        actions=[SayWord.button(_("Varsle rektor"), word="varsle"), SayWord.button(_("Ny logg"), word="logg")],
    )


def _guidance(duty: Duty, school_plan: SchoolPlan) -> list[Card]:
    guidance = school_plan.guidance_for(duty)
    written = school_plan.platforms.told(*WRITTEN_IN.get(duty, ()))
    return [
        subheading(guidance.title),
        *filter(None, [points(guidance.points)]),
        *(said(line, subtle=True) for line in written),
    ]
