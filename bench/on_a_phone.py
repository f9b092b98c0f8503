"""What one does takes on a phone of 375 × 667: presses, screens of the longest card, letters, and seconds by the clock.

`python -m bench.on_a_phone` drives the demo through the Agents Playground in Chromium, and prints a table. Seconds are
the machine's own, without anyone reading or thinking: what a person needs comes on top of them.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.kit.demo.demo_process import Ports, demo
from tests.kit.demo.teams_client import PHONE, Person, chrome, pupils

WIDTH = 375
FACT = "Gikk alene hele friminuttet, og de andre løp fra henne."
STEP = "Snakk med den som varslet"


@dataclass
class Row:
    """One thing somebody does."""

    what: str
    presses: int = 0
    screens: float = 0.0
    letters: int = 0
    seconds: float = 0.0


@dataclass
class Phone:
    """A person at a phone, and what they have done."""

    person: Person
    rows: list[Row] = field(default_factory=list)

    @asynccontextmanager
    async def does(self, what: str) -> AsyncIterator[Row]:
        row, begun, before = Row(what), time.monotonic(), self.person.taps
        self.rows.append(row)
        yield row
        row.presses = self.person.taps - before
        row.seconds = time.monotonic() - begun

    async def press(self, row: Row, title: str, then: str) -> None:
        await self.person.press(title, then)
        await self.looks(row)

    async def tick(self, *titles: str) -> None:
        for title in titles:
            await self.person.ticks(title)
            self.person.taps += 1

    async def write(self, row: Row, label: str, words: str) -> None:
        await self.person.writes({label: words})
        self.person.taps += 1
        row.letters += len(words)

    async def looks(self, row: Row) -> None:
        """How long the card in sight is."""
        box = await self.person.card.bounding_box()
        row.screens = max(row.screens, (box["height"] if box else 0) / PHONE)


async def alerts(phone: Phone, what: str, *, more: bool) -> None:
    """From «hei» to the receipt."""
    async with phone.does(what) as row:
        await phone.person.types("hei", "Varsle rektor")
        await phone.press(row, "Varsle rektor", "Hvem gjelder det?")
        await phone.tick(pupils("4B")[0], "Utfrysing")
        await phone.write(row, "Kort om det", FACT)
        await phone.tick("Nei")
        if more:
            await phone.person.picks("Hvor?", "Skolegård")
            await phone.person.picks("Hvordan vet du det?", "Jeg så eller hørte det selv")
            phone.person.taps += 4
        await phone.press(row, "Videre", "Mer om hendelsen")
        if more:
            await phone.tick("Stoppet det", "Snakket med dem")
        await phone.press(row, "Videre", "Se over før du sender")
        await phone.press(row, "Send varselet", "Varselet er sendt")


async def takes(phone: Phone) -> None:
    async with phone.does("To take a case, from the notice") as row:
        await phone.press(row, "Åpne", "Neste steg")
        await phone.press(row, "Ta imot", "Varselet er tatt imot.")


async def writes_down(phone: Phone) -> None:
    async with phone.does("An observation, from the case") as row:
        await phone.press(row, "Skriv i loggen", "Ny logg")
        await phone.person.picks("Type", "Observasjon")
        phone.person.taps += 2
        await phone.write(row, "Hva så du", "Satt sammen med to andre hele friminuttet.")
        await phone.press(row, "Lagre", "✓ ")


async def fetches(phone: Phone) -> None:
    async with phone.does("A document, from «hei»") as row:
        await phone.person.types("hei", "Åpne saker")
        await phone.press(row, "Åpne saker", "Vis")
        await phone.press(row, "Vis", "2026-001")
        await phone.press(row, "Åpne sak 2026-001", "Neste steg")
        await phone.press(row, "Dokumenter", "Dokumenter")


async def measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ports = Ports()
        async with demo(Path(folder), ports), chrome() as browser:
            teacher = Phone(await Person.at(browser, ports.teacher, pictures=False, phone=True))
            principal = Phone(await Person.at(browser, ports.principal, pictures=False, phone=True))
            await alerts(teacher, "The shortest alert, from «hei»", more=False)
            await principal.person.sees("Nytt varsel")
            await takes(principal)
            await writes_down(principal)
            await fetches(principal)
            await alerts(teacher, "An alert with where, how and what was done", more=True)
            return [*teacher.rows, *principal.rows]


def main() -> None:
    table = Table("what", "presses", "screens", "letters", "seconds")
    for row in asyncio.run(measured()):
        table.add_row(row.what, str(row.presses), f"{row.screens:.1f}", str(row.letters), f"{row.seconds:.1f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
