"""What the school's plan tells anyone who asks: whom to ring, what the five duties are, and where it is written."""

from collections.abc import AsyncIterator

import pytest

from domain.handbook.sections import handbook_of
from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database
from tests.kit.school import SCHOOL, Chat, fill, open_school, the_plan, walk
from tests.kit.steps.saksgang import opens, received
from tests.kit.teams.client import Teams

ASKED = ("Hvem kan jeg ringe?", "kven kan eg ringje", "who can I call", "telefonnummer", "hvem kan jeg rnge")
WHERE = {
    "watching": "Loggen",
    "pupil_talks": "Samtalearkivet",
    "intervening": "Inngrepsboken",
    "without_account": "ring kontoret",
}
OTHERS = [
    {"id": "helse", "title": "Skolehelsetjenesten", "name": "Helsesykepleieren", "phone": "+47 23 00 00 01"},
    {"id": "kontor", "title": "Skolens kontor", "address": "Skoleveien 1"},
]


@pytest.fixture
async def filled(database: Database, url: str, teams: Teams) -> AsyncIterator[Chat]:
    """A school that has filled in its platforms, and has contacts of its own."""
    fill(database)
    plan = the_plan().model_dump(mode="json")
    contacts = plan["contacts"] | {"others": OTHERS}
    own = SchoolPlan.model_validate(plan | {"contacts": contacts, "platforms": WHERE})
    async with open_school(database, url, plans={SCHOOL: own}, teams=teams) as opened:
        yield opened


@pytest.mark.parametrize("typed", ASKED)
async def test_who_asks_whom_to_ring_is_told(chat: Chat, typed: str) -> None:
    await chat.says("assistant", typed)
    assert chat.sees("assistant").startswith("Hvem kan jeg ringe?")
    assert "Telefon: [23 05 10 09](tel:23051009)" in chat.sees("assistant")
    assert "Disse numrene mangler, spør rektor:\n- Grunnskoledirektøren\n" in chat.sees("assistant")
    assert chat.titles("assistant") == ["Varsle rektor"]


async def test_steps_of_one_title_are_one_thing_with_the_outcomes_they_come_after(chat: Chat) -> None:
    last = list(handbook_of(the_plan()).phases)[-1]
    await chat.invoke("line", "handbook.section", {"section": last.id})
    seen = chat.sees("line").split("\n")
    assert chat.titles("line") == ["Veiledning"], "the only thing there is stands open"
    assert "- Når utfallet av oppstartsmøtet er «Aktivitetsplan» / «Kort plan»:" in seen
    assert "- Når utfallet av oppstartsmøtet er «Ikke behov for tiltak»:" in seen


async def test_the_schools_other_contacts_are_shown_with_what_is_known(filled: Chat) -> None:
    await filled.says("teacher", "hjelp")
    await filled.presses("teacher", "Hvem kan jeg ringe?")
    seen = filled.sees("teacher").split("\n")
    at = seen.index("Skolehelsetjenesten")
    assert seen[at + 1 : at + 3] == ["Helsesykepleieren", "Telefon: [+47 23 00 00 01](tel:+4723000001)"]
    assert seen[seen.index("Skolens kontor") + 1] == "Skoleveien 1"


async def test_the_guidance_of_every_duty_is_shown_with_where_it_is_written(filled: Chat) -> None:
    await filled.says("teacher", "veiledning")
    seen = filled.sees("teacher")
    for guidance in the_plan().guidance:
        assert guidance.title in seen
        assert all(f"- {point}" in seen for point in guidance.points)
    assert "skrives i Loggen." in seen
    assert "Elevsamtaler og utviklingssamtaler skrives i Samtalearkivet." in seen
    assert "At du har grepet inn, skrives også i Inngrepsboken." in seen
    assert "Ansatte uten konto varsler rektor slik: ring kontoret" in seen


async def test_where_it_is_written_is_told_where_one_writes(filled: Chat) -> None:
    await filled.says("teacher", "logg")
    await filled.presses("teacher", "Skriv logg")
    await filled.presses("teacher", "Vis elevene")
    for where in ("Loggen", "Samtalearkivet", "Inngrepsboken"):
        assert where in filled.sees("teacher")
    await filled.alert()
    await filled.presses("teacher", "Legg til mer")
    assert "ring kontoret" in filled.sees("teacher")
    await filled.presses("teacher", "Videre")
    await filled.presses("teacher", "Send varselet")
    assert "At du har grepet inn, skrives også i Inngrepsboken." in filled.sees("teacher")


