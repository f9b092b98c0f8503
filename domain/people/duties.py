"""What each of the staff had to do with before the school's lists said something else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import PersonId
from domain.people.person import Grade, Person
from domain.value import VALUE


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Duties:
    """The roles of a person, and where; none of who was not there."""

    person: PersonId
    roles: frozenset[str] = frozenset()
    grades: frozenset[Grade] = frozenset()
    classes: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class DutiesChanged:
    """The lists gave these people others at that moment: what they had before."""

    at: AwareDatetime
    before: tuple[Duties, ...]


def changed_duties(before: Mapping[PersonId, Person], after: Iterable[Person]) -> tuple[Duties, ...]:
    """What those had who have others now; nothing by the school's first list."""
    was = ((_duties(before.get(one.id), one.id), _duties(one, one.id)) for one in after if one.active)
    return tuple(old for old, new in was if old != new) if before else ()


def _duties(person: Person | None, id_: PersonId) -> Duties:
    if person is None or not person.active:
        return Duties(person=id_)
    return Duties(person=id_, roles=person.roles, grades=person.grades, classes=person.classes, bases=person.bases)


def as_they_were(person: Person, told: Iterable[DutiesChanged], then: datetime) -> Person:
    """The person, with the duties of that moment. `told`: the oldest first."""
    since = (one for change in told if change.at > then for one in change.before if one.person == person.id)
    had = next(since, None)
    if had is None:
        return person
    return replace(person, roles=had.roles, grades=had.grades, classes=had.classes, bases=had.bases)
