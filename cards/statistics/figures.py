"""What is counted, to look at rather than to read: bars, and a year as a row of colours; the numbers folded beside."""

from collections.abc import Mapping, Sequence
from math import ceil

from cards.kit.elements import Card, card, facts, fold, heading, points, said, subheading, text
from cards.statistics.actions import OpenReports, ShowStatistics
from cards.statistics.charts import bars, heat
from domain.activity_plan.evaluation import NOT_ASKED, SAFE_LABELS
from domain.statistics.called import TITLES, called
from domain.statistics.figures import SPANS, Figures
from domain.text.messages import _, n_, worded
from domain.text.moments import decimal

MOST = 8
"""Bars of one kind: the rest stand among the numbers."""


def pointer() -> Card:
    """The answer to the word: how many there are of a kind would itself tell what has happened (law 1)."""
    return card(
        heading(_("Statistikk")),
        text(_("Tallene er fra sakene du er med i.")),
        actions=[ShowStatistics.button(_("Vis statistikk"))],
    )


def statistics_card(now: Figures, before: Figures, labels: Mapping[str, str], *, reports: bool) -> Card:
    """`labels`: what the plan file calls its kinds and places; `reports`: the person may have one made."""
    return card(
        heading(_("Statistikk {year}", year=now.period.label)),
        text(_("Fra sakene du er med i. Saker utenom skolen er aldri med."), subtle=True),
        facts(
            {
                _("Varsler"): _beside(now.alerts, before.alerts, before),
                _("Saker"): _beside(now.cases, before.cases, before),
            }
        ),
        [piece for name in TITLES for piece in _chart(name, now, labels)] if now.cases else None,
        _times(now, before),
        _kept(now),
        fold("numbers", _("Tallene"), _numbers(now, before, labels)),
        actions=[OpenReports.button(_("Rapport til skoleeier og SMU"))] if reports else [],
    )


def _beside(now: int, before: int, earlier: Figures) -> str:
    return _("{now} (i {year}: {before})", now=now, before=before, year=earlier.period.label)


def _chart(name: str, now: Figures, labels: Mapping[str, str]) -> list[Card]:
    counts = [(called(name, key, labels), count) for key, count in now.by[name].items()]
    if name == "month":
        shaded = text(_("Jo flere saker, jo varmere farge."), subtle=True, small=True)
        return [subheading(TITLES[name]), shaded, *heat(counts)]
    told = [(label, count) for label, count in counts if count]
    if name in {"kind", "place"}:
        told.sort(key=lambda one: -one[1])
    return [subheading(TITLES[name]), *bars(told[:MOST])] if told else []


def _times(now: Figures, before: Figures) -> list[Card]:
    told = {SPANS[name]: _span(name, now, before) for name in SPANS if name in now.spans}
    return [subheading(_("Hvor lang tid det tok")), *facts(told)] if told else []


def _span(name: str, now: Figures, before: Figures) -> str:
    days = _half(now.spans[name].middle)
    longest = n_("lengst {count} dag", "lengst {count} dager", now.spans[name].longest)
    earlier = before.spans.get(name)
    was = _("i {year}: {days}", year=before.period.label, days=decimal(earlier.middle)) if earlier else ""
    return " · ".join(filter(None, (days, longest, was)))


def _half(middle: float) -> str:
    if not middle:
        return _("halvparten samme dag")
    return n_("halvparten innen {days} dag", "halvparten innen {days} dager", ceil(middle), days=decimal(middle))


def _kept(now: Figures) -> list[Card]:
    safe = {SAFE_LABELS[True]: now.safe.get(True, 0), SAFE_LABELS[False]: now.safe.get(False, 0)}
    safe[worded(NOT_ASKED)] = now.safe.get(None, 0)
    told = {
        _("Evalueringer i tide"): _of(now.evaluations),
        _("Oppgaver i årshjulet i tide"): _of(now.tasks),
    }
    asked = [said(f"{label}: {count}") for label, count in safe.items()] if now.cases else []
    return [
        *facts({label: value for label, value in told.items() if value}),
        *([subheading(_("Har elevene det trygt og godt nå?")), *asked] if asked else []),
    ]


def _of(counts: Mapping[bool, int]) -> str:
    every = sum(counts.values())
    return _("{number} av {all}", number=counts.get(True, 0), all=every) if every else ""


def _numbers(now: Figures, before: Figures, labels: Mapping[str, str]) -> Sequence[Card]:
    pieces: list[Card] = []
    for name, title in TITLES.items():
        keys = dict.fromkeys([*now.by[name], *before.by[name]])
        lines = [
            f"{called(name, key, labels)}: {_beside(now.by[name].get(key, 0), before.by[name].get(key, 0), before)}"
            for key in keys
            if now.by[name].get(key) or before.by[name].get(key)
        ]
        pieces += [subheading(title), *filter(None, [points(lines)])] if lines else []
    return pieces
