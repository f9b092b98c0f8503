"""The end of a case: what must be done, who hears of it, and what is due anew when it is opened again."""

from datetime import timedelta

from scheduler.sweeps.expired import drop_expired_drafts
from tests.kit.school import Chat, walk
from tests.kit.steps.saksgang import answers, opens, received, short_plan_in_effect, takes, to_the_outcome

CLOSE, START = "Avslutt, eller undersøk på nytt", "Hold oppstartsmøte"
CLOSED = "Saken er avsluttet"
SAID = {"safe_now": "ja", "pupil_words": "Kanarisitat: det er bra", "reason": "Kanarigrunn: ro siden høstferien"}
BEFORE = (
    ("line", "Hold avklaringssamtale"),
    ("social", "Ring foresatte"),
    ("social", "Kall inn til oppstartsmøte"),
)


async def closes(chat: Chat, reference: str, who: str = "social") -> None:
    await opens(chat, who, reference)
    await chat.presses(who, CLOSE)
    await chat.presses(who, "Avslutt saken", **SAID)


async def test_those_who_should_know_hear_that_it_is_closed_and_not_how(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await closes(chat, reference)
    await chat.deliver()
    assert chat.inbox("teacher")[-1] == "Saken du varslet om, er avsluttet", "the reporter"
    assert chat.inbox("line")[-1] == chat.inbox("base")[-1] == CLOSED
    assert CLOSED not in chat.inbox("social"), "who closed it"
    assert chat.inbox("teacher").count(CLOSED) == 0, "once each"
    assert CLOSED not in chat.inbox("assistant")
    chat.newest("line")
    assert f"Sak {reference} er avsluttet" in chat.sees("line")
    await chat.presses("line", "Åpne sak 2026-001")
    assert "Status: Avsluttet" in chat.sees("line")


async def test_who_carries_a_measure_hears_it_without_the_number(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    await chat.presses("social", "Nytt tiltak")
    another = chat.choice("social", "another", "Ansatt Assistant")
    days = {"end": "2026-12-18", "evaluate_on": "2026-11-30"}
    await chat.presses("social", "Lagre", what="Kanaritiltak ved porten", another=another, **days)
    await chat.presses("social", "Sett planen i verk")
    await opens(chat, "line", reference)
    await chat.presses("line", "Rett eller avslutt")
    await chat.presses("line", "Eleven har sluttet på skolen")
    await chat.presses("line", "Avslutt saken", on="2026-11-23", reason="Kanarigrunn: flyttet")
    await chat.deliver()
    assert chat.inbox("assistant")[-1] == CLOSED
    chat.newest("assistant")
    assert reference not in chat.sees("assistant")
    assert chat.inbox("teacher")[-1] == "Saken du varslet om, er avsluttet"


async def test_nobody_hears_of_one_that_is_open_again(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await closes(chat, reference)
    await opens(chat, "social", reference)
    await chat.presses("social", "Åpne saken igjen")
    await chat.presses("social", "Åpne saken", reason="Kanarigrunn: begynte igjen")
    await chat.deliver()
    assert CLOSED not in [*chat.inbox("line"), *chat.inbox("base")]
    assert "Saken du varslet om, er avsluttet" not in chat.inbox("teacher")


async def test_what_must_be_done_is_told_apart_from_what_can_be_explained(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", next(title for title in chat.titles("line") if title.startswith("Alle steg")))
    await chat.presses("line", "Endre alvorlighet")
    await chat.presses("line", "Lagre", force="true", violence="true", reason="Kanarigrunn: ble holdt")
    await to_the_outcome(chat, "ikke_behov", reference)
    await opens(chat, "social", reference)
    await chat.presses("social", CLOSE)
    assert "⚠ Må gjøres før saken kan avsluttes:\n- Skriv om det fysiske inngrepet" in chat.sees("social")
    assert "⚠ Ikke gjort. Skriv hvorfor, eller gjør det først:" in chat.sees("social")
    await chat.presses("social", "Avslutt saken", **SAID)
    assert "Før saken kan avsluttes, må dette gjøres: Skriv om det fysiske inngrepet." in chat.said


async def test_no_need_is_what_the_pupil_says_not_what_adults_agree_on(chat: Chat) -> None:
    reference = await received(chat)
    for who, title in BEFORE:
        await takes(chat, who, reference, title)
    await opens(chat, "social", reference)
    await chat.presses("social", START)
    filled = answers(chat, "social") | {"answers-valg": "ikke_behov"}
    await chat.presses("social", "Ferdig", **(filled | {"answers-trygt_nå": "nei"}))
    why = "Da kan ikke utfallet være «Ikke behov for tiltak». Velg et annet."
    assert chat.said == f"Sier eleven at det er trygt og godt nå? (bare ved «ikke behov»): {why}"
    for left in ("trygt_nå", "sitat", "grunn"):
        await chat.presses("social", "Ferdig", **(filled | {f"answers-{left}": ""}))
        assert "Fyll ut dette feltet." in chat.said
    await chat.presses("social", "Ferdig", **(filled | {"answers-trygt_nå": "ja"}))
    seen = await opens(chat, "social", reference)
    assert "Ja, eleven sier det selv" in seen
    assert "«Kanarisitat»" in seen
    assert "Utfall: Ikke behov for tiltak" in seen


async def test_the_start_meeting_that_is_left_half_written_loses_nothing(chat: Chat) -> None:
    reference = await received(chat)
    for who, title in BEFORE:
        await takes(chat, who, reference, title)
    await opens(chat, "social", reference)
    await chat.presses("social", START)
    written = answers(chat, "social") | {"answers-dato": "2026-11-23", "answers-valg": "kort_plan"}
    left_by = [t for t in chat.titles("social") if t not in {"Ferdig", "Lagre utkast", "Slett utkastet", "Tomt skjema"}]
    assert "Tilbake til saken" in left_by
    for title in left_by:
        await chat.presses("social", title, **written)
        chat.clock.forward(days=9)
        drop_expired_drafts(chat.database, {}, chat.clock())
        await opens(chat, "social", reference)
        await chat.presses("social", START)
        stands = {str(p["id"]): p.get("value", "") for p in walk(chat.cards["social"]) if p.get("id") in written}
        assert stands == written, title
    await chat.presses("social", "Ferdig")
    assert "Utfall: Kort plan" in await opens(chat, "social", reference)


async def test_each_long_form_of_a_case_is_as_it_was_left(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    await is_as_it_was_left(chat, reference, "Evaluer tiltakene", pupil_words="Kanarisitat", safe_now="nei")
    await is_as_it_was_left(chat, reference, "Evaluer tiltakene", first="ofte")
    other = await to_the_outcome(chat, "ikke_behov")
    await is_as_it_was_left(chat, other, CLOSE, pupil_words="Kanarisitat", reason="Kanarigrunn")
    await is_as_it_was_left(chat, other, CLOSE, safe_now="nei")
    third = await to_the_outcome(chat, "aktivitetsplan")
    texts = {f"answers-{name}": "Kanarifunn i møtet" for name in ("funn", "opprettholder", "barnets_beste")}
    await is_as_it_was_left(chat, third, "Hold analysemøte", "line", **texts)


async def is_as_it_was_left(chat: Chat, reference: str, title: str, who: str = "social", **said: str) -> None:
    """Left by the button back to the case, a month ago."""
    await opens(chat, who, reference)
    await chat.presses(who, title)
    await chat.presses(who, "Tilbake til saken", **said)
    chat.clock.forward(days=1)
    drop_expired_drafts(chat.database, {}, chat.clock() + timedelta(days=30))
    await opens(chat, who, reference)
    await chat.presses(who, title)
    stands = {str(p["id"]): str(p.get("value", "")) for p in walk(chat.cards[who]) if p.get("id") in said}
    assert stands == said
