"""Who is away, until when, and who stands in (L554–563): reminders go to someone who is there.

Who is there may want quiet for some days, or never to hear of the årshjul in the morning.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from pydantic.dataclasses import dataclass

from domain.errors import Invalid
from domain.ids import PersonId
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.text.moments import day
from domain.value import VALUE

LONGEST_QUIET = 5
ASKED_BEYOND = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Absence:
    """Away from `begins` up to and with `until` (Oslo days). With an `until` that has passed the person is back, since
    `back` when they said so themselves. What was told before this was kept begins on no day.
    """

    person: PersonId
    until: date
    stand_in: PersonId | None = None
    begins: date | None = None
    back: date | None = None


def away_until(
    person: Person,
    until: date,
    stand_in: Person | None,
    today: date,
    *,
    sure: bool = False,
    before: Absence | None = None,
) -> Absence:
    """`before`: the absence that holds already, which this one goes on with.

    Raises `Invalid` for a day that has passed, for one so far off that it is asked about (unless they are `sure`), and
    for standing in for oneself.
    """
    if until < today:
        raise Invalid("until", "Velg i dag eller en senere dag.")
    if far_off(until, today) and not sure:
        raise Invalid(
            "until",
            "Det er mer enn åtte uker til {day}. Sjekk årstallet, eller si at det stemmer.",
            day=day(until),
        )
    if stand_in and (stand_in.id == person.id or not stand_in.active):
        raise Invalid("stand_in", "Velg en annen ansatt.")
    begins = before.begins if before else today
    return Absence(person=person.id, until=until, stand_in=stand_in.id if stand_in else None, begins=begins)


def back_again(absence: Absence, today: date) -> Absence:
    """Ended by the person; one that is over stands as it is."""
    return replace(absence, until=today - timedelta(days=1), back=today) if absence.until >= today else absence


def far_off(until: date, today: date) -> bool:
    return until > today + ASKED_BEYOND


T = TypeVar("T", "Absence", "Quiet")


def newest(told: Iterable[T]) -> dict[PersonId, T]:
    """Of what people have told, oldest first, the last of each, whether or not it still holds."""
    return {one.person: one for one in told}


def now_away(told: Iterable[Absence], today: date) -> dict[PersonId, Absence]:
    """Of what people have told, oldest first, what holds today."""
    return {person: absence for person, absence in newest(told).items() if absence.until >= today}


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Quiet:
    """Someone does not want to be reminded, until the Oslo day `until`, of what can wait. It was told on `begins`."""

    person: PersonId
    until: date
    begins: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the morning of that day is a quiet one; that of the day it was told had been."""
        return self.begins is not None and self.begins < day < self.until


def quiet_until(
    person: Person, until: date, today: date, calendar: SchoolCalendar, before: Quiet | None = None
) -> Quiet:
    """At most a week of school days. `before`: the quiet that holds already. Raises `Invalid`."""
    if not today < until <= calendar.add_school_days(today, LONGEST_QUIET):
        raise Invalid("until", "Velg en dag innen den neste skoleuken.")
    return Quiet(person=person.id, until=until, begins=before.begins if before else today)


def now_quiet(told: Iterable[Quiet], today: date) -> dict[PersonId, Quiet]:
    """Who is not to be reminded today, as each has said last."""
    return {person: quiet for person, quiet in newest(told).items() if today < quiet.until}


def last_heard(since: date, absence: Absence | None, quiet: Quiet | None = None) -> date:
    """The day after which a person has not been told what was to be told once. `since`: that of the last morning; when
    they were away or quiet then, it is when that began.
    """
    if quiet and quiet.begins and quiet.covers(since):
        since = quiet.begins
    if absence and absence.begins and absence.begins <= since <= (absence.back or absence.until):
        since = absence.begins - timedelta(days=1)
    return since


class Lines(StrEnum):
    """The lines of a morning that a person can be without. Alerts, steps and evaluations are none of them."""

    YEAR = "årshjul"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Preference:
    """Whether a person wants lines of a kind in the morning, until they say otherwise."""

    person: PersonId
    lines: Lines
    wanted: bool


def without(told: Iterable[Preference], lines: Lines) -> frozenset[PersonId]:
    """Those who do not want these lines, as each has said last."""
    wanted: dict[Lines, dict[PersonId, bool]] = {}
    for one in told:
        wanted.setdefault(one.lines, {})[one.person] = one.wanted
    return frozenset(person for person, wants in wanted.get(lines, {}).items() if not wants)
