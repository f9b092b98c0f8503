"""Who has left the school for so long that nothing is to be kept of them, once nothing that stands needs them."""

import re
from datetime import date, timedelta

from domain.people.person import Person, Pupil
from domain.privacy.names.folding import composed

NAMED = re.compile(r"[^\W_]+")
"""A word, or a number, of what is told; an id is one."""


def left_long_ago(one: Person | Pupil, days: int, today: date) -> bool:
    """By an Oslo day; not when it is not known when, nor of whom nothing is left."""
    return bool(one.name) and not one.active and one.left_on is not None and one.left_on + timedelta(days=days) <= today


def told_by(one: Person | Pupil) -> frozenset[str]:
    """What a text that tells of them has among its `words`: the id, or a name by itself. Other spellings and initials
    are not looked for.
    """
    names = one.names if isinstance(one, Pupil) else (one.name,)
    return words(" ".join((one.id, *names)))


def words(text: str) -> frozenset[str]:
    """In small letters, and without the s of the genitive as well."""
    found = NAMED.findall(composed(text).casefold())
    return frozenset(found).union(word[:-1] for word in found if word.endswith("s"))


def emptied(person: Person) -> Person:
    """Nothing but the id, by which the history tells of them."""
    return Person(
        id=person.id,
        school_id=person.school_id,
        entra_object_id=person.id,
        upn="",
        name="",
        roles=frozenset(),
        active=False,
    )


def emptied_pupil(pupil: Pupil) -> Pupil:
    """Nothing but the id."""
    return Pupil(
        id=pupil.id, school_id=pupil.school_id, external_id=pupil.id, name="", grade=1, school_class="", active=False
    )
