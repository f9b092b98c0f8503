"""Dates, times and lists in words, in the reader's language."""

from collections.abc import Iterable

from cards.kit.elements import Choices
from cards.kit.staff_list import person_choices
from domain.people.person import ROLE_LABELS, Pupil, Role
from domain.school_plan.fields import Choice
from domain.text.moments import clock, day, day_and_year, listing, moment, month

__all__ = [
    "choices",
    "clock",
    "day",
    "day_and_year",
    "items",
    "listing",
    "moment",
    "month",
    "person_choices",
    "pupil_choices",
    "roles",
]


def items(parts: Iterable[str]) -> str:
    """«Mobbing · Slag, spark eller annen vold»: parts that may hold commas or capitals of their own."""
    return " · ".join(parts)


def roles(told: Iterable[Role]) -> str:
    return listing(ROLE_LABELS[role].lower() for role in told)


def choices(options: Iterable[Choice]) -> Choices:
    return [(option.id, option.label) for option in options]


def pupil_choices(pupils: Iterable[Pupil]) -> Choices:
    return [(pupil.id, f"{pupil.name}, {pupil.school_class}") for pupil in pupils]
