"""What is written for the pupil and the home, «Min plan», and the plan read aloud."""

import pytest

from tests.kit.school import FACT, NAMES, PUPILS, Chat
from tests.kit.steps.saksgang import evaluates, opens, pdf, plan

HARD = (
    "Kanariproblem: eleven opplever gjentatte utestengelser i ustrukturerte situasjoner, og kartleggingen viser at "
    "medelevenes holdninger opprettholder situasjonen."
)
EASY = "Kanariord: jeg er ofte alene ute"
MEASURE = "Kanarivoksen er med deg ute hver dag"
OWN = "Jeg vil at Ali er der"


async def min_plan(chat: Chat, reference: str) -> str:
    return await pdf(chat, reference, "Min plan", "Til hjemmet")


async def reads_aloud(chat: Chat, reference: str, words: str = "") -> str:
    await plan(chat, "social", reference)
    await chat.presses("social", next(title for title in chat.titles("social") if title.startswith("Les opp")))
    await chat.presses("social", "Lagre", pupil_words=words)
    return chat.sees("social")


async def begins_a_plan(chat: Chat, who: str, reference: str) -> None:
    await chat.says(who, f"plan {reference}")
    await chat.presses(who, "Vis")


async def writes_for_the_pupil(chat: Chat, reference: str) -> None:
    """The problem and the measure, in words for a child."""
    chat.canaries.extend([EASY, OWN, "Kanarivoksen", "Kanarisvarer"])
    await plan(chat, "social", reference)
    await chat.presses("social", "Skriv til hjemmet og eleven")
    await chat.presses("social", "Lagre", problem_for_pupil=EASY)
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", for_pupil=MEASURE, answers="Kanarisvarer på at hun er alene")


