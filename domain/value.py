"""What the values of the domain have in common: never changed in place, strict about names, checked where they come in.

A value that is stored is a pydantic dataclass with `VALUE`: `dataclasses.replace` checks it anew, and mypy knows its
fields. What is only worked out is a plain frozen dataclass. The school's plan file is read into `Frozen` models.
"""

from collections.abc import Collection
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, TypeAdapter

T = TypeVar("T")
VALUE = ConfigDict(extra="forbid")

Sorted = Annotated[frozenset[T], PlainSerializer(sorted, return_type=list[Any])]
"""A set that is written in one order: two processes must write the same bytes."""


class Frozen(BaseModel):
    """A part of the school's plan file: strict about names, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(shape: type[Any]) -> TypeAdapter[Any]:
    """Made once for each type: making one takes a thousand times as long as using it."""
    if shape not in _adapters:
        _adapters[shape] = TypeAdapter(shape)
    return _adapters[shape]


def to_json(value: object, leave_out: Collection[str] = ()) -> str:
    """A value as JSON, what is as by default left out; the same value is always the same text."""
    return _adapter(type(value)).dump_json(value, exclude=set(leave_out), exclude_defaults=True).decode()


def from_json(shape: type[T], text: str) -> T:
    """The value. Raises `ValidationError` for a name or a value that the type does not know."""
    value: T = _adapter(shape).validate_json(text)
    return value
