"""A leader lets somebody onto a case until a day: both see the day, and the access ends with it."""

from dataclasses import replace
from pathlib import Path

from domain.case.case import Case
from domain.case.members import without
from domain.people.person import Role
from scheduler.sweeps.registry import run_sweeps
from services.people.import_people import import_people
from tests.kit.people.people_files import rows_of, write_people
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat, the_plan
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.forged import data_of

PLANS = {SCHOOL: the_plan()}
FRIDAY, NEXT_FRIDAY = "2026-11-27", "2026-12-04"
NOT_YOURS = "Fant ikke saken."


async def members(chat: Chat, who: str, reference: str) -> str:
    await opens(chat, who, reference)
    await chat.presses(who, "Hvem er med?")
    return chat.sees(who)


async def lets_in(chat: Chat, reference: str, whom: str = "assistant", until: str = FRIDAY, by: str = "line") -> None:
    await members(chat, by, reference)
    await chat.presses(by, "Legg til")
    person = chat.choice(by, "person", STAFF[whom].name)
    await chat.presses(by, "Lagre", person=person, need="tiltak", reason="Følger i friminuttene", until=until)


async def ends(chat: Chat, reference: str, until: str = "", by: str = "line") -> None:
    await members(chat, by, reference)
    await chat.presses(by, "Endre sluttdag")
    person = chat.choice(by, "person", STAFF["assistant"].name)
    await chat.presses(by, "Lagre", person=person, until=until, reason="Friminuttene er endret")


def swept(chat: Chat, **by: float) -> None:
    chat.clock.forward(**by)
    run_sweeps(chat.database, PLANS, chat.clock())


def stored(chat: Chat) -> Case:
    with chat.database.begin() as unit:
        (case,) = unit.school(SCHOOL).cases.all_open()
    return case


def on_it(chat: Chat, who: str) -> bool:
    with chat.database.begin() as unit:
        people = unit.school(SCHOOL).people.active()
    return next(one.id for one in people if one.upn == STAFF[who].upn) in stored(chat).members


async def sees(chat: Chat, who: str, reference: str) -> bool:
    await chat.says(who, f"sak {reference}")
    return "Vis" in chat.titles(who)


async def test_the_person_and_the_leader_see_the_day(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference)
    told = "Ansatt Assistant er lagt til, til og med 27.11.2026. Grunn: Skal gjennomføre tiltak: Følger i friminuttene"
    assert told in await opens(chat, "line", reference)
    assert "Din tilgang" not in chat.sees("line")
    assert "Ansatt Assistant (assistent), til og med 27.11.2026" in await members(chat, "line", reference)
    assert "Din tilgang: Til og med 27.11.2026" in await opens(chat, "assistant", reference)


async def test_a_card_from_before_shows_nothing_the_day_after_and_no_sweep_is_needed(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference, "line6")
    await opens(chat, "line6", reference)
    ids = data_of(chat, "line6", "case.members")
    chat.clock.forward(days=4)
    await chat.invoke("line6", "case.open", ids)
    assert NAMES[0] in chat.sees("line6")
    chat.clock.forward(days=1)
    for verb, more in {
        "case.open": {},
        "case.catch_up": {},
        "case.members": {},
        "case.form": {"form": "log"},
        "plan.show": {},
        "document.list": {},
    }.items():
        await chat.invoke("line6", verb, ids | more)
        assert chat.said.startswith(NOT_YOURS), verb
    await chat.invoke("line6", "cases.list", {"which": ""})
    assert reference not in chat.sees("line6")
    assert not await sees(chat, "line6", reference)
    assert await sees(chat, "social", reference)


async def test_the_case_says_that_it_is_over_once(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference)
    swept(chat, days=4)
    assert on_it(chat, "assistant"), "the day itself is one of them"
    for _ in range(2):
        swept(chat, days=1)
    assert not on_it(chat, "assistant")
    over = "Tilgangen til Ansatt Assistant er over, og Ansatt Assistant er ute av saken."
    assert (await opens(chat, "line", reference)).count(over) == 1
    assert "Ansatt Assistant" not in await members(chat, "line", reference)
    await lets_in(chat, reference, until="")
    assert "Din tilgang" not in await opens(chat, "assistant", reference)


async def test_it_is_prolonged_and_then_made_to_last(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference)
    await ends(chat, reference, NEXT_FRIDAY)
    longer = "Ansatt Assistant er med i saken til og med 4.12.2026. Grunn: Friminuttene er endret"
    assert longer in await opens(chat, "line", reference)
    swept(chat, days=5)
    assert await sees(chat, "assistant", reference)
    await ends(chat, reference)
    swept(chat, days=60)
    assert await sees(chat, "assistant", reference)


async def test_it_is_ended_before_the_day(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference)
    await members(chat, "line", reference)
    await chat.presses("line", "Ta ut")
    person = chat.choice("line", "person", STAFF["assistant"].name)
    await chat.presses("line", "Lagre", person=person, reason="Trengs ikke mer")
    assert not await sees(chat, "assistant", reference)


