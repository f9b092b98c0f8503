"""Who is told of an alert, who never is, and what happens when the bot cannot reach them."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace

import pytest

from storage.database import Database
from tests.kit.hard_teams.hard_connector import AT_RANDOM
from tests.kit.school import FACT, NAMES, PUPILS, SCHOOL, STAFF, Chat, fill, open_school
from tests.kit.teams.client import Teams
from tests.kit.teams.connector import Fault
from tests.kit.teams.forged import data_of

BLOCKED = Fault(403, "MessageWritesBlocked")
HICCUPS = [*AT_RANDOM, Fault(403, "NotEnoughPermissions"), Fault(403)]
"""What Teams answers at random, or when somebody lives elsewhere now."""
BUSY = Fault(429, "TooManyRequests", retry_after="10")
TOLD_OWNER = "Jeg har meldt fra til skoleeier"
AT_SCHOOL = tuple(who for who in STAFF if who != "owner")


@pytest.fixture
async def quiet(database: Database, url: str, teams: Teams) -> AsyncIterator[Chat]:
    """Nobody has said hello."""
    fill(database)
    async with open_school(database, url, hello=False, teams=teams) as opened:
        yield opened
        assert opened.spilled() == []


def told(chat: Chat) -> set[str]:
    return {who for who in STAFF if "Nytt varsel" in chat.inbox(who)}


async def hello(chat: Chat, people: Iterable[str]) -> None:
    for who in people:
        await chat.says(who, "hei")


async def opens(chat: Chat, who: str, reference: str = "2026-001") -> str:
    """The case as this person sees it; empty when it is not there for them."""
    await chat.says(who, f"sak {reference}")
    if "Vis" not in chat.titles(who):
        assert "Fant ikke saken" in chat.sees(who)
        return ""
    await chat.presses(who, "Vis")
    return chat.sees(who)


async def accuses(chat: Chat, suspect: str, who: str = "teacher", **answers: str) -> None:
    await chat.alert(who, suspicion="ansatt", named=STAFF[suspect].name, **answers)
    await chat.presses(who, "Send varselet")
    await chat.deliver()


@pytest.mark.parametrize(
    ("who", "pupil", "expected"),
    [
        ("teacher", NAMES[0], {"principal", "deputy", "line", "social", "base"}),
        ("teacher", NAMES[1], {"principal", "deputy", "line", "social"}),
        ("aks", NAMES[0], {"principal", "deputy", "line", "social", "teacher", "base"}),
        ("teacher6", NAMES[3], {"principal", "deputy", "line6", "social"}),
        ("line", NAMES[1], {"principal", "deputy", "social", "teacher"}),
    ],
)
async def test_role_grade_class_and_base_decide(chat: Chat, who: str, pupil: str, expected: set[str]) -> None:
    """Everyone of the plan but the reporter, who knows it already."""
    if who == "line":
        await chat.says(who, "varsle")
        await chat.presses(who, "Start varsel")
        await chat.presses(who, "Annen klasse", kinds="mobbing", facts=FACT, suspicion="nei")
        await chat.presses(who, "Vis elevene", group="4B")
        await chat.answers(who, pupils=chat.choice(who, "pupils", pupil))
        await chat.presses(who, "Send varselet")
        await chat.deliver()
    else:
        await chat.sends(who, pupil)
    assert told(chat) == expected


async def test_aks_is_for_grades_1_to_4(chat: Chat) -> None:
    grown = replace(PUPILS[3], aks=True, base="Base 4")
    with chat.database.begin() as unit:
        unit.school(SCHOOL).pupils.replace([*PUPILS[:3], grown])
    await chat.sends("teacher6", NAMES[3])
    assert "base" not in told(chat)


async def test_of_an_unknown_pupil_the_class_decides(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    await chat.presses("teacher", "Jeg vet ikke hvem", kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.answers("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert told(chat) == {"principal", "deputy", "line", "social"}
    assert "Finn ut hvem eleven er: senest tirsdag 24.11.2026" in await opens(chat, "line")


async def test_when_the_line_leader_cannot_be_reached_the_next_in_line_is_told(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "principal"])
    await quiet.alert()
    assert "Dette sendes til:** rektor og assisterende" not in quiet.sees("teacher")
    assert "Dette sendes til:** rektor." in quiet.sees("teacher")
    await quiet.presses("teacher", "Send varselet")
    await quiet.deliver()
    assert told(quiet) == {"principal"}
    seen = await opens(quiet, "principal")
    assert "Skolemiljø nådde ikke:" in seen.replace("*", "")
    assert "Ansatt Line (trinnleder) – si fra muntlig" in seen


async def test_who_could_not_be_reached_gets_it_when_they_say_hello(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "principal"])
    await quiet.sends()
    await hello(quiet, ["line"])
    await quiet.deliver()
    assert quiet.inbox("line").count("Nytt varsel") == 1
    assert "Ansatt Line (trinnleder) – si fra muntlig" not in await opens(quiet, "principal")
    await quiet.deliver()
    assert quiet.inbox("principal").count("Nytt varsel") == 1


async def test_when_nobody_can_be_reached_the_reporter_is_told_to_say_it(quiet: Chat) -> None:
    await quiet.alert()
    assert "Vi får ikke tak i noen av dem som skal ha varselet." in quiet.sees("teacher")
    assert "Si fra til rektor muntlig med en gang." in quiet.sees("teacher")
    await quiet.presses("teacher", "Send varselet")
    assert "Sendt til: ingen" in quiet.sees("teacher")
    assert "Si fra muntlig nå." in quiet.sees("teacher")
    assert "Takk" not in quiet.sees("teacher")
    await quiet.presses("teacher", "Vis")
    assert "Si fra til rektor muntlig med en gang." in quiet.sees("teacher")


async def test_who_has_blocked_the_bot_is_followed_by_the_next_in_line(quiet: Chat) -> None:
    await hello(quiet, ["teacher6", "line6", "social"])
    quiet.connector.fail("a:social", BLOCKED)
    quiet.clock.forward(minutes=1)
    await quiet.sends("teacher6", NAMES[3])
    assert "Nytt varsel" not in quiet.inbox("social")
    seen = await opens(quiet, "line6")
    assert "Skolemiljø nådde ikke Ansatt Social. Neste i rekken er varslet." in seen
    assert "Ansatt Social (sosiallærer) – si fra muntlig" in seen
    assert quiet.inbox("line6").count("Nytt varsel") == 1, "who was told already is not told again"


async def test_the_next_in_line_joins_the_case_when_a_notice_does_not_arrive(quiet: Chat) -> None:
    """The deputy is suspected of nothing, but was not on a case about an employee until the principal was gone."""
    await hello(quiet, ["teacher", "principal", "deputy"])
    quiet.connector.fail("a:principal", BLOCKED)
    await accuses(quiet, "assistant")
    assert told(quiet) == {"deputy"}
    assert "Skolemiljø nådde ikke Ansatt Principal. Neste i rekken er varslet." in await opens(quiet, "deputy")


async def test_an_employee_is_suspected_and_only_the_principal_knows(chat: Chat) -> None:
    await accuses(chat, "social")
    assert told(chat) == {"principal"}
    for who in AT_SCHOOL:
        assert bool(await opens(chat, who)) is (who == "principal")
    assert "Ansatt Social" in await opens(chat, "principal")


async def test_the_stand_in_is_told_when_the_principal_cannot_be_reached(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "deputy"])
    await accuses(quiet, "social")
    assert told(quiet) == {"deputy"}


async def test_the_principal_decides_and_a_groundless_one_needs_its_reason(chat: Chat) -> None:
    await accuses(chat, "social")
    assert "Du skal melde fra til skoleeier." in await opens(chat, "principal")
    assert "Utdanningsetaten (UDA): 23 05 10 09" in chat.sees("principal")
    await chat.presses("principal", "Meld fra til skoleeier")
    await chat.presses("principal", "Lagre", notice="åpenbart_grunnløs")
    assert "⚠ Skriv hvorfor mistanken er åpenbart grunnløs." in chat.sees("principal")
    await chat.presses("principal", "Lagre", reason="Vedkommende var ikke på skolen den dagen")
    assert "Vurdert som åpenbart grunnløs mandag 23.11.2026" in chat.sees("principal")
    assert "Vedkommende var ikke på skolen den dagen" in chat.sees("principal")
    assert "Meld fra til skoleeier" not in chat.titles("principal")


async def test_a_serious_one_is_told_to_the_owner_and_is_never_groundless(chat: Chat) -> None:
    await chat.alert(serious="true")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert "Rektor skal melde fra til skoleeier." in await opens(chat, "social")
    assert "Tas imot: senest 23.11.2026 kl. 14.41" in chat.sees("social")
    await opens(chat, "principal")
    await chat.presses("principal", "Meld fra til skoleeier")
    form = chat.cards["principal"]
    assert "åpenbart grunnløs" not in str(form["body"])
    assert "notice" not in chat.sees_inputs("principal"), "there is nothing to choose"
    assert "reason" not in chat.sees_inputs("principal"), "that is for § 12-5"
    forged = data_of(chat, "principal", "case.owner_notice") | {"notice": "åpenbart_grunnløs", "on": "2026-11-23"}
    await chat.invoke("principal", "case.owner_notice", forged)
    assert "Saken er alvorlig. Du skal melde fra til skoleeier (§ 12-4), uten unntak." in chat.said
    await chat.presses("principal", TOLD_OWNER, document="2026/1234")
    assert "Meldt fra til skoleeier mandag 23.11.2026" in chat.sees("principal")


async def nobody_at_school_knows(chat: Chat, reference: str) -> None:
    """No notice, no count, no list, no case, however they ask."""
    assert not told(chat) & set(AT_SCHOOL)
    for who in AT_SCHOOL:
        assert not await opens(chat, who, reference)
        await chat.says(who, "saker")
        assert "Du er ikke med i noen åpne saker." in chat.sees(who)
        await chat.invoke(who, "cases.list", {"which": ""})
        assert "Du er ikke med i noen åpne saker." in chat.sees(who)
        await chat.says(who, "mine")
        assert ("ingen sendte varsler" in chat.sees(who)) is (who != "teacher")


async def test_the_leadership_is_suspected_and_nobody_at_school_knows(chat: Chat) -> None:
    await chat.alert(suspicion="ledelsen")
    assert "Dette sendes ikke til noen på skolen." in chat.sees("teacher")
    assert "23 05 10 09" in chat.sees("teacher")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert told(chat) == {"owner"}
    await nobody_at_school_knows(chat, "2026-901")
    assert NAMES[0] in await opens(chat, "owner", "2026-901")
    assert "melde fra til skoleeier" not in chat.sees("owner"), "the owner knows"
    assert await chat.sends("teacher6", NAMES[3]) == "2026-001", "no gap in the numbers gives it away"


@pytest.mark.parametrize("leader", ["principal", "deputy", "line6"])
async def test_an_employee_who_leads_is_the_leadership(chat: Chat, leader: str) -> None:
    await accuses(chat, leader)
    assert told(chat) == {"owner"}
    await nobody_at_school_knows(chat, "2026-901")


async def test_when_the_owner_cannot_be_reached_the_reporter_rings_and_nobody_stands_in(quiet: Chat) -> None:
    await hello(quiet, AT_SCHOOL)
    await quiet.alert(suspicion="ledelsen")
    await quiet.presses("teacher", "Send varselet")
    await quiet.deliver()
    assert told(quiet) == set()
    await quiet.presses("teacher", "Vis")
    assert "Ring:" in quiet.sees("teacher")
    assert "23 05 10 09" in quiet.sees("teacher")
    await hello(quiet, ["owner"])
    await quiet.deliver()
    assert told(quiet) == {"owner"}


async def test_when_the_owner_has_blocked_the_bot_nobody_stands_in(chat: Chat) -> None:
    chat.connector.fail("a:owner", BLOCKED)
    await chat.sends(suspicion="ledelsen")
    await chat.deliver()
    assert told(chat) == set()
    chat.newest("teacher")
    assert "Varselet ditt har ikke kommet fram" in chat.sees("teacher")
    await chat.presses("teacher", "Vis")
    assert "Vi får ikke tak i noen av dem som skal ha varselet. Ring:" in chat.sees("teacher")
    assert "Sendt til: ingen" in chat.sees("teacher")
    await nobody_at_school_knows(chat, "2026-901")


@pytest.mark.parametrize("hiccup", HICCUPS, ids=repr)
async def test_one_bad_answer_cuts_nobody_off(chat: Chat, hiccup: Fault) -> None:
    """The conversation is opened anew, and the notice comes there, once; the next one comes there at once."""
    chat.connector.fail("a:principal", hiccup)
    for number in (0, 1):
        await chat.sends("teacher", NAMES[number])
        await keeps_trying(chat, minutes=1)
    opened = [request.body["members"] for request in chat.connector.requests if "members" in request.body]
    assert opened == [[{"id": "29:principal"}]]
    assert chat.inbox("principal").count("Nytt varsel") == 2
    assert "Skolemiljø nådde ikke" not in await opens(chat, "line")


async def test_who_has_blocked_the_bot_is_asked_again_the_day_after(chat: Chat) -> None:
    chat.connector.fail("a:principal", BLOCKED)
    await chat.sends("teacher", NAMES[0])
    await chat.deliver()
    await chat.sends("teacher", NAMES[1])
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") == 0
    await keeps_trying(chat, minutes=60 * 25)
    assert chat.inbox("principal").count("Nytt varsel") == 1, "the second waited"
    await chat.sends("teacher", NAMES[2])
    await chat.deliver()
    assert chat.inbox("principal").count("Nytt varsel") == 2


@pytest.mark.easy_teams("has a bad day of its own")
async def test_a_receipt_whose_card_is_not_there_comes_as_a_message_of_its_own(chat: Chat) -> None:
    await chat.alert("teacher", NAMES[0])
    chat.connector.fail("a:teacher", Fault(404, "ActivityNotFoundInConversation"))
    before = len(chat.inbox("teacher"))
    await chat.presses("teacher", "Send varselet")
    await keeps_trying(chat, minutes=1)
    assert len(chat.inbox("teacher")) == before + 1
    chat.newest("teacher")
    assert "Varselet er sendt" in chat.sees("teacher")


async def test_throttling_for_an_hour_only_delays(chat: Chat) -> None:
    chat.connector.fail("a:line", *[BUSY] * 3)
    await chat.sends()
    await keeps_trying(chat, minutes=5)
    assert "line" in told(chat)
    assert "Skolemiljø nådde ikke" not in await opens(chat, "principal")


async def test_when_teams_is_busy_for_one_the_case_says_so_and_it_arrives_later(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "line", "principal"])
    quiet.connector.fail("a:line", *[BUSY] * 11)
    await quiet.sends()
    await keeps_trying(quiet, minutes=6)
    assert "Ansatt Line (trinnleder) – si fra muntlig" in await opens(quiet, "principal")
    await keeps_trying(quiet, minutes=180)
    assert quiet.inbox("line").count("Nytt varsel") == 1
    assert quiet.inbox("principal").count("Nytt varsel") == 1
    assert "Ansatt Line (trinnleder) – si fra muntlig" not in await opens(quiet, "principal")


@pytest.mark.slow
async def test_when_teams_is_busy_for_all_the_reporter_is_told_once(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "principal"])
    quiet.connector.fail("a:principal", *[BUSY] * 400)
    await quiet.sends()
    await keeps_trying(quiet, minutes=60 * 25)
    assert quiet.inbox("teacher").count("Varselet ditt har ikke kommet fram") == 1
    quiet.newest("teacher")
    await quiet.presses("teacher", "Vis")
    assert "Si fra til rektor muntlig med en gang." in quiet.sees("teacher")


async def test_who_has_been_reached_in_the_meantime_needs_no_word_to_the_reporter(quiet: Chat) -> None:
    """The reporter is out of reach too, until the case has been taken."""
    await hello(quiet, ["teacher", "principal"])
    await quiet.alert()
    quiet.connector.fail("a:principal", *[BUSY] * 6)
    quiet.connector.fail("a:teacher", *[BUSY] * 12)
    await quiet.presses("teacher", "Send varselet")
    await keeps_trying(quiet, minutes=240)
    assert "principal" in told(quiet)
    assert "Varselet ditt har ikke kommet fram" not in quiet.inbox("teacher")


async def test_twice_unclear_counts_as_not_reached(quiet: Chat) -> None:
    await hello(quiet, ["teacher", "line", "principal"])
    quiet.connector.fail("a:line", *[Fault(502, taken=False)] * 2)
    await quiet.sends()
    await keeps_trying(quiet, minutes=20)
    assert "Ansatt Line (trinnleder) – si fra muntlig" in await opens(quiet, "principal")


async def keeps_trying(chat: Chat, minutes: int) -> None:
    """The clock goes on by the minute, and the queue with it."""
    for _ in range(minutes):
        chat.clock.forward(minutes=1)
        await chat.deliver()


async def test_leaders_see_whom_the_bot_cannot_reach(quiet: Chat) -> None:
    await hello(quiet, set(STAFF) - {"line", "aks"})
    await quiet.says("principal", "hjelp")
    await quiet.presses("principal", "Ansatte jeg ikke når")
    assert "2 personer" in quiet.sees("principal")
    assert "Ansatt Line (trinnleder)" in quiet.sees("principal")
    await hello(quiet, ["line", "aks"])
    await quiet.says("principal", "hjelp")
    await quiet.presses("principal", "Ansatte jeg ikke når")
    assert "Jeg når alle ansatte." in quiet.sees("principal")
    await quiet.says("teacher", "hjelp")
    assert "Ansatte jeg ikke når" not in quiet.titles("teacher")
