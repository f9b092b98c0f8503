"""One class for each button: its verb, its permission, what travels in it and what it asks.

The form is generated from the class, and the class reads the form back; card data is opaque ids and answers, and
whatever else stands in it is refused. Nothing in it is authority: that comes from the verified activity.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from cards.kit import elements
from cards.kit.elements import Choices, Piece
from cards.kit.staff_list import require_names
from domain.people.permissions import Permission
from domain.text.answered import own_words
from domain.text.entered import Unreadable, YearOutOfRange, day_of, time_of
from domain.text.messages import N_, worded

LINE_MAX = 200
OF = "-"
_ANSWER, _MARKED = N_("Svar"), N_("Det som er merket med *, må fylles ut.")


@dataclass(frozen=True, slots=True)
class Ask:
    """Marks a field as something the person answers. `kind` says of which type one of several answers is.

    On a class the label is a message, marked by standing here, and the hint a marked one; `asks` gives them in words.
    """

    label: str
    lines: bool = False
    expanded: bool = False
    limit: int = LINE_MAX
    hint: str = ""
    required: bool | None = None
    kind: type | None = None

    def in_words(self) -> "Ask":
        return replace(self, label=worded(self.label), hint=worded(self.hint))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form shows: values as the client sends them, and what is wrong, by field."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


NOTHING = Filled()


class Action(BaseModel):
    """A button. Subclasses must name a verb and a permission; a verb is used once.

    `in_channel` marks those that may be pressed where others read along: what they answer holds nothing of a case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    by_verb: ClassVar[dict[str, type["Action"]]] = {}
    verb: ClassVar[str]
    requires: ClassVar[Permission]
    in_channel: ClassVar[bool]
    reads: ClassVar[bool]
    waits: ClassVar[tuple[str, ...]]

    def __init_subclass__(
        cls,
        *,
        verb: str,
        requires: Permission,
        in_channel: bool = False,
        reads: bool = False,
        waits: tuple[str, ...] = (),
        **kwargs: Any,  # noqa: ANN401  (any type)
    ) -> None:
        """`reads`: it is expected to write nothing, and so waits for nobody who does. `waits`: what is written is kept
        until it is taken; the fields that say which form it is.
        """
        super().__init_subclass__(**kwargs)
        if verb in Action.by_verb:
            raise TypeError(f"the verb {verb} is taken")
        cls.verb, cls.requires, cls.in_channel, cls.reads, cls.waits = verb, requires, in_channel, reads, waits
        Action.by_verb[verb] = cls

    @classmethod
    def asks(cls) -> dict[str, Ask]:
        """The fields the person answers, in order and in the reader's language."""
        return {name: ask.in_words() for name, ask in cls._asked().items()}

    @classmethod
    @cache
    def _asked(cls) -> dict[str, Ask]:
        found = {name: next((m for m in info.metadata if isinstance(m, Ask)), None) for name, info in _fields(cls)}
        return {name: ask for name, ask in found.items() if ask}

    @classmethod
    def asks_for(cls, name: str) -> bool:
        """Whether this input is one the person answers; «worked-1» is one of those of the field `worked`."""
        return name.partition(OF)[0] in cls._asked()

    @classmethod
    def has(cls, name: str) -> bool:
        """Whether this is one of its fields, asked or not."""
        return name.partition(OF)[0] in cls.model_fields

    @classmethod
    def is_text(cls, name: str) -> bool:
        """Whether it is answered in one's own words."""
        return cls.asks_for(name) and own_words(cls.model_fields[name.partition(OF)[0]])

    @classmethod
    def label(cls, name: str) -> str:
        """What it is called on the form, where its class says so."""
        return cls.asks()[name.partition(OF)[0]].label or worded(_ANSWER)

    @field_validator("*", mode="before")
    @classmethod
    def _as_entered(cls, value: object, info: ValidationInfo) -> object:
        """Days and times come in as many ways as there are phones."""
        kind = _bare(cls.model_fields[info.field_name or ""].annotation)
        return _entered(kind, value) if isinstance(value, str) else value

    @classmethod
    def read(cls, data: Mapping[str, object]) -> Self:
        """The action as pressed. Raises `ValidationError` for wrong answers and for anything that is not a field.

        Some phones send every input of the card with every button: what another form asks is let be.
        """
        each: dict[str, dict[str, object]] = {}
        data = {name: value for name, value in data.items() if not cls._anothers(name)}
        require_names(cls.verb, {tuple(name.split(OF, 1)): data[name] for name in data if cls.asks_for(name)})
        for name, value in data.items():
            field_, of, key = name.partition(OF)
            if of and value != "":
                each.setdefault(field_, {})[key] = value
        return cls.model_validate({name: v for name, v in data.items() if v != "" and OF not in name} | each)

    @classmethod
    def _anothers(cls, name: str) -> bool:
        """Whether it is an input of another form, and nothing of this one."""
        field_ = name.partition(OF)[0]
        return field_ not in cls.model_fields and field_ in _asked_anywhere(len(Action.by_verb))

    @classmethod
    def button(cls, title: str, *, style: str | None = None, blank: bool = False, about: str = "", **ids: str) -> Piece:
        """A button carrying exactly what the person is not asked. Raises `TypeError` otherwise. `about` is read aloud
        with the title.
        """
        needed, travels = cls._travels()
        if not needed <= ids.keys() <= travels:
            raise TypeError(f"{cls.verb} carries {sorted(travels)}, not {sorted(ids)}")
        return elements.execute(title, cls.verb, ids, style=style, blank=blank or not cls._asked(), about=about)

    @classmethod
    @cache
    def _travels(cls) -> tuple[frozenset[str], frozenset[str]]:
        """What a button must carry, and all it may carry."""
        travels = frozenset(name for name, _ in _fields(cls)) - cls._asked().keys()
        return frozenset(name for name in travels if cls.model_fields[name].is_required()), travels

    @classmethod
    def inputs(
        cls,
        filled: Filled = NOTHING,
        *,
        choices: Mapping[str, Choices] | None = None,
        above: Mapping[str, Piece] | None = None,
        below: Mapping[str, Sequence[Piece]] | None = None,
        asked: Mapping[str, Ask] | None = None,
    ) -> list[Piece]:
        """The inputs with what was answered before, each with its problem above it.

        What must be answered is marked, and asked for by the server alone: a client that did would stop every button
        of the card. A choice among nothing is left out, and so is its problem. `asked` picks some of the fields, in its
        own order and in words already. The inputs of a field of `Each` must be among them, by name.
        """
        asks = cls.asks() if asked is None else asked
        drawn = cls.drawn(filled, choices=choices, above=above, asked=asks)
        pieces = [piece for name, each in drawn.items() for piece in (*each, *(below or {}).get(name, ()))]
        return [marked(), *pieces] if any(cls._required(name, asks[name]) for name in drawn) else pieces

    @classmethod
    def drawn(
        cls,
        filled: Filled = NOTHING,
        *,
        choices: Mapping[str, Choices] | None = None,
        above: Mapping[str, Piece] | None = None,
        asked: Mapping[str, Ask],
    ) -> dict[str, list[Piece]]:
        """As `inputs`, by name, for a form that places them itself. A field of `Several` may be asked in parts:
        «pupils-1», «pupils-2».
        """
        found: dict[str, list[Piece]] = {}
        for name, ask in asked.items():
            info = cls.model_fields[name.partition(OF)[0]]
            offered = (choices or {}).get(name)
            if offered is None and get_origin(_bare(info.annotation)) is tuple:
                continue
            beside = [above[name]] if above and name in above else []
            wrong = [elements.problem(filled.errors[name])] if name in filled.errors else []
            asks = _input(name, ask, info, filled.values.get(name, ""), offered, cls._required(name, ask))
            found[name] = [*beside, *wrong, asks]
        return found

    @classmethod
    def _required(cls, name: str, ask: Ask) -> bool:
        return cls.model_fields[name.partition(OF)[0]].is_required() if ask.required is None else ask.required


