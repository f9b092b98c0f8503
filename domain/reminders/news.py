"""What is new in a case, and for whom, until they have looked at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.case.case import Case
from domain.event import EventKind
from domain.ids import PersonId
from domain.people.permissions import Permission, may
from domain.people.person import Person

_NOT_LOOKED = frozenset({EventKind.CASE_LISTED, EventKind.ALERT_SENT, EventKind.ALERT_ADDED})
"""What someone may do without having the case before them."""


@dataclass(frozen=True, slots=True)
class Touch:
    """The last time a person did something of a kind with a case; `order` tells which of two was first."""

    kind: EventKind
    by: PersonId | None
    order: int


def answering(case: Case, people: Iterable[Person]) -> list[Person]:
    """Those on the case who may take it, and who has: they hear at once of what a reporter adds.

    Everyone on it, when there are none.
    """
    on_it = [person for person in people if case.has_on(person.id)]
    found = [person for person in on_it if may(person, Permission.LEAD_CASE) or person.id == case.received_by]
    return found or on_it


def responsible(case: Case, people: Sequence[Person]) -> list[Person]:
    """Who has taken the case; as `answering` when nobody has, or they are no longer on it."""
    found = answering(case, people)
    return [person for person in found if person.id == case.received_by] or found


def is_new(case: Case, person: Person, people: Sequence[Person], touches: Iterable[Touch]) -> bool:
    """Whether a reporter has added to its alert, or a colleague has logged, since this person last had it open."""
    touches = [*touches]
    own = (touch.order for touch in touches if touch.by == person.id and touch.kind not in _NOT_LOOKED)
    seen = max(own, default=0)
    new = {touch.kind for touch in touches if touch.by != person.id and touch.order > seen}
    return (EventKind.ALERT_ADDED in new and person in answering(case, people)) or (
        EventKind.LOG_ADDED in new and person in responsible(case, people)
    )
