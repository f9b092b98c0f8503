"""What is told outside of a half-year: the links to it, for five minutes."""

from bot.router import Show, router
from cards.statistics.actions import GetReport, OpenReports
from cards.statistics.reports import report_card, reports_card
from domain.statistics.period import half_year
from services.delivery.report_links import report_links
from services.statistics.telling import halves_to_tell
from services.turn import Turn
from storage.case.downloads import LIFE


@router.on(OpenReports)
def open_reports(_action: OpenReports, turn: Turn) -> Show:
    return Show(reports_card(halves_to_tell(turn), half_year(turn.today)))


@router.on(GetReport)
def get_report(action: GetReport, turn: Turn) -> Show:
    half, urls = report_links(action.half, turn)
    return Show(report_card(half, urls, turn.now + LIFE))
