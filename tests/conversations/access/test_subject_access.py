"""«Innsyn»: what is kept of one pupil or one employee, as its maker may open it, with everybody else masked."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientResponse
from pypdf import PdfReader

from domain.documents.subject_access import REST
from domain.people.person import Role
from tests.conversations.documents.test_editions import everything
from tests.conversations.patterns.test_patterns import logs
from tests.kit.audit import done_by
from tests.kit.school import FACT, NAMES, STAFF, Chat, walk
from tests.kit.steps.saksgang import opens

OTHERS = {*NAMES[1:], *(part for name in NAMES[1:] for part in name.split()), *(one.name for one in STAFF.values())}
"""No name of these may stand in what is handed out of the first pupil: no other pupil's, and none of the staff's."""
TICKS = ("reporters", "care", "staff")
LEADERS = ("principal", "deputy", "line", "line6", "owner")


async def asks(chat: Chat, who: str, pupil: str = NAMES[0], *ticked: str) -> None:
    await chat.says(who, "innsyn")
    await chat.presses(who, "Om en elev")
    await chat.presses(who, "Lag dokumentet", pupil_name=pupil, **dict.fromkeys(ticked, "true"))


async def fetched(chat: Chat, who: str) -> tuple[ClientResponse, ClientResponse]:
    """The PDF and the JSON of the card in sight."""
    urls = [str(piece["url"]) for piece in walk(chat.cards[who]) if piece.get("type") == "Action.OpenUrl"]
    pdf, as_json = [await chat.client.post(url.removeprefix("https://skolemiljo.test")) for url in urls]
    return pdf, as_json


async def read(chat: Chat, who: str) -> str:
    """What both say, as one long line."""
    pdf, as_json = await fetched(chat, who)
    assert (pdf.content_type, as_json.content_type) == ("application/pdf", "application/json")
    body = await as_json.read()
    pages = "\n".join(page.extract_text() for page in PdfReader(BytesIO(await pdf.read())).pages)
    said = " ".join(strings(json.loads(body)))
    assert {one for one in OTHERS if one in pages} == {one for one in OTHERS if one in said}
    headings = [section["heading"] for section in json.loads(body)["sections"]]
    assert all("".join(one.split()) in "".join(pages.split()) for one in headings), "they have the same content"
    return said


def strings(said: Any) -> list[str]:  # noqa: ANN401  (any type)
    if isinstance(said, dict | list):
        return [one for part in (said.values() if isinstance(said, dict) else said) for one in strings(part)]
    return str(said).split()


def audited(chat: Chat, who: str, reference: str) -> list[str]:
    """What someone did with the documents of a case."""
    with chat.database.begin() as unit:
        case_id = chat.school(unit).trail.case_of(reference)
    told = done_by(chat.database, who)
    return [one.kind for one in told if one.kind.startswith("document:") and one.case_id == case_id]


async def test_all_of_a_case_is_in_it_and_nobody_elses_name(chat: Chat) -> None:
    reference = await everything(chat)
    await asks(chat, "principal")
    assert f"Om {NAMES[0]}, 4B" in chat.sees("principal")
    said = await read(chat, "principal")
    for sign in ("Kanarivarsel", "Kanarilogg", "Kanaritiltak", "Kanarivurdert", "Kanarisitat", "Kanarislutt", "E0"):
        assert sign in said, sign
    assert NAMES[0] in said
    assert "[elev A] slo" in said
    assert {one for one in OTHERS if one in said} == set()
    assert "Hvem har åpnet saken" in said
    assert REST in said
    assert audited(chat, "principal", reference) == ["document:delivered"] * 2
    await opens(chat, "line", reference)
    await chat.presses("line", "Hvem har åpnet saken?")
    assert STAFF["principal"].name in chat.sees("line")


async def test_what_must_be_reviewed_is_left_out_until_it_is(chat: Chat) -> None:
    await chat.sends("aks", care_concern="true")
    await asks(chat, "principal")
    hidden = await read(chat, "principal")
    assert "av den som varslet" in hidden
    assert "AKS-ansatt" not in hidden.split("Kronologi")[0]
    assert "Den som varslet, melder selv" not in hidden
    await asks(chat, "principal", NAMES[0], *TICKS)
    shown = await read(chat, "principal")
    assert "av den som varslet" not in shown
    assert "Den som varslet, melder selv" in shown
    assert {one for one in OTHERS if one in shown} == set()
    await asks(chat, "line", NAMES[0], *TICKS)
    assert "Den som varslet, melder selv" not in await read(chat, "line"), "that is the principal's to know"


async def test_a_case_about_an_employee_is_left_out_until_it_is_reviewed(chat: Chat) -> None:
    reference = await chat.sends("aks", suspicion="ansatt", named=STAFF["base"].name)
    await asks(chat, "principal")
    assert reference not in await read(chat, "principal")
    await asks(chat, "principal", NAMES[0], "staff")
    said = await read(chat, "principal")
    assert reference in said
    assert {one for one in OTHERS if one in said} == set()


async def test_what_its_maker_may_not_open_is_not_hinted_at_and_the_owners_contact_makes_it(chat: Chat) -> None:
    await asks(chat, "principal", NAMES[0], *TICKS)
    without = await read(chat, "principal")
    past = await chat.sends("aks", suspicion="ledelsen", named=STAFF["principal"].name)
    await asks(chat, "principal", NAMES[0], *TICKS)
    assert await read(chat, "principal") == without
    await asks(chat, "owner", NAMES[0], *TICKS)
    said = await read(chat, "owner")
    assert FACT in said
    assert past not in without


async def test_who_leads_nobody_makes_it_of_no_pupil(chat: Chat) -> None:
    await chat.sends()
    for who in ("teacher", "teacher6", "social", "aks"):
        await chat.says(who, "innsyn")
        assert "Om en elev" not in chat.titles(who)
        await chat.invoke(who, "subject_access.pupil", {"pupil_name": NAMES[0]})
        assert "Action.OpenUrl" not in json.dumps(chat.last), who
        assert "Du har ikke tilgang til dette." in json.dumps(chat.last, ensure_ascii=False), who


async def test_a_link_leads_nowhere_for_who_leads_no_more(chat: Chat) -> None:
    await chat.sends()
    await asks(chat, "line")
    _became(chat, "line", Role.CONTACT_TEACHER)
    assert [answer.status for answer in await fetched(chat, "line")] == [404, 404]


def _became(chat: Chat, who: str, role: Role) -> None:
    people = [replace(one, roles=frozenset({role})) if key == who else one for key, one in STAFF.items()]
    chat.database.run(lambda unit: chat.school(unit).people.replace(people))


async def test_the_same_browser_gets_the_same_file_again(chat: Chat) -> None:
    await chat.sends()
    await asks(chat, "line")
    url = next(str(piece["url"]) for piece in walk(chat.cards["line"]) if piece.get("type") == "Action.OpenUrl")
    path = url.removeprefix("https://skolemiljo.test")
    cookie = (await chat.client.get(path)).cookies["nettleser"].value
    first, again = [await (await chat.client.post(path, cookies={"nettleser": cookie})).read() for _time in range(2)]
    assert first == again
    assert (await chat.client.post(path, cookies={"nettleser": "x" * 43})).status == 404


@pytest.mark.parametrize(("name", "said"), [("Kanari", "Fant ingen elev"), ("Ukjent Elev", "Fant ingen elev")])
async def test_a_part_of_a_name_is_nobody(chat: Chat, name: str, said: str) -> None:
    await asks(chat, "line", name)
    assert said in chat.sees("line")
    assert chat.inputs("line")["pupil_name"]["value"] == name


async def test_logs_without_a_case_are_their_writers(chat: Chat) -> None:
    chat.canaries.append("Kanarilogg")
    await logs(chat, "line", text=f"Kanarilogg om {NAMES[1]}")
    await chat.presses("line", "Lagre")
    await asks(chat, "line")
    said = await read(chat, "line")
    assert "Kanarilogg om [elev A]" in said
    await asks(chat, "principal")
    assert "Kanarilogg" not in await read(chat, "principal")


async def test_a_pupil_named_in_anothers_alert_is_told_when_and_as_what(chat: Chat) -> None:
    await everything(chat)
    await asks(chat, "principal", NAMES[1])
    said = await read(chat, "principal")
    assert "Nevnt i varsler om andre" in said
    assert "kan ha krenket" in said
    assert NAMES[0] not in said
    assert "Kanarivarsel" not in said


async def test_what_is_put_right_stands_beside_what_was_wrong(chat: Chat) -> None:
    reference = await chat.sends()
    await opens(chat, "line", reference)
    await chat.presses("line", "Skriv i loggen")
    chat.canaries.append("Kanarirettelse")
    kind = chat.choice("line", "type", "Rettelse eller tilføyelse")
    await chat.presses("line", "Lagre", type=kind, text="Kanarirettelse fra foresatte: det var i skolegården")
    await asks(chat, "line")
    said = await read(chat, "line")
    assert FACT in said
    assert "Rettelse eller tilføyelse Kanarirettelse fra foresatte: det var i skolegården" in said
    assert said.index(FACT) < said.index("Kanarirettelse fra")


async def test_an_employee_gets_what_is_kept_of_that_employee(chat: Chat) -> None:
    reference = await chat.sends("teacher", facts=f"Kanariord: {NAMES[1]} dyttet, og {STAFF['aks'].name} så det")
    chat.canaries.append("Kanariord")
    await opens(chat, "teacher", reference)
    chat.clock.forward(minutes=1)
    await chat.says("teacher", "innsyn meg")
    await chat.presses("teacher", "Om meg selv")
    assert f"Om {STAFF['teacher'].name}" in chat.sees("teacher")
    said = await read(chat, "teacher")
    assert STAFF["teacher"].name in said
    assert STAFF["teacher"].upn in said
    assert "Kanariord: [elev A] dyttet" in said
    assert f"{reference} Åpnet eller hentet" in said
    assert {one for one in OTHERS if one in said} == {STAFF["teacher"].name}
    assert audited(chat, "teacher", reference) == ["document:delivered"] * 2


async def test_an_employee_learns_nothing_of_a_case_about_that_employee(chat: Chat) -> None:
    for named in (None, STAFF["base"].name):
        if named:
            reference = await chat.sends("aks", suspicion="ansatt", named=named)
        await chat.says("base", "innsyn")
        await chat.presses("base", "Om meg selv")
        said = await read(chat, "base")
        if named:
            assert reference not in said
            assert "Saker jeg er" not in said
