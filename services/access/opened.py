"""Who has opened a case, and who was refused, for those who lead it."""

from dataclasses import dataclass

from domain.access.opened import Opened, who_opened, who_was_refused
from services.case_file import CaseFile
from services.turn import Turn


@dataclass(frozen=True, slots=True)
class Seen:
    opened: list[Opened]
    refused: list[Opened]


def seen(file: CaseFile, turn: Turn) -> Seen:
    """As of before this press, which is in the audit afterwards."""
    case, trail = file.case, turn.tx.trail
    return Seen(who_opened(trail.looks(case.family)), who_was_refused(trail.refused(case.family, case.reference)))
