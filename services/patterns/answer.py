"""Reading what several have written on one pupil, and answering: alert, or say why not."""

from dataclasses import dataclass

from domain.alert.alert import Alert, AlertForm, Draft
from domain.case.log import LogEntry
from domain.errors import NotFound, Refused
from domain.ids import EntryId, PersonId
from domain.patterns.pattern import Notes, PatternAsked, may_read
from domain.people.person import Person, Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_
from services.alert.alert_draft import begin
from services.turn import Turn
from storage.unit_of_work import Tx

ANSWERED = N_("Dette er allerede svart på, eller eleven har fått en sak. Det du har skrevet nå, er ikke lagret.")


@dataclass(frozen=True, slots=True)
class PatternShown:
    """What a reader sees: the entries that nobody has answered for, oldest first; none when somebody has."""

    asked: PatternAsked
    pupil: Pupil
    entries: dict[EntryId, LogEntry]
    names: dict[PersonId, str]

    @property
    def newest(self) -> EntryId | None:
        return next(reversed(self.entries), None)


def still_asked(pattern: str, person: Person | None, tx: Tx, school_plan: SchoolPlan) -> bool:
    """Whether the question stands, and is this person's to answer."""
    found = _found(pattern, tx)
    if not (found and person):
        return False
    asked, pupil, notes = found
    return _stands(asked, notes, school_plan) and may_read(person, pupil, notes, school_plan.log_readers)


def read_pattern(pattern: str, turn: Turn) -> PatternShown:
    """Raises `NotFound` alike for «does not exist» and «not yours». Showing the entries is in the audit.

    Who was asked and may not read it any more is told what everyone is told when it has been answered.
    """
    was_asked = _was_asked(pattern, turn)
    if was_asked:
        return was_asked
    asked, pupil, notes = _own(pattern, turn)
    entries = notes.counting if _stands(asked, notes, turn.school_plan) else {}
    if entries:
        turn.tx.notes.record_reading(asked, turn.actor.id, turn.now)
    return PatternShown(asked, pupil, entries, turn.tx.people.names)


def begin_alert(pattern: str, draft_id: str, turn: Turn) -> Draft | Alert:
    """A draft with the pupil chosen: whom it is about is shown by that. Raises as `read_pattern`."""
    was_asked = _was_asked(pattern, turn)
    asked, pupil = (was_asked.asked, was_asked.pupil) if was_asked else _own(pattern, turn)[:2]
    turn.tx.notes.record_reading(asked, turn.actor.id, turn.now)
    return begin(draft_id, turn, AlertForm(group=pupil.school_class, pupils=(pupil.id,)))


def assess(pattern: str, newest: str, reason: str, turn: Turn) -> None:
    """Once, of the entries up to the newest that was seen: what is written later counts anew.

    Raises as `read_pattern`, and `Refused` when somebody has answered otherwise.
    """
    if _was_asked(pattern, turn):
        raise Refused(ANSWERED)
    asked, _pupil, notes = _own(pattern, turn)
    said = (turn.actor.id, reason)
    if said in turn.tx.notes.assessed(asked):
        return
    entries = notes.counting
    if not _stands(asked, notes, turn.school_plan) or newest not in entries:
        raise Refused(ANSWERED)
    seen = [*entries][: [*entries].index(EntryId(newest)) + 1]
    turn.tx.notes.assess(asked, tuple(seen), reason, turn.actor.id, turn.now)


def _stands(asked: PatternAsked, notes: Notes, school_plan: SchoolPlan) -> bool:
    return asked.pattern in {one.pattern for one in notes.waits(school_plan.patterns)}


def _found(pattern: str, tx: Tx) -> tuple[PatternAsked, Pupil, Notes] | None:
    asked = tx.notes.asking(pattern)
    pupil = tx.pupils.get(asked.pupil) if asked else None
    return (asked, pupil, tx.notes.of(pupil.id)) if asked and pupil else None


def _was_asked(pattern: str, turn: Turn) -> PatternShown | None:
    """None for who may read it, or was never asked."""
    found = _found(pattern, turn.tx)
    if found is None or may_read(turn.actor, found[1], found[2], turn.school_plan.log_readers):
        return None
    people = {one for asked in found[2].asked if asked.pattern == pattern for one in asked.people}
    return PatternShown(found[0], found[1], {}, {}) if turn.actor.id in people else None


def _own(pattern: str, turn: Turn) -> tuple[PatternAsked, Pupil, Notes]:
    found = _found(pattern, turn.tx)
    if found is None or not may_read(turn.actor, found[1], found[2], turn.school_plan.log_readers):
        raise NotFound("Fant ikke det du er spurt om.")
    return found
