"""«Min plan» has been read aloud to the pupil."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show import activity_plan as plans
from bot.show.done import show_done
from cards.activity_plan.actions import OpenReadAloud, ReadAloud
from cards.kit.elements import Card
from cards.kit.forms import Filled
from domain.ids import new_id
from domain.message import Done
from services.activity_plan.read_aloud import read_aloud
from services.turn import Turn


@router.on(OpenReadAloud)
def open_read_aloud(action: OpenReadAloud, turn: Turn) -> Show:
    return router.open(ReadAloud, {"case_id": action.case_id}, turn)


@router.form(ReadAloud)
def read_aloud_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return plans.read_aloud_form(turn.case(ids["case_id"]), ids.get("record_id") or new_id(), turn, filled)


@router.on(ReadAloud)
def read(action: ReadAloud, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    read_aloud(file, action.record_id, action.on, action.pupil_words, action.names_reason, turn)
    return show_done(Done.READ_ALOUD, turn, case=file.case)
