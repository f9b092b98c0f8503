"""What happened on a case, newest first, as much as a card can hold."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cards.activity_plan.evaluation import heard, results
from cards.alert.receipt import content
from cards.case.actions import CaseForm, OpenForm
from cards.kit import wording as words
from cards.kit.elements import Card, box, buttons, facts, said, subheading, text
from cards.steps.taken import left_out, step_taken
from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import OFTEN_LABELS, QUESTIONS, Evaluation
from domain.activity_plan.versions import wordings
from domain.alert.alert import Alert
from domain.case.log import LogEntry
from domain.documents import wording
from domain.event import Event, EventKind
from domain.ids import AlertId, CaseId, EntryId, IncidentId, PersonId, PupilId
from domain.lateness.first_days import FirstDays
from domain.oslo import oslo_date
from domain.people.person import Pupil, name_among
from domain.privacy.name_guard import OtherNames
from domain.school_plan.procedure import Does
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord
from domain.text.messages import _, quoted

ROOM = 6_000
PER_PAGE = 8

_ADDED = (EventKind.ALERT_ADDED, EventKind.ALERT_WRONG)
Item = Event | LogEntry | StepRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the items of a timeline speak of, looked up by whoever went through the gate."""

    case_id: CaseId
    viewer: PersonId
    leads: bool = False
    open: bool
    school_plan: SchoolPlan
    names: Mapping[PersonId, str]
    pupils: Mapping[PupilId, Pupil]
    alerts: Mapping[AlertId, Alert]
    corrected: Mapping[EntryId, LogEntry]
    evaluations: Mapping[datetime, Evaluation]
    versions: Sequence[ActivityPlan]
    left: Sequence[ActivityPlan]
    first_days: FirstDays
    told_apart: Mapping[IncidentId, datetime]
    wrong_pupils: Collection[PupilId] = ()
    alert_at: int | None = None
    """Where the newest alert stands among all the items, newest first."""
    care: Mapping[AlertId, str] = field(default_factory=dict)
    """Of alerts with a concern for the care at home, what may be said of it: for the principal alone (§ 24-3)."""
    gone: OtherNames | None = None

    @property
    def known(self) -> wording.Known:
        titles, wrong = self.school_plan.procedure.titles, self.wrong_pupils
        return wording.Known(
            self.names, self.versions, self.told_apart, titles, wrong, to_a_leader=self.leads, left=self.left
        )

    def name(self, person: PersonId | None) -> str:
        return name_among(self.names, person)


def without(piece: Any, names: OtherNames) -> Any:  # noqa: ANN401  (any type)
    """What people have written, without the names of those the case was wrongly said to be about."""
    if isinstance(piece, list):
        return [without(one, names) for one in piece]
    if not isinstance(piece, dict):
        return piece
    masked = {key: without(value, names) for key, value in piece.items()}
    if isinstance(said := piece.get("text"), str):
        masked["text"] = names.hidden(said)
    return masked


def timeline(items: Sequence[Item], shown: Shown) -> tuple[list[Card], int]:
    """The pieces, and how many of the items there was room for (at least one of those given)."""
    pieces: list[Card] = []
    used = 0
    for taken, item in enumerate(items[:PER_PAGE]):
        piece = _piece(item, shown)
        piece = without(piece, shown.gone) if shown.gone else piece
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
            evaluates = shown.school_plan.procedure.does(item.step) is Does.EVALUATE
            found = shown.evaluations.get(item.at) if evaluates else None
            about = wording.of_incident(item.incident, shown.told_apart)
            days, evaluated = shown.first_days.of.get(item.id), _evaluated(found, shown) if found else ()
            return step_taken(item, days, shown.school_plan, shown.names, evaluated, about)
        case _:
            return _event(item, shown)


def _evaluated(evaluation: Evaluation, shown: Shown) -> list[Card]:
    return [
        *map(said, results(evaluation, wordings(evaluation, shown.versions))),
        *([said(quoted(evaluation.pupil_words), italic=True)] if evaluation.pupil_words else []),
        *left_out(evaluation),
        *facts(
            heard(evaluation) | {QUESTIONS[name]: OFTEN_LABELS[often] for name, often in evaluation.answers.items()}
        ),
    ]


def _entry(entry: LogEntry, shown: Shown) -> Card:
    old = shown.corrected.get(entry.corrects) if entry.corrects else None
    corrects = _("Retter loggen fra {moment}", moment=words.happened(old.occurred_at)) if old else ""
    label = shown.school_plan.pick_lists.label("log_types", entry.type)
    return box(
        subheading(label),
        text(corrects, subtle=True, small=True) if corrects else None,
        said(entry.text),
        [said(quoted(entry.quote), italic=True)] if entry.quote else None,
        left_out(entry),
        facts({_("Til stede"): entry.present, _("Navn på andre elever står her fordi"): entry.names_reason}),
        said(words.items([words.happened(entry.occurred_at), shown.name(entry.author), *_written(entry)]), subtle=True),
        _correct(entry, shown),
    )


def _written(entry: LogEntry) -> list[str]:
    late = oslo_date(entry.logged_at) != oslo_date(entry.occurred_at)
    return [_("skrevet {moment}", moment=words.moment(entry.logged_at))] if late else []


def _correct(entry: LogEntry, shown: Shown) -> list[Card]:
    if entry.author != shown.viewer or entry.case_id is None or not shown.open:
        return []
    about = f"{words.moment(entry.logged_at)} {shown.school_plan.pick_lists.label('log_types', entry.type)}"
    return buttons(OpenForm.button(_("Rett"), about=about, case_id=shown.case_id, form=CaseForm.LOG, corrects=entry.id))


def _event(event: Event, shown: Shown) -> Card:
    alert = shown.alerts.get(event.alert_id) if event.alert_id and event.kind is EventKind.ALERT_SENT else None
    by = shown.name(event.by)
    return box(
        subheading(_("Tillegg til varselet")) if event.kind in _ADDED else None,
        _alert(alert, shown) if alert else said(_told_by(event, shown)),
        said(f"{words.moment(event.at)} · {by}", subtle=True),
        emphasis=alert is not None,
    )


def _told_by(event: Event, shown: Shown) -> str:
    return wording.unreadable() if event.kind is EventKind.ALERT_SENT else wording.worded(event, shown.known)


def _alert(alert: Alert, shown: Shown) -> list[Card]:
    pupils = [shown.pupils[p] for p in alert.form.pupils if p in shown.pupils]
    suspect = shown.name(alert.form.suspect) if alert.form.suspect else ""
    care = facts({_("Bekymring for omsorgen"): shown.care.get(alert.id)})
    return [subheading(_("Varsel")), *content(alert.form, shown.school_plan, pupils, suspect), *care]
