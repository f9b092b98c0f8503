"""What is counted for the school owner's contact: the same for the contact and for the leaders it is about."""

from datetime import date

from cards.kit import wording as words
from cards.kit.elements import Card, card, facts, flat, heading, points, text
from cards.kit.forms import Action
from domain.oversight.counts import COUNTED_LABELS, FEW, Counted, MonthCounts
from domain.people.permissions import Permission
from domain.text.messages import _


class ShowMonthCounts(Action, verb="oversight.show", requires=Permission.SEE_OVERSIGHT, reads=True):
    """`month`: its first day; the newest when nothing is said."""

    month: str = ""


def what_is_counted() -> list[Card]:
    """For those it is about."""
    few = _("Ingen navn og ingen saker. Er det færre enn {few}, eller ingen, står det «færre enn {few}».", few=FEW)
    return flat(
        text(_("Skoleeiers kontaktperson får hver måned vite hvor mange det er av dette på skolen:")),
        points([*COUNTED_LABELS.values()]),
        text(few),
        text(_("Lederne på skolen ser de samme tallene, så alle deler det samme.")),
    )


def offer() -> Card:
    """The button for those who share the counts."""
    return ShowMonthCounts.button(_("Tall til skoleeier"))


def switched_on_card() -> Card:
    return card(
        heading(_("Skoleeier får tall hver måned")),
        what_is_counted(),
        text(_("Du får vite dette fordi det gjelder det ledere avgjør (arbeidsmiljøloven kapittel 9)."), subtle=True),
        actions=[offer()],
    )


def ready_card(month: date, school: str) -> Card:
    return card(
        heading(_("Tallene for {month}", month=words.month(month))),
        text(_("Fra {school}. Uten navn og uten saker. Lederne på skolen ser de samme tallene.", school=school)),
        actions=[ShowMonthCounts.button(_("Vis"), month=month.isoformat())],
    )


def counts_card(counts: MonthCounts | None, before: MonthCounts | None) -> Card:
    if counts is None:
        return card(
            heading(_("Ingen tall ennå")),
            text(_("Når skolen har slått dette på, kommer tallene den første skoledagen i hver måned.")),
        )
    return card(
        heading(_("Tall til skoleeier, {month}", month=words.month(counts.month))),
        *facts({COUNTED_LABELS[what]: counts.said(what) for what in Counted}),
        text(_("Skoleeiers kontaktperson og lederne ser det samme. Saker utenom skolen er aldri med."), subtle=True),
        actions=[
            ShowMonthCounts.button(_("Forrige måned"), month=before.month.isoformat()) if before else None,
        ],
    )
