"""Who has opened a case. Only ever the reply to a press (law 1)."""

from collections.abc import Sequence

from cards.access.actions import ShowOpened
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, card, heading, said, text
from cards.kit.pages import page_of, paged
from cards.steps.steps import back
from domain.access.opened import Opened
from domain.case.case import Case
from domain.ids import PersonId
from domain.text.messages import _, n_

Names = dict[PersonId, str]


def opened_card(case: Case, opened: Sequence[Opened], refused: Sequence[Opened], names: Names, page: int) -> Card:
    """Those who were there last first; those who were refused come after."""
    rows = [*(_row(one, _opened(one), names) for one in opened), *(_row(one, _refused(one), names) for one in refused)]
    part, page, pages = page_of(rows, page)
    number = n_("{count} person", "{count} personer", len({one.person for one in (*opened, *refused)}))
    nobody = text(_("Ingen har åpnet saken ennå. Når noen gjør det, står navnet her."))
    return card(
        heading(_("Hvem har åpnet sak {reference}?", reference=case.reference)),
        text(paged(number, page, pages), subtle=True) if rows else nobody,
        part,
        text(_("At du ser denne listen, blir også skrevet ned."), subtle=True, small=True),
        buttons(
            ShowOpened.button(_("Forrige"), case_id=case.id, page=str(page - 1)) if page > 1 else None,
            ShowOpened.button(_("Neste"), case_id=case.id, page=str(page + 1)) if page < pages else None,
            back(case),
        ),
    )


def _row(one: Opened, what: str, names: Names) -> Card:
    return box(said(names.get(one.person, _("Ukjent"))), said(what, subtle=True), emphasis=False)


def _opened(one: Opened) -> str:
    first, last = words.moment(one.first), words.moment(one.last)
    if not one.times:
        return _("Har ikke åpnet saken, bare sett den i en liste. Sist {last}.", last=last)
    return n_(
        "Åpnet saken én gang, {last}.",
        "Åpnet saken {count} ganger, første gang {first}, sist {last}.",
        one.times,
        first=first,
        last=last,
    )


def _refused(one: Opened) -> str:
    first, last = words.moment(one.first), words.moment(one.last)
    return n_(
        "Fikk ikke åpne saken: én gang, {last}.",
        "Fikk ikke åpne saken: {count} ganger, første gang {first}, sist {last}.",
        one.times,
        first=first,
        last=last,
    )
