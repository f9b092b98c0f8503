"""The school's plan file with something else in it."""

from collections.abc import Iterator
from typing import Any, TypeVar

from domain.value import Frozen

F = TypeVar("F", bound=Frozen)


def altered(part: F, **change: Any) -> F:  # noqa: ANN401  (any type)
    """A part of a school's plan with other values, checked as the file is."""
    return type(part).model_validate(dict(part) | change)


def sentences(found: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of the file, with where it stands."""
    if isinstance(found, str):
        yield path, found
    elif isinstance(found, dict):
        for name, value in found.items():
            yield from sentences(value, f"{path}.{name}".lstrip("."))
    elif isinstance(found, list):
        for value in found:
            yield from sentences(value, path)
