"""Dates, times and lists in words."""

from collections.abc import Iterable
from datetime import date, datetime

from cards.elements import Choices
from domain.calendar import oslo_time
from domain.people import ROLE_LABELS, Person, Pupil, Role
from domain.terms import Choice

_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def clock(at: datetime) -> str:
    """«12.41», in Oslo."""
    return f"{oslo_time(at):%H.%M}"


def day(when: date) -> str:
    """«mandag 23.11.»"""
    return f"{_DAYS[when.weekday()]} {when.day}.{when.month}."


def moment(at: datetime) -> str:
    """«23.11.2026 kl. 12.41», in Oslo."""
    return f"{oslo_time(at):%d.%m.%Y kl. %H.%M}"


def listing(parts: Iterable[str]) -> str:
    """«a, b og c»"""
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} og {last}" if most else last


def items(parts: Iterable[str]) -> str:
    """«Mobbing · Slag, spark eller annen vold»: parts that may hold commas or capitals of their own."""
    return " · ".join(parts)


def roles(told: Iterable[Role]) -> str:
    return listing(ROLE_LABELS[role].lower() for role in told)


def choices(options: Iterable[Choice]) -> Choices:
    return [(option.id, option.label) for option in options]


def pupil_choices(pupils: Iterable[Pupil]) -> Choices:
    return [(pupil.id, f"{pupil.name}, {pupil.school_class}") for pupil in pupils]


def person_choices(people: Iterable[Person]) -> Choices:
    return [(person.id, f"{person.name} ({person.role_label})") for person in people]


def count(number: int, one: str, many: str) -> str:
    """«1 sak», «3 saker», «ingen saker»."""
    return f"{number or 'ingen'} {one if number == 1 else many}"
