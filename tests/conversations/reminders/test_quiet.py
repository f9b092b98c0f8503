"""«Ikke minn meg»: quiet for some days, and no årshjul in the morning; what cannot wait comes all the same."""

from datetime import date

import pytest

from bot.language.commands import parse
from domain.event import EventKind
from domain.reminders.absence import Preference, Quiet
from tests.kit.school import SCHOOL, Chat
from tests.kit.year.days import morning_of

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ikke minn meg", "ikke minn meg"),
        ("Ikke minn meg!", "ikke minn meg"),
        ("ikke min meg", "ikke minn meg"),
        ("ikke minne meg", "ikke minn meg"),
        ("ikkje minn meg", "ikke minn meg"),
        ("kan du ikke minn meg denne uken", "ikke minn meg"),
        ("minn meg", "minn meg"),
        ("min meg", "minn meg"),
        ("Minn meg igjen", "minn meg"),
        ("mine oppgaver", "årshjul"),
        ("mine opgaver", "årshjul"),
        ("vis mine oppgaver", "årshjul"),
        ("mine saker", "saker"),
        ("mine", "mine"),
        ("jeg vil ha den med fra start", None),
    ],
)
def test_the_words_are_known(typed: str, word: str | None) -> None:
    assert parse(typed).word == word


async def test_the_words_begin_and_end_the_quiet(chat: Chat) -> None:
    await chat.says("teacher", "ikke minn meg")
    assert chat.titles("teacher") == ["Ikke minn meg", "Ikke minn meg om årshjulet"]
    await chat.presses("teacher", "Ikke minn meg")
    assert "varsler, evalueringer, steg over fristen og steg med frist i loven" in chat.sees("teacher")
    await chat.presses("teacher", "Lagre", until="2026-11-26")
    assert "Jeg minner deg på stegene igjen torsdag 26.11.2026" in chat.sees("teacher")
    for word in ("ikke minn meg", "minn meg"):
        await chat.says("teacher", word)
        assert "Du har bedt meg ikke minne deg før torsdag 26.11.2026" in chat.sees("teacher")
        assert chat.titles("teacher") == ["Endre dagen", "Minn meg", "Ikke minn meg om årshjulet"]
    await chat.presses("teacher", "Minn meg")
    assert "Jeg minner deg igjen" in chat.sees("teacher")
    await chat.says("teacher", "minn meg")
    assert chat.titles("teacher") == ["Ikke minn meg", "Ikke minn meg om årshjulet"]
    await chat.invoke("teacher", "me.quiet_end", {})
    with chat.database.begin() as unit:
        assert len(chat.school(unit).events.of_school(EventKind.PERSON_QUIET, Quiet)) == 2, "ended once"


async def test_mine_says_that_one_is_not_reminded(chat: Chat) -> None:
    await chat.says("teacher", "mine")
    assert "Minn meg" not in chat.titles("teacher")
    await chat.invoke("teacher", "me.quiet", {"until": "2026-11-26"})
    await chat.says("teacher", "mine")
    assert "Du har bedt meg ikke minne deg før torsdag 26.11.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Minn meg")
    assert "Du får påminnelser igjen fra neste morgen." in chat.sees("teacher")


async def test_the_own_tasks_are_those_of_the_year(chat: Chat) -> None:
    await chat.says("teacher", "årshjul")
    own = chat.sees("teacher")
    await chat.says("teacher", "mine oppgaver")
    assert chat.sees("teacher") == own


def without(chat: Chat) -> list[Preference]:
    with chat.database.begin() as unit:
        return list(unit.school(SCHOOL).events.of_school(EventKind.PERSON_HEARS, Preference))


async def test_the_year_can_be_left_out_of_the_morning_and_taken_in_again(chat: Chat) -> None:
    await chat.says("teacher", "ikke minn meg")
    await chat.presses("teacher", "Ikke minn meg om årshjulet")
    assert "Årshjulet er ikke med i morgenmeldingen" in chat.sees("teacher")
    for word in ("ikke minn meg", "minn meg"):
        await chat.says("teacher", word)
        assert "Årshjulet er ikke med i morgenmeldingen." in chat.sees("teacher")
    await chat.presses("teacher", "Minn meg om årshjulet")
    assert "Årshjulet er med i morgenmeldingen" in chat.sees("teacher")
    assert [one.wanted for one in without(chat)] == [False, True]
    await chat.presses("teacher", "Ikke minn meg om årshjulet")
    with chat.database.begin() as unit:
        assert not chat.school(unit).absences.quiet(chat.clock.now.date()), "the rest is told as before"


async def test_the_form_for_quiet_offers_to_be_without_the_year_alone(chat: Chat) -> None:
    await chat.invoke("teacher", "me.quiet_form", {})
    await chat.presses("teacher", "Ikke minn meg om årshjulet")
    assert [one.wanted for one in without(chat)] == [False]


async def test_a_morning_that_could_not_wait_says_so_and_offers_to_end_the_quiet(chat: Chat) -> None:
    await chat.sends()
    await chat.invoke("line", "me.quiet", {"until": "2026-11-27"})
    await morning_of(chat, TUESDAY)
    chat.newest("line")
    assert "Ta imot varselet" in chat.sees("line"), "an alert waits for nobody"
    assert "Du har bedt meg ikke minne deg før fredag 27.11.2026" in chat.sees("line")
    await chat.presses("line", "Minn meg")
    assert "Jeg minner deg igjen" in chat.sees("line")


async def test_who_opened_the_form_can_leave_it(chat: Chat) -> None:
    await chat.says("teacher", "ikke minn meg")
    first = chat.sees("teacher")
    await chat.presses("teacher", "Ikke minn meg")
    await chat.presses("teacher", "Avbryt")
    assert chat.sees("teacher") == first
