"""What was written on a case before it was put right whom it is about.

It stands, but what was said then by a pupil, or by that pupil's guardians, is not told as if the pupil of now said it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Baseline, Evaluation
from domain.case.log import LogEntry
from domain.event import Details, EventKind
from domain.school_plan.procedure import Answer, PlanText
from domain.steps.record import StepRecord
from domain.text.messages import N_

LEFT_OUT = N_("Det eleven sa, er ikke med: det er fra før det ble rettet hvem saken gjelder.")
"""What stands in its place."""
_OF_THE_HOME = {
    PlanText.PUPIL_SUGGESTIONS,
    PlanText.PUPIL_SUGGESTIONS_USED,
    PlanText.GUARDIANS_SUGGESTIONS,
    PlanText.GUARDIANS_NOT_USED_BECAUSE,
}


def without_anothers_words(kind: str, value: object) -> object:
    """The value of an event of that kind; any that holds no such words is as it was."""
    write = _WITHOUT.get(kind)
    return write(value) if write else value


def step_without_quote(record: StepRecord) -> StepRecord:
    """As that, of a step that counts still: what it decided stands."""
    if not record.quote:
        return record
    rest = tuple(given for given in record.answers if given.kind is not Answer.QUOTE)
    return replace(record, answers=rest, of_another=True)


def _log(entry: LogEntry) -> LogEntry:
    return replace(entry, quote="", of_another=True) if entry.quote else entry


def _evaluation(evaluation: Evaluation) -> Evaluation:
    """That the measures were evaluated, and what came of it."""
    bare = replace(evaluation, pupil_words="", guardians_view="", present="", not_asked_because="")
    return replace(bare, safe_now=None, answers={}, of_another=True)


def _baseline(baseline: Baseline) -> Baseline:
    return replace(baseline, answers={})


def _plan(plan: ActivityPlan) -> ActivityPlan:
    texts = {name: text for name, text in plan.texts.items() if name not in _OF_THE_HOME}
    return replace(plan, texts=texts, guardians_followed=None)


def _said(details: Details) -> Details:
    return replace(details, words="", reason="", answers={}, of_another=True)


_WITHOUT: Mapping[str, Callable[[Any], object]] = {
    EventKind.LOG_ADDED: _log,
    EventKind.PLAN_EVALUATION: _evaluation,
    EventKind.PLAN_BASELINE: _baseline,
    EventKind.PLAN_SNAPSHOT: _plan,
    EventKind.PLAN_READ_ALOUD: _said,
    EventKind.PLAN_ASKED_FIRST: _said,
}
