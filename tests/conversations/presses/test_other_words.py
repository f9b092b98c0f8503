"""What is written on an old or another page of a form is never answered as if it were what was kept before."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from sqlalchemy import make_url

from storage.database import Database
from tests.kit.school import NAMES, SCHOOL, Chat, walk
from tests.kit.steps.saksgang import EVALUATED, answers, opens, received, short_plan_in_effect, to_the_outcome
from tests.kit.teams.forged import person_id

STORY = "Kanarilogg: han gråt i garderoben"


@contextmanager
def held(url: str) -> Iterator[None]:
    """Another process writes in the SQLite file."""
    other = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def said(chat: Chat, who: str, name: str) -> str:
    return next(str(piece.get("value", "")) for piece in walk(chat.cards[who]) if piece.get("id") == name)


async def test_another_pupil_on_a_page_of_a_sent_alert(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    page = deepcopy(chat.cards["teacher"])
    first = {"facts": "Kanarifakta: dyttet i garderoben", "kinds": "mobbing", "suspicion": "nei"}
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[0]), **first)
    await chat.presses("teacher", "Send varselet")
    chat.cards["teacher"] = deepcopy(page)
    other = first | {"facts": "Kanarifakta: slått i garderoben"}
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[1]), **other)
    assert "Takk" not in chat.sees("teacher")
    assert "allerede sendt" in chat.said
    assert said(chat, "teacher", "facts") == "Kanarifakta: slått i garderoben"
    chat.cards["teacher"] = deepcopy(page)
    await chat.answers("teacher", pupils=chat.choice("teacher", "pupils", NAMES[0]), **first)
    assert "2026-001" in chat.sees("teacher"), "the same words are the same press"


async def test_other_words_on_a_step_that_is_done(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    page, first = deepcopy(chat.cards["line"]), answers(chat, "line")
    await chat.presses("line", "Ferdig", **first)
    name = next(name for name, value in first.items() if value.startswith("Kanari"))
    chat.cards["line"] = deepcopy(page)
    await chat.presses("line", "Ferdig", **first | {name: STORY})
    assert chat.said
    assert said(chat, "line", name) == STORY
    chat.goes_on = False
    chat.cards["line"] = deepcopy(page)
    await chat.presses("line", "Ferdig", **first)
    assert chat.sees("line").startswith("✓"), "the same words are the same press"


@pytest.mark.slow
async def test_what_is_put_away_on_a_used_form_becomes_something_new(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    page, first = deepcopy(chat.cards["social"]), answers(chat, "social") | EVALUATED
    await chat.presses("social", "Lagre evalueringen", **first)
    chat.cards["social"] = page
    chat.goes_on = False
    await chat.presses("social", "Lagre utkast", **first | {"pupil_words": "Kanariutkast"})
    chat.goes_on = True
    chat.clock.forward(days=18)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    assert said(chat, "social", "pupil_words") == "Kanariutkast"
    second = first | {"pupil_words": STORY, "on": "2026-12-18", "next_on": "2027-01-08"}
    await chat.presses("social", "Lagre evalueringen", **second)
    await opens(chat, "social", reference)
    assert STORY in chat.sees("social")


async def test_a_log_put_away_on_a_used_form_is_no_correction(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    page = deepcopy(chat.cards["social"])
    await chat.presses("social", "Lagre", type="annet", text="Kanarilogg: mandag")
    chat.cards["social"] = page
    chat.goes_on = False
    await chat.presses("social", "Lagre utkast", type="annet", text=STORY)
    await chat.presses("social", "Fortsett")
    await chat.presses("social", "Lagre", type="annet", text=STORY)
    await opens(chat, "social", "2026-001")
    assert STORY in chat.sees("social")
    assert "Retter" not in chat.sees("social")


async def test_a_form_left_by_another_button_keeps_what_was_written(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Tilbake til saken", text=STORY)
    assert "Sak 2026-001" in chat.sees("social")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "text") == STORY
    await chat.presses("social", "Tilbake til saken", text=STORY)
    await chat.says("social", "mine")
    assert "1 usendt utkast" in chat.sees("social"), "what was there already is the same draft"


async def test_a_form_left_as_it_was_leaves_no_draft(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Tilbake til saken", text="", type="")
    await chat.says("social", "mine")
    assert "ingen usendte utkast" in chat.sees("social")


async def test_what_was_only_chosen_is_kept_too(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Tilbake til saken", type="annet")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "type") == "annet"


async def test_another_form_beside_the_one_that_waits(chat: Chat) -> None:
    await received(chat)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Tilbake til saken", text=STORY)
    await chat.presses("social", "Skriv i loggen")
    await chat.presses("social", "Tomt skjema")
    assert said(chat, "social", "text") == ""
    await chat.presses("social", "Lagre", type="annet", text="Kanarilogg: noe annet")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "text") == STORY


async def test_putting_away_that_failed_is_tried_again_as_that(chat: Chat, url: str) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("the file is what is held")
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    chat.goes_on = False
    with held(url):
        await chat.presses("line", "Lagre utkast", **answers(chat, "line"))
    await chat.presses("line", "Lagre utkast")
    assert chat.sees("line").startswith("✓ Utkastet er lagret")
    await opens(chat, "line", reference)
    assert "Hold avklaringssamtale" in chat.titles("line"), "the step is not taken"


async def test_nothing_waits_on_a_closed_case(chat: Chat, database: Database) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "teacher", reference)
    await chat.presses("teacher", "Skriv i loggen")
    page = chat.cards["teacher"]
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    closing = {"safe_now": "ja", "pupil_words": "Det er bra nå", "reason": "Alle er enige"}
    await chat.presses("social", "Avslutt saken", **closing)
    for button in ("Lagre utkast", "Lagre"):
        chat.cards["teacher"] = page
        await chat.presses("teacher", button, type="annet", text=STORY)
        assert "avsluttet" in chat.said
        assert said(chat, "teacher", "text") == STORY, "to be copied"
    teacher = person_id(database, "teacher")
    with database.begin() as unit:
        assert unit.school(SCHOOL).form_drafts.of(teacher) == []
