"""What one carries out of a plan, and a line of how it went."""

from collections.abc import Mapping

from bot.router import Show, router
from bot.show.done import show_done
from cards.activity_plan.carrying import LogCarried, OpenCarried, Task, task_card
from cards.kit.elements import Card
from cards.kit.forms import Filled
from cards.lists.overview import pupil_line
from domain.ids import new_id
from domain.message import Done
from services.activity_plan.carry_out import own_measure, pupils_of, write_line
from services.turn import Turn


@router.on(OpenCarried)
def open_carried(action: OpenCarried, turn: Turn) -> Show:
    return router.open(LogCarried, {"measure_id": action.measure_id, "entry_id": new_id()}, turn)


@router.form(LogCarried)
def task(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    found = own_measure(ids["measure_id"], turn)
    pupil = next(iter(pupils_of([found], turn).values()), None)
    return task_card(Task(carried=found, who=pupil_line(found.case, pupil)), ids["entry_id"], filled)


@router.on(LogCarried)
def write(action: LogCarried, turn: Turn) -> Show:
    write_line(action.measure_id, action.entry_id, action.text, action.names_reason, turn)
    return show_done(Done.LOG, turn)
