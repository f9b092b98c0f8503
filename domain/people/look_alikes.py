"""Pupils that a list of names and classes cannot tell apart."""

from collections import defaultdict
from collections.abc import Iterable

from domain.people.person import Pupil


def look_alikes(pupils: Iterable[Pupil]) -> list[list[Pupil]]:
    """Those who are called the same and go in the same class, together."""
    found = defaultdict[tuple[str, str], list[Pupil]](list)
    for pupil in pupils:
        found[pupil.name.casefold(), pupil.school_class].append(pupil)
    return [alike for alike in found.values() if len(alike) > 1]
