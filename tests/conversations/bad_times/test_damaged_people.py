"""A row of a person, a pupil or a draft that cannot be read: nobody else notices, and the one it is of is told."""

import pytest
import structlog

from domain.people.person import Person
from tests.conversations.bad_times.test_damaged_cases import case_id
from tests.kit.damage import at_once, failures, flip, rows_of
from tests.kit.school import FACT, NAMES, PUPILS, STAFF, Chat, fill
from tests.kit.steps.saksgang import gets, link_in_sight, opens, pdf, short_plan_in_effect
from tests.kit.teams.channel import ChannelChat
from tests.kit.teams.forged import data_of, rows
from tests.kit.year.days import tick

pytestmark = pytest.mark.damages

UNREADABLE = "Det som er lagret om deg eller skolen, kan ikke leses. Si fra til drift. Haster det, si fra muntlig."
PLAN, INVITATION = "Kort plan", "Innkalling til oppstartsmøte"


def row_of(url: str, person: Person) -> str:
    asked = f"SELECT id FROM people WHERE entra_object_id = '{person.entra_object_id}'"  # noqa: S608  (our own words)
    return str(rows_of(url, asked)[0][0])


def pupil_row(chat: Chat, url: str, number: int = 0) -> str:
    with chat.database.begin() as unit:
        digest = chat.school(unit).pupils._digest("external", PUPILS[number].external_id)
    return str(rows_of(url, f"SELECT id FROM pupils WHERE external_digest = '{digest}'")[0][0])  # noqa: S608  (our own words)


async def test_whose_row_is_damaged_is_told_and_all_others_work_on(chat: Chat, url: str) -> None:
    flip(url, "people", row := row_of(url, STAFF["social"]))
    with structlog.testing.capture_logs() as lines:
        for word in ("hjelp", "saker", "varsle", "hjelp"):
            await at_once(chat.says("social", word))
            assert UNREADABLE in chat.sees("social")
        for who in ("teacher", "principal", "assistant"):
            assert "Dette kan jeg hjelpe deg med" in (await at_once(chat.says(who, "hjelp")), chat.sees(who))[1]
        await chat.sends("teacher", NAMES[0])
        await opens(chat, "principal", "2026-001")
        await chat.presses("principal", "Hvem er med?")
    assert "Ansatt Line" in chat.sees("principal")
    told = [line for line in lines if line["event"] == "failed alone"]
    assert [line["unit"] for line in told] == ["row", "person"]
    assert told[0]["row"] == f"people/{row}"
    assert "Ansatt" not in repr(told)
    assert (await failures(chat))["person"] == 4


async def test_a_press_and_an_install_of_a_damaged_person_are_answered_too(chat: Chat, url: str) -> None:
    await chat.says("assistant", "varsle")
    with chat.database.begin() as unit:
        unit.references.forget(STAFF["assistant"].entra_object_id, chat.connector.service_url)
        chat.school(unit).people._bump()
    flip(url, "people", row_of(url, STAFF["assistant"]))
    await at_once(chat.presses("assistant", "Start varsel"))
    assert chat.said == UNREADABLE
    await at_once(chat.installs("assistant"))
    assert UNREADABLE in chat.sees("assistant")


async def test_a_damaged_person_in_a_channel_is_answered_like_a_stranger(chat: Chat, url: str) -> None:
    flip(url, "people", row_of(url, STAFF["line"]))
    channel = ChannelChat(chat)
    await at_once(channel.says("line", "kanal"))
    assert "Jeg svarer ikke om saker i kanaler." in channel.sees()
    await at_once(channel.says("principal", "kanal"))
    assert "Velg hva kanalen får" in channel.titles()


