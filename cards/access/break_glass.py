"""«Nødtilgang»: what it is, the form, and the case as it is read so. The last two only ever as the reply to a press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.access.actions import OpenInNeed, ReadInNeed
from cards.case.actions import OpenCase, ShowCatchUp
from cards.case.timeline import Item, Shown, timeline
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, facts, heading, problem, said, subheading, text
from cards.kit.forms import NOTHING, Filled
from cards.lists.overview import pupil_line
from domain.case.case import Case
from domain.people.person import Pupil
from domain.text.messages import N_, _, worded

TITLE = N_("Nødtilgang")
WHAT = N_(
    "Er du leder, og må lese en sak du ikke er med i, kan du få lese den i 24 timer. Alle som er med i saken, og "
    "rektor, får beskjed med en gang. Grunnen din står i saken."
)
NEVER = N_("Saker om ansatte (§ 12-5) og saker du er utestengt fra, kan aldri leses slik.")


def pointer(number: str) -> Card:
    """What «nødtilgang 2026-014» is answered with; it says nothing of whether there is such a case."""
    return card(
        heading(worded(TITLE)),
        text(worded(WHAT)),
        text(worded(NEVER), subtle=True),
        actions=[OpenInNeed.button(_("Be om nødtilgang"), number=number)],
    )


def not_on_it(why: str) -> Card:
    """To a leader who asked for a case that is not theirs, or that does not exist."""
    return card(said(why), actions=[OpenInNeed.button(worded(TITLE))])


def form(number: str, record_id: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(worded(TITLE)),
        text(worded(WHAT)),
        text(worded(NEVER), subtle=True),
        ReadInNeed.inputs(Filled({"number": number, **filled.values}, filled.errors, filled.note)),
        actions=[ReadInNeed.button(_("Gi meg nødtilgang"), record_id=record_id, style="destructive")],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InNeed:
    """A page of the history of a case, and until when it may be read."""

    case: Case
    pupil: Pupil | None
    items: Sequence[Item]
    shown: Shown
    until: datetime
    offset: int
    total: int


def in_need_card(view: InNeed) -> Card:
    """To read, and nothing else."""
    case = view.case
    pieces, taken = timeline(view.items, view.shown)
    reached = view.offset + taken
    return card(
        heading(_("Sak {reference}", reference=case.reference)),
        problem(_("Du har nødtilgang til {moment}. Du kan lese, men ikke endre.", moment=words.moment(view.until))),
        facts({_("Elev"): pupil_line(case, view.pupil), _("Status"): case.status_label}),
        buttons(ShowCatchUp.button(_("Kort fortalt"), case_id=case.id)),
        subheading(_("Historien ({first}–{last} av {total})", first=view.offset + 1, last=reached, total=view.total)),
        pieces,
        buttons(
            OpenCase.button(_("Til de nyeste"), case_id=case.id) if view.offset else None,
            OpenCase.button(_("Eldre"), case_id=case.id, offset=str(reached)) if reached < view.total else None,
        ),
    )
