"""A document for each moment: the alert, the invitation, the minutes, and the letter at the end (L1179, L1217)."""

import re
from dataclasses import replace

import pytest

from tests.conversations.alert.test_added import adds
from tests.conversations.correcting.test_endings import misregisters
from tests.kit.school import FACT, NAMES, SCHOOL, STAFF, Chat
from tests.kit.steps.correcting import moved
from tests.kit.steps.saksgang import opens, pdf, received, takes, to_the_outcome

ALERT, INVITATION = "Varsel", "Innkalling til oppstartsmøte"
MINUTES, CLOSING = "Referat fra oppstartsmøtet", "Brev om at saken er avsluttet"
LAST = "Avslutt, eller undersøk på nytt"
CALL, MEETING = "Kall inn til oppstartsmøte", "Hold oppstartsmøte"
LATER = "Kanaritillegg: det skjedde igjen i dag"
EASY = 35
"""The readability index of what is easy to read (Björnsson 1968)."""


async def offered(chat: Chat, reference: str, who: str = "social") -> list[str]:
    await opens(chat, who, reference)
    await chat.presses(who, "Dokumenter")
    return chat.titles(who)


async def files(chat: Chat, reference: str, title: str, number: str) -> str:
    await offered(chat, reference)
    await chat.presses("social", title)
    await chat.presses("social", "Skriv journalnummer")
    assert "Utgave: Til arkivet" in chat.sees("social")
    await chat.presses("social", "Lagre", number=number)
    return chat.sees("social")


async def closes(chat: Chat, reference: str, words: str = "Kanarisitat: det er bra nå") -> None:
    chat.canaries.append(words)
    await opens(chat, "social", reference)
    if LAST not in chat.titles("social"):
        await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Alle steg")))
    await chat.presses("social", LAST)
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words=words, reason="Kanarigrunn til slutt")


