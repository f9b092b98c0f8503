"""Closing, mapping again, opening anew, and the linked case of the pupil who violates."""

from collections.abc import Mapping

from bot.handlers.cases import gate
from bot.handlers.common import groups, known_group, pupil_in, staff_of
from bot.handlers.names import guard_once
from bot.handlers.steps import SPECIAL, own_step, record
from bot.handlers.views import case_view
from bot.handlers.working import open_step, progress_of
from bot.router import Router, Show, Turn
from cards import closing as cards
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.step_actions import CloseCase, MapAgain, OwnCase, OwnCaseFor, ReopenCase
from domain.case import Case
from domain.closing import Said, Standing, close, reopen, undone
from domain.errors import Invalid
from domain.event import CaseId
from domain.opening import linked_case, year_of
from domain.procedure import Does
from domain.progress import Step
from domain.routing import About, members_by_rule
from domain.step_history import StepRecord
from domain.work import done, map_again
from storage.support import new_id

router = Router()


@router.on(CloseCase)
def close_case(action: CloseCase, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return Show(case_view(case, turn, note="Saken er avsluttet."))
    said = Said(safe_now=action.safe_now, pupil_words=action.pupil_words, reason=action.reason)
    step, working = own_step(case, action.step, turn)
    plans = turn.tx.activity_plans
    stands = Standing(progress=working.progress, written=plans.get(case.id), in_effect=plans.in_effect(case.family))
    closed, taken = close(case, step, stands, action.record_id, said, turn.actor, turn.now)
    names = guard_once(case, [action.pupil_words, action.reason], action.names_reason, turn)
    reason = " ".join(filter(None, (taken.reason, names)))
    turn.tx.events.step(case.id, taken.model_copy(update={"reason": reason}))
    return Show(case_view(turn.tx.cases.save(closed), turn, note="Saken er avsluttet."))


@router.on(MapAgain)
def map_anew(action: MapAgain, turn: Turn) -> Show:
    def make(_case: Case, step: Step) -> StepRecord:
        return map_again(step, action.record_id, action.reason, turn.actor, turn.now)

    return record(action, turn, make, "Saken kartlegges på nytt.")


@router.on(ReopenCase)
def open_again(action: ReopenCase, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if not turn.tx.events.taken(action.record_id):
        now = progress_of(case, turn)
        opened, taken, event = reopen(case, now, action.record_id, action.reason, turn.actor, turn.now)
        turn.tx.events.step(case.id, taken)
        case = turn.tx.cases.save(opened, event)
    return Show(case_view(case, turn, note="Saken er åpnet igjen."))


@router.on(OwnCase)
def own_case(action: OwnCase, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    step = open_step(case, action.step, turn)
    if not action.group:
        return Show(_own_case_form(case, step, turn, NOTHING))
    group = known_group(turn, action.group)
    return Show(cards.own_case_pupil(case, step.plan.id, group, turn.tx.pupils.of_group(group), new_id()))


@router.on(OwnCaseFor)
def own_case_for(action: OwnCaseFor, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if turn.tx.events.taken(action.record_id):
        return Show(case_view(case, turn, note="Eleven har fått en egen sak."))
    step = open_step(case, action.step, turn)
    pupil = pupil_in(turn, action.group, action.pupil)
    if any(turn.tx.cases.unguarded(linked).pupil_id == pupil.id for linked in case.links):
        raise Invalid("pupil", "Eleven har allerede en egen sak som er knyttet til denne.")
    about, routing = About.of(pupil), turn.plan.routing
    members = members_by_rule(about, staff_of(turn), routing, case.barred, enhanced=False, past_the_school=False)
    reference = turn.tx.cases.next_reference(year_of(turn.now))
    other, event = linked_case(CaseId(new_id()), reference, case, pupil, members, turn.plan, turn.actor, turn.now)
    turn.tx.cases.open(other, event)
    turn.tx.outbox.put_all("case.joined", other.id, sorted(other.members - {turn.actor.id}), turn.now)
    turn.tx.events.step(case.id, done(step, action.record_id, turn.actor, turn.now))
    linked = case.model_copy(update={"links": (*case.links, other.id)})
    return Show(case_view(turn.tx.cases.save(linked), turn, note=f"Eleven har fått en egen sak: {other.reference}."))


@router.form(OwnCaseFor)
def own_case_pupil(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    pupils = turn.tx.pupils.of_group(ids["group"])
    return cards.own_case_pupil(gate(ids["case_id"], turn), ids["step"], ids["group"], pupils, ids["record_id"], filled)


@router.form(OwnCase)
def own_case_group(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    return _own_case_form(case, open_step(case, ids["step"], turn), turn, filled)


def _own_case_form(case: Case, step: Step, turn: Turn, filled: Filled) -> Card:
    classes, bases = groups(turn)
    return cards.own_case_group(case, step, [*classes, *bases], filled)


@router.form(CloseCase)
def close_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    step, _ = own_step(case, ids["step"], turn)
    return _close(case, step, turn, filled, ids["record_id"])


@router.form(MapAgain)
def map_again_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = gate(ids["case_id"], turn)
    step, _ = own_step(case, ids["step"], turn)
    return cards.map_again_form(case, step, ids.get("record_id") or new_id(), filled)


@router.form(ReopenCase)
def reopen_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return cards.reopen_form(gate(ids["case_id"], turn), ids.get("record_id") or new_id(), filled)


def _close(case: Case, step: Step, turn: Turn, filled: Filled, record_id: str = "") -> Card:
    left = undone(progress_of(case, turn))
    last = next(iter(turn.tx.activity_plans.evaluations(case.family)[::-1]), None)
    return cards.close_form(case, step, left, last, record_id or new_id(), filled)


SPECIAL[Does.CLOSE] = _close
SPECIAL[Does.OWN_CASE] = _own_case_form
