"""«Angre»: of a step that was taken, and of what has happened in the year."""

from datetime import date

from tests.kit.school import Chat, buttons
from tests.kit.steps.saksgang import opens, received, takes, to_the_outcome
from tests.kit.year.days import key_of, moment

TITLE = "Hold avklaringssamtale"


async def to_undo(chat: Chat, who: str, reference: str, title: str = TITLE) -> None:
    await opens(chat, who, reference)
    await chat.presses(who, next(one for one in chat.titles(who) if one.startswith("Alle steg")))
    await chat.presses(who, title)
    await chat.presses(who, "Angre at det er gjort")


async def test_one_undoes_ones_own_the_same_day_without_a_word(chat: Chat) -> None:
    reference = await received(chat)
    before = await opens(chat, "line", reference)
    await takes(chat, "line", reference, TITLE)
    await to_undo(chat, "line", reference)
    assert "reason" not in chat.sees_inputs("line")
    await chat.presses("line", "Angre")
    seen = await opens(chat, "line", reference)
    assert TITLE in chat.titles("line")
    assert _until_history(seen) == _until_history(before), "as if it had not been taken, with the deadline it had"
    assert f"Ikke gjort likevel: {TITLE}" in seen
    assert "Kanarifunn" in seen, "the history shows both"
    await chat.deliver()


def _until_history(seen: str) -> str:
    return seen[: seen.index("Historien")]


async def test_later_a_leader_undoes_it_and_says_why(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "social", reference, TITLE)
    await opens(chat, "social", reference)
    chat.clock.forward(days=1)
    await chat.presses("social", next(one for one in chat.titles("social") if one.startswith("Alle steg")))
    await chat.presses("social", TITLE)
    assert "Angre at det er gjort" not in chat.titles("social")
    await to_undo(chat, "line", reference)
    await chat.presses("line", "Angre")
    assert "Skriv en kort grunn." in chat.said
    await chat.presses("line", "Angre", reason="Kanarigrunn: samtalen ble ikke holdt")
    seen = await opens(chat, "line", reference)
    assert "Grunn: Kanarigrunn: samtalen ble ikke holdt" in seen
    assert TITLE in chat.titles("line")
    await chat.deliver()


async def test_a_safe_adult_who_was_chosen_by_mistake_is_off_the_case(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Finn elevens trygghetsperson")
    chosen = chat.choice("line", "trygghetsperson", "Ansatt Assistant")
    await chat.presses("line", "Ferdig", **{"answers-trygghetsperson": chosen})
    assert reference in await opens(chat, "assistant", reference)
    await to_undo(chat, "line", reference, "Finn elevens trygghetsperson")
    await chat.presses("line", "Angre")
    await chat.says("assistant", f"sak {reference}")
    assert "Fant ikke saken" in chat.sees("assistant")
    await chat.deliver()


async def test_anothers_is_not_undone_by_a_forged_press(chat: Chat) -> None:
    reference = await received(chat)
    await takes(chat, "line", reference, TITLE)
    await to_undo(chat, "line", reference)
    data = next(b["data"] for b in buttons(chat.cards["line"]) if b["verb"] == "step.undo")
    await chat.invoke("teacher", "step.undo", data)
    assert "kan angre samme dag" in chat.said


async def test_what_decided_more_than_an_answer_is_not_undone(chat: Chat) -> None:
    reference = await to_the_outcome(chat, "kort_plan")
    await opens(chat, "social", reference)
    await chat.presses("social", next(one for one in chat.titles("social") if one.startswith("Alle steg")))
    ids = next(b["data"] for b in buttons(chat.cards["social"]) if b["title"].startswith("Hold oppstartsmøte"))
    await chat.presses("social", next(t for t in chat.titles("social") if t.startswith("Hold oppstartsmøte")))
    assert "Angre at det er gjort" not in chat.titles("social")
    await chat.invoke("social", "step.undo", ids | {"record_id": "a" * 32, "undoes": "b" * 32})
    assert "Gjør steget en gang til: det nyeste svaret gjelder." in chat.said
    await chat.deliver()


async def test_what_has_happened_in_the_year_is_taken_back(chat: Chat) -> None:
    chat.clock.now = moment(date(2027, 1, 12))
    task = key_of(chat, "elevundersøkelsen")
    await chat.invoke("principal", "year.open", {"task": task})
    await chat.presses("principal", "Resultatene er kommet")
    await chat.presses("principal", "Lagre")
    await chat.presses("principal", "Angre")
    assert "reason" not in chat.sees_inputs("principal")
    await chat.presses("principal", "Angre")
    await chat.invoke("principal", "year.open", {"task": task})
    await chat.presses("principal", "Resultatene er kommet")
    await chat.presses("principal", "Lagre")
    chat.clock.now = moment(date(2027, 1, 13))
    await chat.says("deputy", "årshjul")
    await chat.presses("deputy", "Angre")
    await chat.presses("deputy", "Angre")
    assert "Skriv en kort grunn." in chat.said
    await chat.presses("deputy", "Angre", reason="De kom ikke")
    assert "Angre" not in chat.titles("deputy")
