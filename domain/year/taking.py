"""What people do with the tasks of the årshjul: done, put off, and taken back; for the parts that are theirs."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.errors import Invalid, Refused
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person, in_a_sentence
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.take_step import require_reason
from domain.text.messages import _
from domain.year.parts import Parts, parts_owned
from domain.year.tasks import TaskState, YearRecord, YearTaken

FURTHEST = timedelta(weeks=4)
"""How far from its own deadline an owner may put a task off; a leader to the end of the school year."""


def takeable(state: TaskState, by: Person) -> Parts:
    """The parts that this person may do something with."""
    return state.parts if may(by, Permission.LEAD_YEAR) else parts_owned(state.task, state.parts, by)


def require_taker(state: TaskState, by: Person) -> None:
    """Raises `Refused` for someone who owns no part of the task, unless they lead the year."""
    if not takeable(state, by):
        owners = _(" eller ").join(in_a_sentence(role) for role in state.task.owners)
        raise Refused("«{title}» gjøres av {owners}, eller en leder.", title=state.task.title, owners=owners)


def asks_which(state: TaskState, by: Person) -> Parts:
    """What this person must choose among: several parts that are not just the own classes, grades or bases."""
    left = state.left & takeable(state, by)
    own = parts_owned(state.task, state.parts, by)
    return frozenset() if len(left) < 2 or (own and own < state.parts) else left


def finish(
    state: TaskState, record_id: str, by: Person, now: datetime, *, parts: Parts = frozenset(), note: str = ""
) -> YearRecord | None:
    """The task is done, for these parts or else the person's own. None when it was already.

    Raises `Refused` for someone whose task it is not, and `Invalid` for parts that are not theirs.
    """
    require_taker(state, by)
    chosen = _chosen(state, by, parts) - state.done.keys()
    return replace(_said(state, record_id, YearTaken.DONE, by, now, chosen), note=note) if chosen else None


def put_off(
    state: TaskState,
    record_id: str,
    until: date,
    reason: str,
    by: Person,
    now: datetime,
    school_plan: SchoolPlan,
    *,
    parts: Parts = frozenset(),
) -> YearRecord | None:
    """Later, with a reason; an open day of the same school year, and for an owner not too far away. None when it has
    that day already. Raises `Invalid` and `Refused`.
    """
    require_taker(state, by)
    chosen = _chosen(state, by, parts) - state.done.keys()
    if not chosen:
        raise Refused("«{title}» er ferdig fra før.", title=state.task.title)
    if all(state.moved.get(part) == until for part in chosen):
        return None
    if until <= max(*map(state.due_of, chosen), oslo_date(now)):
        raise Invalid("until", "Velg en dag etter fristen som er nå.")
    _within_reach(state, until, by, school_plan)
    return replace(_said(state, record_id, YearTaken.POSTPONED, by, now, chosen), until=until, note=reason)


def _within_reach(state: TaskState, until: date, by: Person, school_plan: SchoolPlan) -> None:
    if until > school_plan.calendar.last_school_day or not SchoolCalendar(school_plan.calendar).is_school_day(until):
        raise Invalid("until", "Velg en skoledag i dette skoleåret.")
    if until > state.one.due + FURTHEST and not may(by, Permission.LEAD_YEAR):
        raise Invalid("until", "Så langt fram kan bare en leder utsette. Velg en dag innen fire uker etter fristen.")


def undo(state: TaskState, record_id: str, by: Person, now: datetime, *, reason: str = "") -> YearRecord | None:
    """What was said last of the person's parts counts no more: the same day (Oslo) by anyone whose they are, later by
    a leader who says why. None when nothing is said of them. Raises `Refused` and `Invalid`.
    """
    require_taker(state, by)
    said = last_said(state, by)
    if said is None:
        return None
    if not may_undo(state, by, oslo_date(now)):
        raise Refused("Det kan angres samme dag. Etter det gjør en leder det.")
    if undone_with_reason(state, by, oslo_date(now)):
        require_reason(reason)
    undone = _said(state, record_id, YearTaken.UNDONE, by, now, said.parts)
    return replace(undone, undoes=said.id, note=reason.strip())


def last_said(state: TaskState, by: Person) -> YearRecord | None:
    """What can be taken back: the last that was said of parts that are all this person's."""
    theirs = takeable(state, by)
    return next((record for record in reversed(state.effective) if record.parts <= theirs), None)


def may_undo(state: TaskState, by: Person, today: date) -> bool:
    said = last_said(state, by)
    return said is not None and (may(by, Permission.LEAD_YEAR) or oslo_date(said.at) == today)


def undone_with_reason(state: TaskState, by: Person, today: date) -> bool:
    """Whether this person must say why."""
    said = last_said(state, by)
    return said is not None and oslo_date(said.at) != today


def _chosen(state: TaskState, by: Person, parts: Parts) -> Parts:
    """Raises `Invalid`."""
    theirs = takeable(state, by)
    if not parts <= theirs:
        raise Invalid("parts", "Velg fra listen.")
    if not parts and asks_which(state, by):
        raise Invalid("parts", "Velg hvem det gjelder.")
    return parts or parts_owned(state.task, state.parts, by) or theirs


def _said(state: TaskState, record_id: str, taken: YearTaken, by: Person, now: datetime, parts: Parts) -> YearRecord:
    return YearRecord(id=record_id, key=state.one.key, taken=taken, at=now, by=by.id, parts=parts)
