"""Two cases of one pupil become one, with the incidents, members and bars of both; and two again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from domain.case.case import Case, Changed, Status, happened, require_open, require_reason
from domain.errors import Refused
from domain.event import Details, EventKind
from domain.ids import CaseId, IncidentId, PersonId
from domain.incident import Incident, Mark
from domain.people.person import Person
from domain.value import to_json


def mergeable_with(case: Case, others: Iterable[Case]) -> list[Case]:
    """Those of the pupil's open cases that this one may become one with: never what is about staff (§ 12-5), and never
    where the pupil is the exposed one in one of them only.
    """
    alike = [one for one in others if one.id != case.id and one.violator is case.violator]
    apart = case.enhanced or case.past_the_school
    return [] if apart else [one for one in alike if not (one.enhanced or one.past_the_school)]


def asked_of(case: Case, others: Iterable[Case], apart: frozenset[str]) -> Case | None:
    """The older case that the alert of this one may belong to: the oldest of which nobody has said that it does not.

    `apart`: the numbers of those of which somebody has.
    """
    if not case.open:
        return None
    older = [
        one for one in mergeable_with(case, others) if (one.opened_at, one.reference) < (case.opened_at, case.reference)
    ]
    alike = (one for one in older if one.violator is case.violator and one.reference not in apart)
    return min(alike, key=lambda one: one.opened_at, default=None)


def merge(
    case: Case,
    other: Case,
    reason: str | None,
    by: Person,
    now: datetime,
    *,
    guessed: frozenset[PersonId] = frozenset(),
) -> tuple[Changed, Changed]:
    """`other` goes into `case`. The bars of both hold, members are joined, and whoever a leader took off stays off.

    No `reason`: its alert belongs to the case. `guessed`: who was on the other because it was not known of whom it
    was. Raises `Refused` when they are not of the same pupil, or when a suspicion would reach someone it must not.
    """
    _require_one_pupil(case, other)
    reason = "" if reason is None else require_reason(reason)
    kept = _with_all_of(replace(other, members=other.members - guessed), case)
    gone = replace(
        other,
        status=Status.MERGED,
        merged_into=case.id,
        merged_at=now,
        barred=kept.barred,
        members=other.members - kept.barred - kept.removed,
        ends=kept.ends,
    )
    here, there = Details(reference=other.reference, reason=reason), Details(reference=case.reference, reason=reason)
    return (
        (kept, happened(case, EventKind.CASE_MERGED, by, now, here)),
        (gone, happened(other, EventKind.CASE_MERGED_AWAY, by, now, there)),
    )


def _require_one_pupil(case: Case, other: Case) -> None:
    require_open(case)
    require_open(other)
    if case.id == other.id or case.pupil_id is None or case.pupil_id != other.pupil_id:
        raise Refused("Bare to saker om samme elev kan slås sammen.")
    if case.enhanced or other.enhanced:
        raise Refused("En sak om en ansatt slås ikke sammen med en annen sak (§ 12-5).")


def _with_all_of(other: Case, case: Case) -> Case:
    """Each incident keeps its own marks and its own decision: no duty is lost."""
    barred, removed = case.barred | other.barred, case.removed | other.removed
    return replace(
        case,
        members=(case.members | other.members) - barred - removed,
        barred=barred,
        removed=removed,
        ends=_ends_of_both(case, other),
        incidents=_incidents_of_both(case, other),
        opened_at=min(case.opened_at, other.opened_at),
        acknowledge_by=_acknowledge_by(case, other),
        start_meeting_by=min(case.start_meeting_by, other.start_meeting_by),
        merged_from=(*case.merged_from, other.id, *other.merged_from),
        links=tuple(dict.fromkeys((*case.links, *other.links))),
        wrong_pupils=tuple(dict.fromkeys((*case.wrong_pupils, *other.wrong_pupils))),
    )


def _ends_of_both(case: Case, other: Case) -> dict[PersonId, date]:
    """Of two last days the later; who is on one of them without an end, has none."""
    always = {person for one in (case, other) for person in one.members - one.ends.keys()}
    both = sorted((*case.ends.items(), *other.ends.items()), key=lambda end: end[1])
    return {person: day for person, day in both if person not in always}


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


def last_merged(case: Case, merged: Iterable[Case]) -> Case | None:
    """Of the cases that have gone into it the last that went straight in: the one that can be taken out again."""
    straight = {one.id: one for one in merged if one.merged_into == case.id}
    return next((straight[one] for one in reversed(case.merged_from) if one in straight), None)


def split(
    case: Case, gone: Case, before: Case, gone_before: Case, reason: str, by: Person, now: datetime
) -> tuple[Changed, Changed]:
    """`gone` is a case of its own again, and both are as they were but for what has come since: the bars that hold now
    hold for both, and whoever a leader took off since is off both.

    Each incident goes back with all that is known of it now. Raises `Refused` and `Invalid`.
    """
    require_open(case)
    if gone.merged_into != case.id:
        raise Refused("Sak {reference} er ikke slått sammen med denne.", reference=gone.reference)
    if case.enhanced:
        raise Refused("En sak om en ansatt deles ikke opp (§ 12-5).")
    reason = require_reason(reason)
    gone = replace(gone, members=gone_before.members, removed=gone_before.removed, ends=gone_before.ends)
    kept, own = _without(gone, case, before), _own_again(gone, case, case.removed - before.removed)
    here, there = Details(reference=gone.reference, reason=reason), Details(reference=case.reference, reason=reason)
    return (
        (kept, happened(case, EventKind.CASE_SPLIT, by, now, here)),
        (own, happened(gone, EventKind.CASE_SPLIT_AWAY, by, now, there)),
    )


def _own_again(gone: Case, case: Case, taken_off: frozenset[PersonId]) -> Case:
    """Taken by whoever has taken the case it was in, not before it went in; `taken_off` since."""
    now_known, removed = {one.id: one for one in case.incidents}, gone.removed | taken_off
    taken = gone.received_at or taken_with(gone, case.received_at)
    return replace(
        gone,
        status=Status.RECEIVED if taken else Status.REPORTED,
        received_at=taken,
        received_by=gone.received_by if gone.received_at else case.received_by,
        merged_into=None,
        merged_at=None,
        incidents=tuple(now_known.get(one.id, one) for one in gone.incidents),
        barred=case.barred,
        removed=removed,
        members=gone.members - case.barred - removed,
    )


def taken_with(gone: Case, kept_at: datetime | None) -> datetime | None:
    """When a case was taken by the one it has gone into, which was taken `kept_at`."""
    return max(kept_at, gone.merged_at) if kept_at and gone.merged_at else kept_at


def _without(gone: Case, case: Case, before: Case) -> Case:
    """Its own clocks and links again, and its own members with those who have joined since."""
    theirs = {one.id for one in gone.incidents} - {one.id for one in before.incidents}
    taken_off_there = gone.removed - before.removed
    removed = case.removed - taken_off_there
    came = gone.members - before.members
    left: set[CaseId] = {*gone.links} - {*before.links}
    return replace(
        case,
        opened_at=before.opened_at,
        acknowledge_by=before.acknowledge_by,
        start_meeting_by=before.start_meeting_by,
        incidents=tuple(one for one in case.incidents if one.id not in theirs),
        merged_from=tuple(one for one in case.merged_from if one not in gone.family),
        links=tuple(one for one in case.links if one not in left),
        removed=removed,
        ends={**case.ends, **before.ends},
        members=((case.members - came) | (before.members & taken_off_there)) - case.barred - removed,
    )
