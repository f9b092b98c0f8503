"""The morning's digest and the alert nobody takes, over days of a clock that is moved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.oslo import oslo_time
from scheduler.sweeps.registry import run_sweeps
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat, the_plan
from tests.kit.steps.saksgang import opens, takes
from tests.kit.teams.connector import Fault

PLANS = {SCHOOL: the_plan()}
OSLO = ZoneInfo("Europe/Oslo")
DIGEST = "Steg som venter"
WAITING = "Et varsel venter"


async def until(chat: Chat, day: int, hour: int, minute: int = 0, *, month: int = 11) -> None:
    """The clock moves on by quarters, at night by hours, with a sweep and a delivery at each, as the ticks would do."""
    then = datetime(2026, month, day, hour, minute, tzinfo=OSLO).astimezone(UTC)
    while chat.clock.now < then:
        awake = 6 <= oslo_time(chat.clock.now).hour < 17
        chat.clock.now = min(chat.clock.now + timedelta(minutes=15 if awake else 60), then)
        run_sweeps(chat.database, PLANS, chat.clock.now)
        await chat.deliver()


def got(chat: Chat, who: str, heading: str) -> int:
    return sum(said.startswith(heading) for said in chat.inbox(who))


async def the_morning_has_been(chat: Chat) -> None:
    """The day's digests went out before anything happened."""
    run_sweeps(chat.database, PLANS, chat.clock.now)
    await chat.deliver()


async def received(chat: Chat) -> str:
    await the_morning_has_been(chat)
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    return reference


async def test_the_morning_tells_each_of_their_own_steps_once(chat: Chat) -> None:
    reference = await received(chat)
    await until(chat, 24, 7, 15)
    assert not any(got(chat, who, DIGEST) for who in ("line", "social", "teacher", "principal"))
    await until(chat, 24, 16)
    assert [got(chat, who, DIGEST) for who in ("line", "teacher", "teacher6", "assistant")] == [1, 1, 0, 0]
    chat.newest("teacher")
    seen = chat.sees("teacher")
    assert f"Sak {reference}: Snakk med eleven" in seen
    assert "(du er kontaktlærer)" in seen
    assert NAMES[0] not in seen
    await chat.presses("teacher", "Mine oppgaver")
    assert f"sak {reference}" in chat.sees("teacher")


async def test_a_step_that_is_done_is_not_told_of(chat: Chat) -> None:
    reference = await received(chat)
    await until(chat, 24, 7, 15)
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await until(chat, 24, 7, 30)
    chat.newest("line")
    assert "Møte om saken" not in chat.sees("line")


async def test_what_nobody_does_goes_to_the_line_leader_and_then_to_the_principal(chat: Chat) -> None:
    await received(chat)
    await until(chat, 25, 8)
    days: dict[str, int] = {}
    for day, month in ((26, 11), (27, 11), (30, 11), (1, 12), (2, 12), (3, 12)):
        await until(chat, day, 8, month=month)
        for who in ("line", "principal"):
            if got(chat, who, DIGEST):
                chat.newest(who)
                if "Venter fortsatt" in chat.sees(who):
                    days.setdefault(who, day)
    assert days == {"line": 27, "principal": 1}, "two and four school days after Wednesday"


async def test_on_a_closed_day_nobody_is_reminded_and_the_day_after_gets_one_digest(chat: Chat) -> None:
    await received(chat)
    await until(chat, 27, 16)
    before = got(chat, "social", DIGEST)
    await until(chat, 30, 7, 15)
    assert got(chat, "social", DIGEST) == before
    await until(chat, 30, 16)
    assert got(chat, "social", DIGEST) == before + 1


async def test_an_alert_nobody_takes_is_told_of_again_until_someone_does(chat: Chat) -> None:
    await the_morning_has_been(chat)
    reference = await chat.sends()
    await until(chat, 24, 14, 45)
    assert got(chat, "line", WAITING) == 0
    await until(chat, 24, 16)
    assert [got(chat, who, WAITING) for who in ("line", "principal", "deputy")] == [1, 1, 1]
    assert [got(chat, who, WAITING) for who in ("teacher", "social", "teacher6")] == [0, 0, 0]
    await until(chat, 25, 8)
    assert got(chat, "principal", WAITING) == 2
    chat.newest("principal")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Ta imot")
    await until(chat, 27, 16)
    assert got(chat, "principal", WAITING) == 2


async def two_weeks(chat: Chat) -> None:
    """Of mornings and afternoons in which nobody takes the alert of Monday."""
    for day in [*range(24, 31), *range(1, 8)]:
        month = 11 if day > 20 else 12
        for hour in (8, 12, 16):
            await until(chat, day, hour, month=month)


async def test_an_alert_nobody_takes_moves_up_the_line_instead_of_nagging(chat: Chat) -> None:
    """In two weeks all who could take it heard of it ten times each; now one of them does."""
    await the_morning_has_been(chat)
    await chat.sends()
    await two_weeks(chat)
    heard = {who: got(chat, who, WAITING) for who in STAFF if got(chat, who, WAITING)}
    assert heard == {"principal": 10, "deputy": 5, "line": 4}


async def test_a_serious_alert_keeps_its_times_however_long_it_waits(chat: Chat) -> None:
    await the_morning_has_been(chat)
    await chat.alert("teacher", serious="true")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    await two_weeks(chat)
    heard = {who: got(chat, who, WAITING) for who in STAFF if got(chat, who, WAITING)}
    assert heard == {"principal": 11, "deputy": 11, "line": 11}


