"""Writing a log entry, on a case or on a pupil: once, and never at the cost of a word."""

import hashlib
from collections.abc import Callable
from datetime import date, time
from typing import Protocol

from bot.handlers.common import moment
from bot.router import Turn
from domain.errors import Invalid, NotFound
from domain.event import CaseId
from domain.log import EntryId, LogEntry, check
from domain.people import PupilId


class Written(Protocol):
    """What a log form holds, whatever the entry is about."""

    @property
    def entry_id(self) -> str: ...
    @property
    def corrects(self) -> str | None: ...
    @property
    def type(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def quote(self) -> str: ...
    @property
    def present(self) -> str: ...
    @property
    def occurred_on(self) -> date | None: ...
    @property
    def occurred_time(self) -> time | None: ...


def write(
    action: Written,
    turn: Turn,
    mine: Callable[[LogEntry], bool],
    *,
    case_id: CaseId | None = None,
    pupil_id: PupilId | None = None,
) -> LogEntry:
    """The entry as it stands in the log. The same press twice is one entry; one with other words corrects it.

    `mine` says which entries may be corrected here. Raises `Invalid`, or `NotFound` for someone else's entry.
    """
    entry = _entry(action, turn, case_id, pupil_id)
    first = turn.tx.events.own_entry(entry.id, turn.actor.id)
    if first is None:
        return _added(entry.model_copy(update={"corrects": _corrected(action.corrects, turn, mine)}), turn)
    if _says(first) == _says(entry):
        return first
    again = EntryId(hashlib.sha256(f"{entry.id}:{_says(entry)}".encode()).hexdigest()[:32])
    known = turn.tx.events.own_entry(again, turn.actor.id)
    return known or _added(entry.model_copy(update={"id": again, "corrects": first.id}), turn)


def _added(entry: LogEntry, turn: Turn) -> LogEntry:
    turn.tx.events.log(check(entry, turn.now))
    return entry


def _says(entry: LogEntry) -> tuple[str, ...]:
    return entry.type, entry.text, entry.quote, entry.present, entry.pupil_id or "", entry.case_id or ""


def _entry(action: Written, turn: Turn, case_id: CaseId | None, pupil_id: PupilId | None) -> LogEntry:
    if action.type not in {choice.id for choice in turn.plan.pick_lists.log_types}:
        raise Invalid("type", "Velg fra listen.")
    return LogEntry(
        id=EntryId(action.entry_id),
        school_id=turn.tx.school_id,
        author=turn.actor.id,
        logged_at=turn.now,
        occurred_at=moment(turn, action.occurred_on, action.occurred_time) or turn.now,
        type=action.type,
        text=action.text,
        case_id=case_id,
        pupil_id=pupil_id,
        present=action.present,
        quote=action.quote,
    )


def _corrected(entry_id: str | None, turn: Turn, mine: Callable[[LogEntry], bool]) -> EntryId | None:
    """One corrects one's own entry, here, and no other."""
    if entry_id is None:
        return None
    old = turn.tx.events.entry(EntryId(entry_id))
    if old is None or old.author != turn.actor.id or not mine(old):
        raise NotFound("Fant ikke loggen som skal rettes.")
    return old.id