def lix(text: str) -> float:
    words = re.findall(r"[a-zæøåA-ZÆØÅ]+", text)
    sentences = max(1, len(re.findall(r"[.?!:]", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def letter(read: str, begins: str) -> str:
    """From its first words to who it is from."""
    return read[read.index(begins) : read.index("Hilsen")]


async def test_the_alert_tells_all_there_is_to_file(chat: Chat) -> None:
    reference = await received(chat)
    read = await pdf(chat, reference, ALERT)
    for words in (
        FACT,
        NAMES[0],
        "Ansatt Teacher",
        "Til: rektor, assisterende rektor, trinnleder",
        "Tatt imot: 23.11.2026",
        "Mobbing",
    ):
        assert words in read
    assert "Lagt til i varselet senere Ingenting registrert." in read
    await adds(chat, "teacher", LATER)
    assert LATER in await pdf(chat, reference, ALERT, "Til arkivet")


async def test_the_alert_waits_to_be_filed_from_when_it_is_taken_and_again_when_there_is_more(chat: Chat) -> None:
    reference = await chat.sends()
    assert "Journalfør i websak" not in await opens(chat, "social", reference)
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")
    assert "Journalfør i websak: Varsel" in await opens(chat, "social", reference)
    chat.clock.forward(minutes=1)
    assert "Varsel: 26/1, mandag 23.11.2026, til arkivet" in await files(chat, reference, ALERT, "26/1")
    assert "Journalfør i websak" not in await opens(chat, "social", reference)
    chat.clock.forward(minutes=1)
    await adds(chat, "teacher", LATER)
    assert "Journalfør i websak: Varsel" in await opens(chat, "social", reference)


async def test_concern_for_care_is_in_the_alert_of_the_principal_alone(chat: Chat) -> None:
    chat.canaries.append("omsorgen")
    reference = await chat.sends(care_concern="true")
    assert "omsorg" not in await pdf(chat, reference, ALERT, "Til arkivet")
    read = await pdf(chat, reference, ALERT, "Til arkivet", who="principal")
    assert "Bekymring for omsorgen hjemme: Ja (§ 24-3)" in read
    assert "omsorg" not in await pdf(chat, reference, ALERT, "Til saken", who="principal")
    assert "omsorg" not in await pdf(chat, reference, "Kronologi", "Til arkivet", who="principal")


async def test_each_is_offered_when_its_moment_has_come(chat: Chat) -> None:
    reference = await received(chat)
    assert {ALERT, INVITATION, MINUTES, CLOSING}.intersection(await offered(chat, reference)) == {ALERT}
    await to_the_outcome(chat, "ikke_behov", reference, trygt_nå="ja")
    assert {INVITATION, MINUTES, CLOSING}.intersection(await offered(chat, reference)) == {INVITATION, MINUTES}
    await closes(chat, reference)
    assert {INVITATION, MINUTES, CLOSING}.issubset(await offered(chat, reference))


async def test_guardians_are_invited_in_words_they_can_read_and_told_nothing_of_the_case(chat: Chat) -> None:
    reference = await received(chat)
    said = {"møtedag": "2026-12-02", "sted": "kl. 14.00 på møterom 2", "til_stede": "Ansatt Teacher og Ansatt Line"}
    await takes(chat, "social", reference, CALL, **said)
    read = letter(await pdf(chat, reference, INVITATION, "Til hjemmet"), "Til foresatte til")
    for words in (
        f"Møtet handler om skolemiljøet til {NAMES[0]}.",
        "Dag: onsdag 2. desember 2026",
        "Tid og sted: kl. 14.00 på møterom 2",
        "Disse er invitert: Ansatt Teacher og Ansatt Line",
        "1. Foresatte beskriver bekymringen 2. Skolen legger fram observasjoner og kartlegging",
        "3. Enighet om tiltak 4. Veien videre",
        "Dere kan ta med en person dere er trygge på.",
        "Ring skolen og spør etter Ansatt Social.",
    ):
        assert words in read
    for never in (FACT, "Mobbing", "varsel", "Ansatt Base"):
        assert never not in read
    assert read.count("§") == 1, "no more law than what the school's own text for guardians says (§ 12-6)"
    assert lix(read) <= EASY


@pytest.mark.parametrize("edition", ["Til hjemmet", "Til saken", "Til arkivet"])
async def test_the_minutes_follow_the_agenda(chat: Chat, edition: str) -> None:
    reference = await to_the_outcome(
        chat, "kort_plan", foresattes_bekymring="Kanarifunn: gruer seg", enighet="Kanarifunn: leker hver dag"
    )
    read = await pdf(chat, reference, MINUTES, edition)
    points = (
        "1. Foresatte beskriver bekymringen Kanarifunn: gruer seg",
        "2. Skolen legger fram",
        "3. Enighet om tiltak",
    )
    places = [read.index(words) for words in (*points, "4. Veien videre Kanariveien videre")]
    assert places == sorted(places)
    assert "Hvem var med? Kanarideltakere" in read
    assert "Hva ble utfallet? Kort plan" in read


async def test_of_a_suspicion_the_home_is_not_given_what_the_school_found(chat: Chat) -> None:
    chat.canaries.append("Ansatt Assistant")
    reference = await chat.sends(suspicion="ansatt", named="Ansatt Assistant")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Ta imot")
    for title in ("Hold avklaringssamtale", "Ring foresatte", CALL):
        await takes(chat, "principal", reference, title)
    read = await pdf(chat, reference, INVITATION, "Til hjemmet", who="principal")
    for never in ("Assistant", "§ 12-5", "mistanke", FACT):
        assert never not in read
    await takes(chat, "principal", reference, MEETING, **MEETING_SAID)
    read = await pdf(chat, reference, MINUTES, "Til hjemmet", who="principal")
    assert "Kanarifunn: sett av flere" not in read
    assert "Ansatt Assistant" not in read
    assert "Kanarideltakere" not in read
    assert "Gjennomgått i møtet." in read
    assert "Kanarifunn: sett av flere" in await pdf(chat, reference, MINUTES, "Til saken", who="principal")


async def test_whom_a_suspicion_is_about_goes_home_by_no_spelling(chat: Chat) -> None:
    """Where the name is a word that begins a sentence, and with a letter wrong."""
    alike = STAFF | {"assistant": replace(STAFF["assistant"], name="Finn Kristoffersen")}
    with chat.database.begin() as unit:
        unit.school(SCHOOL).people.replace(alike.values())
    chat.canaries.append("Kristof")
    reference = await chat.sends(suspicion="ansatt", named="Finn Kristoffersen")
    await opens(chat, "principal", reference)
    await chat.presses("principal", "Ta imot")
    said = {
        "valg": "ikke_behov",
        "trygt_nå": "ja",
        "sitat": "Kanarisitat: ja. Kristofersen er slem",
        "enighet": "Finn skal ha kanaritilsyn",
    }
    for title in ("Hold avklaringssamtale", "Ring foresatte", CALL, MEETING):
        await takes(chat, "principal", reference, title, **(said if title == MEETING else {}))
    read = await pdf(chat, reference, MINUTES, "Til hjemmet", who="principal")
    for never in ("Kristof", "Finn", "kanaritilsyn"):
        assert never not in read
    assert "Finn skal ha kanaritilsyn" in await pdf(chat, reference, MINUTES, "Til saken", who="principal")


MEETING_SAID = {
    "valg": "kort_plan",
    "foresattes_bekymring": "Kanarifunn: foresatte gruer seg",
    "skolens_funn": "Kanarifunn: sett av flere",
}


async def test_the_letter_at_the_end_has_the_pupils_own_words(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov", trygt_nå="ja")
    await closes(chat, reference)
    read = letter(await pdf(chat, reference, CLOSING, "Til hjemmet"), "Til foresatte til")
    for words in (
        f"Skolen avsluttet saken mandag 23. november 2026. Den gjaldt skolemiljøet til {NAMES[0]}.",
        "Barnet sier at det er trygt og godt på skolen nå.",
        "«Kanarisitat: det er bra nå»",
        "De voksne på skolen følger med på hvordan barnet har det.",
        "Saken kan tas opp igjen når som helst.",
        "spørre etter Ansatt Social",
    ):
        assert words in read
    for never in (FACT, "Kanarigrunn", "§", "Mobbing"):
        assert never not in read
    assert lix(read) <= EASY


async def test_the_letter_can_be_made_again_when_the_case_has_been_opened_again(chat: Chat) -> None:
    """As it was sent: by what was said when the case was closed."""
    reference = await to_the_outcome(chat, "ikke_behov", trygt_nå="ja")
    await closes(chat, reference)
    sent = letter(await pdf(chat, reference, CLOSING, "Til hjemmet"), "Til foresatte til")
    chat.clock.forward(days=1)
    await opens(chat, "social", reference)
    await chat.presses("social", "Åpne saken igjen")
    await chat.presses("social", "Åpne saken", reason="Kanarigrunn: det har begynt igjen")
    assert letter(await pdf(chat, reference, CLOSING, "Til hjemmet"), "Til foresatte til") == sent
    assert letter(await pdf(chat, reference, CLOSING, "Til arkivet"), "Til foresatte til") == sent
    assert CLOSING in await to_be_filed(chat, reference)
    chat.clock.forward(days=1)
    await closes(chat, reference, "Kanarisitat: nå er det bra")
    newest = letter(await pdf(chat, reference, CLOSING, "Til hjemmet"), "Til foresatte til")
    assert "«Kanarisitat: nå er det bra»" in newest
    assert "onsdag 25. november 2026" in newest


async def test_letters_and_minutes_wait_to_be_filed_as_soon_as_they_are_there(chat: Chat) -> None:
    reference = await received(chat)
    assert await to_be_filed(chat, reference) == "Varsel"
    await takes(chat, "social", reference, CALL)
    assert await to_be_filed(chat, reference) == f"Varsel og {INVITATION}"
    chat.clock.forward(minutes=1)
    await files(chat, reference, INVITATION, "26/2")
    assert await to_be_filed(chat, reference) == "Varsel"
    chat.clock.forward(minutes=1)
    await to_the_outcome(chat, "ikke_behov", reference, trygt_nå="ja")
    assert await to_be_filed(chat, reference) == f"Varsel, {INVITATION} og {MINUTES}", "they were invited once more"
    await closes(chat, reference)
    everything = f"Varsel, {INVITATION}, {MINUTES}, {CLOSING} og Dokumentasjon i skolemiljøsaken"
    assert await to_be_filed(chat, reference) == everything


async def to_be_filed(chat: Chat, reference: str) -> str:
    seen = await opens(chat, "social", reference)
    found = re.search(r"Journalfør i websak: (.*)\. Se «Dokumenter»", seen)
    return found[1] if found else ""


async def test_of_a_case_registered_wrongly_nobody_is_written_to(chat: Chat) -> None:
    reference = await received(chat)
    await misregisters(chat, "principal", reference)
    assert CLOSING not in await offered(chat, reference, "principal")


async def test_the_alert_says_that_the_case_was_put_right(chat: Chat) -> None:
    """What it tells of was another's, and it is filed once more."""
    reference = await received(chat)
    chat.clock.forward(minutes=1)
    await files(chat, reference, ALERT, "26/1")
    assert await to_be_filed(chat, reference) == ""
    chat.clock.forward(minutes=1)
    await moved(chat, "principal", reference, "4B", NAMES[1])
    for edition in ("Til saken", "Til arkivet"):
        read = await pdf(chat, reference, ALERT, edition, who="principal")
        later = read[read.index("Lagt til i varselet senere") :]
        assert "Saken gjelder en annen elev enn først oppgitt." in later
