"""A closed case is kept longer, or is to be kept at all: once for each press."""

from dataclasses import dataclass
from datetime import date

from domain.retention.keeping import held, hold, keep_longer
from domain.retention.rules import WARNED, Fate
from services.case_file import CaseFile
from services.retention.fates import fate_of, keeping_of, warned_on
from services.turn import Turn


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is to become of the case, by which day at the earliest, and whether it is kept."""

    fate: Fate
    on: date | None
    held: bool


def keeping(file: CaseFile, turn: Turn) -> Keeping:
    told = fate_of(file.case, turn.tx, turn.school_plan)
    warned = warned_on(file.case, turn.tx)
    on = told.on
    if on and not told.due(on, warned):
        on = max(on, (warned if warned and not told.to_warn(turn.today, warned) else turn.today) + WARNED)
    return Keeping(told, on, held(keeping_of(file)))


def postpone(file: CaseFile, until: date, reason: str, record_id: str, turn: Turn) -> None:
    """Raises `Refused` and `Invalid`."""
    file.add_once(record_id, keep_longer(file.case, until, reason, turn.actor, turn.now))


def set_hold(file: CaseFile, reason: str, record_id: str, turn: Turn, *, lift: bool) -> None:
    """Raises `Refused` and `Invalid`."""
    file.add_once(record_id, hold(file.case, reason, turn.actor, turn.now, lift=lift))