async def test_a_leader_does_not_prolong_the_own_access(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference, "line6")
    assert "Endre sluttdag" in await members_titles(chat, "line", reference)
    assert "Endre sluttdag" not in await members_titles(chat, "line6", reference)
    await opens(chat, "line6", reference)
    ids = data_of(chat, "line6", "case.members")
    with chat.database.begin() as unit:
        me = next(one.id for one in unit.school(SCHOOL).people.active() if one.upn == STAFF["line6"].upn)
    await chat.invoke("line6", "case.change_end", ids | {"person": me, "until": NEXT_FRIDAY, "reason": "Trenger den"})
    assert "Du kan ikke endre din egen tilgang. Be en annen leder om det." in chat.sees("line6")
    assert [f"{day}" for day in stored(chat).ends.values()] == [FRIDAY]


async def members_titles(chat: Chat, who: str, reference: str) -> list[str]:
    await members(chat, who, reference)
    return chat.titles(who)


async def test_a_day_that_is_over_is_asked_again_and_nobody_is_let_in(chat: Chat) -> None:
    reference = await received(chat)
    await lets_in(chat, reference, until="2026-11-20")
    assert "Velg en dag fra i dag og inntil ett år fram." in chat.sees("line")
    assert not on_it(chat, "assistant")


async def test_what_for_is_said_or_written(chat: Chat) -> None:
    reference = await received(chat)
    await members(chat, "line", reference)
    await chat.presses("line", "Legg til")
    person = chat.choice("line", "person", STAFF["assistant"].name)
    await chat.presses("line", "Lagre", person=person, need="annet")
    assert "Skriv en kort grunn." in chat.sees("line")
    await chat.presses("line", "Lagre", person=person, need="underviser")
    assert "Ansatt Assistant er lagt til. Grunn: Underviser eleven" in await opens(chat, "line", reference)


def reads_in(chat: Chat, folder: Path, **instead: Role) -> None:
    """The school's file, in which some have another role and nothing else."""
    none: frozenset[str] = frozenset()
    staff = [
        replace(one, roles=frozenset({instead[key]}), classes=none, grades=frozenset()) if key in instead else one
        for key, one in STAFF.items()
    ]
    pupils = [f"E{n};{name};4;4B;nei;;nei" for n, name in enumerate(NAMES)]
    import_people(chat.database, the_plan(), write_people(folder, rows_of(staff), pupils), chat.clock())


async def test_who_loses_the_role_is_off_the_case(chat: Chat, tmp_path: Path) -> None:
    reference = await received(chat)
    assert await sees(chat, "social", reference)
    reads_in(chat, tmp_path, social=Role.ASSISTANT)
    assert not await sees(chat, "social", reference)
    gone = "Ansatt Social har ikke lenger ansvar for eleven, og er ute av saken."
    assert gone in await opens(chat, "line", reference)


async def test_who_was_let_in_for_a_while_and_got_a_role_is_off_when_they_lose_it(chat: Chat, tmp_path: Path) -> None:
    """That a leader once let them in does not keep them on it."""
    reference = await received(chat)
    await lets_in(chat, reference)
    swept(chat, days=5)
    reads_in(chat, tmp_path, assistant=Role.DEPUTY)
    assert await sees(chat, "assistant", reference)
    reads_in(chat, tmp_path)
    assert not await sees(chat, "assistant", reference)


async def test_whose_the_case_has_become_by_role_stays_when_the_day_is_over(chat: Chat, tmp_path: Path) -> None:
    reference = await received(chat)
    await lets_in(chat, reference)
    reads_in(chat, tmp_path, assistant=Role.DEPUTY)
    assert "Din tilgang" not in await opens(chat, "assistant", reference)
    swept(chat, days=5)
    assert await sees(chat, "assistant", reference)


async def test_who_is_next_by_rule_stays_and_when_nobody_may_act_the_case_is_the_owners(chat: Chat) -> None:
    """All the others on it are inhabil."""
    reference = await received(chat)
    await lets_in(chat, reference, "line6")
    inhabil(chat, all_but="line6")
    swept(chat, days=5)
    assert await sees(chat, "line6", reference), "a leader of another grade is next in line for the principal"
    await lets_in(chat, reference, by="line6", until=NEXT_FRIDAY)
    inhabil(chat, all_but="assistant")
    swept(chat, days=7)
    assert await sees(chat, "owner", reference)
    await chat.deliver()
    assert "Du er lagt til i en sak" in chat.inbox("owner")


def inhabil(chat: Chat, *, all_but: str) -> None:
    case = stored(chat)
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        others = case.members - {one.id for one in tx.people.active() if one.upn == STAFF[all_but].upn}
        tx.cases.save(case, without(case, others))