async def test_of_blanks_nothing_is_said_on_the_log_or_the_receipt(chat: Chat) -> None:
    await chat.says("teacher", "logg")
    await chat.presses("teacher", "Skriv logg")
    await chat.presses("teacher", "Vis elevene")
    assert "skrives i" not in chat.sees("teacher")
    await chat.sends()
    assert "skrives også i" not in chat.sees("teacher")


WHAT_PEOPLE_ASK = {
    "hva skal jeg se etter": "Tegn du skal se etter",
    "Hvordan griper jeg inn?": "Slik griper du inn",
    "når skal jeg varsle": "Når skal du varsle?",
    "korleis undersøkjer vi": "Undersøk, ikke etterforsk",
    "hva er egnede tiltak": "Hva er egnede tiltak?",
    "kven er særskilt sårbare": "Særskilt sårbare elever",
    "hva er aktivitetsplikten": "Veiledning",
    "hvem ser det jeg skriver": "Hvem som ser det",
    "hva er fristen": "Frister",
    "hvem er rektor": "Hvem er rektor?",
    "hvem kan jeg ringe": "Hvem kan jeg ringe?",
    "hva skal stå i aktivitetsplanen": "Lovens minstekrav til planen",
}


@pytest.mark.parametrize(("asked", "title"), WHAT_PEOPLE_ASK.items())
async def test_what_people_ask_is_answered(chat: Chat, asked: str, title: str) -> None:
    await chat.says("assistant", asked)
    assert chat.sees("assistant").split("\n")[0] == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [("varsle", "Varsle rektor"), ("sak 2026-999", "Fant ikke saken"), ("hvor mange saker har jeg", "Åpne saker")],
)
async def test_a_command_is_no_question(chat: Chat, typed: str, title: str) -> None:
    await chat.says("teacher", typed)
    assert title in chat.sees("teacher")


async def test_all_of_the_plan_is_looked_up_part_by_part(chat: Chat) -> None:
    await chat.says("teacher", "veiledning")
    for chapter in the_plan().handbook:
        title = f"Mer: {chapter.title}" if chapter.duty else chapter.title
        await chat.presses("teacher", title)
        seen = chat.sees("teacher")
        assert all(f"- {point}" in seen for topic in chapter.topics for point in topic.points)
        await chat.presses("teacher", "Veiledning")
    await chat.presses("teacher", "Undersøkelse")
    assert "Observer ute og inne, og skriv bare det du ser og hører." in chat.sees("teacher")


async def test_when_several_things_may_be_meant_one_chooses(chat: Chat) -> None:
    await chat.says("teacher", "sårbre elever")
    assert chat.sees("teacher") == "Dette står i skolens plan"
    await chat.presses("teacher", "Særskilt sårbare elever")
    assert "Terskelen for aktivitetsplan er lavere" in chat.sees("teacher")


async def test_who_has_a_role_is_named_in_the_reply_only(chat: Chat) -> None:
    await chat.says("teacher", "Hvem er sosiallærer?")
    assert "Ansatt Social" not in chat.sees("teacher")
    await chat.presses("teacher", "Vis hvem")
    assert chat.sees("teacher").split("\n") == ["Hvem er sosiallærer?", "Ansatt Social"]
    await chat.invoke("teacher", "handbook.who", {"role": "vaktmester"})
    assert "Ingen står med denne rollen" in chat.sees("teacher")


@pytest.mark.parametrize(("verb", "about"), [("section", "finnes_ikke"), ("entry", "finnes_ikke")])
async def test_what_the_plan_does_not_say_any_more_is_told_kindly(chat: Chat, verb: str, about: str) -> None:
    await chat.says("teacher", "veiledning")
    answer = await chat.invoke("teacher", f"handbook.{verb}", {verb: about})
    assert "Skolens plan sier ikke noe om dette lenger" in str(answer)


async def test_how_a_step_is_done_is_folded_beside_it(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    folded = [piece["title"] for piece in walk(chat.cards["line"]) if piece.get("type") == "Action.ToggleVisibility"]
    assert folded == ["Slik gjør du ▾"]
    assert "- Snakk med de involverte hver for seg, og finn ut hva som har skjedd." in chat.sees("line")
