"""Writing a log entry, on a case or on a pupil: once, and never at the cost of a word."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Protocol

from domain.access.substitute import has_still
from domain.case.case import require_open
from domain.case.log import LogEntry, check
from domain.errors import Invalid, NotFound
from domain.ids import CaseId, EntryId, MeasureId, PupilId
from domain.people.person import Pupil
from services.case.occurred_at import moment
from services.case_file import CaseFile
from services.turn import Turn


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


def log_on_case(
    file: CaseFile, written: Written, turn: Turn, *, measure: MeasureId | None = None, names_reason: str = ""
) -> LogEntry:
    """Raises `Refused` on a case that is closed, `Invalid`, or `NotFound` for someone else's entry.

    `measure`: which it tells of; `names_reason`: why other pupils' names stand in it.
    """
    require_open(file.case)
    entry = replace(_entry(written, turn, file.case.id, None), measure=measure, names_reason=names_reason)
    entry = _write(entry, written.corrects, turn, lambda old: old.case_id in file.case.family)
    file.renew(file.case)
    return entry


def log_on_pupil(pupil: Pupil, written: Written, turn: Turn) -> LogEntry:
    """An entry on a pupil without a case (tidslogg, L463)."""
    entry = _entry(written, turn, None, pupil.id)
    old = own_words(written.corrects, turn) if written.corrects else None
    if old and old.pupil_id not in {None, pupil.id}:
        turn.tx.notes.put_away(old, turn.actor.id, turn.now)
    return _write(entry, written.corrects, turn, lambda old: old.pupil_id is not None)


def own_words(entry_id: str, turn: Turn) -> LogEntry | None:
    """One's own entry, to be corrected. Nobody else's is filled in: sending the form refuses those."""
    old = turn.tx.events.entry(EntryId(entry_id))
    mine = old and old.author == turn.actor.id and has_still(turn.actor, old.logged_at, turn.now)
    return old if mine else None


def own_entry(entry_id: str, turn: Turn) -> tuple[LogEntry, Pupil]:
    """One's own entry on a pupil, and the pupil, to be shown. Raises `NotFound`."""
    old = own_words(entry_id, turn)
    pupil = turn.tx.pupils.get(old.pupil_id) if old and old.pupil_id else None
    if old is None or pupil is None:
        raise NotFound("Fant ikke loggen som skal rettes.")
    turn.reads_own_logs([pupil.id])
    return old, pupil


def _write(entry: LogEntry, corrects: str | None, turn: Turn, mine: Callable[[LogEntry], bool]) -> LogEntry:
    """The entry as it stands in the log. The same press twice is one entry; one with other words corrects it.

    `mine` says which entries may be corrected here.
    """
    first = turn.tx.events.own_entry(entry.id, turn.actor.id)
    if first is None:
        return _added(replace(entry, corrects=_corrected(corrects, turn, mine)), turn)
    if _says(first) == _says(entry):
        return first
    again = EntryId(hashlib.sha256(f"{entry.id}:{_says(entry)}".encode()).hexdigest()[:32])
    known = turn.tx.events.own_entry(again, turn.actor.id)
    return known or _added(replace(entry, id=again, corrects=first.id), turn)


def _added(entry: LogEntry, turn: Turn) -> LogEntry:
    turn.tx.events.log(check(entry, turn.now))
    return entry


def _says(entry: LogEntry) -> tuple[str, ...]:
    return entry.type, entry.text, entry.quote, entry.present, entry.pupil_id or "", entry.case_id or ""


def _entry(written: Written, turn: Turn, case_id: CaseId | None, pupil_id: PupilId | None) -> LogEntry:
    if written.type not in {choice.id for choice in turn.school_plan.pick_lists.log_types}:
        raise Invalid("type", "Velg fra listen.")
    return LogEntry(
        id=EntryId(written.entry_id),
        school_id=turn.tx.school_id,
        author=turn.actor.id,
        logged_at=turn.now,
        occurred_at=moment(turn, written.occurred_on, written.occurred_time) or turn.now,
        type=written.type,
        text=written.text,
        case_id=case_id,
        pupil_id=pupil_id,
        present=written.present,
        quote=written.quote,
    )


def _corrected(entry_id: str | None, turn: Turn, mine: Callable[[LogEntry], bool]) -> EntryId | None:
    """One corrects one's own entry, here, and no other."""
    if entry_id is None:
        return None
    old = own_words(entry_id, turn)
    if old is None or not mine(old):
        raise NotFound("Fant ikke loggen som skal rettes.")
    return old.id