async def suspects(chat: Chat, suspect: str) -> None:
    await chat.alert("teacher", suspicion="ansatt", named=suspect)
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()


async def test_a_suspicion_nobody_takes_goes_to_the_next_in_line(chat: Chat) -> None:
    await the_morning_has_been(chat)
    await suspects(chat, "Ansatt Social")
    await until(chat, 24, 16)
    assert got(chat, "principal", WAITING) > 0
    assert got(chat, "deputy", WAITING) == 0
    await until(chat, 25, 16)
    assert [got(chat, who, WAITING) for who in ("deputy", "line", "social")] == [1, 0, 0]
    await opens(chat, "deputy", "2026-001")
    assert "Ingen har tatt imot varselet. Neste i rekken er med i saken." in chat.sees("deputy")
    await until(chat, 26, 16)
    assert chat.sees("deputy").count("Neste i rekken") == 1


async def test_a_suspicion_of_the_leadership_reaches_nobody_at_school_however_long_it_waits(chat: Chat) -> None:
    await the_morning_has_been(chat)
    await suspects(chat, "Ansatt Deputy")
    await until(chat, 27, 16)
    assert got(chat, "owner", WAITING) > 1
    at_school = ("principal", "deputy", "line", "social", "assistant")
    assert [got(chat, who, WAITING) for who in at_school] == [0] * len(at_school)


async def test_a_serious_alert_is_told_of_on_the_day_but_never_at_night(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[1], serious="true")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    await until(chat, 23, 16, 45)
    assert got(chat, "principal", WAITING) == 1
    await until(chat, 24, 6, 45)
    assert got(chat, "principal", WAITING) == 1
    await until(chat, 24, 7, 15)
    assert got(chat, "principal", WAITING) == 2


async def is_away(chat: Chat, who: str, until_day: str, stand_in: str = "") -> None:
    await chat.says(who, "Jeg er borte til fredag")
    await chat.presses(who, "Velg dag")
    chosen = {"stand_in": chat.choice(who, "stand_in", stand_in)} if stand_in else {}
    await chat.presses(who, "Lagre", until=until_day, **chosen)


async def test_who_is_away_is_not_reminded_but_the_stand_in_is(chat: Chat) -> None:
    reference = await received(chat)
    await is_away(chat, "line", "2026-11-25", "Ansatt Social")
    assert "Du er borte til og med onsdag 25.11.2026" in chat.sees("line")
    await chat.says("line", "jeg er borte")
    assert "Du er borte til og med onsdag 25.11.2026" in chat.sees("line")
    assert chat.titles("line") == ["Endre", "Jeg er tilbake"]
    await until(chat, 25, 8)
    assert got(chat, "line", DIGEST) == 0
    chat.newest("social")
    assert f"Sak {reference}: Møte om saken" in chat.sees("social")
    assert "(du er stedfortreder)" in chat.sees("social")
    await until(chat, 26, 8)
    assert got(chat, "line", DIGEST) == 1


async def test_without_a_stand_in_the_next_who_answers_is_reminded_and_one_can_come_back(chat: Chat) -> None:
    await received(chat)
    await is_away(chat, "line", "2026-12-24")
    await until(chat, 24, 8)
    assert got(chat, "line", DIGEST) == 0
    assert any(got(chat, who, DIGEST) for who in ("teacher", "principal"))
    await chat.presses("line", "Jeg er tilbake")
    assert "Velkommen tilbake" in chat.sees("line")
    await until(chat, 25, 8)
    assert got(chat, "line", DIGEST) == 1


async def test_one_is_away_until_a_day_to_come_and_never_stands_in_for_oneself(chat: Chat) -> None:
    await is_away(chat, "line", "2026-11-20")
    assert "Velg i dag eller en senere dag." in chat.sees("line")
    nobody = {"until": "2026-12-01", "stand_in": "0" * 32}
    await chat.invoke("line", "me.away", nobody)
    assert "Velg fra listen." in chat.sees("line")


async def test_who_asks_for_quiet_is_reminded_only_of_what_is_late(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, "Snakk med den som varslet")
    await until(chat, 24, 8)
    chat.newest("line")
    await chat.presses("line", "Ikke minn meg")
    await chat.presses("line", "Lagre", until="2026-12-24")
    assert "Velg en dag innen den neste skoleuken." in chat.sees("line")
    await chat.presses("line", "Lagre", until="2026-11-26")
    assert "Jeg minner deg på stegene igjen torsdag 26.11.2026" in chat.sees("line")
    await chat.deliver()
    assert got(chat, "line", DIGEST) == 0, "the morning's message has become the receipt"
    await until(chat, 25, 8)
    assert got(chat, "line", DIGEST) == 0
    await until(chat, 26, 8)
    assert got(chat, "line", DIGEST) == 1


async def test_a_leader_sees_what_did_not_arrive_but_not_of_cases_they_are_not_on(chat: Chat) -> None:
    chat.connector.fail("a:social", Fault(403, "MessageWritesBlocked"))
    await chat.sends()
    chat.connector.fail("a:owner", Fault(403, "MessageWritesBlocked"))
    await chat.alert("teacher", NAMES[1], suspicion="ledelsen")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    await chat.invoke("principal", "people.unreachable", {"page": 1})
    seen = chat.sees("principal")
    assert "Kom ikke fram de siste to ukene" in seen
    assert "til Ansatt Social: Nytt varsel. Åpne i Skolemiljø." in seen
    assert "til Ansatt Owner" not in seen
