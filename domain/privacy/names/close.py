"""Who is known by one name alone in a text on a pupil."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from domain.people.person import Pupil
from domain.people.together import were_classmates, were_together


class Close(NamedTuple):
    """Whose names alone are found, and whose also with a letter wrong; `tied`: whom the case has to do with."""

    by_one_name: frozenset[str] = frozenset()
    misspelt: frozenset[str] = frozenset()
    tied: frozenset[str] = frozenset()


def close_to(pupils: Iterable[Pupil], own: Pupil | None, since: date, tied: Collection[str] = ()) -> Close:
    """Those who have had a grade or an AKS base in common with the pupil since that day (Oslo), and those `tied` to the
    case; with a letter wrong those of a class of the pupil's, and the tied.
    """
    everyone = list(pupils)
    near = {one.id for one in everyone if own and were_together(own, one, since)}
    mates = {one.id for one in everyone if own and were_classmates(own, one, since)}
    return Close(frozenset({*near, *tied}), frozenset({*mates, *tied}), frozenset(tied))