async def test_a_text_for_a_child_that_is_hard_is_given_back_once(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Skriv til hjemmet og eleven")
    assert chat.sees_inputs("social") >= {"problem_for_pupil"}
    assert "problem_for_home" not in chat.sees_inputs("social"), "the home has the problem as it is, but in § 12-5"
    await chat.presses("social", "Lagre", problem_for_pupil=HARD)
    assert "Dette er tungt å lese for eleven." in chat.sees("social")
    assert "Del opp i kortere setninger, og bruk kortere ord." in chat.sees("social")
    await chat.presses("social", "Lagre")
    assert f"Problemet, med ord eleven forstår: {HARD[:100]}" in chat.sees("social")
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", for_pupil=HARD)
    assert "Dette er tungt å lese for eleven." in chat.sees("social")
    await chat.presses("social", "Lagre", for_pupil=MEASURE)
    assert f"Til eleven: {MEASURE}" in chat.sees("social")


async def test_another_pupils_name_is_asked_about_in_the_words_for_the_pupil(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Skriv til hjemmet og eleven")
    await chat.presses("social", "Lagre", problem_for_pupil=f"{NAMES[1].split()[0]} er slem")
    assert "Navn på en annen elev" in chat.sees("social")
    await chat.presses("social", "Tilbake til planen")
    for field in ("for_pupil", "answers"):
        await plan(chat, "social", planned)
        await chat.presses("social", "Endre")
        await chat.presses("social", "Lagre", **{field: f"{NAMES[1].split()[0]} er slem"})
        assert "Navn på en annen elev" in chat.sees("social"), field


async def test_that_the_words_are_lacking_is_asked_about_until_they_are_there(chat: Chat, planned: str) -> None:
    asked = "Står problemet og alle tiltakene også med ord eleven forstår?"
    assert asked in await plan(chat, "social", planned)
    await writes_for_the_pupil(chat, planned)
    assert asked not in await plan(chat, "social", planned)


async def test_what_is_written_for_the_pupil_stands_in_the_versions_and_not_with_the_doer(
    chat: Chat, planned: str
) -> None:
    await writes_for_the_pupil(chat, planned)
    assert "Svarer på: Kanarisvarer på at hun er alene" in chat.sees("social")
    await chat.presses("social", "Sett planen i verk")
    await chat.presses("social", "Versjoner")
    await chat.presses("social", "Vis versjon 2")
    assert "Endret: Problemet, med ord eleven forstår" in chat.sees("social")
    assert f"Til eleven: {MEASURE[:19]} …" in chat.sees("social"), "cut as long texts are"
    chat.clock.forward(days=3)
    await chat.says("teacher", "mine")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Slik gikk det")
    assert "Kanarivoksen" not in chat.sees("teacher")


async def test_min_plan_says_what_is_done_who_is_safe_when_we_talk_and_what_was_said(chat: Chat, planned: str) -> None:
    await writes_for_the_pupil(chat, planned)
    await chat.presses("social", "Sett planen i verk")
    said = await min_plan(chat, planned)
    for told in (
        PUPILS[0].name,
        EASY,
        f"1. {MEASURE}. Hvem: Ansatt Teacher.",
        "Min trygge voksne Det er Ansatt Teacher.",
        "Vi snakker sammen igjen mandag 30. november.",
        "«Kanarisitat»",
        "Da sier jeg fra til Ansatt Teacher.",
    ):
        assert told in said, told
    for never in ("Kanariproblem", "Kanarifunn", FACT, "12-4", "Kapittel 12", "opplæringslova", "Kanaritiltak"):
        assert never not in said, never
    assert "Side 1 av 1" in said


async def test_what_the_pupil_corrects_enters_the_plan_as_the_pupils_own_words(chat: Chat, planned: str) -> None:
    await writes_for_the_pupil(chat, planned)
    await chat.presses("social", "Sett planen i verk")
    seen = await reads_aloud(chat, planned)
    assert "Eleven hadde ingenting å rette." in seen
    chat.clock.forward(minutes=5)
    seen = await reads_aloud(chat, planned, OWN)
    assert f"Lest opp for eleven mandag 23.11.2026\n«{OWN}»" in seen
    await chat.presses("social", "Skriv elevens og foresattes syn")
    assert OWN in str(chat.inputs("social")["pupil_suggestions"]["value"]), "offered where it is to be answered"
    await chat.presses("social", "Lagre")
    await chat.presses("social", "Sett planen i verk")
    chat.clock.forward(minutes=5)
    assert "Nytt siden sist: Forslag fra eleven" in await reads_aloud(chat, planned, f"{OWN}, og Mo")
    chat.clock.forward(minutes=5)
    await reads_aloud(chat, planned, OWN)
    assert f"Eleven sa: «{OWN}»" in await opens(chat, "social", planned)
    assert f"Dette har jeg sagt «{OWN}»" in await min_plan(chat, planned)
    for title, edition in (
        ("Kort plan", "Til hjemmet"),
        ("Samtale med eleven om planen", "Til saken"),
        ("Dokumentasjon i skolemiljøsaken", "Til saken"),
        ("Kronologi", "Til arkivet"),
    ):
        assert OWN in await pdf(chat, planned, title, edition), title


async def test_a_name_in_the_pupils_words_is_asked_about_and_never_comes_home(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Les opp for eleven")
    named = f"Jeg vil ikke sitte ved {NAMES[1].split()[0]}"
    await chat.presses("social", "Lagre", pupil_words=named)
    assert "Navn på en annen elev" in chat.sees("social")
    await chat.presses("social", "Lagre", names_reason="Kanarigrunn")
    assert f"«{named}»" in chat.sees("social")
    assert "Jeg vil ikke sitte ved" not in await min_plan(chat, planned), "not masked either"
    assert "Jeg vil ikke sitte ved [elev A]" in await pdf(chat, planned, "Kort plan")


@pytest.mark.easy_teams("counts events")
async def test_a_second_press_is_the_same_reading(chat: Chat, planned: str) -> None:
    await plan(chat, "social", planned)
    await chat.presses("social", "Les opp for eleven")
    form = chat.cards["social"]
    await chat.presses("social", "Lagre", pupil_words="Kanarisitat")
    chat.cards["social"] = form
    await chat.presses("social", "Lagre", pupil_words="Kanarisitat")
    assert (await opens(chat, "social", planned)).count("lest opp for eleven") == 1
    chat.cards["social"] = form
    await chat.presses("social", "Lagre", pupil_words="Kanarinoe annet")
    assert "Dette er allerede lagret, med en annen tekst." in chat.sees("social")


async def test_a_plan_that_is_not_in_effect_is_a_draft_to_the_pupil_too(chat: Chat) -> None:
    reference = await chat.sends()
    await begins_a_plan(chat, "line", reference)
    assert "Les opp for eleven" not in chat.titles("line"), "there is nothing to read"
    await chat.presses("line", "Nytt tiltak")
    who = chat.choice("line", "who", "Ansatt Teacher")
    said_to_all = {"what": "Kanaritiltak for alle friminutt", "for_pupil": MEASURE}
    await chat.presses("line", "Lagre", who=who, evaluate_on="2026-11-30", **said_to_all)
    assert "Les opp for eleven" in chat.titles("line")
    said = await pdf(chat, reference, "Min plan", "Til hjemmet", who="line")
    assert "Planen er ikke ferdig ennå." in said
    assert "Vi finner en voksen som jeg er trygg på." in said


async def test_after_an_evaluation_the_newest_words_stand_first(chat: Chat, planned: str) -> None:
    chat.clock.forward(days=7)
    await evaluates(chat, planned, pupil_words="Kanarisitat: nå er det bedre")
    said = await min_plan(chat, planned)
    assert "Dette har jeg sagt «Kanarisitat: nå er det bedre» «Kanarisitat»" in said


async def test_of_a_suspicion_the_home_has_a_text_of_its_own_and_the_pupil_another(chat: Chat) -> None:
    reference = await chat.sends(suspicion="ansatt", named="Ansatt Base")
    chat.canaries.extend(["Kanarihjem", "Kanariord", "Kanaritiltak"])
    await begins_a_plan(chat, "principal", reference)
    await chat.presses("principal", "Skriv til hjemmet og eleven")
    assert {"problem_for_pupil", "problem_for_home"} <= chat.sees_inputs("principal")
    home = "Kanarihjem: har det utrygt i noen timer"
    await chat.presses("principal", "Lagre", problem_for_home=home, problem_for_pupil=EASY)
    assert f"Problemet, slik hjemmet skal få det (§ 12-5): {home}" in chat.sees("principal")
    await chat.presses("principal", "Nytt tiltak")
    who = chat.choice("principal", "who", "Ansatt Principal")
    await chat.presses("principal", "Lagre", what="Kanaritiltak i alle timene", who=who, evaluate_on="2026-11-30")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Dokumenter")
    await chat.presses("principal", "Min plan")
    assert "Skriv først hvert tiltak i planen med ord eleven forstår." in chat.sees("principal")
    await begins_a_plan(chat, "principal", reference)
    await chat.presses("principal", "Endre")
    await chat.presses("principal", "Lagre", for_pupil=MEASURE)
    said = await pdf(chat, reference, "Min plan", "Til hjemmet", who="principal")
    assert EASY in said
    assert home not in said
    assert "Base" not in said
    planned = await pdf(chat, reference, "Aktivitetsplan", "Til hjemmet", who="principal")
    assert home in planned
    assert EASY not in planned
