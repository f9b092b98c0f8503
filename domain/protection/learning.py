"""The short module on privacy: what whoever gets access must know first, and again each year (forskrift § 20-2)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.errors import Refused
from domain.ids import PersonId
from domain.value import VALUE

AGAIN = timedelta(days=365)
PUT_OFF = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Learned:
    """What a person did with the module on a day (Oslo): read it to its end, or put it off."""

    person: PersonId
    on: date
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Offer:
    """Whether it is offered to a person, and may be put off; `done_on`: when it was done last."""

    offered: bool
    may_be_put_off: bool
    done_on: date | None = None


def standing(told: Iterable[Learned], person: PersonId, today: date) -> Offer:
    """Of what all have told, oldest first. Between two times that it is done it is put off once at most."""
    done: date | None = None
    later: date | None = None
    for one in told:
        if one.person == person:
            done, later = (one.on, None) if one.done else (done, one.on)
    due = done is None or today >= done + AGAIN
    waits = later is not None and today < later + PUT_OFF
    return Offer(offered=due and not waits, may_be_put_off=due and later is None, done_on=done)


def put_off(stands: Offer, person: PersonId, today: date) -> Learned:
    """Raises `Refused` the second time."""
    if not stands.may_be_put_off:
        raise Refused("Dette kan utsettes én gang, og det er gjort. Det tar tre minutter.")
    return Learned(person=person, on=today, done=False)


def how_many_know(told: Collection[Learned], people: Iterable[PersonId], today: date) -> int:
    """Of the people those who have done it within the year: how many, and never who."""
    known = {one.person for one in told if one.done and today < one.on + AGAIN}
    return len(known.intersection(people))
