"""The fonts documents are set in, and what they draw. None are the machine's own: a document is the same everywhere."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Whose folders hold the files. The second is an extra."""
SCRIPTS = (
    *("Arabic", "Hebrew", "Devanagari", "Tamil", "Thai", "Ethiopic", "Bengali", "Gujarati", "Gurmukhi", "Kannada"),
    *("Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Telugu", "Armenian", "Georgian", "Symbols"),
)
EMBEDDED: Mapping[str, tuple[tuple[int, int], ...]] = {
    "DejaVu Sans Mono": ((0x2190, 0x21FF), (0x2325, 0x2328), (0x2500, 0x262F), (0x2638, 0x268B), (0x270C, 0x2727)),
    "New Computer Modern Math": ((0x2200, 0x22FF), (0x1D400, 0x1D454), (0x1D4D0, 0x1D503), (0x1D56C, 0x1D6A3)),
}
"""Fonts within typst, of which there is no file to read, and what is taken from them: signs, mathematical letters."""
FAMILIES = ("Noto Sans", *(f"Noto Sans {script}" for script in SCRIPTS), "Noto Sans CJK SC", "Noto Emoji", *EMBEDDED)
"""In this order: the first that has a character draws it. Emoji are black: coloured ones are not valid in PDF/A."""

_OF_THE_OPERATOR: list[Path] = []


def add_fonts(folder: Path) -> None:
    """A folder of the operator's own, for what none of these draws: before the first document of the process."""
    _OF_THE_OPERATOR.append(folder)


@cache
def fonts() -> typst.Fonts:
    """Found once a process."""
    folders = [Path(spec.origin).parent for name in PACKAGES if (spec := find_spec(name)) and spec.origin]
    return typst.Fonts(include_system_fonts=False, font_paths=[*folders, *_OF_THE_OPERATOR])


@cache
def families() -> tuple[str, ...]:
    """Those that are installed, and last the operator's."""
    installed = set(fonts().families())
    own = {one.family for one in fonts().fonts() if one.path and _is_the_operators(Path(one.path))}
    return tuple(family for family in (*FAMILIES, *sorted(own - {*FAMILIES})) if family in installed)


def _is_the_operators(file: Path) -> bool:
    return any(file.is_relative_to(folder) for folder in _OF_THE_OPERATOR)


def undrawn(characters: Iterable[str]) -> set[str]:
    """Those that no font has. A font is read only when those before it do not have them all."""
    left = set(characters)
    for family in families():
        if left:
            left = {one for one in left if not _has(family, one)}
    return left


def together(characters: str) -> bool:
    """Whether one font has them all: a mark and what it is drawn on."""
    return any(all(_has(family, one) for one in characters) for family in families())


def _has(family: str, character: str) -> bool:
    return bisect_right(bounds(family), ord(character)) % 2 == 1


@cache
def bounds(family: str) -> list[int]:
    """The code points where what it has begins and where that ends (the first not to be had), by turns."""
    codes = _codes(family)
    return sorted(code for code in codes | {code + 1 for code in codes} if (code in codes) != (code - 1 in codes))


def _codes(family: str) -> set[int]:
    if family in EMBEDDED:
        return {code for first, last in EMBEDDED[family] for code in range(first, last + 1)}
    files = (one for one in fonts().fonts() if one.family == family and one.style == "normal" and one.path)
    font = next(files)
    with TTFont(font.path, fontNumber=font.index, lazy=True) as file:
        return set(file.getBestCmap())
