"""The school's plan file with something else in it."""

from typing import Any, TypeVar

from domain.value import Frozen

F = TypeVar("F", bound=Frozen)


def altered(part: F, **change: Any) -> F:  # noqa: ANN401  (any type)
    """A part of a school's plan with other values, checked as the file is."""
    return type(part).model_validate(dict(part) | change)