async def test_a_person_is_back_as_soon_as_the_row_is_and_an_import_makes_it_whole(chat: Chat, url: str) -> None:
    row = row_of(url, STAFF["aks"])
    flip(url, "people", row)
    await chat.says("aks", "hjelp")
    assert UNREADABLE in chat.sees("aks")
    flip(url, "people", row)
    await chat.says("aks", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("aks")
    with chat.database.begin() as unit:
        chat.school(unit).people._bump()
    flip(url, "people", row)
    await chat.says("aks", "hjelp")
    assert UNREADABLE in chat.sees("aks")
    fill(chat.database)
    await chat.says("aks", "hjelp")
    assert "Dette kan jeg hjelpe deg med" in chat.sees("aks")


async def test_an_alert_goes_past_a_principal_who_cannot_be_read(chat: Chat, url: str) -> None:
    flip(url, "people", row_of(url, STAFF["principal"]))
    await at_once(chat.sends("teacher", NAMES[0]))
    assert chat.inbox("deputy") == ["Nytt varsel"]
    assert chat.inbox("line") == ["Nytt varsel"]


async def test_who_wrote_something_and_cannot_be_read_is_not_called_the_system(chat: Chat, url: str) -> None:
    await chat.sends("teacher", NAMES[0])
    with chat.database.begin() as unit:
        chat.school(unit).people._bump()
    flip(url, "people", row_of(url, STAFF["teacher"]))
    assert "Ansatt som ikke kan leses" in await opens(chat, "principal", "2026-001")
    await chat.presses("principal", "Hvem er med?")
    assert "Ansatt Line" in chat.sees("principal")


async def test_a_damaged_pupil_is_missing_where_pupils_are_chosen_and_nowhere_else(chat: Chat, url: str) -> None:
    await chat.sends("teacher", NAMES[0])
    flip(url, "pupils", row := pupil_row(chat, url))
    assert "Kan ikke leses. Si fra til drift." in await at_once(opens(chat, "line", "2026-001"))
    assert FACT in chat.sees("line")
    await chat.says("line", "saker")
    await chat.presses("line", "Vis")
    assert "2026-001 · Eleven kan ikke leses" in chat.sees("line")
    assert await at_once(chat.sends("teacher", NAMES[1])) == "2026-002"
    chat.clock.forward(days=1)
    await tick(chat)
    assert (await failures(chat))["row"] > 1
    fill(chat.database)
    assert NAMES[0] in await opens(chat, "line", "2026-001")
    assert row == pupil_row(chat, url)


async def test_an_alert_on_two_pupils_opens_a_case_for_each_though_one_cannot_be_read(chat: Chat, url: str) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    both = ",".join(chat.choice("teacher", "pupils", name) for name in NAMES[:2])
    await chat.answers("teacher", pupils=both, kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.says_who_is_who("teacher", "utsatt", "utsatt")
    flip(url, "pupils", pupil_row(chat, url))
    await at_once(chat.presses("teacher", "Send varselet"))
    assert rows(chat.database)["cases"] == 2
    await chat.deliver()
    await chat.says("line", "saker")
    await chat.presses("line", "Vis")
    assert f"· {NAMES[1]}, 4B" in chat.sees("line")
    assert "· Ukjent elev" in chat.sees("line")


async def test_a_damaged_draft_is_told_of_and_a_new_one_can_be_begun(chat: Chat, url: str) -> None:
    await chat.alert("teacher", NAMES[0])
    draft = data_of(chat, "teacher", "alert.send")["draft_id"]
    flip(url, "drafts", draft)
    with structlog.testing.capture_logs() as lines:
        for _ in range(2):
            await at_once(chat.presses("teacher", "Send varselet"))
            assert chat.said == "Utkastet kan ikke leses. Skriv «varsle» og begynn på nytt, og si fra til drift."
    assert [line["row"] for line in lines if line["event"] == "failed alone"] == [f"drafts/{draft}"]
    await at_once(chat.says("teacher", "mine"))
    assert await at_once(chat.sends("teacher", NAMES[1])) == "2026-001"
    assert case_id(url)
    assert await at_once(chat.sends("teacher6", NAMES[3])) == "2026-002"


async def test_while_another_pupil_cannot_be_read_only_what_has_all_names_is_made(chat: Chat, url: str) -> None:
    chat.canaries.append("Kanarivitne")
    reference = await short_plan_in_effect(chat)
    await opens(chat, "social", reference)
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Lagre", text=f"Kanarivitne: {NAMES[1]}", type="møte")
    await chat.presses("social", "Lagre")
    flip(url, "pupils", pupil_row(chat, url, 1))
    for title, edition in (("Kronologi", "Til saken"), (PLAN, "Til hjemmet"), (INVITATION, "Til arkivet")):
        await opens(chat, "social", reference)
        await at_once(gets(chat, "social", title, edition))
        assert "Det som er lagret om en annen elev, kan ikke leses." in chat.sees("social"), title
        assert "Åpne dokumentet" not in chat.titles("social"), title
    assert f"Kanarivitne: {NAMES[1]}" in await pdf(chat, reference, "Kronologi", "Til arkivet")
    flip(url, "pupils", pupil_row(chat, url, 1))
    assert "Kanarivitne: [elev" in await pdf(chat, reference, "Kronologi", "Til saken")


async def test_a_link_from_before_waits_while_another_pupil_cannot_be_read(chat: Chat, url: str) -> None:
    reference = await chat.sends("teacher", NAMES[0])
    await opens(chat, "social", reference)
    await gets(chat, "social", "Kronologi", "Til saken")
    flip(url, "pupils", pupil_row(chat, url, 1))
    answer = await chat.client.post(link := link_in_sight(chat, "social"))
    assert answer.status == 500
    assert "%PDF" not in await answer.text()
    flip(url, "pupils", pupil_row(chat, url, 1))
    assert (await chat.client.post(link)).status == 200, "it was not used up"


async def test_while_the_pupil_cannot_be_read_the_home_is_not_written_to(chat: Chat, url: str) -> None:
    reference = await short_plan_in_effect(chat)
    flip(url, "pupils", pupil_row(chat, url))
    await opens(chat, "social", reference)
    await chat.presses("social", "Dokumenter")
    await chat.presses("social", PLAN)
    assert "Det som er lagret om eleven, kan ikke leses. Si fra til drift." in chat.sees("social")
    assert "Lag for hjemmet" not in chat.titles("social")


async def test_while_staff_cannot_be_read_their_names_are_not_left_out(chat: Chat, url: str) -> None:
    reference = await short_plan_in_effect(chat)
    with chat.database.begin() as unit:
        chat.school(unit).people._bump()
    flip(url, "people", row_of(url, STAFF["assistant"]))
    await opens(chat, "social", reference)
    await gets(chat, "social", "Kronologi", "Til saken", hide_staff="true")
    assert "Det som er lagret om en ansatt, kan ikke leses." in chat.sees("social")
    assert "Kanaritiltak" in await pdf(chat, reference, PLAN, "Til saken")


async def test_while_whom_a_suspicion_is_about_cannot_be_read_nothing_is_sent_home(chat: Chat, url: str) -> None:
    reference = await chat.sends(suspicion="ansatt", named="Ansatt Base")
    await chat.says("principal", f"plan {reference}")
    await chat.presses("principal", "Vis")
    await chat.presses("principal", "Skriv problem og funn")
    await chat.presses("principal", "Lagre", problem="Kanariproblem")
    await chat.presses("principal", "Skriv til hjemmet og eleven")
    await chat.presses("principal", "Lagre", problem_for_home="Kanarihjem: har det utrygt i noen timer")
    with chat.database.begin() as unit:
        chat.school(unit).people._bump()
    flip(url, "people", row_of(url, STAFF["base"]))
    await opens(chat, "principal", reference)
    await gets(chat, "principal", "Aktivitetsplan", "Til hjemmet")
    assert "Det som er lagret om en ansatt, kan ikke leses." in chat.sees("principal")
