"""Whoever carries a measure out hears of it, sees what it is and nothing more of the case, and writes how it goes."""

from datetime import timedelta

import pytest

from domain.event import EventKind
from tests.conversations.case.test_naming_late import names, taken_second
from tests.kit.audit import done_by
from tests.kit.school import NAMES, STAFF, Chat, Json, walk, words
from tests.kit.steps.correcting import moved
from tests.kit.steps.saksgang import agrees_on_a_short_plan, evaluates, opens, takes, to_the_outcome
from tests.kit.year.days import morning_of

DOER = "assistant"
TOLD = "Kanarioppgave: gå sammen med eleven til leken"
LINE = "Kanarilinje: det gikk fint"
PROBLEM = "Kanariproblem: er alene i alle friminutt og blir holdt utenfor leken"
NOTICE = "Du har fått noe å gjøre"


@pytest.fixture
async def carried(chat: Chat) -> str:
    """A case with a short plan in effect that an assistant who is not on it carries out."""
    chat.canaries.extend(["Kanarioppgave", "Kanarilinje", "Kanaritiltak", "Kanariproblem"])
    reference = await to_the_outcome(chat, "kort_plan")
    for title in ("Utform tiltak i oppstartsmøtet", "Bli enige om tiltak"):
        await takes(chat, "line", reference, title)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await adds(chat, problem=PROBLEM)
    await chat.presses("social", "Sett planen i verk")
    await chat.deliver()
    return reference


async def adds(chat: Chat, who: str = DOER, **said: str) -> None:
    await chat.presses("social", "Nytt tiltak")
    person = next(
        f"{choice['value']}"
        for piece in walk(chat.cards["social"])
        if piece.get("id") in {"who", "another"}
        for choice in piece["choices"]
        if choice["title"].startswith(f"{STAFF[who].name} ")
    )
    told = {"what": "Kanaritiltak for alle friminutt", "for_doer": TOLD, "end": "2026-12-18"}
    which = "another" if who == DOER else "who"
    await chat.presses("social", "Lagre", **told | {which: person, "evaluate_on": "2026-11-30"} | said)


async def mine(chat: Chat, who: str = DOER) -> str:
    await chat.says(who, "mine")
    await chat.presses(who, "Vis")
    return chat.sees(who)


def opening(chat: Chat, who: str = DOER) -> Json:
    return dict(next(piece["data"] for piece in walk(chat.cards[who]) if piece.get("verb") == "measure.open"))


def told(chat: Chat, who: str = DOER) -> int:
    return sum(NOTICE in line for line in chat.inbox(who))


async def test_whoever_carries_it_hears_of_it_and_sees_what_it_is_and_nothing_more(chat: Chat, carried: str) -> None:
    assert told(chat) == 1
    notice = "\n".join(words(chat.newest(DOER)))
    assert NOTICE in notice
    assert carried not in notice, "not even the number of the case"
    await chat.presses(DOER, "Vis")
    seen = chat.sees(DOER)
    for shown in ("Det du skal gjøre", f"{NAMES[0]}, 4B", TOLD, "til 18.12.2026", "evalueres mandag 30.11.2026"):
        assert shown in seen
    for hidden in (carried, "Kanaritiltak", "Kanariproblem", "Kanarifunn"):
        assert hidden not in seen
    await chat.presses(DOER, "Slik gikk det")
    assert TOLD in chat.sees(DOER)
    assert carried not in chat.sees(DOER)
    await chat.says(DOER, f"sak {carried}")
    assert "Fant ikke saken." in chat.sees(DOER), "the case is not theirs"


async def test_without_words_of_its_own_it_is_what_the_plan_says(chat: Chat, carried: str) -> None:
    await opens(chat, "social", carried)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", for_doer="")
    assert TOLD in await mine(chat), "as it is in effect"
    await chat.presses("social", "Sett planen i verk")
    assert "Kanaritiltak for alle friminutt" in await mine(chat)


