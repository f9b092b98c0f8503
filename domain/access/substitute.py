"""A substitute: an account of the tenant that a leader lets in to alert and log, for chosen classes, to the end of that
day at the latest. No list of the staff has them.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.errors import Invalid, Refused
from domain.ids import PersonId
from domain.oslo import at_oslo, oslo_date
from domain.people.person import Person, Pupil
from domain.text.messages import N_
from domain.text.moments import day
from domain.value import VALUE

LATELY = timedelta(days=30)
"""So long after their day a suspicion may still be said to be about a substitute."""
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)+\.?")
OVER = N_(
    "Tilgangen din som vikar gjaldt {day}, og er over. Det du har varslet om, følger skolen opp. "
    "Er du bekymret for en elev, si fra til rektor muntlig. Er du vikar igjen, ber du en leder gi deg tilgang på nytt."
)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class LetIn:
    """What a substitute was given, or what was changed of it: how it stands in the audit."""

    person: PersonId
    by: PersonId
    account: str
    name: str
    groups: tuple[str, ...]
    until: AwareDatetime


def proper_name(name: str) -> str:
    """Tidied. Raises `Invalid` for what is no first and last name."""
    tidy = " ".join(name.split())
    if not _NAME.fullmatch(tidy):
        raise Invalid("name", "Skriv fornavn og etternavn, bare med bokstaver.")
    return tidy


def ends(at: time | None, now: datetime) -> datetime:
    """That time today in Oslo, or the end of the day. Raises `Invalid` for a time that has been."""
    today = oslo_date(now)
    until = at_oslo(today, at) if at else at_oslo(today + timedelta(days=1), time())
    if until <= now:
        raise Invalid("until", "Velg et klokkeslett senere i dag, eller la det stå tomt.")
    return until


def last_day(until: datetime) -> date:
    """The Oslo day of an access, also of one that lasts to midnight."""
    return oslo_date(until - timedelta.resolution)


def to_midnight(until: datetime) -> bool:
    return last_day(until) != oslo_date(until)


def let_in_now(person: Person, now: datetime) -> bool:
    return person.until is not None and now < person.until


def substitutes_now(people: Iterable[Person], now: datetime) -> list[Person]:
    """By name."""
    return sorted((one for one in people if let_in_now(one, now)), key=lambda one: one.name)


def at_the_gate(person: Person, now: datetime) -> Person:
    """Who the person is at this moment, of the staff or not. Raises `Refused` for a substitute whose access is over."""
    if person.until is None:
        return person
    if not let_in_now(person, now):
        raise Refused(OVER, day=day(last_day(person.until)))
    return replace(person, active=True)


def lately_here(people: Iterable[Person], now: datetime) -> list[Person]:
    """Those whom a suspicion may be about: the staff, and those who were substitutes lately; by name."""
    there = (one for one in people if (one.active if one.until is None else now < one.until + LATELY))
    return sorted(there, key=lambda one: one.name)


def sees_pupil(person: Person, pupil: Pupil) -> bool:
    """A substitute those of the chosen classes and bases."""
    mine = person.classes | person.bases
    return person.until is None or pupil.school_class in mine or pupil.base in mine


def has_still(person: Person, at: datetime, now: datetime) -> bool:
    """Whether what the person wrote at a moment is theirs to see: a substitute sees that day's."""
    return person.until is None or oslo_date(at) == oslo_date(now)
