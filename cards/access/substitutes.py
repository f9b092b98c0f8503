"""Substitutes, for leaders: what it is, the form, and those who are let in now. Names only as the reply to a press."""

from collections.abc import Sequence

from cards.access.actions import EndSubstitute, LetInSubstitute, ListSubstitutes, OpenSubstitute
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, facts, heading, row, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.kit.pages import page_of, paged
from cards.kit.staff_list import among_accounts
from domain.access.substitute import to_midnight
from domain.oslo import oslo_time
from domain.people.person import Person
from domain.text.messages import N_, _, n_, worded

WHAT = N_(
    "En vikar kan varsle og skrive logg om elever i klassene du velger, og se sine egne varsler samme dag. Vikaren ser "
    "ingen saker, lister eller planer. Tilgangen slutter av seg selv når dagen er over, senest ved midnatt."
)


def pointer(number: int) -> Card:
    """What «vikar» is answered with: how many, and nobody's name."""
    return card(
        heading(_("Vikarer")),
        text(worded(WHAT)),
        text(_number(number)),
        actions=[
            OpenSubstitute.button(_("Gi en vikar tilgang"), style="positive"),
            ListSubstitutes.button(_("Vikarer i dag")) if number else None,
        ],
    )


def _number(number: int) -> str:
    if not number:
        return _("Ingen vikarer har tilgang nå.")
    return n_("{count} vikar har tilgang nå.", "{count} vikarer har tilgang nå.", number)


def form(groups: Sequence[str], instead_of: str, filled: Filled = NOTHING) -> Card:
    chosen = "" if "account" in filled.errors else filled.values.get("account", "")
    account = [(chosen, filled.values.get("name") or _("Den du valgte"))] if chosen else []
    inputs = LetInSubstitute.inputs(filled, choices={"account": account, "groups": [(one, one) for one in groups]})
    return card(
        heading(_("Rett vikarens tilgang") if instead_of else _("Gi en vikar tilgang")),
        text(worded(WHAT)),
        text(_("Finner du ikke kontoen på telefonen, åpner du Teams på en PC."), subtle=True, small=True),
        [among_accounts(piece) if piece.get("id") == "account" else piece for piece in inputs],
        actions=[
            LetInSubstitute.button(
                _("Lagre") if instead_of else _("Gi tilgang"), style="positive", instead_of=instead_of
            ),
            ListSubstitutes.button(_("Vikarer i dag")),
        ],
    )


def as_given(person: Person, groups: Sequence[str]) -> Filled:
    """The form as it was filled in."""
    until = person.until
    at = f"{oslo_time(until):%H:%M}" if until and not to_midnight(until) else ""
    values = {"account": person.entra_object_id, "name": person.name, "groups": ",".join(groups), "until": at}
    return Filled(values)


def list_card(there: Sequence[tuple[Person, Sequence[str], str]], page: int, note: str = "") -> Card:
    """Each with the chosen classes and bases, and who let them in."""
    part, page, pages = page_of(there, page)
    return card(
        heading(_("Vikarer i dag")),
        subheading(note) if note else None,
        text(paged(_number(len(there)), page, pages), subtle=True),
        [_row(*one) for one in part],
        buttons(
            ListSubstitutes.button(_("Forrige"), page=str(page - 1)) if page > 1 else None,
            ListSubstitutes.button(_("Neste"), page=str(page + 1)) if page < pages else None,
            OpenSubstitute.button(_("Gi en vikar tilgang")),
        ),
    )


def _row(person: Person, groups: Sequence[str], by: str) -> Card:
    opens = OpenSubstitute.button(_("Rett"), instead_of=person.id)
    at = words.clock(person.until) if person.until and not to_midnight(person.until) else ""
    until = _("kl. {time}", time=at) if at else _("ut dagen")
    return row(
        said(person.name),
        facts({_("Klasser og baser"): words.listing(groups), _("Til"): until, _("Gitt av"): by}),
        opens=opens,
        offers=[opens, EndSubstitute.button(_("Avslutt"), person=person.id)],
    )
