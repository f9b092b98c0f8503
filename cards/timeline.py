"""What happened on a case, newest first, as much as a card can hold."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from cards import words
from cards.actions import CaseForm, OpenForm
from cards.elements import Card, box, buttons, facts, said, subheading, text
from cards.evaluation import results
from cards.receipt import content
from cards.step_taken import step_taken
from domain.activity_plan import ActivityPlan
from domain.alert import Alert
from domain.evaluation import QUESTIONS, SAFE_LABELS, SAFE_QUESTION, Evaluation
from domain.event import AlertId, CaseId, Event
from domain.log import EntryId, LogEntry
from domain.people import Frozen, PersonId, Pupil, PupilId
from domain.plan import Plan
from domain.plan_changes import wordings
from domain.procedure import Does
from domain.step_history import StepRecord

ROOM = 8_500
PER_PAGE = 8

Item = Event | LogEntry | StepRecord


class Shown(Frozen):
    """What the items of a timeline speak of, looked up by whoever went through the gate."""

    case_id: CaseId
    viewer: PersonId
    open: bool
    plan: Plan
    names: Mapping[PersonId, str]
    pupils: Mapping[PupilId, Pupil]
    alerts: Mapping[AlertId, Alert]
    corrected: Mapping[EntryId, LogEntry]
    evaluations: Mapping[datetime, Evaluation]
    versions: Sequence[ActivityPlan]

    def name(self, person: PersonId | None) -> str:
        return self.names.get(person, "Systemet") if person else "Systemet"


def timeline(items: Sequence[Item], shown: Shown) -> tuple[list[Card], int]:
    """The pieces, and how many of the items there was room for (at least one of those given)."""
    pieces: list[Card] = []
    used = 0
    for taken, item in enumerate(items[:PER_PAGE]):
        piece = _piece(item, shown)
        used += len(json.dumps(piece, ensure_ascii=False))
        if taken and used > ROOM:
            return pieces, taken
        pieces.append(piece)
    return pieces, len(pieces)


def _piece(item: Item, shown: Shown) -> Card:
    match item:
        case LogEntry():
            return _entry(item, shown)
        case StepRecord():
            evaluates = shown.plan.procedure.does(item.step) is Does.EVALUATE
            found = shown.evaluations.get(item.at) if evaluates else None
            return step_taken(item, shown.plan, shown.names, _evaluated(found, shown) if found else ())
        case _:
            return _event(item, shown)


def _evaluated(evaluation: Evaluation, shown: Shown) -> list[Card]:
    return [
        *map(said, results(evaluation, wordings(evaluation, shown.versions))),
        said(f"«{evaluation.pupil_words}»", italic=True),
        *facts(
            {
                SAFE_QUESTION: None if evaluation.safe_now is None else SAFE_LABELS[evaluation.safe_now],
                **{QUESTIONS[name]: answer for name, answer in evaluation.answers.items()},
                "Foresattes syn": evaluation.guardians_view,
            }
        ),
    ]


def _entry(entry: LogEntry, shown: Shown) -> Card:
    old = shown.corrected.get(entry.corrects) if entry.corrects else None
    label = shown.plan.pick_lists.label("log_types", entry.type)
    return box(
        subheading(label),
        text(f"Retter loggen fra {words.moment(old.occurred_at)}", subtle=True, small=True) if old else None,
        said(entry.text),
        [said(f"«{entry.quote}»", italic=True)] if entry.quote else None,
        facts({"Til stede": entry.present}),
        said(f"{words.moment(entry.occurred_at)} · {shown.name(entry.author)}{_written(entry)}", subtle=True),
        _correct(entry, shown),
    )


def _written(entry: LogEntry) -> str:
    late = entry.logged_at.date() != entry.occurred_at.date()
    return f" · skrevet {words.moment(entry.logged_at)}" if late else ""


def _correct(entry: LogEntry, shown: Shown) -> Card | None:
    if entry.author != shown.viewer or entry.case_id is None or not shown.open:
        return None
    return buttons(OpenForm.button("Rett", case_id=shown.case_id, form=CaseForm.LOG, corrects=entry.id))


def _event(event: Event, shown: Shown) -> Card:
    alert = shown.alerts.get(event.alert_id) if event.alert_id and event.kind == "alert:sent" else None
    by = shown.name(event.by)
    return box(
        subheading("Tillegg til varselet") if event.kind == "alert:added" else None,
        _alert(alert, shown) if alert else said(event.text),
        said(f"{words.moment(event.at)} · {by}", subtle=True),
        emphasis=alert is not None,
    )


def _alert(alert: Alert, shown: Shown) -> list[Card]:
    pupils = [shown.pupils[p] for p in alert.form.pupils if p in shown.pupils]
    suspect = shown.name(alert.form.suspect) if alert.form.suspect else ""
    return [subheading("Varsel"), *content(alert.form, shown.plan, pupils, suspect)]
