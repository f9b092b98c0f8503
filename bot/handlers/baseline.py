"""The short questions before the measures begin, so that before and after can be compared (L1294–1297)."""

from collections.abc import Mapping

from bot.handlers.activity_plans import first_in_effect, open_case, plan_view
from bot.router import Router, Show, Turn
from cards import evaluation as cards
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.plan_actions import AskFirst, OpenBaseline
from domain.case import Case
from domain.errors import Invalid, Refused
from domain.evaluation import QUESTIONS, Baseline, Often, check_baseline
from domain.event import Event
from domain.two_writers import mark_of
from storage.support import new_id

router = Router()


@router.on(OpenBaseline)
def open_baseline(action: OpenBaseline, turn: Turn) -> Show:
    return Show(baseline_form({"case_id": action.case_id}, turn, NOTHING))


@router.form(AskFirst)
def baseline_form(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    case = _before_the_measures(ids["case_id"], turn)
    known, began = turn.tx.activity_plans.baseline(case.family), first_in_effect(case, turn)
    by = turn.tx.people.name(known.by) if known else ""
    before = f"Svarene fra {known.on:%d.%m.%Y} ({by}) står i historien, og kan skrives om." if known else ""
    values = {"on": min(turn.today, began or turn.today).isoformat()}
    if known:
        values = {"on": known.on.isoformat(), **known.answers}
    carried = {"record_id": ids.get("record_id") or new_id(), "seen": mark_of(known or "")}
    return cards.baseline_form(case, carried, before, values, filled)


@router.on(AskFirst)
def ask_first(action: AskFirst, turn: Turn) -> Show:
    if turn.tx.events.taken(action.record_id):
        return plan_view(open_case(action.case_id, turn), turn, "Svarene er lagret.")
    case = _before_the_measures(action.case_id, turn)
    _require_seen(case, action, turn)
    baseline = Baseline(
        case_id=case.id, on=action.on or turn.today, answers=answers_of(action), at=turn.now, by=turn.actor.id
    )
    turn.tx.activity_plans.ask_first(check_baseline(baseline, first_in_effect(case, turn), turn.today))
    text = f"Før tiltakene, {baseline.on:%d.%m.%Y}: {_said(baseline)}"
    turn.tx.events.add_once(
        action.record_id,
        Event(kind="plan:asked_first", at=turn.now, by=turn.actor.id, text=text, case_id=case.id),
    )
    return plan_view(turn.tx.cases.save(case), turn, "Svarene er lagret.")


def _require_seen(case: Case, action: AskFirst, turn: Turn) -> None:
    """Nobody's answers are replaced unseen."""
    known = turn.tx.activity_plans.baseline(case.family)
    if known and action.seen != mark_of(known):
        by = turn.tx.people.name(known.by)
        text = "{by} har lagret elevens svar siden du åpnet skjemaet: {said}. Lagre på nytt for å skrive dem om."
        raise Invalid("on", text, by=by, said=_said(known))


def _said(baseline: Baseline) -> str:
    return ", ".join(f"{QUESTIONS[name]} {answer.value}" for name, answer in baseline.answers.items())


def _before_the_measures(case_id: str, turn: Turn) -> Case:
    """Raises `Refused` once the plan has been evaluated: the same questions are asked there."""
    case = open_case(case_id, turn)
    if turn.tx.activity_plans.evaluations(case.family):
        raise Refused("Planen er evaluert. De samme spørsmålene stilles i evalueringen.")
    return case


def answers_of(action: object) -> dict[str, Often]:
    """What was answered of the short questions. Raises `Invalid`."""
    given = {name: answer for name in QUESTIONS if (answer := getattr(action, name))}
    if wrong := [name for name, answer in given.items() if answer not in set(Often)]:
        raise Invalid(wrong[0], "Velg fra listen.")
    return {name: Often(answer) for name, answer in given.items()}
