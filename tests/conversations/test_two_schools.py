"""Two schools in one database: nothing of the one is seen, counted, found or written from the other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.case.log import LogEntry
from domain.ids import EntryId, PersonId, PupilId, SchoolId, new_id
from domain.people.person import Person, Pupil, Role
from services.load_school_plans import load_school_plans
from services.patterns.ask_about import ask_about_entries
from storage.database import Database
from tests.conversations.words.test_wrong_place import writes
from tests.kit.cards.message_menu import ALERT, LOG, PLAIN, MessageMenu
from tests.kit.school import (
    FACT,
    MONDAY,
    NAMES,
    PLAN,
    PUPILS,
    SCHOOL,
    STAFF,
    Chat,
    _person,
    buttons,
    fill,
    open_school,
    the_plan,
    words,
)
from tests.kit.teams.channel import ChannelChat
from tests.kit.teams.client import Teams
from tests.kit.teams.forged import STORED, answer, data_of, rows

OTHER = SchoolId("kanariskolen")
PLAN_NAME = "Kanariskolen skole"
AWAY = "Kanarine Fuglesund"


def _at_other(person: Person) -> Person:
    return replace(person, id=PersonId(""), school_id=OTHER)


@pytest.fixture
async def chat(database: Database, url: str, tmp_path: Path, teams: Teams) -> AsyncIterator[Chat]:
    """The school of the tests and another one. «teacher» works at both; «away» is principal of the other."""
    fill(database)
    (folder := tmp_path / "plans").mkdir()
    text = PLAN.read_text("utf-8")
    (folder / "rosenholm.yaml").write_text(text, "utf-8")
    other = text.replace("school_id: rosenholm", f"school_id: {OTHER}").replace("Rosenholm skole", PLAN_NAME)
    (folder / "other.yaml").write_text(other, "utf-8")
    plans = load_school_plans(folder, database, MONDAY)
    with database.begin() as unit:
        tx = unit.school(OTHER)
        tx.people.replace([_at_other(STAFF["teacher"]), _at_other(_person("away", Role.PRINCIPAL))])
        tx.pupils.replace([_pupil()])
    async with open_school(database, url, plans=plans, teams=teams) as opened:
        opened.canaries.append(AWAY)
        await opened.says("away", "hei")
        yield opened
        assert opened.spilled() == []


def _pupil() -> Pupil:
    return replace(PUPILS[0], id=PupilId(""), school_id=OTHER, external_id="X1", name=AWAY)


async def at(chat: Chat, school: str, word: str) -> None:
    """The teacher of both says a word, and which school is meant."""
    assert words(await chat.says("teacher", word))[0] == "Hvilken skole gjelder det?"
    assert chat.titles("teacher") == [PLAN_NAME, "Rosenholm skole"]
    await chat.presses("teacher", school)


async def sends_at(chat: Chat, school: str, pupil: str) -> str:
    await at(chat, school, "varsle")
    who = chat.choice("teacher", "pupils", pupil)
    await chat.answers("teacher", pupils=who, kinds="mobbing", facts=FACT, suspicion="nei")
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    return next(line.split(": ")[1] for line in words(chat.cards["teacher"]) if line.startswith("Saksnummer"))


async def test_who_works_at_both_is_asked_which_and_each_alert_stays_at_its_school(chat: Chat) -> None:
    assert await sends_at(chat, PLAN_NAME, AWAY) == "2026-001"
    assert chat.inbox("away")[-1] == "Nytt varsel"
    assert "Nytt varsel" not in chat.inbox("principal")
    assert await sends_at(chat, "Rosenholm skole", NAMES[0]) == "2026-001"
    chat.newest("principal")
    await chat.presses("principal", "Åpne sak 2026-001")
    assert NAMES[0] in chat.sees("principal")
    chat.newest("away")
    await chat.presses("away", "Åpne sak 2026-001")
    assert AWAY in chat.sees("away")
    assert NAMES[0] not in chat.sees("away")


async def test_nothing_of_the_other_school_is_counted_listed_or_found_by_reference(chat: Chat) -> None:
    reference = await sends_at(chat, PLAN_NAME, AWAY)
    for who in ("principal", "deputy", "line", "social", "owner"):
        assert "ikke med i noen åpne saker" in "".join(words(await chat.says(who, "saker")))
        assert await chat.says(who, f"sak {reference}") == await chat.says(who, "sak 2026-777")
        assert "ingen åpne saker" in "".join(words(await chat.says(who, "mine")))
    await at(chat, "Rosenholm skole", "mine")
    await chat.presses("teacher", "Vis")
    assert reference not in chat.sees("teacher")
    await at(chat, PLAN_NAME, "mine")
    await chat.presses("teacher", "Vis")
    assert reference in chat.sees("teacher")


async def test_the_school_in_a_button_is_no_authority(chat: Chat, database: Database) -> None:
    """The ids of one school with the name of either, pressed by the leaders of the other."""
    await sends_at(chat, PLAN_NAME, AWAY)
    chat.newest("away")
    case = {"case_id": data_of(chat, "away", "case.open")["case_id"]}
    pupil, person = _ids(database)
    before = rows(database)
    presses = [
        ("case.open", case),
        ("case.receive", case),
        ("case.log", case | {"entry_id": new_id(), "type": "annet", "text": "Herfra"}),
        ("case.add_member", case | {"person": person, "reason": "Herfra"}),
    ]
    for verb, data in presses:
        refused, unknown = await answer(chat, "principal", verb, data), new_id()
        assert refused == (await answer(chat, "principal", verb, data | {"case_id": unknown})).replace(
            unknown.encode(), str(case["case_id"]).encode()
        )
        assert b"Jeg finner deg ikke" in await answer(chat, "principal", verb, data | {"school": OTHER})
        assert b"Jeg finner deg ikke" in await answer(chat, "away", verb, data | {"school": SCHOOL})
    assert b"Fant ikke saken" in await answer(chat, "teacher", "case.open", case | {"school": SCHOOL})
    log = {"group": "4B", "entry_id": new_id(), "type": "annet", "text": "Herfra", "pupil": pupil}
    await chat.invoke("assistant", "log.pupil", log)
    assert "Velg en elev fra listen" in chat.sees("assistant")
    after = rows(database)
    assert {name for name in STORED if after[name] != before[name]} == {"events"}
    await chat.presses("away", "Åpne sak 2026-001")
    assert "Status: Varslet" in chat.sees("away")
    assert "Herfra" not in chat.sees("away")


async def test_people_of_the_other_school_cannot_be_let_in_or_named(chat: Chat, database: Database) -> None:
    await sends_at(chat, "Rosenholm skole", NAMES[0])
    chat.newest("principal")
    case = data_of(chat, "principal", "case.open")
    _, person = _ids(database)
    await chat.invoke("principal", "case.add_member", case | {"person": person, "reason": "Grunnen"})
    assert "Velg fra listen" in chat.sees("principal")
    await chat.invoke("principal", "case.name_suspect", case | {"person": person, "naming_id": new_id()})
    assert "Velg fra listen" in chat.sees("principal")


async def test_an_id_of_the_other_school_cannot_be_used_up(chat: Chat, database: Database) -> None:
    """A draft whose id the other school has is refused. What is written down is each school's own, whatever its id."""
    await at(chat, PLAN_NAME, "varsle")
    draft = data_of(chat, "teacher", "alert.cancel")["draft_id"]
    await chat.invoke("teacher6", "alert.start", {"draft_id": draft})
    assert chat.said.startswith("Utkastet finnes ikke")
    pupil, _ = _ids(database)
    log = {"group": "4B", "entry_id": new_id(), "type": "annet", "text": FACT, "pupil": pupil, "school": OTHER}
    await chat.invoke("away", "log.pupil", log)
    assert "Loggen er lagret" in chat.sees("away")
    await chat.invoke(
        "teacher6", "log.pupil", log | {"school": SCHOOL, "pupil": _own_pupil(database), "text": "Herfra"}
    )
    with database.begin() as unit:
        written = {one: unit.school(one).events.entry(EntryId(str(log["entry_id"]))) for one in (OTHER, SCHOOL)}
    assert {one: entry and entry.text for one, entry in written.items()} == {OTHER: FACT, SCHOOL: "Herfra"}


