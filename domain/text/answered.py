"""What people answer a form with, as types: chosen or written."""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from domain.text.prose import tidied


def own_words(info: FieldInfo) -> bool:
    """Whether a person writes it, or it is chosen from what is offered."""
    kinds, found = [info.annotation], [*info.metadata]
    while kinds:
        kind = kinds.pop()
        found += getattr(kind, "__metadata__", ())
        kinds += get_args(kind)
    return any(isinstance(one, BeforeValidator) and one.func is tidy for one in found)


def several(value: object) -> object:
    """Of a choice that stands in several parts of a card, those of each part."""
    parts = [*value.values()] if isinstance(value, Mapping) else [value]
    if not all(isinstance(part, str) for part in parts):
        return value
    return tuple(one for part in parts for one in str(part).split(",") if one)


def tidy(value: object) -> object:
    return tidied(value) if isinstance(value, str) else value


Each = dict[Annotated[str, StringConstraints(max_length=60)], Annotated[str, StringConstraints(max_length=60)]]
"""An answer for each of several things: the inputs are named after the field and the thing, with `OF` between."""
Written = Annotated[str, BeforeValidator(tidy)]
Answers = dict[Annotated[str, StringConstraints(max_length=60)], Annotated[Written, StringConstraints(max_length=1500)]]
"""As `Each`, in one's own words."""
Several = Annotated[tuple[str, ...], BeforeValidator(several)]
