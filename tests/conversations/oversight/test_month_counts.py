"""The school owner's contact gets counts once a month, where the plan says so; the leaders know, and see the same."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.ids import SchoolId
from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from scheduler.sweeps.mornings import tell_upward
from storage.database import Database
from tests.kit.school import SCHOOL, Chat, fill, open_school, the_plan
from tests.kit.school_plans import altered
from tests.kit.steps.saksgang import opens, received

OFF = {SCHOOL: the_plan()}
ON = {SCHOOL: altered(the_plan(), owner_counts=True)}
TOLD, READY, BUTTON = "Skoleeier får tall hver måned", "Tallene for desember 2026", "Tall til skoleeier"
LEADERS = ("principal", "deputy", "line", "line6")
FEW = "færre enn 5"
DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 8, tzinfo=UTC)
"""The first school day of the month."""


@pytest.fixture
async def counting(database: Database, url: str) -> AsyncIterator[Chat]:
    fill(database)
    async with open_school(database, url, plans=ON) as opened:
        yield opened
        assert opened.spilled() == []


async def swept(chat: Chat, at: datetime | None = None, plans: Mapping[SchoolId, SchoolPlan] = ON) -> None:
    chat.clock.now = at or chat.clock.now
    tell_upward(chat.database, plans, chat.clock.now)
    await chat.deliver()


async def asks_in_need(chat: Chat, reference: str, times: int) -> None:
    """A day apart, for it lasts a day."""
    for _time in range(times):
        await chat.says("line6", f"nødtilgang {reference}")
        await chat.presses("line6", "Be om nødtilgang")
        await chat.presses("line6", "Gi meg nødtilgang", reason="Ingen av dem som er med, er her i dag")
        chat.clock.forward(hours=25)


async def test_the_contact_opens_the_counts_and_a_leader_sees_the_same(counting: Chat) -> None:
    chat = counting
    reference = await received(chat)
    await swept(chat)
    chat.clock.now = DECEMBER
    await asks_in_need(chat, reference, 5)
    await swept(chat, JANUARY)
    assert chat.inbox("owner")[-1] == READY
    assert "5" not in chat.told("owner")[-1], "the message holds no number"
    chat.newest("owner")
    await chat.presses("owner", "Vis")
    seen = chat.sees("owner")
    assert "Ganger nødtilgang er brukt: 5" in seen
    assert seen.count(FEW) == 3, "one month has no case closed, nobody taken off and nobody barred"
    await chat.says("line", "hjelp")
    await chat.presses("line", BUTTON)
    assert chat.sees("line") == seen


async def test_a_month_is_told_of_once_and_never_counted_anew(counting: Chat) -> None:
    chat = counting
    reference = await received(chat)
    await swept(chat)
    chat.clock.now = DECEMBER
    await asks_in_need(chat, reference, 4)
    await swept(chat, JANUARY - timedelta(days=3))
    assert READY not in chat.inbox("owner"), "no school day"
    await swept(chat, JANUARY)
    chat.newest("owner")
    december = chat.cards["owner"]
    for days in range(1, 5):
        await swept(chat, JANUARY + timedelta(days=days))
    assert chat.inbox("owner").count(READY) == 1
    await swept(chat, JANUARY + timedelta(days=28))
    assert chat.inbox("owner")[-1] == "Tallene for januar 2027"
    chat.cards["owner"] = december
    await chat.presses("owner", "Vis")
    assert chat.sees("owner").count(FEW) == 4
    chat.newest("owner")
    await chat.presses("owner", "Vis")
    await chat.presses("owner", "Forrige måned")
    assert "desember 2026" in chat.sees("owner")
    assert chat.titles("owner") == []


async def test_each_leader_is_told_once_before_anything_is_counted(counting: Chat) -> None:
    chat = counting
    for days in (0, 1, 2):
        await swept(chat, DECEMBER - timedelta(days=7 - days))
    for who in LEADERS:
        assert chat.inbox(who) == [TOLD]
        assert "arbeidsmiljøloven kapittel 9" in chat.told(who)[0]
    for who in ("owner", "teacher", "social"):
        assert chat.inbox(who) == []
    await swept(chat, DECEMBER)
    assert chat.inbox("owner") == [], "of the month in which they were told nothing is counted"
    chat.newest("deputy")
    await chat.presses("deputy", BUTTON)
    assert "Ingen tall ennå" in chat.sees("deputy")


async def test_it_stands_in_the_help_and_the_privacy_module_of_those_it_concerns(counting: Chat) -> None:
    for who in (*LEADERS, "owner"):
        await counting.says(who, "hjelp")
        assert BUTTON in counting.titles(who)
        await counting.presses(who, "Personvern på tre minutter")
        assert "Lederne på skolen ser de samme tallene" in str(counting.cards[who])
        await counting.presses(who, BUTTON)
    for who in ("teacher", "social"):
        await counting.says(who, "hjelp")
        assert BUTTON not in counting.titles(who)
        await counting.presses(who, "Personvern på tre minutter")
        assert BUTTON not in str(counting.cards[who])


async def test_off_nothing_is_told_or_counted(chat: Chat) -> None:
    await swept(chat, plans=OFF)
    await swept(chat, JANUARY, plans=OFF)
    assert [chat.inbox(who) for who in (*LEADERS, "owner")] == [[]] * 5
    await chat.says("line", "hjelp")
    assert BUTTON not in chat.titles("line")


async def test_switched_off_and_on_again_all_are_told_again(counting: Chat) -> None:
    chat = counting
    await swept(chat)
    for days in (1, 2):
        await swept(chat, DECEMBER + timedelta(days=days), plans=OFF)
    await swept(chat, JANUARY)
    assert READY not in chat.inbox("owner"), "half of December was not known of"
    assert chat.inbox("line") == [TOLD, TOLD]


async def test_who_becomes_a_leader_later_is_told_too(counting: Chat) -> None:
    chat = counting
    await swept(chat)
    with chat.database.begin() as unit:
        people = unit.school(SCHOOL).people
        leads = frozenset({Role.LINE_LEADER})
        people.replace(replace(one, roles=leads) if one.upn.startswith("teacher6") else one for one in people.active())
    await swept(chat, DECEMBER)
    assert chat.inbox("teacher6") == [TOLD] == chat.inbox("line")


async def ended(chat: Chat, who: str, suspicion: str) -> None:
    """An alert, and the end of its case."""
    reference = await chat.sends("teacher", suspicion=suspicion)
    await opens(chat, who, reference)
    await chat.presses(who, "Ta imot")
    await opens(chat, who, reference)
    await chat.presses(who, "Rett eller avslutt")
    await chat.presses(who, "Eleven har sluttet på skolen")
    await chat.presses(who, "Avslutt saken", on="2026-12-01", reason="Kanarigrunn: flyttet")
    chat.clock.forward(hours=25)


@pytest.mark.parametrize(("who", "suspicion", "few"), [("line", "nei", 3), ("owner", "ledelsen", 4)])
async def test_what_is_past_the_school_gives_nothing_away(counting: Chat, who: str, suspicion: str, few: int) -> None:
    """Also when there are as many as would be told of."""
    chat = counting
    await swept(chat)
    chat.clock.now = DECEMBER
    for _number in range(5):
        await ended(chat, who, suspicion)
    await swept(chat, JANUARY)
    chat.newest("owner")
    await chat.presses("owner", "Vis")
    assert chat.sees("owner").count(FEW) == few


async def test_whom_a_leader_takes_off_is_counted_each_time(counting: Chat) -> None:
    chat = counting
    reference = await received(chat)
    await swept(chat)
    chat.clock.now = DECEMBER
    for button in ("Legg til", "Ta ut") * 5:
        await opens(chat, "principal", reference)
        await chat.presses("principal", "Hvem er med?")
        await chat.presses("principal", button)
        whom = chat.choice("principal", "person", "Ansatt Assistant")
        await chat.presses("principal", "Lagre", person=whom, reason="Kanarigrunn")
    await swept(chat, JANUARY)
    chat.newest("owner")
    await chat.presses("owner", "Vis")
    assert "Ganger en leder har tatt noen ut av en sak: 5" in chat.sees("owner")


async def test_a_message_that_waited_is_not_sent_when_it_is_switched_off_meanwhile(chat: Chat) -> None:
    """The application of this school has the plan without."""
    await swept(chat)
    await swept(chat, JANUARY)
    assert [chat.inbox(who) for who in (*LEADERS, "owner")] == [[]] * 5