def _ids(database: Database) -> tuple[str, str]:
    """The other school's pupil, and its principal."""
    with database.begin() as unit:
        tx = unit.school(OTHER)
        return tx.pupils.read_all()[0].id, next(p.id for p in tx.people.active() if p.has(Role.PRINCIPAL))


def _own_pupil(database: Database) -> str:
    with database.begin() as unit:
        return unit.school(SCHOOL).pupils.of_group("4B")[0].id


async def test_a_leader_of_both_chooses_which_school_a_channel_is_for(chat: Chat, database: Database) -> None:
    with database.begin() as unit:
        unit.school(OTHER).people.replace([_at_other(STAFF["principal"]), _at_other(_person("away", Role.PRINCIPAL))])
    channel = ChannelChat(chat)
    await channel.says("principal", "kanal")
    assert channel.sees() == "Hvilken skole gjelder det?"
    assert channel.titles() == [PLAN_NAME, "Rosenholm skole"]
    await channel.presses("principal", PLAN_NAME)
    await channel.presses("principal", "Lagre", receives="årshjul")
    with database.begin() as unit:
        assert [one.receives for one in unit.school(OTHER).channels.all()] == [{"årshjul"}]
        assert unit.school(SCHOOL).channels.all() == []
    await channel.says("principal", "kanal")
    assert "Årshjul: oppgavene til hele skolen" in channel.sees(), "it is that school's from now on"
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives="")
    await channel.says("principal", "kanal")
    assert channel.sees() == "Hvilken skole gjelder det?", "it is nobody's again"


async def test_a_leader_of_one_school_is_not_asked(chat: Chat) -> None:
    channel = ChannelChat(chat)
    await channel.says("away", "kanal")
    assert "Kanalen får ingenting ennå" in channel.sees()
    await channel.says("teacher", "hjelp")
    assert "Jeg svarer ikke om saker i kanaler" in channel.sees()


