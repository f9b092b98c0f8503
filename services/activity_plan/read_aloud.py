"""«Min plan» is read aloud to the pupil, and what the pupil would have otherwise is kept as it was said."""

from datetime import date

from domain.case.case import require_open
from domain.errors import Refused
from domain.event import Details, Event, EventKind
from services.case_file import CaseFile
from services.people.guard_names import Reasons, guard_once
from services.turn import Turn
from storage.case.history import OTHER_WORDS


def heard(file: CaseFile) -> list[tuple[date, str]]:
    """What the pupil said each time, by day, in the order it was written down; nothing where nothing was wrong."""
    told = (event.details for event in file.history.of_kind(EventKind.PLAN_READ_ALOUD))
    return [(details.day, details.words) for details in told if details.day and not details.of_another]


def require_something_to_read(file: CaseFile) -> None:
    """Raises `Refused`."""
    require_open(file.case)
    if not (file.in_effect or file.plan).measures:
        raise Refused("Planen har ingen tiltak å lese opp ennå.")


def read_aloud(file: CaseFile, record_id: str, on: date | None, words: str, reasons: Reasons, turn: Turn) -> None:
    """A press made twice is one. Raises `Invalid`, and `Refused` for one that was made with other words."""
    if file.history.has(record_id, EventKind.PLAN_READ_ALOUD):
        if words not in {said for _day, said in heard(file)}:
            raise Refused(OTHER_WORDS)
        return
    require_something_to_read(file)
    day = turn.days.happened("on", on or turn.today, turn.today)
    names = guard_once(file, {"pupil_words": words}, reasons, turn)
    version = (file.in_effect or file.plan).version
    details = Details(day=day, words=words, version=version, reason=names)
    kind, by = EventKind.PLAN_READ_ALOUD, turn.actor.id
    file.add_once(record_id, Event(kind=kind, at=turn.now, by=by, details=details, case_id=file.case.id))
    file.save(file.case)
