"""Who is away, until when, and who does not want to be reminded for some days."""

from dataclasses import replace
from datetime import date

from domain.errors import Invalid
from domain.message import Done
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


def suggested_quiet(turn: Turn) -> date | None:
    """None for who changes only what stands in their mornings."""
    if held := own_quiet(turn):
        return held.until
    if not turn.tx.absences.wants_year_lines(turn.actor.id):
        return None
    return SchoolCalendar(turn.school_plan.calendar).add_school_days(turn.today, QUIET_SCHOOL_DAYS)


def be_quiet(until: date | None, turn: Turn, *, without_year: bool = False) -> tuple[Done, date | None]:
    """Not to be reminded until then of what is not late; and whether the årshjul stands in the morning's message.

    What has become of it, for a receipt. Raises `Invalid`.
    """
    absences, me = turn.tx.absences, turn.actor.id
    if until:
        calendar = SchoolCalendar(turn.school_plan.calendar)
        absences.hush(quiet_until(turn.actor, until, turn.today, calendar, own_quiet(turn)), turn.now)
    if without_year is absences.wants_year_lines(me):
        absences.prefer(Preference(person=me, lines=Lines.YEAR, wanted=not without_year), turn.now)
    elif until is None:
        raise Invalid("until", "Velg en dag.")
    if until:
        return Done.QUIET, until
    return (Done.YEAR_OFF if without_year else Done.YEAR_ON), None


def end_quiet(turn: Turn) -> None:
    """The person is reminded again from the next morning on."""
    if held := own_quiet(turn):
        turn.tx.absences.hush(replace(held, until=turn.today), turn.now)


def all_away(turn: Turn) -> list[tuple[Person, date]]:
    """Those of the staff who are away today, whoever is away longest first."""
    gone = turn.tx.absences.on(turn.today)
    found = [(person, gone[person.id].until) for person in turn.tx.people.active() if person.id in gone]
    return sorted(found, key=lambda one: one[1], reverse=True)
