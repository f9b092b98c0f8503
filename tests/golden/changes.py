"""Stories of a school where people come and go, and of a bot that reaches nobody."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.people.person import Person, Pupil
from services.people.import_people import import_people
from tests.conversations.alert.test_routing import hello
from tests.conversations.retention import test_keeping, test_purge
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import PUPILS, STAFF, Chat
from tests.kit.steps.saksgang import opens, received
from tests.kit.year.days import THE_PLAN, mornings, tick

NEW_LEADER = replace(
    STAFF["line6"],
    entra_object_id="8b0e9a51-0000-4000-8000-000000000006",
    upn="new6@skole.test",
    name="Ansatt Ny",
)


def reads_in(chat: Chat, staff: Iterable[Person], pupils: Iterable[Pupil]) -> None:
    """New people files."""
    rows = [f"{p.external_id};{p.name};{p.grade};{p.school_class};{_yes(p.aks)};{p.base or ''};nei" for p in pupils]
    with tempfile.TemporaryDirectory() as folder:
        import_people(chat.database, THE_PLAN, write_people(Path(folder), rows_of(staff), rows), chat.clock.now)


def _yes(so: bool) -> str:
    return "ja" if so else "nei"


async def another_class_and_leader(chat: Chat) -> None:
    """The pupil moves to another grade; then the line leader there leaves, and another comes."""
    reference = await received(chat)
    chat.clock.forward(days=1)
    moved = replace(PUPILS[0], grade=6, school_class="6A", aks=False, base=None)
    reads_in(chat, STAFF.values(), [moved, *PUPILS[1:]])
    chat.clock.forward(days=1)
    others = {who: person for who, person in STAFF.items() if who != "line6"}
    reads_in(chat, [*others.values(), NEW_LEADER], [moved, *PUPILS[1:]])
    await tick(chat)
    await opens(chat, "principal", reference)


async def nobody_takes_it(chat: Chat) -> None:
    """An alert about an employee, which the principal leaves for two weeks."""
    await chat.sends(suspicion="ansatt")
    first = chat.clock.now.date()
    await mornings(chat, first + timedelta(days=1), first + timedelta(days=14))


async def reached_late(chat: Chat) -> None:
    """Of those who are to be told two have said hello; the others do it later."""
    await hello(chat, ["teacher", "principal"])
    await chat.sends()
    chat.clock.now += timedelta(hours=1)
    await hello(chat, ["line", "social"])
    await tick(chat)


async def kept_longer(chat: Chat) -> None:
    """Its deletion is put off, it is not to be deleted, and it may be again."""
    reference = await test_purge.closed(chat)
    await test_purge.filed(chat, reference)
    for who, form, button, said in (
        ("line", "Utsett slettingen", "Utsett", {"until": "2027-06-01"}),
        ("principal", "Stans slettingen", "Lagre", {}),
        ("principal", "La saken bli slettet igjen", "Lagre", {}),
    ):
        await test_keeping.looks(chat, who, reference)
        await chat.presses(who, form)
        await chat.presses(who, button, reason=test_keeping.WHY, **said)
