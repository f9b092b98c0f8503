"""A person in front of a Teams client of the demo."""

import asyncio
import csv
import re
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, cast

from PIL import Image
from playwright.async_api import Browser, Locator, Page, Request, WebSocket, async_playwright
from playwright.async_api import TimeoutError as NotThere

from bot.demo.demo import clock_from
from demo.generate import HERE, POSTS
from tests.kit.demo.demo_process import DAY, EARLY, ROOT

PICTURES = ROOT / "docs" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 60_000
TRIES, A_MOMENT = 10, 300
SETTLED = 10
"""Seconds."""
PHONE = 667
"""The height of a common phone's screen (375 × 667), in CSS pixels."""
COLOURS = 96


def chromium() -> str:
    """The browser that `make browser` found or installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(path for name in names if (path := shutil.which(name)))


def oid(post: str) -> str:
    """The directory id of someone in the demo school, by post."""
    return next(p.entra_object_id for p in POSTS if p.key == post)


def pupils(school_class: str) -> list[str]:
    """Names of a class in the demo school, as the form lists them."""
    with (HERE / "people" / "elever.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted(row["navn"] for row in csv.DictReader(file, delimiter=";") if row["klasse"] == school_class)


@asynccontextmanager
async def chrome() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@dataclass
class Person:
    """Someone in front of a client, looking at the newest card, of those that say what it is `about`.

    `taps` counts what a finger does, not the keyboard; `sent` is the last press; `updates` counts the messages that
    the bot has changed.
    """

    page: Page
    pictures: bool
    taps: int = 0
    sent: str = ""
    about: str = ""
    updates: int = 0

    @classmethod
    async def at(
        cls, browser: Browser, port: int, *, pictures: bool, phone: bool = False, day: str = DAY, at: str = EARLY
    ) -> "Person":
        size: Any = {"width": 375, "height": 667} if phone else {"width": 1280, "height": 800}
        scale = 1.5 if pictures else 1
        page = await browser.new_page(
            viewport=size, device_scale_factor=scale, locale="nb-NO", timezone_id="Europe/Oslo"
        )
        page.set_default_timeout(WAIT)
        person = cls(page, pictures)
        page.on("request", person.note)
        page.on("websocket", person.listens)
        await _set_clock(page, day, at)
        await page.goto(f"http://127.0.0.1:{port}")
        if phone:  # the Playground's cards are as wide on a phone; those of Teams are not
            await page.add_style_tag(content=".ac-adaptiveCard { max-width: 343px }")
        await person.looks()
        return person

    async def comes_back(self, day: str, at: str) -> None:
        """On another day, to one's own chat."""
        await _set_clock(self.page, day, at)
        self.about = ""
        await self.page.get_by_text("Personal Chat", exact=True).first.click()

    async def looks(self) -> None:
        """The client is there, without the panel meant for developers."""
        await self.box.wait_for()
        if await (log := self.page.get_by_title("Hide log panel")).count():
            await log.click()

    async def reloads(self) -> None:
        await self.page.reload(wait_until="networkidle")
        await self.looks()

    def note(self, request: Request) -> None:
        if request.url.endswith("/_conversation/v1/invoke"):
            self.sent = request.post_data or ""

    def listens(self, socket: WebSocket) -> None:
        socket.on("framereceived", self.hears)

    def hears(self, frame: str | bytes) -> None:
        self.updates += "updateMessage" in str(frame)

    async def press_again(self) -> Any:  # noqa: ANN401  (any type)
        """The last press once more, as it was sent."""
        response = await self.page.request.post(
            self.page.url.rstrip("/") + "/_conversation/v1/invoke",
            data=self.sent,
            headers={"Content-Type": "application/json"},
        )
        return await response.json()

    @property
    def box(self) -> Locator:
        return self.page.locator("[role=textbox][contenteditable=true]").first

    @property
    def card(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard").filter(has_text=self.about).last

    async def types(self, words: str, heading: str) -> None:
        await self.box.click()
        await self.page.keyboard.type(words)
        await self.page.keyboard.press("Enter")
        await self.sees(heading)

    async def tap(self, what: Locator, then: str = "") -> None:
        await self._finds(what)
        await what.click()
        self.taps += 1
        if then:
            await self.sees(then)

    async def press(self, title: str, then: str = "") -> None:
        await self.tap(self.card.get_by_role("button", name=title, exact=True), then)

    async def finishes(self, title: str, then: str = "", way: str = "Vis saken") -> None:
        """A form: the receipt, and on to what it was about, when the message is the receipt too: whose update comes
        last is what stands there.
        """
        before = self.updates
        await self.press(title, "✓ ")
        with suppress(TimeoutError):
            async with asyncio.timeout(SETTLED):
                while self.updates == before:
                    await self.page.wait_for_timeout(A_MOMENT)
        await self.press(way, then)

    async def opens(self, word: str, then: str) -> None:
        """«sak 2026-001», «uka»: the word, and «Vis»."""
        await self.types(word, "Vis")
        await self.press("Vis", then)

    async def writes(self, fields: Mapping[str, str]) -> None:
        """Text into the fields with these labels."""
        for label, words in fields.items():
            await self.card.get_by_role("textbox", name=label).fill(words)

    async def ticks(self, *titles: str) -> None:
        """Boxes and choices, by what they say."""
        for title in titles:
            await self.card.locator("label").filter(has_text=title).first.click()

    async def picks(self, label: str, choice: str) -> None:
        await self.card.get_by_role("combobox", name=label).click()
        await self.page.get_by_role("option", name=choice).first.click()

    async def dates(self, label: str, day: int) -> None:
        """A day of this month, in the client's calendar."""
        await self.card.get_by_role("combobox", name=label).click()
        await self.page.get_by_role("button", name=re.compile(rf"^{day}, ")).first.click()

    async def sees(self, words: str) -> None:
        await self._finds(self.card.get_by_text(words).first)

    async def _finds(self, what: Locator) -> None:
        """Also in a fold of the card, which is opened for it: what is folded is not in the page."""
        for _ in range(TRIES):
            with suppress(NotThere):
                await what.wait_for(timeout=WAIT / TRIES)
                return
            for fold in await self.card.get_by_role("button", name="▾").all():
                with suppress(NotThere):
                    await fold.click(timeout=A_MOMENT)
                    await what.wait_for(timeout=A_MOMENT)
                    return
        await what.wait_for()

    async def fits_on(self, screens: int) -> None:
        """The card is no longer than so many screens of a common phone."""
        box = await self.card.bounding_box()
        assert box
        assert box["height"] <= screens * PHONE, f"{box['height'] / PHONE:.2f} screens"

    async def picture(self, name: str, *, whole: bool = False) -> None:
        """For the README, when asked for: the newest card, or the whole client."""
        if not self.pictures:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size or {"width": 1280, "height": 800}
        await self.page.mouse.move(0, 0)
        wanted = {"width": 1600, "height": 800} if whole else {"width": size["width"], "height": 3600}
        await self.page.set_viewport_size(cast("Any", wanted))
        await self.page.wait_for_timeout(300)
        await (self.page if whole else self.card).screenshot(path=PICTURES / f"{name}.png")
        smaller(PICTURES / f"{name}.png")
        await self.page.set_viewport_size(size)


async def _set_clock(page: Page, day: str, at: str) -> None:
    await page.clock.set_system_time(clock_from(date.fromisoformat(day), time.fromisoformat(at))())


def smaller(picture: Path) -> None:
    """The same picture in few colours: text and buttons need no more."""
    with Image.open(picture) as whole:
        few = whole.convert("RGB").quantize(COLOURS)
    few.save(picture, optimize=True)
