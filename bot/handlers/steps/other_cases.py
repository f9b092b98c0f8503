"""Whether who was named late is to be off the pupil's other cases."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.kit.wording import listing
from cards.steps import other_cases as cards
from cards.steps.actions import TakeOffOthers
from domain.ids import new_id
from domain.message import Done
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from services.case_file import CaseFile
from services.steps.other_cases import other_cases, take_off_others
from services.steps.take_step import own_step
from services.turn import Turn


@router.on(TakeOffOthers)
def take_off(action: TakeOffOthers, turn: Turn) -> Show:
    file = turn.case(action.case_id)
    take_off_others(file, action.step, action.record_id, action.cases, action.reason, turn)
    return show_done(Done.STEP, turn, case=file.case)


@router.form(TakeOffOthers)
def take_off_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    file = turn.case(ids["case_id"])
    return _form(file, own_step(file, ids["step"], turn), ids["record_id"], turn, filled)


@router.step(Does.OTHER_CASES)
def take_off_form(file: CaseFile, step: Step, turn: Turn, filled: Filled) -> Card:
    return _form(file, step, new_id(), turn, filled)


def _form(file: CaseFile, step: Step, record_id: str, turn: Turn, filled: Filled) -> Card:
    others = [(case, listing(map(turn.tx.people.name, named))) for case, named in other_cases(file, turn)]
    return cards.other_cases_form(file.case, step, others, record_id, filled)
