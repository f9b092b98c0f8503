"""How long a closed case is kept. Only ever the reply to a press (law 1)."""

from datetime import date

from cards.case.actions import OpenCase
from cards.kit.elements import Card, buttons, card, heading, text
from cards.kit.forms import NOTHING, Filled
from cards.retention.actions import HoldCase, KeepingForm, KeepLonger, ShowKeeping
from domain.case.case import Case
from domain.retention.rules import Rule, Stays
from domain.text.messages import N_, Labels, _, worded
from domain.text.moments import full_day

_HOLD, _LIFT = N_("Stans slettingen"), N_("La saken bli slettet igjen")
_KEPT = frozenset({Stays.OPEN, Stays.HELD})
_STAYS = Labels(
    {
        Stays.OPEN: N_("Saken er åpen, og slettes ikke."),
        Stays.HELD: N_("Saken skal ikke slettes. Det er bestemt av den som avgjør saken."),
        Stays.NOT_FILED: N_(
            "Saken slettes ikke før hele saken er journalført i {archive}, også «Dokumentasjon i skolemiljøsaken» til "
            "arkivet. Se «Dokumenter»."
        ),
    }
)
_BY = Labels(
    {
        Rule.FILED: N_("Hele saken er journalført i {archive}, og finnes der."),
        Rule.UNFILED: N_("Hele saken er ikke journalført. Kommunens egen regel sier når slike saker slettes."),
        Rule.GROUNDLESS: N_("Saken er feilregistrert. Kommunens egen regel sier når slike saker slettes."),
    }
)


def keeping_card(
    case: Case, on: date | None, rule: Rule | None, stays: Stays | None, *, held: bool, decides: bool
) -> Card:
    def form(title: str, which: KeepingForm) -> Card:
        return ShowKeeping.button(title, case_id=case.id, form=which)

    hold = form(worded(_LIFT), KeepingForm.LIFT) if held else form(worded(_HOLD), KeepingForm.HOLD)
    return card(
        heading(_("Når slettes sak {reference}?", reference=case.reference)),
        text(_("Tidligst {day}.", day=full_day(on))) if on else None,
        text(_BY[rule]) if rule else None,
        text(_STAYS[stays]) if stays else None,
        text(_("Ingen dag er satt ennå.")) if stays is Stays.NOT_FILED else None,
        text(_("De som leder saken, får beskjed minst to uker før."), subtle=True) if stays not in _KEPT else None,
        buttons(
            None if held else form(_("Utsett slettingen"), KeepingForm.LONGER),
            hold if decides else None,
            OpenCase.button(_("Vis saken"), case_id=case.id),
        ),
    )


def longer_form(case_id: str, record_id: str, filled: Filled = NOTHING) -> Card:
    return card(
        heading(_("Utsett slettingen")),
        text(_("Høyst ett år. Grunnen står i saken. Du kan utsette en gang til senere.")),
        KeepLonger.inputs(filled),
        actions=[
            KeepLonger.button(_("Utsett"), case_id=case_id, record_id=record_id, style="positive"),
            _back(case_id),
        ],
    )


def hold_form(case_id: str, record_id: str, filled: Filled = NOTHING, *, lift: bool) -> Card:
    return card(
        heading(worded(_LIFT if lift else _HOLD)),
        text(_("Grunnen står i saken.")),
        HoldCase.inputs(filled),
        actions=[
            HoldCase.button(_("Lagre"), case_id=case_id, record_id=record_id, lift=str(lift).lower(), style="positive"),
            _back(case_id),
        ],
    )


def _back(case_id: str) -> Card:
    return ShowKeeping.button(_("Avbryt"), case_id=case_id)
