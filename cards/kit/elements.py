"""The pieces of a card, and the only place that knows the `adaptivecards` package.

The package has no inputs and no actions, and drops a mistyped property without a word; here its element classes are
extended with what is missing, and a property nobody knows is an error.

Our own words may be markdown (`text`). What people wrote never is: it goes into `said` and `facts`, whose runs are
shown letter for letter.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import Element, PropertyType
from adaptivecards.containers import ActionSet, Column, ColumnSet, Container
from adaptivecards.elements import RichTextBlock, TextBlock, TextRun

from domain.text.messages import N_, _, language, worded

Card = dict[str, Any]
Piece = dict[str, Any]
Choices = Sequence[tuple[str, str]]
Colour = Literal["default", "attention", "good", "warning", "accent"]

VERSION = "1.5"
SCHOOL, FRESH = "school", "fresh"
FALLBACK = N_("Oppdater Teams for å bruke Skolemiljø.")
MOST_BUTTONS = 6


class _Input(Element):  # type: ignore[misc]  # the package is untyped
    label = PropertyType(type=str)
    value = PropertyType(type=str)
    isRequired = PropertyType(type=bool)
    errorMessage = PropertyType(type=str)


class _Text(_Input):
    element_type = "Input.Text"
    isMultiline = PropertyType(type=bool)
    maxLength = PropertyType(type=int)
    placeholder = PropertyType(type=str)


class _Date(_Input):
    element_type = "Input.Date"
    placeholder = PropertyType(type=str)


class _Time(_Input):
    element_type = "Input.Time"
    placeholder = PropertyType(type=str)


class _Toggle(_Input):
    element_type = "Input.Toggle"
    title = PropertyType(type=str)


class _ChoiceSet(_Input):
    element_type = "Input.ChoiceSet"
    choices = PropertyType(type=list)
    isMultiSelect = PropertyType(type=bool)
    style = PropertyType(type=str)
    placeholder = PropertyType(type=str)
    wrap = PropertyType(type=bool)


class _Execute(Element):  # type: ignore[misc]  # the package is untyped
    element_type = "Action.Execute"
    title = PropertyType(type=str)
    verb = PropertyType(type=str)
    data = PropertyType(type=dict)
    style = PropertyType(type=str)
    associatedInputs = PropertyType(type=str)


class _OpenUrl(Element):  # type: ignore[misc]  # the package is untyped
    element_type = "Action.OpenUrl"
    title = PropertyType(type=str)
    url = PropertyType(type=str)


class _TextBlock(TextBlock):  # type: ignore[misc]  # the package is untyped
    style = PropertyType(type=str)


def _piece(kind: type[Element], **properties: object) -> Piece:
    """The element as a plain dict; None means «not said». Raises `TypeError` for a property it does not have."""
    element = kind()
    for name, value in properties.items():
        if not isinstance(_property(kind, name), PropertyType):  # type: ignore[arg-type]  # the types cannot say it
            raise TypeError(f"{kind.element_type} has no property {name}")
        if value is not None:
            setattr(element, name, value)
    rendered: Piece = element.render()
    return rendered


@cache
def _property(kind: type[Element], name: str) -> object:
    return next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)


def card(*pieces: Piece | Sequence[Piece] | None, actions: Sequence[Piece | None] = ()) -> Card:
    """A whole card. Sequences are laid out in order and None is left out, so that cards read as lists."""
    whole = AdaptiveCard()
    whole.set_data("type", "AdaptiveCard")
    whole.set_data("body", flat(*pieces))
    whole.set_data("version", VERSION)
    whole.set_data("lang", language.get())
    whole.set_data("fallbackText", worded(FALLBACK))
    if buttons := [action for action in actions if action]:
        whole.set_data("actions", buttons)
    rendered: Card = whole.render()
    return rendered


def flat(*pieces: Piece | Sequence[Piece] | None) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, dict):
            out.append(piece)
        elif piece is not None:
            out.extend(piece)
    return out


def heading(words: str) -> Piece:
    return _piece(_TextBlock, text=words, size="Large", weight="Bolder", wrap=True, style="heading")


def subheading(words: str) -> Piece:
    return _piece(_TextBlock, text=words, weight="Bolder", wrap=True, spacing="Medium")


def text(words: str, *, colour: Colour | None = None, subtle: bool = False, small: bool = False) -> Piece:
    """Our own words: a single line of markdown, never anything a person wrote."""
    size = "Small" if small else None
    return _piece(TextBlock, text=words, wrap=True, color=colour, isSubtle=subtle or None, size=size)


def problem(words: str) -> Piece:
    """What is wrong with the answer below, or why something could not be done."""
    return _piece(TextBlock, text=f"⚠ {words}", wrap=True, color="Attention", weight="Bolder")


def points(lines: Sequence[str]) -> Piece | None:
    """A bulleted list of our own (or the plan file's) words."""
    return text("\n".join(f"- {line}" for line in lines)) if lines else None


def said(words: str, *, subtle: bool = False, italic: bool = False) -> Piece:
    """What a person wrote, letter for letter: no markdown, no links."""
    run = _piece(TextRun, text=words, isSubtle=subtle or None, italic=italic or None)
    return _piece(RichTextBlock, inlines=[run])


def facts(pairs: Mapping[str, str | None]) -> list[Piece]:
    """Label and value, a line each; an empty value is left out. A question needs no colon."""
    return [
        _piece(
            RichTextBlock,
            spacing="Small",
            inlines=[
                _piece(TextRun, text=f"{label} " if "?" in label else f"{label}: ", weight="Bolder"),
                _piece(TextRun, text=value),
            ],
        )
        for label, value in pairs.items()
        if value
    ]


def box(*pieces: Piece | Sequence[Piece] | None, emphasis: bool = True) -> Piece:
    return _piece(Container, items=flat(*pieces), style="emphasis" if emphasis else None, separator=True)


def columns(*cells: tuple[str, Sequence[Piece]]) -> Piece:
    """Cells side by side, each with its width («auto», «stretch»)."""
    return _piece(ColumnSet, columns=[_piece(Column, width=width, items=list(items)) for width, items in cells])


def buttons(*actions: Piece | None) -> Piece:
    return _piece(ActionSet, actions=[action for action in actions if action])


def button_rows(actions: Sequence[Piece | None]) -> list[Piece]:
    """As many rows as it takes: Teams shows six buttons in one."""
    shown = [action for action in actions if action]
    return [buttons(*shown[at : at + MOST_BUTTONS]) for at in range(0, len(shown), MOST_BUTTONS)]


def execute(title: str, verb: str, data: Mapping[str, str], *, style: str | None = None, blank: bool = False) -> Piece:
    """A button. `blank` sends no inputs, and so is not stopped by required ones."""
    inputs = "none" if blank else None
    return _piece(_Execute, title=title, verb=verb, data=dict(data), style=style, associatedInputs=inputs)


def open_url(title: str, url: str) -> Piece:
    """A button that leads out of Teams."""
    return _piece(_OpenUrl, title=title, url=url)


def stamp(piece: Any, school_id: str, *, fresh: bool = False) -> None:  # noqa: ANN401  (any type)
    """Write the school into every button, so that a press is understood by someone who works at two.

    It is no authority: whoever presses must be on that school's list. `fresh`: the message the card stands in is about
    to be changed, which whoever goes on from the card does not want any more.
    """
    if isinstance(piece, list):
        for part in piece:
            stamp(part, school_id, fresh=fresh)
    elif isinstance(piece, dict):
        if piece.get("type") == "Action.Execute":
            piece["data"].setdefault(SCHOOL, school_id)
            if fresh:
                piece["data"][FRESH] = "true"
            return
        for name in ("body", "items", "columns", "actions"):
            if name in piece:
                stamp(piece[name], school_id, fresh=fresh)


def text_input(
    name: str, label: str, *, value: str = "", lines: bool = False, limit: int, required: bool = False, hint: str = ""
) -> Piece:
    """`limit` in characters. What a client sends far beyond it is cut, so that the card itself can be shown."""
    return _piece(
        _Text,
        id=name,
        label=label,
        value=value[: 2 * limit] or None,
        isMultiline=lines or None,
        maxLength=limit,
        placeholder=hint or None,
        **_required(required),
    )


def date_input(name: str, label: str, *, value: str = "", required: bool = False) -> Piece:
    return _piece(_Date, id=name, label=label, value=value or None, placeholder=_("Velg en dag"), **_required(required))


def time_input(name: str, label: str, *, value: str = "", required: bool = False) -> Piece:
    return _piece(
        _Time, id=name, label=label, value=value or None, placeholder=_("Velg klokkeslett"), **_required(required)
    )


def toggle(name: str, label: str, *, value: str = "") -> Piece:
    return _piece(_Toggle, id=name, title=label, value=value or "false")


def choice_input(
    name: str,
    label: str,
    choices: Choices,
    *,
    value: str = "",
    many: bool = False,
    expanded: bool = False,
    required: bool = False,
    hint: str = "",
) -> Piece:
    """One or several of a list. `value` of several is joined by commas, as Teams sends it."""
    return _piece(
        _ChoiceSet,
        id=name,
        label=label,
        choices=[{"title": title, "value": key} for key, title in choices],
        value=value or None,
        isMultiSelect=many or None,
        style="expanded" if expanded or many else "compact",
        wrap=True,
        placeholder=hint or None,
        **_required(required),
    )


def _required(required: bool) -> dict[str, object]:  # noqa: FBT001  (private, one meaning)
    return {"isRequired": True, "errorMessage": _("Fyll ut dette feltet.")} if required else {}
