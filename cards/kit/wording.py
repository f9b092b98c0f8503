"""Dates, times and lists in words, in the reader's language."""

from collections.abc import Iterable, Sequence

from cards.kit.elements import Choices
from cards.kit.staff_list import person_choices
from domain.ids import PupilId
from domain.people.look_alikes import look_alikes
from domain.people.person import Pupil, in_a_sentence
from domain.school_plan.fields import Choice
from domain.text.moments import clock, day, day_of_school_year, full_day, happened, listing, moment, month, weekday

__all__ = [
    "choices",
    "choices_of_group",
    "clock",
    "day",
    "day_of_school_year",
    "full_day",
    "happened",
    "items",
    "listing",
    "moment",
    "month",
    "person_choices",
    "pupil_choices",
    "pupil_names",
    "roles",
    "weekday",
]

ENDING = 3
"""How much of the school's own number of a pupil is shown, where it must be."""


def items(parts: Iterable[str]) -> str:
    """«Mobbing · Slag, spark eller annen vold»: parts that may hold commas or capitals of their own."""
    return " · ".join(parts)


def roles(told: Iterable[str]) -> str:
    return listing(in_a_sentence(role) for role in told)


def choices(options: Iterable[Choice]) -> Choices:
    return [(option.id, option.label) for option in options]


def pupil_choices(pupils: Sequence[Pupil]) -> Choices:
    return [*pupil_names(pupils).items()]


def choices_of_group(group: str | None, pupils: Sequence[Pupil]) -> Choices:
    """Those of a class by name alone; those of an AKS base with their classes."""
    own = f", {group}"
    return [(pupil_id, name.replace(own, "", 1)) for pupil_id, name in pupil_names(pupils).items()]


def short_choices_of_group(group: str | None, pupils: Sequence[Pupil]) -> Choices:
    """As `choices_of_group`, for a narrow column: of a long name the first and the last, where that is enough to tell
    them apart.
    """
    short = [_first_and_last(pupil.name) for pupil in pupils]
    told = zip(choices_of_group(group, pupils), pupils, short, strict=True)
    return [
        (key, label if short.count(name) > 1 else label.replace(pupil.name, name, 1))
        for (key, label), pupil, name in told
    ]


def _first_and_last(name: str) -> str:
    """«Aurora Sandvik Nordby» is «Aurora Nordby»."""
    parts = name.split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 2 else name


def pupil_names(pupils: Sequence[Pupil]) -> dict[PupilId, str]:
    """«Kari Berg, 4B»; those who look the same carry the end of the school's own number, which tells them apart."""
    marks = {pupil.id: _mark(pupil, alike) for alike in look_alikes(pupils) for pupil in alike}
    return {pupil.id: f"{pupil.name}, {pupil.school_class}{marks.get(pupil.id, '')}" for pupil in pupils}


def _mark(pupil: Pupil, alike: Sequence[Pupil]) -> str:
    numbers = [one.external_id for one in alike]
    longest = max(map(len, numbers))
    enough = next((n for n in range(ENDING, longest) if len({each[-n:] for each in numbers}) == len(alike)), longest)
    return f" (…{pupil.external_id[-enough:]})"