async def test_a_line_becomes_a_log_in_the_case_once(chat: Chat, carried: str) -> None:
    assert "Skriv en linje om hvordan det går denne uken." in await mine(chat)
    await chat.presses(DOER, "Slik gikk det")
    form = chat.cards[DOER]
    chat.goes_on = False
    await chat.presses(DOER, "Lagre", text=LINE)
    assert "Loggen er lagret" in chat.sees(DOER)
    assert carried not in chat.sees(DOER)
    chat.cards[DOER] = form
    await chat.presses(DOER, "Lagre", text=LINE)
    chat.goes_on = True
    assert "Skriv en linje" not in await mine(chat)
    await chat.presses(DOER, "Slik gikk det")
    assert chat.sees(DOER).count("Kanarilinje") == 1
    seen = await opens(chat, "social", carried)
    assert seen.count(LINE) == 1
    assert "Tiltak utført" in seen
    assert "Ansatt Assistant" in seen


async def test_one_sees_ones_own_lines_only(chat: Chat, carried: str) -> None:
    await opens(chat, "social", carried)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Endre")
    both = [
        choice["value"]
        for piece in walk(chat.cards["social"])
        if piece.get("id") == "who"
        for choice in piece["choices"]
    ]
    await chat.presses("social", "Lagre", who=",".join(both))
    await chat.presses("social", "Sett planen i verk")
    await mine(chat, "teacher")
    await chat.presses("teacher", "Slik gikk det")
    await chat.presses("teacher", "Lagre", text=LINE)
    await mine(chat)
    await chat.presses(DOER, "Slik gikk det")
    assert "Kanarilinje" not in chat.sees(DOER)


async def test_another_pupils_name_is_asked_about(chat: Chat, carried: str) -> None:
    await mine(chat)
    await chat.presses(DOER, "Slik gikk det")
    await chat.presses(DOER, "Lagre", text=f"{LINE} sammen med {NAMES[1]}")
    assert "Navn på en annen elev" in chat.sees(DOER)
    await chat.presses(DOER, "Lagre", names_reason="Kanarigrunn: var med i leken")
    seen = await opens(chat, "social", carried)
    assert "Navn på andre elever står her fordi: Kanarigrunn: var med i leken" in seen


async def test_nobody_is_told_who_put_it_into_effect_or_for_whom_nothing_is_new(chat: Chat, carried: str) -> None:
    await opens(chat, "social", carried)
    await chat.presses("social", "Vis planen")
    await adds(chat, "social", what="Kanaritiltak for sosiallæreren", for_doer="")
    await chat.presses("social", "Sett planen i verk")
    await chat.deliver()
    assert (told(chat), told(chat, "social")) == (1, 0)
    await chat.presses("social", "Endre")
    await chat.presses("social", "Lagre", for_doer=f"{TOLD}, hver dag")
    await chat.presses("social", "Sett planen i verk")
    await chat.deliver()
    assert told(chat) == 2, "it says something else"


async def test_what_has_ended_is_nobodys_any_more(chat: Chat, carried: str) -> None:
    await mine(chat)
    data = opening(chat)
    chat.clock.forward(days=7)
    await evaluates(chat, carried, **dict.fromkeys(await _becomes(chat, carried), "avslutt"), next_on="")
    await chat.invoke(DOER, "measure.open", data)
    assert "Fant ikke dette tiltaket." in chat.said
    assert "Det du skal gjøre" not in await mine(chat)


async def _becomes(chat: Chat, reference: str) -> list[str]:
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    return [name for name in chat.sees_inputs("social") if name.startswith("becomes")]


async def test_after_its_last_day_it_is_gone(chat: Chat, carried: str) -> None:
    await mine(chat)
    data = opening(chat)
    chat.clock.forward(days=26)
    assert "Det du skal gjøre" not in await mine(chat)
    await chat.invoke(DOER, "measure.open", data)
    gone = chat.said
    await chat.invoke(DOER, "measure.open", {"measure_id": "0" * 32})
    assert chat.said == gone, "as what never was"


