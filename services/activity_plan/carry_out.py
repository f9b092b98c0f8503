"""Those who carry a measure out see what it is, and write how it goes."""

from dataclasses import dataclass, replace
from datetime import date, time

from domain.activity_plan.carrying import Carried
from domain.ids import MeasureId, PupilId
from domain.people.person import Pupil
from services.case.write_log import log_on_case
from services.case_file import CaseFile
from services.people.guard_names import Reasons, guard_once, names_gone
from services.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A log of one line, written now."""

    entry_id: str
    type: str
    text: str
    corrects: str | None = None
    quote: str = ""
    present: str = ""
    occurred_on: date | None = None
    occurred_time: time | None = None


def own_measures(turn: Turn) -> list[Carried]:
    """All that is the person's to do now."""
    return [_readable(one, turn) for one in turn.tx.measures.of(turn.actor.id, turn.today)]


def own_measure(measure_id: str, turn: Turn) -> Carried:
    """Through its own gate: who has it has been shown something of the case (law 5). Raises `NotFound`."""
    found = turn.tx.measures.get(MeasureId(measure_id), turn.actor.id, turn.today)
    turn.lists([found.case.id])
    return _readable(found, turn)


def _readable(found: Carried, turn: Turn) -> Carried:
    """Without the names of those the case was wrongly said to be about."""
    gone = names_gone(CaseFile(found.case, turn.tx, turn.school_plan), turn) if found.case.wrong_pupils else None
    if gone is None:
        return found
    what, for_doer = gone.hidden(found.measure.what), gone.hidden(found.measure.for_doer)
    return replace(found, measure=replace(found.measure, what=what, for_doer=for_doer))


def pupils_of(found: list[Carried], turn: Turn) -> dict[PupilId, Pupil]:
    """Whom each is for."""
    pupils = turn.tx.pupils.some({one.case.pupil_id for one in found if one.case.pupil_id})
    return {pupil.id: pupil for pupil in pupils}


def write_line(measure_id: str, entry_id: str, text: str, reasons: Reasons, turn: Turn) -> None:
    """A log in the case, under the person's name: a press made twice is one. Raises `Invalid` and `NotFound`."""
    found = own_measure(measure_id, turn)
    file = CaseFile(found.case, turn.tx, turn.school_plan)
    reason = guard_once(file, {"text": text}, reasons, turn)
    line = _Line(entry_id=entry_id, type=turn.school_plan.pick_lists.carried_out, text=text)
    log_on_case(file, line, turn, measure=found.measure.id, names_reason=reason)
