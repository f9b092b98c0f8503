"""Taking the steps of a case. Every press carries the id of the record it makes, so that twice is once."""

from collections.abc import Callable, Mapping

from bot.handlers.cases import gate
from bot.handlers.views import case_view
from bot.handlers.working import colleagues, members_of, working_of
from bot.router import Form, Router, Show, Turn
from cards import steps as cards
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.step_actions import HandOverStep, MapAgain, OpenStep, PostponeStep, ShowSteps, StepNotNeeded, TakeStep
from cards.steps import Working
from domain.case import Case, require_open
from domain.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.people import PersonId
from domain.procedure import Answer, Does
from domain.progress import Step
from domain.step_history import StepRecord
from domain.work import (
    complete,
    given_steps,
    hand_over,
    joining,
    may_take,
    not_needed,
    postpone,
    require_step,
)
from storage.support import new_id

router = Router()
Pressed = TakeStep | HandOverStep | PostponeStep | StepNotNeeded | MapAgain


def record(action: Pressed, turn: Turn, make: Callable[[Case, Step], StepRecord], note: str) -> Show:
    """Do it once: the record is added and the case moves on. A second press shows the case as it is."""
    case = gate(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return Show(case_view(case, turn, note=note))
    step, _ = own_step(case, action.step, turn)
    taken = make(case, step)
    turn.tx.events.step(case.id, taken)
    return Show(case_view(_saved(case, step, taken, turn), turn, note=note))


def own_step(case: Case, step_id: str, turn: Turn) -> tuple[Step, Working]:
    """The step, for those whose it is, and where the case stands. Raises `Refused` for the others on the case."""
    require_open(case)
    working = working_of(case, turn)
    step = require_step(working.progress, step_id)
    if not may_take(turn.actor, working.owners.get(step.plan.id, ())):
        raise Refused("«{title}» har en annen ansvaret for. Be om å få det gitt videre til deg.", title=step.plan.title)
    return step, working


def _saved(case: Case, step: Step, taken: StepRecord, turn: Turn) -> Case:
    """The case moves on. Who got steps by this is on it from now on, and is told, also when on it already."""
    grown, events = joining(case, step.plan, taken, colleagues(case, turn))
    saved = turn.tx.cases.save(grown, *events)
    new = grown.members - case.members
    given = given_steps(step.plan, taken) - new - {turn.actor.id}
    turn.tx.outbox.put_all("case.joined", case.id, sorted(new), turn.now, key=str(saved.version))
    turn.tx.outbox.put_all("step.given", case.id, sorted(given), turn.now, key=taken.id)
    return saved


@router.on(ShowSteps)
def show(action: ShowSteps, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    return Show(cards.all_steps(case, working_of(case, turn)))


@router.on(OpenStep)
def open_(action: OpenStep, turn: Turn) -> Show:
    return Show(take_form({"case_id": action.case_id, "step": action.step}, turn, NOTHING))


@router.form(TakeStep)
def take_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    step, working = own_step(case, ids["step"], turn)
    special = SPECIAL.get(step.plan.does)
    if special:
        return special(case, step, turn, filled)
    record_id = ids.get("record_id") or new_id()
    return cards.step_form(case, step, working, colleagues(case, turn), record_id, filled)


Special = Callable[[Case, Step, Turn, Filled], Card]
SPECIAL: dict[Does, Special] = {}
"""Steps whose form is their own: closing, the plan, the evaluation."""


@router.on(TakeStep)
def take(action: TakeStep, turn: Turn) -> Show:
    def make(case: Case, step: Step) -> StepRecord:
        staff = frozenset(person.id for person in colleagues(case, turn))
        return complete(step, action.record_id, _answers(action), staff, turn.actor, turn.now)

    return record(action, turn, make, "Steget er gjort.")


def _answers(action: TakeStep) -> dict[Answer, str]:
    given = {answer: getattr(action, answer.name.lower()) for answer in Answer}
    return {answer: ",".join(value) if answer is Answer.CHECKS else str(value or "") for answer, value in given.items()}


@router.on(HandOverStep)
def hand(action: HandOverStep, turn: Turn) -> Show:
    def make(case: Case, step: Step) -> StepRecord:
        person = turn.tx.people.known.get(PersonId(action.person))
        if person is None:
            raise Invalid("person", "Velg fra listen.")
        return hand_over(step, action.record_id, person, case, turn.actor, turn.now)

    return record(action, turn, make, "Steget er gitt videre.")


@router.on(PostponeStep)
def put_off(action: PostponeStep, turn: Turn) -> Show:
    def make(case: Case, step: Step) -> StepRecord:
        require_school_day(turn.plan_of(case), "until", action.until)
        return postpone(step, action.record_id, action.until, action.reason, turn.actor, turn.now)

    return record(action, turn, make, "Fristen er flyttet.")


@router.on(StepNotNeeded)
def skip(action: StepNotNeeded, turn: Turn) -> Show:
    return record(
        action,
        turn,
        lambda _, step: not_needed(step, action.record_id, action.reason, turn.actor, turn.now),
        "Steget er satt til ikke nødvendig.",
    )


def _small(action: type[HandOverStep] | type[PostponeStep] | type[StepNotNeeded]) -> Form:
    @router.form(action)
    def form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
        case = gate(ids["case_id"], turn)
        (step, _), record_id = own_step(case, ids["step"], turn), ids.get("record_id") or new_id()
        return cards.small_form(case, step, action, record_id, people=members_of(case, turn), filled=filled)

    return form


hand_over_form, postpone_form, not_needed_form = _small(HandOverStep), _small(PostponeStep), _small(StepNotNeeded)
