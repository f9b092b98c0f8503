"""«Jeg er inhabil», of oneself and of another: barred from then on, and the next by rule comes in."""

from dataclasses import replace

import pytest

from domain.case.case import Case, Status
from domain.people.permissions import Permission, may
from domain.people.person import Person
from tests.kit.school import MONDAY, NAMES, SCHOOL, STAFF, Chat

CASE = "2026-001"
REASON = "Kanarigrunn: er i slekt med eleven"


def the_case(chat: Chat) -> Case:
    return chat.database.run(lambda unit: unit.school(SCHOOL).cases.all_open())[0]


def on_it(chat: Chat) -> set[str]:
    """The keys of those on the case who still work at the school."""
    members = the_case(chat).members
    people = chat.database.run(lambda unit: unit.school(SCHOOL).people.active())
    upns = {person.upn for person in people if person.id in members}
    return {key for key, person in STAFF.items() if person.upn in upns}


def may_act(chat: Chat) -> set[str]:
    return {key for key in on_it(chat) if may(STAFF[key], Permission.LEAD_CASE)}


async def opens(chat: Chat, who: str, *presses: str) -> None:
    await chat.says(who, f"sak {CASE}")
    for title in ("Vis", *presses):
        await chat.presses(who, title)


async def steps_aside(chat: Chat, who: str) -> None:
    await opens(chat, who, "Hvem er med?", "Jeg er inhabil")
    await chat.presses(who, "Lagre", reason=REASON)


async def sets_aside(chat: Chat, by: str, whom: str) -> None:
    await opens(chat, by, "Hvem er med?", "Noen er inhabil")
    await chat.presses(by, "Lagre", person=chat.choice(by, "person", STAFF[whom].name), reason=REASON)


async def cannot_see(chat: Chat, who: str) -> None:
    await chat.says(who, f"sak {CASE}")
    assert "Fant ikke saken" in chat.sees(who)


