"""What people type in whole sentences: the word is found in it, and content about a pupil is told from the rest."""

import json

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.language.commands import Command, parse
from bot.language.known_words import WORDS
from domain.privacy.content import looks_like_content, names_among
from tests.kit.school import NAMES, Chat

PUPILS = names_among(["Mina Berg", "Live Engen", "Mine Koc", "Isak Vik", "An Doan", "Anne-Lise Dahl", "Ådne Vik"])


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("kan jeg varsle om noe", "varsle"),
        ("jeg vil varsle", "varsle"),
        ("Jeg ønsker å vasle", "varsle"),
        ("hei, kan jeg varsle?", "varsle"),
        ("jeg har en bekymring", "varsle"),
        ("kan jeg si fra om noe", "varsle"),
        ("hvordan kan jeg melde fra", "varsle"),
        ("hjelp, jeg må varsle", "varsle"),
        ("vis mine saker", "saker"),
        ("er det noen nye saker", "saker"),
        ("har jeg noen sakr", "saker"),
        ("mine åpne saker", "saker"),
        ("kan jeg se mine varsler", "mine"),
        ("jeg vil skrive logg", "logg"),
        ("min logg", "logg"),
        ("vis sak 14", "sak"),
        ("hva skjer med saken", "sak"),
        ("plna 14", "plan"),
        ("vis planen i sak 14", "plan"),
        ("aktivitetsplan nr. 14", "plan"),
        ("planen er at jeg må varsle", "varsle"),
        ("vis planene i mine saker", "saker"),
        ("uuka", "uka"),
        ("hva skal vi se på i uka", "uka"),
        ("vis saker denne uka", "saker"),
        ("exprot", "dokumenter"),
        ("kan jeg eksportere planen i sak 14", "dokumenter"),
        ("hjelp, hvor er dokumentene", "dokumenter"),
        ("jeg trenger hjelp", "hjelp"),
        ("hvordan bruker jeg dette", "hjelp"),
        ("Hei! Hvordan går det?", "hjelp"),
        ("hvem er ikke nåbare", "ikke nåbare"),
        ("jeg er borte til fredag", "jeg er borte"),
        ("hele året", "årshjul"),
        ("kalnder", "kalender"),
        ("kan jeg få årets oppgaver i kalenderen", "kalender"),
        ("abonnere", "kalender"),
        ("Hei, jeg blir borte i to dager", "jeg er borte"),
        ("eleven har vært borte i tre dager", None),
        ("kan jeg legge til noe", None),
        ("vi hadde kaker i dag", None),
        ("jeg så fra vinduet", None),
        ("god morgen", None),
        ("👍", "takk"),
        ("", None),
    ],
)
def test_the_word_is_found_anywhere(typed: str, word: str | None) -> None:
    assert parse(typed).word == word
    assert not parse(typed, PUPILS).content


@pytest.mark.parametrize(
    "typed",
    [
        "Ola slo Kari",
        "ola slo kari",
        "Mina gråt",
        "Mina",
        "Minas mor",
        "anne-lise og noen",
        "a\u030adne",
        "Live Engen",
        "live engen",
        "Live slo",
        "Mine gråt",
        "Isak ble utestengt",
        "logg Mina",
        "saker Mina 4b",
        "hun er redd",
        "en elev blir mobbet",
        "jenta ble sparket",
        "han truer de andre",
        "mobbing av Kari",
        "hjelp, en elev blir slått",
        "det var så mye bråk i dag at vi gikk ut",
    ],
)
def test_content_about_a_pupil(typed: str) -> None:
    assert parse(typed, PUPILS).content


@pytest.mark.parametrize(
    "typed",
    [
        "er det noen nye saker",
        "kan jeg varsle om noe",
        "Kan jeg varsle om mobbing?",
        "KAN JEG VARSLE OM NOE",
        "hvordan bruker jeg dette",
        "varsel om vold",
        "mobbing",
        "Regler for mobbing",
        "hva gjør jeg når noen blir mobbet",
        "mine",
        "Mine saker",
        "går det an",
        "sendes dette live",
        "slå sammen saker",
        "sak 2026-014 takk",
        "vis alle saker på 4. trinn som ikke er tatt imot ennå",
    ],
)
def test_what_is_not_content(typed: str) -> None:
    assert not parse(typed, PUPILS).content


@pytest.mark.parametrize(
    ("typed", "word", "rest"),
    [
        ("plan 2026-14", "plan", "2026-014"),
        ("2026/014, plan", "plan", "2026-014"),
        ("vis aktivitetsplanen i sak 2026-014 takk", "plan", "2026-014"),
        ("plaan 14", "plan", "14"),
        ("Plan #014", "plan", "14"),
        ("planen 14", "plan", "14"),
        ("plan14", "plan", "14"),
        ("eksporter sak 14", "dokumenter", "14"),
        ("dokumentene i saken 14", "dokumenter", "14"),
        ("varsle sak 2026-014", "sak", "2026-014"),
    ],
)
def test_the_number_of_a_case_is_read_wherever_it_stands(typed: str, word: str, rest: str) -> None:
    command = parse(typed, PUPILS)
    assert (command.word, command.rest, command.content) == (word, rest, False)


@pytest.mark.parametrize("typed", [*WORDS, "saker femte trinn forfalt", "saker 4b", "vis planen i sak 14", "uka", "👍"])
def test_what_the_bot_knows_every_word_of_is_judged_without_the_pupils_names(typed: str) -> None:
    assert parse(typed).typed == ""


def test_a_word_nobody_has_explained_may_be_a_name() -> None:
    assert parse("plan Ola").typed == "plan Ola"
    assert parse("ola kom").typed == "ola kom"
    assert parse("plan ola").typed == "plan ola", "in small letters too, beside a word the bot knows"


def test_nothing_typed_is_in_what_is_printed_of_a_command() -> None:
    assert repr(parse("Mina gråt", PUPILS)) == repr(Command("mine", "", content=True, likely=parse("Mina gråt").likely))


@given(st.text(max_size=200))
def test_whatever_is_typed_is_judged(typed: str) -> None:
    assert looks_like_content(typed, PUPILS) in {True, False}


async def test_a_pupil_of_the_school_is_known_by_the_first_name(chat: Chat) -> None:
    first = NAMES[0].split()[0]
    with structlog.testing.capture_logs() as logged:
        for typed in (first, f"{first.lower()}s mor", f"saker {first}", f"hei {first}"):
            await chat.says("teacher", typed)
            assert "Slett meldingen" in chat.sees("teacher")
            assert chat.titles("teacher")[0] == "Start varsel"
            assert first.casefold() not in json.dumps(chat.cards["teacher"]).casefold()
    assert first.casefold() not in str(logged).casefold()


@pytest.mark.parametrize("typed", ["er det noen nye saker", "kan jeg varsle om noe", "hvordan bruker jeg dette"])
async def test_a_question_is_no_content(chat: Chat, typed: str) -> None:
    await chat.says("teacher", typed)
    assert "Slett meldingen" not in chat.sees("teacher")


async def test_the_alert_comes_first_whatever_was_typed(chat: Chat) -> None:
    await chat.says("teacher", "tiltak")
    assert chat.titles("teacher")[:2] == ["Varsle rektor", "Hva er egnede tiltak?"]
    for typed in ("xyz", "qwerty", "Ola slo Kari"):
        await chat.says("teacher", typed)
        assert chat.titles("teacher")[0] == ("Start varsel" if "Ola" in typed else "Varsle rektor")
        assert len(chat.titles("teacher")) == 3