async def test_a_message_is_alerted_of_at_the_school_that_is_meant(chat: Chat) -> None:
    for command in (ALERT, LOG):
        menu = await MessageMenu(chat, "teacher").chooses(command)
        assert menu.sees() == "Hvilken skole gjelder det?"
        assert [button["title"] for button in menu.buttons()] == [PLAN_NAME, "Rosenholm skole"]
    menu = await MessageMenu(chat, "teacher").chooses(ALERT)
    await menu.presses(PLAN_NAME)
    assert menu.filled("facts") == PLAIN
    assert menu.choice("pupils", AWAY)


async def test_what_several_logged_at_one_school_is_asked_of_and_read_by_nobody_at_the_other(chat: Chat) -> None:
    with chat.database.begin() as unit:
        tx, plan = chat.school(unit), the_plan()
        pupil = next(one for one in tx.pupils.read_all() if one.name == NAMES[0])
        for person in tx.people.active()[:3]:
            entry = LogEntry(
                id=EntryId(new_id()),
                school_id=SCHOOL,
                author=person.id,
                logged_at=MONDAY,
                occurred_at=MONDAY,
                type="annet",
                text=FACT,
                pupil_id=pupil.id,
            )
            tx.events.log(entry)
        ask_about_entries(tx, plan, MONDAY)
        ask_about_entries(unit.school(OTHER), plan, MONDAY)
        asked = tx.notes.of(pupil.id).asked
    await chat.deliver()
    assert len(asked) == 1
    assert "Flere har skrevet om samme elev" not in chat.inbox("away")
    await chat.invoke("away", "pattern.show", {"pattern": asked[0].pattern})
    assert chat.said == "Fant ikke det du er spurt om."


WRITTEN_OF = "Kanarine Fuglesund gråt"


async def test_what_was_typed_goes_along_to_the_school_that_is_chosen(chat: Chat) -> None:
    await sends_at(chat, "Rosenholm skole", NAMES[0])
    chat.newest("teacher")
    await chat.says("teacher", "saker 4b vold over fristen bløblø")
    assert "Jeg forsto ikke en del av det du skrev" in chat.sees("teacher")
    assert [b["data"].get("which") for b in buttons(chat.cards["teacher"])] == ["4B, vold, over fristen"] * 2
    await chat.presses("teacher", "Rosenholm skole")
    assert "4B, Slag, spark eller annen vold, over fristen" in chat.sees("teacher")
    await chat.says("teacher", "lukkede saker i fjor")
    await chat.presses("teacher", PLAN_NAME)
    assert "avsluttede, 2025" in chat.sees("teacher")
    await chat.says("teacher", "4. trinn vold")
    await chat.presses("teacher", PLAN_NAME)
    assert "4. trinn, Slag, spark eller annen vold" in chat.sees("teacher")


async def test_a_number_is_of_the_school_that_has_such_a_case_of_ones_own(chat: Chat) -> None:
    await sends_at(chat, "Rosenholm skole", NAMES[0])
    await chat.says("teacher", "sak 2026-001")
    assert words(chat.cards["teacher"])[0] in {"Sak 2026-001", "Fant ikke saken, eller du er ikke med i den."}
    await chat.says("teacher", "sak 2026-777")
    assert "Hvilken skole" not in chat.sees("teacher")
    await chat.says("teacher", "takk for hjelpen")
    assert "Hvilken skole" not in chat.sees("teacher")


async def test_a_story_is_alerted_at_the_school_whose_pupil_it_names_or_the_one_that_is_chosen(chat: Chat) -> None:
    await chat.says("teacher", WRITTEN_OF)
    await chat.presses("teacher", "Start varsel")
    assert AWAY in [one["title"] for one in chat._choices("teacher", "pupils")]
    await chat.says("teacher", "en gutt i 4b ble slått")
    assert "Slett meldingen" in chat.sees("teacher")
    await chat.presses("teacher", "Rosenholm skole")
    assert chat.ticked("teacher", "kinds") == "vold"
    assert NAMES[0] in [one["title"] for one in chat._choices("teacher", "pupils")]


@pytest.mark.parametrize("name", [NAMES[0], AWAY])
async def test_what_stands_in_a_channel_too(chat: Chat, name: str) -> None:
    await writes(chat, "channel", f"{name} ble slått")
    await chat.deliver()
    chat.newest("teacher")
    await chat.presses("teacher", "Varsle her")
    assert name in [one["title"] for one in chat._choices("teacher", "pupils")]


async def test_of_whom_a_channel_says_nothing_it_is_asked_which_school(chat: Chat) -> None:
    await writes(chat, "channel", "en gutt ble slått i går")
    await chat.deliver()
    assert words(chat.newest("teacher"))[0] == "Slett meldingen"
    assert chat.titles("teacher") == [PLAN_NAME, "Rosenholm skole"]
    await chat.presses("teacher", "Rosenholm skole")
    assert chat.ticked("teacher", "kinds") == "vold"
    assert NAMES[0] in [one["title"] for one in chat._choices("teacher", "pupils")]