async def test_who_is_inhabil_is_off_the_case_and_only_leaders_see_why(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await steps_aside(chat, "teacher")
    assert CASE not in chat.sees("teacher")
    await cannot_see(chat, "teacher")
    await opens(chat, "line")
    assert f"Ansatt Teacher er inhabil i saken. Grunn: {REASON}" in chat.sees("line")
    await opens(chat, "social")
    assert "Ansatt Teacher er inhabil i saken." in chat.sees("social")
    assert REASON not in chat.sees("social")
    await opens(chat, "line", "Hvem er med?", "Legg til")
    assert "Ansatt Teacher (" not in str(chat.cards["line"])


async def test_a_second_press_is_answered_as_the_first(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await opens(chat, "teacher", "Hvem er med?", "Jeg er inhabil")
    again = chat.cards["teacher"]
    await chat.presses("teacher", "Lagre", reason=REASON)
    before = the_case(chat)
    chat.cards["teacher"] = again
    await chat.presses("teacher", "Lagre", reason=REASON)
    assert the_case(chat) == before


async def test_when_the_line_leader_is_inhabil_the_next_in_line_comes_in(chat: Chat) -> None:
    await chat.says("line6", "hei")
    await chat.sends("aks", NAMES[0])
    await steps_aside(chat, "line")
    assert "line" not in on_it(chat)
    assert may_act(chat)


async def test_when_the_principal_is_inhabil_the_deputy_acts_and_the_owner_is_told(chat: Chat) -> None:
    await chat.says("owner", "hei")
    await chat.sends("aks", NAMES[0])
    await steps_aside(chat, "principal")
    assert {"deputy", "owner"} <= on_it(chat)
    await cannot_see(chat, "principal")
    await chat.deliver()
    assert chat.inbox("owner")[-1] == "Du er lagt til i en sak"
    await opens(chat, "deputy")
    assert "Til skoleeier har svart, gjør assisterende rektor det som ikke kan vente." in chat.sees("deputy")
    await opens(chat, "owner", "Hvem er med?", "Opphev utestenging")
    principal = chat.choice("owner", "person", STAFF["principal"].name)
    await chat.presses("owner", "Lagre", person=principal, reason="Ikke i slekt likevel")
    await opens(chat, "owner", "Hvem er med?", "Legg til")
    principal = chat.choice("owner", "person", STAFF["principal"].name)
    await chat.presses("owner", "Lagre", person=principal, reason="Ikke i slekt likevel")
    assert "principal" in on_it(chat)
    await opens(chat, "principal")
    assert "Til skoleeier har svart" not in chat.sees("principal")


@pytest.mark.parametrize(
    ("by", "may_say_it_of", "never_of"),
    [
        ("line", {"teacher", "social", "base"}, {"principal", "deputy", "line"}),
        ("deputy", {"line", "teacher"}, {"principal", "deputy"}),
        ("principal", {"deputy", "line", "social"}, {"principal"}),
    ],
)
async def test_a_leader_says_it_of_those_below(
    chat: Chat, by: str, may_say_it_of: set[str], never_of: set[str]
) -> None:
    await chat.sends("aks", NAMES[0])
    for whom in ({"deputy", "line", "base"} | {by}) - on_it(chat):
        await opens(chat, "principal", "Hvem er med?", "Legg til")
        chosen = chat.choice("principal", "person", STAFF[whom].name)
        await chat.presses("principal", "Lagre", person=chosen, reason="Hjelper til")
    await opens(chat, by, "Hvem er med?", "Noen er inhabil")
    offered = str(chat.cards[by]["body"])
    assert all(STAFF[one].name in offered for one in may_say_it_of)
    assert not any(f"{STAFF[one].name} (" in offered for one in never_of)


async def test_it_is_said_also_of_one_who_answers_for_the_case(chat: Chat) -> None:
    """Whom a leader cannot take off."""
    await chat.sends("aks", NAMES[0])
    await sets_aside(chat, "principal", "line")
    await cannot_see(chat, "line")
    await opens(chat, "principal", "Hvem er med?", "Opphev utestenging")
    assert STAFF["line"].name in str(chat.cards["principal"]["body"])


async def test_a_forged_press_of_a_subordinate_changes_nothing(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await opens(chat, "line")
    before = the_case(chat)
    principal = next(
        p for p in chat.database.run(lambda u: u.school(SCHOOL).people.active()) if p.upn.startswith("pri")
    )
    data = {"case_id": before.id, "record_id": "a" * 32, "person": principal.id, "reason": REASON}
    await chat.invoke("line", "case.set_aside", data)
    assert "Det er en overordnet som avgjør om Ansatt Principal er inhabil." in chat.said
    assert the_case(chat) == before


async def test_the_bar_of_one_below_is_lifted_by_whoever_is_above(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    await steps_aside(chat, "teacher")
    await opens(chat, "line", "Hvem er med?", "Opphev utestenging")
    teacher = chat.choice("line", "person", STAFF["teacher"].name)
    await chat.presses("line", "Lagre", person=teacher, reason="Ikke inhabil likevel")
    assert "Ansatt Teacher er ikke lenger utestengt fra saken." in chat.sees("line")


async def test_someone_may_act_however_many_are_inhabil(chat: Chat) -> None:
    await chat.says("owner", "hei")
    await chat.sends("aks", NAMES[0])
    gone: set[str] = set()
    while leaders := may_act(chat) - {"owner"}:
        who = min(leaders)
        await steps_aside(chat, who)
        gone.add(who)
        assert not gone & on_it(chat)
        assert may_act(chat)
    assert may_act(chat) == {"owner"}
    await steps_aside(chat, "owner")
    assert "Ingen andre kan handle i saken. Ring skoleeier, så noen kan ta over." in chat.sees("owner")
    assert may_act(chat) == {"owner"}


def _parent(chat: Chat, who: str, pupil: str = "E0") -> None:
    """Someone's child goes to the school."""
    staff: list[Person] = [replace(p, kin=frozenset({pupil})) if key == who else p for key, p in STAFF.items()]
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace(staff)


@pytest.mark.parametrize("who", ["teacher", "line", "principal"])
async def test_nobody_is_on_the_case_of_their_own_child(chat: Chat, who: str) -> None:
    _parent(chat, who)
    await chat.sends("aks", NAMES[0])
    assert who not in on_it(chat)
    assert may_act(chat)
    await chat.deliver()
    assert chat.inbox(who) == []
    await cannot_see(chat, who)
    leader = min(may_act(chat) - {who})
    await opens(chat, leader)
    assert f"{STAFF[who].name} er elevens pårørende, og er ikke med i saken." in chat.sees(leader)
    await opens(chat, leader, "Hvem er med?", "Legg til")
    assert f"{STAFF[who].name} (" not in str(chat.cards[leader]["body"])


async def test_of_the_principals_own_child_the_owner_is_told(chat: Chat) -> None:
    _parent(chat, "principal")
    await chat.says("owner", "hei")
    await chat.sends("aks", NAMES[0])
    assert {"deputy", "owner"} <= on_it(chat)
    await opens(chat, "deputy")
    assert "Rektor er inhabil (forvaltningsloven §§ 6–8)." in chat.sees("deputy")


async def test_an_alert_about_the_own_child_is_taken(chat: Chat) -> None:
    _parent(chat, "teacher")
    assert await chat.sends("teacher", NAMES[0]) == CASE
    assert "teacher" not in on_it(chat)
    await cannot_see(chat, "teacher")


async def test_next_of_kin_go_off_when_it_becomes_known_who_the_pupil_is(chat: Chat) -> None:
    _parent(chat, "principal")
    await chat.says("aks", "varsle")
    await chat.presses("aks", "Start varsel")
    await chat.presses("aks", "Jeg vet ikke hvem", kinds="mobbing", facts="Kanarifakta", suspicion="nei")
    while "Send varselet" not in chat.titles("aks"):
        await chat.presses("aks", "Videre")
    await chat.presses("aks", "Send varselet")
    assert "principal" in on_it(chat)
    await opens(chat, "social", "Finn ut hvem eleven er")
    await chat.presses("social", "Vis elevene", group="4B")
    await chat.presses("social", "Lagre", pupil=chat.choice("social", "pupil", NAMES[0]))
    assert "principal" not in on_it(chat)
    assert "deputy" in on_it(chat)
    await cannot_see(chat, "principal")


async def test_next_of_kin_do_not_come_back_with_a_case_that_is_opened_again(chat: Chat) -> None:
    await chat.sends("aks", NAMES[0])
    before = the_case(chat)
    with chat.database.begin() as unit:
        closed = replace(before, status=Status.CLOSED, closed_at=MONDAY)
        unit.school(SCHOOL).cases.save(before, closed)
    _parent(chat, "line")
    await opens(chat, "principal", "Åpne saken igjen")
    await chat.presses("principal", "Åpne saken", reason="Det skjedde igjen")
    assert "line" not in on_it(chat)
    await cannot_see(chat, "line")
