"""Who is away, until when, and who does not want to be reminded for some days."""

from dataclasses import replace
from datetime import date

from domain.people.person import Person
from domain.reminders.absence import Absence, Lines, Preference, Quiet, away_until, quiet_until
from domain.school_plan.calendar import SchoolCalendar
from services.people.staff import colleague
from services.turn import Turn

QUIET_SCHOOL_DAYS = 2
"""For how long quiet is suggested."""


def own_absence(turn: Turn) -> Absence | None:
    """What the person has said, if it holds today."""
    return turn.tx.absences.on(turn.today).get(turn.actor.id)


def go_away(until: date, stand_in_id: str | None, turn: Turn, *, sure: bool = False) -> Absence:
    """Raises `Invalid`."""
    stand_in = colleague(turn, stand_in_id, "stand_in") if stand_in_id else None
    absence = away_until(turn.actor, until, stand_in, turn.today, sure=sure, before=own_absence(turn))
    turn.tx.absences.tell(absence, turn.now)
    return absence


def come_back(turn: Turn) -> None:
    turn.tx.absences.back(turn.actor.id, turn.today, turn.now)


def own_quiet(turn: Turn) -> Quiet | None:
    """What the person has asked for, if it holds today."""
    return turn.tx.absences.quiet(turn.today).get(turn.actor.id)


def suggested_quiet(turn: Turn) -> date:
    held = own_quiet(turn)
    calendar = SchoolCalendar(turn.school_plan.calendar)
    return held.until if held else calendar.add_school_days(turn.today, QUIET_SCHOOL_DAYS)


def be_quiet(until: date, turn: Turn) -> None:
    """Not to be reminded until then of what can wait. Raises `Invalid`."""
    calendar = SchoolCalendar(turn.school_plan.calendar)
    turn.tx.absences.hush(quiet_until(turn.actor, until, turn.today, calendar, own_quiet(turn)), turn.now)


def want_year_lines(turn: Turn, *, wanted: bool) -> None:
    """Whether the own tasks of the årshjul stand in the morning's message."""
    turn.tx.absences.prefer(Preference(person=turn.actor.id, lines=Lines.YEAR, wanted=wanted), turn.now)


def end_quiet(turn: Turn) -> None:
    """The person is reminded again from the next morning on."""
    if held := own_quiet(turn):
        turn.tx.absences.hush(replace(held, until=turn.today), turn.now)


def all_away(turn: Turn) -> list[tuple[Person, date]]:
    """Those of the staff who are away today, whoever is away longest first."""
    gone = turn.tx.absences.on(turn.today)
    found = [(person, gone[person.id].until) for person in turn.tx.people.active() if person.id in gone]
    return sorted(found, key=lambda one: one[1], reverse=True)
