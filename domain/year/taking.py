"""What people do with the tasks of the årshjul: done, put off, and taken back; for the parts that are theirs."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from pydantic.dataclasses import dataclass

from domain.errors import Invalid, Refused
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person, in_a_sentence
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.take_step import require_reason
from domain.text.moments import either
from domain.value import VALUE
from domain.year.parts import Parts, parts_owned
from domain.year.tasks import TaskState, YearRecord, YearTaken
from domain.year.wheel import is_open

FURTHEST = timedelta(weeks=4)
"""How far from its own deadline an owner may put a task off; a leader to the end of the school year."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Taker:
    """Who does something with a task, and the colleagues who are away that they stand in for."""

    person: Person
    stands_in_for: tuple[Person, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        return self.person, *self.stands_in_for

    @property
    def leads(self) -> bool:
        return may(self.person, Permission.LEAD_YEAR)

    def own(self, state: TaskState) -> Parts:
        """The parts that are theirs by role."""
        return parts_owned(state.task, state.parts, *self.people)

    def takes(self, state: TaskState) -> Parts:
        """The parts they may do something with."""
        return state.parts if self.leads else self.own(state)


def require_taker(state: TaskState, by: Taker) -> None:
    """Raises `Refused` for someone who owns no part of the task, unless they lead the year."""
    if not by.takes(state):
        owners = either(in_a_sentence(role) for role in state.task.owners)
        raise Refused("«{title}» gjøres av {owners}. En leder kan også.", title=state.task.title, owners=owners)


def asks_which(state: TaskState, by: Taker) -> Parts:
    """What must be chosen among: the open parts that are theirs, when they are several."""
    left = state.left & by.takes(state)
    return left if len(left) > 1 else frozenset()


def finish(
    state: TaskState, record_id: str, by: Taker, now: datetime, *, parts: Parts = frozenset(), note: str = ""
) -> YearRecord | None:
    """The task is done, for these parts or else the person's own. None when it was already.

    Raises `Refused` for someone whose task it is not, and `Invalid` for parts that are not theirs, and for a note on
    what was done already: it would be kept nowhere (law 4).
    """
    require_taker(state, by)
    chosen = _chosen(state, by, parts) - state.done.keys()
    if not chosen and note and not _has_said(state.effective, by, note):
        raise Invalid("note", "Oppgaven er ferdig fra før, så dette er ikke lagret. Angre det som er sagt, først.")
    return replace(_said(state, record_id, YearTaken.DONE, by, now, chosen), note=note) if chosen else None


def _has_said(said: Iterable[YearRecord], by: Taker, note: str) -> bool:
    """The same press, come again."""
    return any(one.by == by.person.id and one.note == note.strip() for one in said)


def put_off(
    state: TaskState,
    record_id: str,
    until: date,
    reason: str,
    by: Taker,
    now: datetime,
    school_plan: SchoolPlan,
    *,
    parts: Parts = frozenset(),
) -> YearRecord | None:
    """Later, with a reason; an open day of the same school year, and for an owner not too far away. None when it was
    said so already. Raises `Invalid` and `Refused`.
    """
    require_taker(state, by)
    chosen = _chosen(state, by, parts) - state.done.keys()
    if not chosen:
        raise Refused("«{title}» er ferdig fra før.", title=state.task.title)
    if all(state.moved.get(part) == until for part in chosen) and _has_said(state.effective, by, reason):
        return None
    if until <= max(*map(state.due_of, chosen), oslo_date(now)):
        raise Invalid("until", "Velg en dag etter fristen som er nå.")
    _within_reach(state, until, by, school_plan, oslo_date(now))
    return replace(_said(state, record_id, YearTaken.POSTPONED, by, now, chosen), until=until, note=reason)


def _within_reach(state: TaskState, until: date, by: Taker, school_plan: SchoolPlan, today: date) -> None:
    if not is_open(until, state.task, school_plan.calendar):
        raise Invalid("until", "Velg en skoledag i dette skoleåret.")
    if by.leads:
        return
    if today >= state.one.due + FURTHEST:
        raise Invalid(
            "until", "Fristen gikk ut for mer enn fire uker siden. Nå er det bare en leder som kan flytte den."
        )
    if until > state.one.due + FURTHEST:
        raise Invalid("until", "Så langt fram kan bare en leder flytte fristen. Velg en dag innen fire uker etter den.")


def undo(
    state: TaskState, record_id: str, undoes: str, by: Taker, now: datetime, *, reason: str = ""
) -> YearRecord | None:
    """What a record says of the person's parts counts no more: the same day (Oslo) by anyone whose they are, later by
    a leader who says why. None when it counts no more already. Raises `Refused` and `Invalid`.
    """
    require_taker(state, by)
    said = next((one for one in takes_back(state, by) if one.id == undoes), None)
    before = [one for one in state.records if one.undoes == undoes]
    if said is None and before:
        if reason and not _has_said(before, by, reason):
            raise Invalid("reason", "Det er angret fra før, så dette er ikke lagret.")
        return None
    if said is None:
        raise Refused("Det er ingenting å angre.")
    if not may_undo(said, by, oslo_date(now)):
        raise Refused("Det kan angres samme dag. Etter det gjør en leder det.")
    if undone_with_reason(said, oslo_date(now)):
        require_reason(reason)
    undone = _said(state, record_id, YearTaken.UNDONE, by, now, said.parts)
    return replace(undone, undoes=said.id, note=reason.strip())


def takes_back(state: TaskState, by: Taker) -> list[YearRecord]:
    """What was said and counts, for the parts that are this person's."""
    theirs = by.takes(state)
    found = ((record, record.parts & theirs) for record in state.effective)
    return [replace(record, parts=parts) for record, parts in found if parts]


def may_undo(said: YearRecord, by: Taker, today: date) -> bool:
    return by.leads or oslo_date(said.at) == today


def undone_with_reason(said: YearRecord, today: date) -> bool:
    """Whether whoever takes it back must say why."""
    return oslo_date(said.at) != today


def _chosen(state: TaskState, by: Taker, parts: Parts) -> Parts:
    """Raises `Invalid`."""
    if not parts <= by.takes(state):
        raise Invalid("parts", "Velg fra listen.")
    if not parts and asks_which(state, by):
        raise Invalid("parts", "Velg hvem det gjelder.")
    return parts or state.left & by.own(state) or state.left & by.takes(state)


def _said(state: TaskState, record_id: str, taken: YearTaken, by: Taker, now: datetime, parts: Parts) -> YearRecord:
    return YearRecord(id=record_id, key=state.one.key, taken=taken, at=now, by=by.person.id, parts=parts)