async def test_whoever_is_barred_later_neither_sees_nor_hears_of_it(chat: Chat, carried: str) -> None:
    await opens(chat, "social", carried)
    await chat.presses("social", "Vis planen")
    await adds(chat, "teacher", what="Kanaritiltak for kontaktlæreren")
    await chat.presses("social", "Sett planen i verk")
    await mine(chat, "teacher")
    data = opening(chat, "teacher")
    await opens(chat, "principal", carried)
    await chat.presses("principal", "Hvem er med?")
    await chat.presses("principal", "Noen er inhabil")
    teacher = chat.choice("principal", "person", "Ansatt Teacher")
    await chat.presses("principal", "Lagre", person=teacher, reason="Kanarigrunn")
    await chat.deliver()
    assert told(chat, "teacher") == 0, "barred before it was sent"
    for verb, more in (("measure.open", {}), ("measure.log", {"entry_id": "1" * 32, "text": LINE})):
        await chat.invoke("teacher", verb, data | more)
        assert "Fant ikke dette tiltaket." in chat.said
    assert "Det du skal gjøre" not in await mine(chat, "teacher")


@pytest.mark.easy_teams("counts reads")
async def test_reading_it_is_in_the_audit(chat: Chat, carried: str) -> None:
    await mine(chat)
    assert done_by(chat.database, DOER, EventKind.CASE_LISTED)


async def test_a_missing_line_stands_in_the_morning_late_in_the_week(chat: Chat, carried: str) -> None:
    monday = chat.clock.now.date()
    await morning_of(chat, monday + timedelta(days=1))
    before = len(chat.inbox(DOER))
    await morning_of(chat, monday + timedelta(days=3))
    assert len(chat.inbox(DOER)) == before + 1
    assert "1 ting venter på en linje fra deg om hvordan det går." in "\n".join(words(chat.newest(DOER)))
    await mine(chat)
    await chat.presses(DOER, "Slik gikk det")
    await chat.presses(DOER, "Lagre", text=LINE)
    told_so_far = len(chat.inbox(DOER))
    await morning_of(chat, monday + timedelta(days=4))
    assert len(chat.inbox(DOER)) == told_so_far


async def test_who_carries_it_reads_nothing_of_the_child_it_was_wrongly_said_to_be_about(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    first = NAMES[0].split()[0]
    await adds(chat, problem=PROBLEM, for_doer=f"Gå sammen med {first} til leken")
    await chat.presses("social", "Sett planen i verk")
    assert f"Gå sammen med {first}" in await mine(chat)
    await moved(chat, "line", reference, "4B", NAMES[1])
    seen = await mine(chat)
    assert NAMES[1] in seen
    assert "Gå sammen med [en annen elev] til leken" in seen
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    assert f"med {first}" not in chat.sees("social")


async def test_who_is_suspected_and_carries_something_for_the_pupil_can_be_taken_off_it(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await agrees_on_a_short_plan(chat, reference)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await adds(chat, problem=PROBLEM)
    await chat.presses("social", "Sett planen i verk")
    alert = await taken_second(chat)
    await names(chat, alert, DOER)
    await chat.deliver()
    await opens(chat, "principal", "2026-003")
    await chat.presses("principal", "Gå gjennom elevens andre saker")
    choices = next(piece for piece in walk(chat.cards["principal"]) if piece.get("id") == "cases")["choices"]
    assert any(reference in one["title"] for one in choices), "who carries a measure there is not on it, but knows it"
    await chat.presses("principal", "Ferdig", cases=choices[0]["value"], reason="Kanarigrunn")
    await chat.says(DOER, "mine")
    assert "Det du skal gjøre" not in chat.sees(DOER)
