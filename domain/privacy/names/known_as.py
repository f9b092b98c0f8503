"""What someone is called: by the name, and a pupil also by the names of before."""

from collections.abc import Iterator
from typing import Protocol

from domain.people.person import Pupil
from domain.privacy.names.forms import Form, close_forms, full_forms, partial_forms, parts_of, singles


class Named(Protocol):
    """Someone with a name: a pupil, or one of the staff."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def earlier_names(before: Pupil | None, now: Pupil) -> tuple[str, ...]:
    """What the pupil was called before the school's lists said `now`, oldest first.

    In other letters, or with the last name first, it is the same name.
    """
    if before is None:
        return ()
    known = {tuple(parts_of(name)): name for name in before.names[::-1]}
    known.pop(tuple(parts_of(now.name)), None)
    return tuple(known.values())[::-1]


def names_of(one: Named) -> list[list[str]]:
    """The parts of each name, folded."""
    return [parts_of(name) for name in (one.names if isinstance(one, Pupil) else (one.name,))]


def singles_of(one: Named) -> set[str]:
    return {single for parts in names_of(one) for single in singles(parts)}


def forms_of(one: Named, *, close: bool) -> Iterator[Form]:
    """What is all of a full name is one; a name of one word is always known by that."""
    for parts in names_of(one):
        yield from full_forms(parts)
        yield from partial_forms(parts)
        if close or len(parts) == 1:
            yield from close_forms(parts)
