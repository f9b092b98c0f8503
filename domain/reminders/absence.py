"""Who is away, until when, and who stands in (L554–563): reminders go to someone who is there."""

from collections.abc import Iterable
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.errors import Invalid
from domain.ids import PersonId
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.text.moments import day_and_year
from domain.value import VALUE

LONGEST_QUIET = 5
ASKED_BEYOND = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Absence:
    """Away up to and with `until` (an Oslo day). With a day that has passed the person is back."""

    person: PersonId
    until: date
    stand_in: PersonId | None = None


def away_until(person: Person, until: date, stand_in: Person | None, today: date, *, sure: bool = False) -> Absence:
    """Raises `Invalid` for a day that has passed, for one so far off that it is asked about (unless they are `sure`),
    and for standing in for oneself.
    """
    if until < today:
        raise Invalid("until", "Velg i dag eller en senere dag.")
    if far_off(until, today) and not sure:
        raise Invalid(
            "until",
            "Det er mer enn åtte uker til {day}. Sjekk årstallet, eller si at det stemmer.",
            day=day_and_year(until),
        )
    if stand_in and (stand_in.id == person.id or not stand_in.active):
        raise Invalid("stand_in", "Velg en annen ansatt.")
    return Absence(person=person.id, until=until, stand_in=stand_in.id if stand_in else None)


def far_off(until: date, today: date) -> bool:
    return until > today + ASKED_BEYOND


def now_away(told: Iterable[Absence], today: date) -> dict[PersonId, Absence]:
    """Of what people have told, oldest first, what holds today."""
    newest = {absence.person: absence for absence in told}
    return {person: absence for person, absence in newest.items() if absence.until >= today}


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Quiet:
    """Someone does not want to be reminded, until that Oslo day, of what is not late."""

    person: PersonId
    until: date


def quiet_until(person: Person, until: date, today: date, calendar: SchoolCalendar) -> Quiet:
    """At most a week of school days. Raises `Invalid`."""
    if not today < until <= calendar.add_school_days(today, LONGEST_QUIET):
        raise Invalid("until", "Velg en dag innen den neste skoleuken.")
    return Quiet(person=person.id, until=until)


def now_quiet(told: Iterable[Quiet], today: date) -> frozenset[PersonId]:
    """Who is not to be reminded today, as each has said last."""
    newest = {one.person: one.until for one in told}
    return frozenset(person for person, until in newest.items() if today < until)
