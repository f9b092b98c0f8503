"""The pieces of a card, and the only place that knows the `adaptivecards` package.

The package has no inputs and no actions, and drops a mistyped property without a word; here its element classes are
extended with what is missing, and a property nobody knows is an error.

Our own words and the plan's may be markdown (`text`, `points`, `heading`). What people wrote, and what people and
classes are called, never is: it goes into `said`, `facts`, `subheading` and `problem`, whose runs are shown letter for
letter.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, Literal

from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import Element, PropertyType
from adaptivecards.containers import ActionSet, Column, ColumnSet, Container
from adaptivecards.elements import RichTextBlock, TextBlock, TextRun

from cards.kit.rows import read_aloud, rows, two_rows, words_of
from domain.text.messages import N_, _, language, worded

Card = dict[str, Any]
Piece = dict[str, Any]
Choices = Sequence[tuple[str, str]]
Colour = Literal["default", "attention", "good", "warning", "accent"]

VERSION = "1.5"
SCHOOL, FRESH = "school", "fresh"
REQUIRED = " *"
"""Ends the label of what must be answered."""
UNMARKED = str.maketrans({"[": "(", "]": ")", "*": "∗", "_": "‗", "`": "'", "~": "∼"})
"""Some clients read the choices of a list as markdown: what would mark them is written with signs that look like it."""
OWN_CHAT = "https://teams.microsoft.com/l/chat/0/0?users="
"""Teams opens the chat with whose id follows: «28:» and the app id for a bot."""
FALLBACK = N_("Oppdater Teams for å bruke Skolemiljø.")


class _Input(Element):  # type: ignore[misc]  # the package is untyped
    label = PropertyType(type=str)
    value = PropertyType(type=str)
    placeholder = PropertyType(type=str)


class _Text(_Input):
    element_type = "Input.Text"
    isMultiline = PropertyType(type=bool)
    maxLength = PropertyType(type=int)


class _Date(_Input):
    element_type = "Input.Date"


class _Time(_Input):
    element_type = "Input.Time"


class _Toggle(_Input):
    element_type = "Input.Toggle"
    title = PropertyType(type=str)
    wrap = PropertyType(type=bool)


class _ChoiceSet(_Input):
    element_type = "Input.ChoiceSet"
    choices = PropertyType(type=list)
    isMultiSelect = PropertyType(type=bool)
    style = PropertyType(type=str)
    wrap = PropertyType(type=bool)


class _Execute(Element):  # type: ignore[misc]  # the package is untyped
    element_type = "Action.Execute"
    title = PropertyType(type=str)
    verb = PropertyType(type=str)
    data = PropertyType(type=dict)
    style = PropertyType(type=str)
    associatedInputs = PropertyType(type=str)
    tooltip = PropertyType(type=str)


class _OpenUrl(Element):  # type: ignore[misc]  # the package is untyped
    element_type = "Action.OpenUrl"
    title = PropertyType(type=str)
    url = PropertyType(type=str)


class _ToggleVisibility(Element):  # type: ignore[misc]  # the package is untyped
    element_type = "Action.ToggleVisibility"
    title = PropertyType(type=str)
    targetElements = PropertyType(type=list)


class _Container(Container):  # type: ignore[misc]  # the package is untyped
    id = PropertyType(type=str)
    isVisible = PropertyType(type=bool)
    selectAction = PropertyType(type=dict)


class _Column(Column):  # type: ignore[misc]  # the package is untyped
    width = PropertyType(type=int)


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
    """A whole card. Sequences are laid out in order and None is left out, so that cards read as lists.

    `actions` stand at its foot, the most important first: two rows of them, and the rest under «…».
    """
    above, last = two_rows(actions)
    whole = AdaptiveCard()
    whole.set_data("type", "AdaptiveCard")
    whole.set_data("body", flat(*pieces, buttons(*above)))
    whole.set_data("version", VERSION)
    whole.set_data("lang", language.get())
    whole.set_data("fallbackText", worded(FALLBACK))
    if last:
        whole.set_data("actions", last)
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
    return _paragraphs(words, spacing="Medium", weight="Bolder")


def text(words: str, *, colour: Colour | None = None, subtle: bool = False, small: bool = False) -> Piece:
    """Our own words: a single line of markdown, never anything a person wrote or is called."""
    return _piece(TextBlock, text=words, wrap=True, color=colour, isSubtle=subtle or None, size=_size(small))


def problem(words: str) -> Piece:
    """What is wrong with the answer below, or why something could not be done. It may quote what a person wrote."""
    return _paragraphs(f"⚠ {words}", color="Attention", weight="Bolder")


def points(lines: Sequence[str]) -> Piece | None:
    """A bulleted list of our own (or the plan file's) words."""
    return text("\n".join(f"- {line}" for line in lines)) if lines else None


def said(words: str, *, subtle: bool = False, italic: bool = False, small: bool = False) -> Piece:
    """What a person wrote, letter for letter: no markdown, no links. Each line of several is a paragraph."""
    return _paragraphs(words, isSubtle=subtle or None, italic=italic or None, size=_size(small))


def status(words: str, *, late: bool) -> Piece:
    """How something stands, in words: what is late is seen to be, and says so."""
    return _paragraphs(words, color="Attention" if late else None, isSubtle=None if late else True)


def _size(small: bool) -> str | None:  # noqa: FBT001  (private, one meaning)
    return "Small" if small else None


def _paragraphs(words: str, *, spacing: str | None = None, **look: object) -> Piece:
    first, *more = [_piece(TextRun, text=line, **look) for line in _lines(words)]
    blocks = [_piece(RichTextBlock, spacing=spacing, inlines=[first])]
    blocks += [_piece(RichTextBlock, spacing="Small", inlines=[run]) for run in more]
    return _piece(Container, items=blocks) if more else blocks[0]


def _lines(words: str) -> list[str]:
    """Those with something in them: clients run lines within a text together."""
    return [line for line in words.split("\n") if line.strip()] or [words]


def facts(pairs: Mapping[str, str | None]) -> list[Piece]:
    """Label and value, a line each; an empty value is left out. A question needs no colon."""
    return [line for label, value in pairs.items() if value for line in _fact(label, value)]


def _fact(label: str, value: str) -> list[Piece]:
    first, *more = _lines(value)
    label = f"{label} " if "?" in label else f"{label}: "
    runs = [[_piece(TextRun, text=label, weight="Bolder"), _piece(TextRun, text=first)]]
    runs += [[_piece(TextRun, text=line)] for line in more]
    return [_piece(RichTextBlock, spacing="Small", inlines=inlines) for inlines in runs]


def box(*pieces: Piece | Sequence[Piece] | None, emphasis: bool = True) -> Piece:
    return _piece(Container, items=flat(*pieces), style="emphasis" if emphasis else None, separator=True)


def columns(*sides: Sequence[Piece], weights: Sequence[int] = (), shades: Sequence[str | None] = ()) -> Piece:
    """Short things side by side, on the narrowest phone too; each as wide as its weight, and on its shade."""
    looks = zip_longest(sides, weights or [1 for _ in sides], shades)
    parts = [_piece(_Column, items=[*one], width=wide, style=style) for one, wide, style in looks]
    return _piece(ColumnSet, columns=parts)


def row(*pieces: Piece | Sequence[Piece] | None, opens: Piece, offers: Sequence[Piece] = ()) -> Piece:
    """One of a list: what it says can itself be pressed, and so can a button that does the same, in a row below.

    `offers`: the buttons there, when there are more. What it says is its name to a screen reader.
    """
    whole = flat(*pieces)
    name = f"{opens['title']}: {', '.join(words_of(whole))}"
    press = execute(name, opens["verb"], opens["data"], blank=True)
    return box(_piece(_Container, items=whole, selectAction=press), buttons(*(offers or [opens])), emphasis=False)


def fold(name: str, title: str, *pieces: Piece | Sequence[Piece] | None, shown: bool = False) -> list[Piece]:
    """Shut, unless it is `shown`, until its button is pressed; `name` tells it from the card's other folds."""
    press, whole = _piece(_ToggleVisibility, title=f"{title} ▾", targetElements=[name]), flat(*pieces)
    inside = _piece(_Container, id=name, items=whole, isVisible=None if shown else False)
    return [*buttons(press), inside] if whole else []


def buttons(*actions: Piece | None) -> list[Piece]:
    """As many rows as it takes."""
    return [_piece(ActionSet, actions=fitting) for fitting in rows(actions)]


def execute(
    title: str, verb: str, data: Mapping[str, str], *, style: str | None = None, blank: bool = False, about: str = ""
) -> Piece:
    """A button. `blank` sends no inputs, and is not stopped by required ones. `about` is read aloud after the title."""
    inputs, aloud = "none" if blank else None, read_aloud(title, about)
    says = {"title": title, "tooltip": aloud, "style": style}
    return _piece(_Execute, **says, verb=verb, data=dict(data), associatedInputs=inputs)


def open_url(title: str, url: str) -> Piece:
    """A button that leads out of the card."""
    return _piece(_OpenUrl, title=title, url=url)


def own_chat(bot_id: str) -> Piece | None:
    """From where others read along to one's own chat with the bot. None when it is not known who that is."""
    return open_url(_("Åpne chatten med meg"), f"{OWN_CHAT}{bot_id}") if bot_id else None


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
        for name in ("body", "items", "columns", "actions", "selectAction"):
            if name in piece:
                stamp(piece[name], school_id, fresh=fresh)


def text_input(
    name: str, label: str, *, value: str = "", lines: bool = False, limit: int, required: bool = False, hint: str = ""
) -> Piece:
    """`limit` in characters. What a client sends far beyond it is cut, so that the card itself can be shown."""
    return _piece(
        _Text,
        id=name,
        label=_marked(label, required),
        value=value[: limit + limit // 4] or None,
        isMultiline=lines or None,
        maxLength=limit,
        placeholder=hint or None,
    )


def date_input(name: str, label: str, *, value: str = "", required: bool = False) -> Piece:
    return _piece(_Date, id=name, label=_marked(label, required), value=value or None, placeholder=_("Velg en dag"))


def time_input(name: str, label: str, *, value: str = "", required: bool = False) -> Piece:
    label, shown = _marked(label, required), value or None
    return _piece(_Time, id=name, label=label, value=shown, placeholder=_("Velg klokkeslett"))


def toggle(name: str, label: str, *, value: str = "") -> Piece:
    return _piece(_Toggle, id=name, title=label, value=value or "false", wrap=True)


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
    """One or several of a list. `value` of several is joined by commas, as Teams sends it; one must be offered."""
    one_of_them = many or value in {key for key, _title in choices}
    return _piece(
        _ChoiceSet,
        id=name,
        label=_marked(label, required),
        choices=[{"title": title.translate(UNMARKED), "value": key} for key, title in choices],
        value=value if value and one_of_them else None,
        isMultiSelect=many or None,
        style="expanded" if expanded or many else "compact",
        wrap=True,
        placeholder=hint or None,
    )


def _marked(label: str, required: bool) -> str:  # noqa: FBT001  (private, one meaning)
    return f"{label}{REQUIRED}" if required else label
