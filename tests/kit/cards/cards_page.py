"""Shows cards in Chromium as Teams would, and finds what a person could not read, reach or understand there.

Everything is read from files (the official renderer, axe-core and markdown-it from node_modules): no network.
Actions inside an `Action.ShowCard` are not opened.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, Self, TypedDict, TypeVar

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

Card = dict[str, Any]
Theme = Literal["light", "dark", "contrast"]
T = TypeVar("T")

THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTH = 320
"""CSS pixels: the narrowest phone, and what WCAG 1.4.10 asks for."""
SHARPNESS = 2
"""Pixels of a picture for each of CSS, along a side."""
WIDTHS: dict[Theme, int] = {"light": WIDTH, "dark": 375}
"""How wide a card is when it is looked at in a theme; the second is a common phone."""

KIT = Path(__file__).parent
SCRIPTS = (
    "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it/dist/browser/markdown-it.umd.min.js",
    "axe-core/axe.min.js",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Pressed(TypedDict):
    """What Teams would send: the button's verb, and its data with the inputs' values."""

    verb: str | None
    data: dict[str, Any] | None


class CardChecker:
    """One browser and one page for any number of cards.

    They live in a thread of their own: the browser's driver runs an event loop, and a test that is a coroutine must
    not meet it.
    """

    def __init__(self, sharpness: int = SHARPNESS) -> None:
        self._sharpness = sharpness
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")

    def __enter__(self) -> Self:
        try:
            self._driver, self._browser, self._page = self._do(_open, self._sharpness)
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._browser.close)
        self._do(self._driver.stop)
        self._thread.shutdown()

    def check(self, name: str, card: Card, themes: Sequence[Theme] = THEMES) -> list[str]:
        """What is wrong with the card at 320 and 375 px, a theme each, a line each; empty when nothing is."""
        return [f"{name} ({theme}): {problem}" for theme in themes for problem in self._found(card, theme)]

    def press(self, card: Card, title: str, inputs: Mapping[str, str] | None = None) -> Pressed | None:
        """Fill in the inputs (by id, as Teams sends them) and press; None when the client's own checks stop it."""
        self._evaluate("([c, t, h]) => void harness.render(c, t, h)", [_filled(card, inputs or {}), *_look("light")])
        pressed: Pressed | None = self._evaluate("(title) => harness.press(title)", title)
        return pressed

    def screenshot(self, card: Card, path: Path, theme: Theme = "light", width: int = WIDTH) -> None:
        """A PNG of the card at this width in CSS pixels."""
        path.write_bytes(self.picture(card, theme, width))

    def picture(self, card: Card, theme: Theme = "light", width: int = WIDTH, *, unfolded: bool = False) -> bytes:
        """A PNG, of `SHARPNESS` pixels a CSS pixel; `unfolded` with all that is folded away."""
        self._do(self._page.set_viewport_size, {"width": width, "height": 800})
        script = f"([c, t, h]) => void harness.{'bare' if unfolded else 'render'}(c, t, h)"
        self._evaluate(script, [card, *_look(theme)])
        taken = self._do(lambda: self._page.locator("#card").screenshot())
        self._do(self._page.set_viewport_size, {"width": WIDTH, "height": 800})
        return taken

    def reading(self, card: Card) -> str:
        """What a screen reader has of the card: each part's role, name and state, in the order it is read."""
        self._evaluate("([c, t, h]) => void harness.render(c, t, h)", [card, *_look("light")])
        return self._do(lambda: self._page.locator("#card").aria_snapshot())

    def _found(self, card: Card, theme: Theme) -> list[str]:
        self._do(self._page.set_viewport_size, {"width": WIDTHS[theme], "height": 800})
        found: list[str] = self._evaluate("([c, t, h]) => harness.check(c, t, h)", [card, *_look(theme)])
        self._do(self._page.set_viewport_size, {"width": WIDTH, "height": 800})
        return found

    def _evaluate(self, script: str, argument: object) -> Any:  # noqa: ANN401  (any type)
        return self._do(self._page.evaluate, script, argument)

    def _do(self, task: Callable[..., T], *arguments: object) -> T:
        return self._thread.submit(task, *arguments).result()


def _open(sharpness: int) -> tuple[Playwright, Browser, Page]:
    chromium = shutil.which("chromium")
    if chromium is None:
        raise RuntimeError("Chromium is needed to show cards: install your system's package chromium")
    driver = sync_playwright().start()
    browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
    page = browser.new_page(viewport={"width": WIDTH, "height": 800}, device_scale_factor=sharpness, locale="nb-NO")
    page.set_content((KIT / "cards_page.html").read_text(encoding="utf-8"))
    for script in SCRIPTS:
        page.add_script_tag(path=KIT.parents[2] / "node_modules" / script)
    page.add_script_tag(path=KIT / "cards_page.js")
    return driver, browser, page


def _look(theme: Theme) -> tuple[Theme, object]:
    return theme, json.loads((KIT / f"hostconfig_{theme}.json").read_text(encoding="utf-8"))


def _filled(part: Any, inputs: Mapping[str, str]) -> Any:  # noqa: ANN401  (any type)
    """The same, with the inputs' values as if the person had typed them."""
    if isinstance(part, list):
        return [_filled(one, inputs) for one in part]
    if not isinstance(part, dict):
        return part
    filled = {key: _filled(value, inputs) for key, value in part.items()}
    if str(part.get("type", "")).startswith("Input.") and part.get("id") in inputs:
        filled["value"] = inputs[part["id"]]
    return filled
