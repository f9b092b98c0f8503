"""The report for the school owner, SMU and driftsstyret: of which half-years there is one, and the links to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, open_url, said, text
from cards.statistics.actions import GetReport, OpenReports, ShowStatistics
from domain.statistics.period import Period
from domain.statistics.told import ReportKind
from domain.text.messages import N_, Labels, _

MOST = 4
"""Half-years that are offered: two years."""
_OPEN = Labels({ReportKind.PDF: N_("Åpne som PDF"), ReportKind.CSV: N_("Åpne som CSV")})


def reports_card(halves: Sequence[Period], today: Period) -> Card:
    """`halves`: those that are over, the newest first; `today`: the one that is not."""
    none = _("Rapporten kan lages når {half} er over.", half=today.label)
    return card(
        heading(_("Rapport til skoleeier og SMU")),
        text(
            _(
                "Jeg teller alle skolens saker, uten saker om ansatte (§ 12-5) og saker utenom skolen. Færre enn fem "
                "står som «færre enn 5», og andre tall som «5–9», «10–14» og så videre. Driftsstyret kan få samme "
                "rapport."
            )
        ),
        text(_("Et halvår telles når det er over. Tallene endres ikke etterpå."), subtle=True),
        None if halves else said(none),
        actions=[
            *(GetReport.button(_("Lag rapport for {half}", half=one.label), half=one.name) for one in halves[:MOST]),
            ShowStatistics.button(_("Tilbake")),
        ],
    )


def report_card(half: Period, urls: Mapping[ReportKind, str], expires: datetime) -> Card:
    return card(
        heading(_("Rapport for {half}", half=half.label)),
        said(_("PDF-filen har figurer og tabeller, CSV-filen de samme tallene for regneark.")),
        text(_("Lenkene virker én gang, til kl. {time}. Ikke send dem videre.", time=words.clock(expires))),
        actions=[*(open_url(_OPEN[kind], url) for kind, url in urls.items()), OpenReports.button(_("Tilbake"))],
    )
