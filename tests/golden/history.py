"""A golden history: the cases of one story with all that was written of them, as files keep it.

As JSON: `people`, `pupils`, `cases` and `alerts` as the domain writes them, and `events` in their order, each with
what it tells. An id says what it is of: `line`, `pupil0`, `2026-001`, `id7`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, PersonId, PupilId, SchoolId
from domain.patterns.pattern import PatternAsked
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord
from domain.value import from_json, to_json
from storage.case.history import TOLD_BY_ANOTHER
from storage.events.alike import id_in
from storage.events.rows import OpenedRow, digest_of
from storage.people.pupils import SEAL
from storage.statements.inserts import add
from storage.tables.school import PupilRow
from storage.unit_of_work import Tx, Unit
from tests.kit.audit import events_of
from tests.kit.school import MONDAY

Json = dict[str, Any]
ID = re.compile(r"\b[0-9a-f]{32}\b")
ONLY_LOOKED = {EventKind.CASE_READ, EventKind.CASE_LISTED, EventKind.ALERT_READ}
TOLD: Mapping[str, type] = TOLD_BY_ANOTHER | {
    EventKind.LOG_ADDED: LogEntry,
    EventKind.STEP_TAKEN: StepRecord,
    EventKind.CASE_BEFORE_MERGING: Case,
    EventKind.PATTERN_ASKED: PatternAsked,
}


def as_told(tx: Tx) -> Json:
    """What was written of the school's cases, as a file keeps it."""
    people, pupils, cases = tx.people.read_all(), tx.pupils.read_all(), cases_of(tx)
    reporters = [alert for person in people for alert in tx.alerts.of_reporter(person.id)]
    told = {
        "people": [_json(one) for one in sorted(people, key=lambda one: one.upn)],
        "pupils": [_json(one) for one in sorted(pupils, key=lambda one: one.external_id)],
        "cases": [_json(one) for one in cases],
        "alerts": [_json(one) for one in sorted(reporters, key=lambda one: one.sent_at)],
        "events": [*_events(tx, pupils)],
    }
    names: dict[str, str] = {one.id: one.upn.split("@")[0] for one in people}
    names |= {one.id: one.reference for one in cases}
    names |= {one.id: f"pupil{one.external_id.removeprefix('E')}" for one in pupils}
    named: Json = json.loads(_named(json.dumps(told), names))
    return named


def put_back(unit: Unit, school_id: SchoolId, school_plan: SchoolPlan, told: Json) -> Tx:
    """A kept history, in an empty database."""
    unit.schools.ensure(school_id)
    unit.school_plans.keep(school_plan, MONDAY)
    tx = unit.school(school_id)
    for one in _all(Person, told["people"]):
        tx.people._insert(one)
    for pupil in _all(Pupil, told["pupils"]):
        add(unit._session, PupilRow, row := tx.pupils._values(pupil))
        tx.pupils._school.wrote(SEAL, row)
    tx.people._bump()
    for case in _all(Case, told["cases"]):
        tx.cases.open(case)
    for alert in _all(Alert, told["alerts"]):
        tx.alerts.add(alert)
        for case_id in alert.later:
            tx.alerts.stands_behind(alert.id, case_id)
    for event in told["events"]:
        _tell(tx, event)
    return tx


def cases_of(tx: Tx) -> list[Case]:
    numbers = {event.case_id for event in _rows(tx) if event.case_id}
    return sorted(tx.cases.some(map(CaseId, sorted(numbers))), key=lambda one: one.reference)


def _rows(tx: Tx) -> list[OpenedRow]:
    """Of cases, alerts and pupils, but for who has only looked."""
    rows = [row for row in events_of(tx) if row.kind not in ONLY_LOOKED]
    return [row for row in rows if row.case_id or row.alert_id or row.pupil_digest]


def _events(tx: Tx, pupils: Iterable[Pupil]) -> Iterable[Json]:
    of = {digest_of(tx.events._school, pupil.id): pupil.id for pupil in pupils}
    for row in _rows(tx):
        shape: type[object] = TOLD.get(row.kind, Details)
        told = tx.events._open(row, shape)
        about = {"case": row.case_id, "alert": row.alert_id, "pupil": row.pupil_digest and of[row.pupil_digest]}
        event = {
            "id": id_in(tx.events._school.vault, row.id),
            "kind": row.kind,
            "at": row.at.isoformat(),
            "by": row.by_id,
        } | about
        yield {name: value for name, value in event.items() if value} | {"told": _json(told)}


def _tell(tx: Tx, told: Json) -> None:
    event = Event(
        kind=EventKind(told["kind"]),
        at=datetime.fromisoformat(told["at"]),
        by=PersonId(told["by"]) if "by" in told else None,
        case_id=CaseId(told["case"]) if "case" in told else None,
        alert_id=AlertId(told["alert"]) if "alert" in told else None,
    )
    (value,) = _all(TOLD.get(event.kind, Details), [told["told"]])
    tx.events.keep(event, value, told["id"], PupilId(told["pupil"]) if "pupil" in told else None)


def _named(text: str, names: Mapping[str, str]) -> str:
    """Ids as what they are of; the others in the order they come."""
    others = (one for one in dict.fromkeys(ID.findall(text)) if one not in names)
    all_names = dict(names) | {one: f"id{number}" for number, one in enumerate(others)}
    return ID.sub(lambda found: all_names[found[0]], text)


def _all(shape: type, values: Iterable[Json]) -> list[Any]:
    return [from_json(shape, json.dumps(value)) for value in values]


def _json(value: object) -> Json:
    read: Json = json.loads(to_json(value))
    return read
