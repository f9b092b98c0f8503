"""Two cases of one pupil become one, with their plans."""

import hashlib
from collections.abc import Sequence

from domain.activity_plan.activity_plan import joined
from domain.alert.routing import About, members_by_rule
from domain.case.case import Case
from domain.case.merging import asked_of, merge, mergeable_with
from domain.errors import DomainError, Invalid, Refused
from domain.event import Details, Event, EventKind
from domain.ids import PersonId
from domain.people.permissions import Permission, may
from services.alert_notices import tell_reporters
from services.case.disqualify import left_to_someone
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


def mergeable(case: Case, turn: Turn) -> list[Case]:
    """The pupil's other open cases that the viewer is on and that may be merged with this one (§ 12-5 ones never)."""
    if case.pupil_id is None:
        return []
    return mergeable_with(case, turn.tx.cases.of_pupil(case.pupil_id, turn.actor.id, turn.today))


def belongs_to(case: Case, others: Sequence[Case], turn: Turn) -> Case | None:
    """The older case that the alert of this one may belong to, until somebody has answered. `others`: `mergeable`.

    To say yes is to take the alert: of one that nobody has taken only those are asked who may.
    """
    if not _may_take(case, turn) or asked_of(case, others, frozenset()) is None:
        return None
    told = turn.tx.events.of_kind(EventKind.CASE_KEPT_APART, [case.id])
    return asked_of(case, others, frozenset(event.details.reference for event in told))


def kept_case(file: CaseFile, turn: Turn) -> Case | None:
    """The case this one has gone into, when the viewer is on it."""
    if file.case.merged_into is None:
        return None
    try:
        return turn.tx.cases.get(turn.tx.cases.kept(file.case.id).id, turn.actor.id, turn.today)
    except DomainError:
        return None


def say_apart(file: CaseFile, other_id: str, turn: Turn) -> None:
    """«Nei, egen sak». Raises `Invalid`."""
    keep_apart(file.case, _offered(file, other_id, turn), turn)


def keep_apart(case: Case, other: Case, turn: Turn) -> None:
    """Nobody is asked again whether the case belongs to the other."""
    details, kind = Details(reference=other.reference), EventKind.CASE_KEPT_APART
    event = Event(kind=kind, at=turn.now, by=turn.actor.id, details=details, case_id=case.id)
    turn.tx.events.add_once(hashlib.sha256(f"{case.id}:{other.id}".encode()).hexdigest()[:32], event)


def join_to(file: CaseFile, other_id: str, turn: Turn) -> CaseFile:
    """«Ja, slå sammen»: the case goes into the older one, which is returned. Raises `Invalid`."""
    older = turn.case(_offered(file, other_id, turn).id)
    _merge(older, file, None, turn)
    return older


def merge_cases(file: CaseFile, other_id: str, reason: str, turn: Turn) -> None:
    """The other case goes into this one. Raises `Invalid` for a case that is not offered, and as `merge` does."""
    other = _offered(file, other_id, turn)
    _merge(file, turn.case(other.id), reason, turn)


def _offered(file: CaseFile, other_id: str, turn: Turn) -> Case:
    other = next((case for case in mergeable(file.case, turn) if case.id == other_id), None)
    if other is None:
        raise Invalid("other", "Velg en sak fra listen.")
    return other


def _may_take(gone: Case, turn: Turn) -> bool:
    return gone.received_at is not None or may(turn.actor, Permission.LEAD_CASE)


def _merge(file: CaseFile, gone_file: CaseFile, reason: str | None, turn: Turn) -> None:
    """Those who alerted of the case that goes hear when it has been taken by that."""
    before, other = file.case, gone_file.case
    if before.received_at and not _may_take(other, turn):
        raise Refused(
            "Ingen leder har tatt imot varselet i sak {reference} ennå. Når det er gjort, kan sakene slås sammen.",
            reference=other.reference,
        )
    if all(one.in_effect and one.in_effect.going_on for one in (file, gone_file)):
        raise Refused("Begge sakene har en plan i verk. Evaluer tiltakene i den ene, og avslutt dem der, først.")
    (kept, event), gone = merge(before, other, reason, turn.actor, turn.now, guessed=_guessed(gone_file, turn))
    none = Refused("Slått sammen har sakene ingen som kan handle i dem. La dem stå hver for seg, og ring skoleeier.")
    kept = left_to_someone(kept, staff_of(turn), turn, otherwise=none)
    plan = joined(file.written, gone_file.written, before.id)
    if plan and plan != file.written:
        file.save_plan(plan, turn.actor.id, turn.now)
    if before.received_at and not other.received_at:
        tell_reporters(other.family, turn)
    for one in (before, other):
        was = Event(kind=EventKind.CASE_BEFORE_MERGING, at=turn.now, by=turn.actor.id, case_id=one.id)
        turn.tx.events.keep(was, one)
    gone_file.save(*gone)
    tell_joined(before, file.save(kept, event), turn)


def _guessed(file: CaseFile, turn: Turn) -> frozenset[PersonId]:
    """Who is on a case only because it was not known of which pupil it was: not by rule, and let in by nobody."""
    case, history = file.case, file.history
    if file.pupil is None or not history.of_kind(EventKind.CASE_IDENTIFIED):
        return frozenset()
    flags = {"enhanced": case.enhanced, "past_the_school": case.past_the_school}
    by_rule = members_by_rule(About.of(file.pupil), staff_of(turn), turn.school_plan.routing, case.barred, **flags)
    let_in = {event.details.person for event in history.of_kind(EventKind.CASE_MEMBER_ADDED)}
    did = {record.by for record in history.steps} | {case.received_by}
    return case.members - by_rule - frozenset(filter(None, let_in | did))
