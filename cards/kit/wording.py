"""Dates, times and lists in words, in the reader's language."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cards.kit.elements import Choices
from cards.kit.staff_list import person_choices
from domain.ids import PupilId
from domain.people.person import ROLE_LABELS, Pupil, Role
from domain.school_plan.fields import Choice
from domain.text.moments import clock, day, listing, moment, month

__all__ = [
    "choices",
    "clock",
    "day",
    "items",
    "listing",
    "moment",
    "month",
    "person_choices",
    "pupil_choices",
    "pupil_names",
    "roles",
]

ENDING, LONGEST = 3, 120
"""How much of the school's own number of a pupil is shown, where it must be."""


def items(parts: Iterable[str]) -> str:
    """«Mobbing · Slag, spark eller annen vold»: parts that may hold commas or capitals of their own."""
    return " · ".join(parts)


def roles(told: Iterable[Role]) -> str:
    return listing(ROLE_LABELS[role].lower() for role in told)


def choices(options: Iterable[Choice]) -> Choices:
    return [(option.id, option.label) for option in options]


def pupil_choices(pupils: Sequence[Pupil]) -> Choices:
    return [*pupil_names(pupils).items()]


def pupil_names(pupils: Sequence[Pupil]) -> dict[PupilId, str]:
    """«Kari Berg, 4B»; those who look the same carry the end of the school's own number, which tells them apart."""
    alike = defaultdict[str, list[Pupil]](list)
    for pupil in pupils:
        alike[f"{pupil.name}, {pupil.school_class}"].append(pupil)
    return {pupil.id: name + _mark(pupil, those) for name, those in alike.items() for pupil in those}


def _mark(pupil: Pupil, alike: Sequence[Pupil]) -> str:
    if len(alike) == 1:
        return ""
    numbers = [one.external_id for one in alike]
    enough = next(
        (n for n in range(ENDING, LONGEST) if len({number[-n:] for number in numbers}) == len(alike)), LONGEST
    )
    return f" (…{pupil.external_id[-enough:]})"
