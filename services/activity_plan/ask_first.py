"""The short questions before the measures begin, so that before and after can be compared (L1294–1297)."""

from collections.abc import Mapping
from datetime import date

from domain.activity_plan.evaluation import OFTEN_LABELS, QUESTIONS, Baseline, check_baseline
from domain.activity_plan.form_fields import answers_in
from domain.case.case import require_open
from domain.errors import Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.text.concurrent_edits import mark_of
from services.case_file import CaseFile
from services.turn import Turn


def require_not_evaluated(file: CaseFile) -> None:
    """Raises `Refused` once the plan has been evaluated: the same questions are asked there."""
    require_open(file.case)
    if file.evaluations:
        raise Refused("Planen er evaluert. De samme spørsmålene stilles i evalueringen.")


def ask_first(
    file: CaseFile, record_id: str, seen: str, on: date | None, answers: Mapping[str, str], turn: Turn
) -> None:
    """A press made twice is one. Raises `Invalid` for answers that cannot be taken, and for another's unseen."""
    require_open(file.case)
    if file.history.has(record_id, EventKind.PLAN_ASKED_FIRST):
        return
    require_not_evaluated(file)
    _require_seen(file, seen, turn)
    case_id, by = file.case.id, turn.actor.id
    told = Baseline(case_id=case_id, on=on or turn.today, answers=answers_in(answers), at=turn.now, by=by)
    baseline = check_baseline(told, file.first_in_effect, turn.today)
    turn.tx.activity_plans.ask_first(baseline)
    details = Details(day=baseline.on, answers={name: answer.value for name, answer in baseline.answers.items()})
    event = Event(kind=EventKind.PLAN_ASKED_FIRST, at=turn.now, by=by, details=details, case_id=case_id)
    file.add_once(record_id, event)
    file.save(file.case)


def _require_seen(file: CaseFile, seen: str, turn: Turn) -> None:
    """Nobody's answers are replaced unseen."""
    known = file.history.baseline
    if known and seen != mark_of(known):
        raise Invalid(
            "on",
            "{by} har lagret elevens svar siden du åpnet skjemaet: {said}. Lagre på nytt for å skrive dem om.",
            by=turn.tx.people.name(known.by),
            said=", ".join(f"{QUESTIONS[name]} {OFTEN_LABELS[answer]}" for name, answer in known.answers.items()),
        )
