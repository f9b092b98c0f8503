"""Those who are counted upward are told before it begins (arbeidsmiljøloven kap. 9)."""

from collections.abc import Iterable
from datetime import date

from pydantic.dataclasses import dataclass

from domain.ids import PersonId
from domain.value import VALUE, Sorted


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class OversightTold:
    """On a day (Oslo) these leaders were told that it is on; or, when it is not `on`, that it was found to be off."""

    day: date
    on: bool
    people: Sorted[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class ToldSince:
    """Since when it is on, by what leaders were told; None when it is off. `people`: who has been told since then."""

    since: date | None
    people: frozenset[PersonId]


def known(told: Iterable[OversightTold]) -> ToldSince:
    """`told`: in the order it happened."""
    since: date | None = None
    people: frozenset[PersonId] = frozenset()
    for one in told:
        since, people = (since or one.day, people | one.people) if one.on else (None, frozenset())
    return ToldSince(since, people)
