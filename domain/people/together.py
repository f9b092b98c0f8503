"""Which pupils have gone together, in a class, a grade or an AKS base, and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.people.person import Been, Pupil


def moved(before: Pupil | None, now: Pupil, today: date) -> Pupil:
    """The pupil as the school's lists have it now, with where it went before."""
    if before is None:
        return now
    was = _place(before, before.left_on or today)
    return replace(now, been=before.been if was == _place(now, was.until) else (*before.been, was))


def were_together(one: Pupil, other: Pupil, since: date) -> bool:
    """Whether they have had a grade or a base in common, at one time, since that day."""
    return _met(one, other, since, _alike)


def were_classmates(one: Pupil, other: Pupil, since: date) -> bool:
    """As `were_together`, of a class."""
    return _met(one, other, since, _one_class)


def groups_of(pupil: Pupil) -> frozenset[str]:
    """What may be said to tell whom one means: class, base and grade, those from before too."""
    places = [place for _since, place in _stays(pupil)]
    named = {name for place in places for name in (place.school_class, place.base) if name}
    return frozenset(named | {str(place.grade) for place in places})


def _place(pupil: Pupil, until: date) -> Been:
    base = pupil.base if pupil.at_aks else None
    return Been(grade=pupil.grade, school_class=pupil.school_class, base=base, until=until)


def _stays(pupil: Pupil) -> list[tuple[date, Been]]:
    """Each place with the day it began; the first has always been."""
    places = [*pupil.been, _place(pupil, pupil.left_on or date.max)]
    return list(zip([date.min, *(place.until for place in pupil.been)], places, strict=True))


def _met(one: Pupil, other: Pupil, since: date, alike: Callable[[Been, Been], bool]) -> bool:
    stays = [(began, place) for began, place in _stays(other) if place.until >= since]
    return any(
        alike(place, theirs) and max(began, they_began) < min(place.until, theirs.until)
        for began, place in _stays(one)
        if place.until >= since
        for they_began, theirs in stays
    )


def _alike(one: Been, other: Been) -> bool:
    return one.grade == other.grade or _one_class(one, other) or (one.base is not None and one.base == other.base)


def _one_class(one: Been, other: Been) -> bool:
    return one.school_class == other.school_class
