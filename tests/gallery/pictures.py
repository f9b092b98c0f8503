"""Pictures of cards and of pages, small enough to be kept: the colours of the theme and a few between, so that a letter
is as sharp and what is late as red as in Teams.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from documents.parts.model import Document
from documents.render import TEMPLATE, _compiler, _inputs
from tests.gallery.shown import Shown
from tests.kit.cards.cards_page import KIT, CardChecker, Theme

AT_ONCE = 2
"""Browsers."""
PAGE_SHARPNESS = 72
"""Pixels an inch: an A4 page is 595 wide."""


COLOURS = 10
"""Of a page; of a card, those of its theme."""
STEPS = 4
"""Shades from the text to what it stands on."""
COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")


def of_cards(shown: Sequence[Shown], folder: Path, theme: Theme, width: int) -> None:
    """A picture each, in a folder a room."""
    parts = [shown[at::AT_ONCE] for at in range(AT_ONCE)]
    with ProcessPoolExecutor(AT_ONCE) as pool:
        for taken in [pool.submit(_taken, part, folder, theme, width) for part in parts]:
            taken.result()


def of_pages(sheets: Iterable[tuple[str, Document]], folder: Path) -> Iterator[tuple[str, Document]]:
    """A picture a page, as in the PDF; what each is called, and the document it is of."""
    for name, document in sheets:
        for number, page in enumerate(_pages(document), start=1):
            called = f"{name}-{number}"
            _keep(page, folder / f"{called}.webp", None)
            yield called, document


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


def _taken(shown: Sequence[Shown], folder: Path, theme: Theme, width: int) -> None:
    with CardChecker(sharpness=1) as browser:
        for one in shown:
            picture = browser.picture(one.card, theme, width, unfolded=one.unfolded)
            _keep(picture, folder / f"{one.name}.webp", palette(theme))


def _keep(picture: bytes, path: Path, colours: Image.Image | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(picture)) as taken:
        few = taken.convert("RGB").quantize(COLOURS, palette=colours, dither=Image.Dither.NONE)
        few.convert("RGB").save(path, lossless=True, method=6)


def palette(theme: Theme) -> Image.Image:
    """Every colour of a theme, and the shades of its letters."""
    styles = json.loads((KIT / f"hostconfig_{theme}.json").read_text("utf-8"))["containerStyles"]
    backs = {_rgb(style["backgroundColor"]) for style in styles.values()}
    page = {_rgb(colour) for colour in COLOUR.findall(json.dumps(styles) + _css(theme))}
    coloured = {colour for colour in page if len(set(colour)) > 1}
    text = _rgb(styles["default"]["foregroundColors"]["default"]["default"])
    back = _rgb(styles["default"]["backgroundColor"])
    shades = {_mixed(text, back, step / STEPS) for step in range(STEPS + 1)}
    colours = Image.new("P", (1, 1))
    colours.putpalette([part for colour in sorted(backs | coloured | shades) for part in colour])
    return colours


def _css(theme: Theme) -> str:
    """Of the page, what a theme says of itself."""
    rules = (KIT / "cards_page.html").read_text("utf-8").split("}")
    return "".join(rule for rule in rules if f"body.{theme} " in rule or (theme == "light" and "body {" in rule))


def _rgb(colour: str) -> tuple[int, ...]:
    digits = colour.strip("#")
    whole = digits if len(digits) == 6 else "".join(one * 2 for one in digits)
    return tuple(bytes.fromhex(whole))


def _mixed(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _pages(document: Document) -> list[bytes]:
    inputs = {"document": _inputs(document, apart=False)}
    made = _compiler().compile(TEMPLATE, format="png", ppi=PAGE_SHARPNESS, sys_inputs=inputs)
    return [one for one in made if one] if isinstance(made, list) else [made] if made else []
