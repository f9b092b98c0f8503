"""The reporter's own duty when there is concern for the care at home (§ 24-3)."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.alert import care as cards
from cards.alert.actions import ReportCare
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Filled
from domain.ids import new_id
from domain.message import Done
from services.alert.report_care import concerned_alert, report_care
from services.turn import Turn


@router.on(ReportCare)
def report(action: ReportCare, turn: Turn) -> Show:
    if not action.answer_id:
        return Show(care_form({"alert_id": action.alert_id}, turn, NOTHING))
    answer = action.reported, action.on, action.words
    alert = report_care(action.alert_id, *answer, action.answer_id, turn)
    return show_done(Done.SAVED, turn, alert=alert)


@router.form(ReportCare)
def care_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    alert = concerned_alert(ids["alert_id"], turn)
    return cards.care_form(alert, turn.school_plan, ids.get("answer_id") or new_id(), filled)
