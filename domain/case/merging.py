"""Two cases of one pupil become one: its incidents, members and bars are those of both."""

from dataclasses import replace
from datetime import datetime

from domain.case.case import Case, Changed, Status, happened, require_open, require_reason
from domain.errors import Refused
from domain.event import Details, EventKind
from domain.ids import IncidentId
from domain.incident import Incident, Mark
from domain.people.person import Person
from domain.value import to_json


def merge(case: Case, other: Case, reason: str, by: Person, now: datetime) -> tuple[Changed, Changed]:
    """`other` goes into `case`. The bars of both hold, members are joined, and whoever a leader took off stays off.

    Raises `Refused` when they are not of the same pupil, or when a suspicion would reach someone it must not.
    """
    require_open(case)
    require_open(other)
    if case.id == other.id or case.pupil_id is None or case.pupil_id != other.pupil_id:
        raise Refused("Bare to saker om samme elev kan slås sammen.")
    if case.enhanced or other.enhanced:
        raise Refused("En sak om en ansatt slås ikke sammen med en annen sak (§ 12-5).")
    reason = require_reason(reason)
    kept = _with_all_of(other, case)
    gone = replace(
        other,
        status=Status.MERGED,
        merged_into=case.id,
        barred=kept.barred,
        members=other.members - kept.barred - kept.removed,
    )
    here = Details(reference=other.reference, reason=reason)
    there = Details(reference=case.reference, reason=reason)
    return (
        (kept, happened(case, EventKind.CASE_MERGED, by, now, here)),
        (gone, happened(other, EventKind.CASE_MERGED_AWAY, by, now, there)),
    )


def _with_all_of(other: Case, case: Case) -> Case:
    """Each incident keeps its own marks and its own decision: no duty is lost."""
    barred, removed = case.barred | other.barred, case.removed | other.removed
    return replace(
        case,
        members=(case.members | other.members) - barred - removed,
        barred=barred,
        removed=removed,
        incidents=_incidents_of_both(case, other),
        opened_at=min(case.opened_at, other.opened_at),
        acknowledge_by=_acknowledge_by(case, other),
        start_meeting_by=min(case.start_meeting_by, other.start_meeting_by),
        merged_from=(*case.merged_from, other.id, *other.merged_from),
        links=tuple(dict.fromkeys((*case.links, *other.links))),
        wrong_pupils=tuple(dict.fromkeys((*case.wrong_pupils, *other.wrong_pupils))),
    )


def _acknowledge_by(case: Case, other: Case) -> datetime:
    """Where neither has been taken, the earlier limit stands."""
    waits = case.received_at is None and other.received_at is None
    return min(case.acknowledge_by, other.acknowledge_by) if waits else case.acknowledge_by


def _incidents_of_both(case: Case, other: Case) -> tuple[Incident, ...]:
    """Oldest first. One alert may have opened both cases: its incident is one, with what was said of it in either."""
    found: dict[IncidentId, Incident] = {}
    for incident in (*case.incidents, *other.incidents):
        known = found.get(incident.id)
        found[incident.id] = _as_one(known, incident) if known else incident
    return tuple(sorted(found.values(), key=lambda incident: (incident.told_at, incident.id)))


def _as_one(one: Incident, other: Incident) -> Incident:
    """Decided in both cases, the first decision stands; the history has them both."""
    decisions = sorted(filter(None, (one.owner_decision, other.owner_decision)), key=to_json)
    first = min(decisions, key=lambda decision: decision.at, default=None)
    told_at = min(one.told_at, other.told_at)
    marks = one.marks | other.marks
    later = {mark: min(_known(mark, one, other)) for mark in marks & {*one.marked, *other.marked}}
    return replace(one, told_at=told_at, marks=marks, marked=later, owner_decision=first)


def _known(mark: Mark, *incidents: Incident) -> list[datetime]:
    return [incident.known_since(mark) for incident in incidents if mark in incident.marks]