def marked() -> Piece:
    return elements.text(worded(_MARKED), subtle=True, small=True)


@cache
def _asked_anywhere(_number_of_actions: int) -> frozenset[str]:
    """The inputs of all forms there are by now."""
    return frozenset(name for action in Action.by_verb.values() for name in action.asks())


def _fields(cls: type[Action]) -> list[tuple[str, FieldInfo]]:
    return list(cls.model_fields.items())


def _input(
    name: str,
    ask: Ask,
    info: FieldInfo,
    value: str,
    choices: Choices | None,
    required: bool,  # noqa: FBT001  (private, one meaning)
) -> Piece:
    kind = ask.kind or _bare(info.annotation)
    if choices is not None:
        many = kind is tuple or get_origin(kind) is tuple
        return elements.choice_input(
            name,
            ask.label,
            choices,
            value=value,
            many=many,
            expanded=ask.expanded,
            required=required,
            hint=ask.hint,
        )
    if kind is bool:
        return elements.toggle(name, ask.label, value=value)
    if kind is date:
        return elements.date_input(name, ask.label, value=_shown(date, value), required=required)
    if kind is time:
        return elements.time_input(name, ask.label, value=_shown(time, value), required=required)
    return elements.text_input(
        name, ask.label, value=value, lines=ask.lines, limit=ask.limit, required=required, hint=ask.hint
    )


def _entered(kind: object, value: str) -> object:
    """What a day or a time means; anything else as it is. Raises pydantic's own error for what cannot be read."""
    try:
        if kind is date:
            return day_of(value)
        return time_of(value) if kind is time else value
    except YearOutOfRange:
        raise PydanticCustomError("date_year", "the year is out of range") from None
    except Unreadable:
        raise PydanticCustomError("date_parsing" if kind is date else "time_parsing", "cannot be read") from None


def _shown(kind: object, value: str) -> str:
    """As a client's calendar or clock takes it; nothing for what cannot be read."""
    try:
        entered = _entered(kind, value) if value else ""
    except PydanticCustomError:
        return ""
    return f"{entered:%H:%M}" if isinstance(entered, time) else str(entered)


def _bare(annotation: object) -> object:
    """`date` of `date | None`."""
    if get_origin(annotation) in {Union, UnionType}:
        return next(part for part in get_args(annotation) if part is not NoneType)
    return annotation
