"""Several have logged something on one pupil: who is asked, who may read it, and what can be answered."""

from dataclasses import replace
from datetime import date

import pytest

from domain.event import EventKind
from domain.ids import PupilId
from tests.kit.audit import events_in
from tests.kit.school import NAMES, PUPILS, STAFF, Chat, buttons, words
from tests.kit.year.days import morning_of, tick

LOG = {"type": "observasjon", "text": "Kanarilogg"}
ASKED = "Flere har skrevet om samme elev"
WRITERS = ("aks", "base", "assistant")
ANSWER = "Kanarigrunn: det var lek"


@pytest.fixture(autouse=True)
def _canaries(chat: Chat) -> None:
    chat.canaries += ["Kanarilogg", "Kanarigrunn", "Kanarinavn"]


async def logs(chat: Chat, who: str, name: str = NAMES[0], **answers: str) -> None:
    await chat.says(who, "logg")
    await chat.presses(who, "Skriv logg")
    await chat.presses(who, "Vis elevene", group="4B")
    await chat.presses(who, "Lagre", pupil=chat.choice(who, "pupil", name), **(LOG | answers))


async def three_log(chat: Chat, **answers: str) -> None:
    for who in WRITERS:
        await logs(chat, who, **answers)
    await tick(chat)


def asked(chat: Chat) -> list[str]:
    return [who for who in STAFF if ASKED in chat.inbox(who)]


def is_asked(chat: Chat, who: str) -> None:
    """The newest of those messages is in sight, whatever came after it."""
    found = chat.connector.messages[f"a:{who}"]
    shown = {name: body["attachments"][0]["content"] for name, body in found.items() if body.get("attachments")}
    chat.messages[who] = [name for name, card in shown.items() if words(card)[0] == ASKED][-1]
    chat.cards[who] = chat.shown_in.message(shown[chat.messages[who]])


def pattern_of(chat: Chat, who: str) -> str:
    is_asked(chat, who)
    return str(buttons(chat.cards[who])[0]["data"]["pattern"])


def written(chat: Chat, kind: EventKind) -> int:
    return len(events_in(chat.database, kind))


async def test_the_contact_teacher_is_asked_at_once_and_nobody_else(chat: Chat) -> None:
    await logs(chat, "aks")
    await logs(chat, "base")
    await logs(chat, "assistant", NAMES[1])
    await tick(chat)
    assert asked(chat) == [], "two on one pupil, one on another"
    await logs(chat, "line")
    await tick(chat)
    assert asked(chat) == ["teacher"]
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    seen = chat.sees("teacher")
    assert f"{NAMES[0]} · 4B" in seen
    assert seen.count("Kanarilogg") == 3
    assert "Ansatt Aks" in seen
    assert written(chat, EventKind.PATTERN_READ) >= 1, "what is shown is in the audit"
    await tick(chat)
    assert chat.inbox("teacher").count(ASKED) == 1


async def test_why_nobody_alerts_is_kept_and_only_newer_entries_count(chat: Chat) -> None:
    await three_log(chat)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Lagre vurderingen")
    assert "⚠" in chat.sees("teacher"), "a reason is needed"
    await chat.presses("teacher", "Lagre vurderingen", reason=ANSWER)
    assert written(chat, EventKind.PATTERN_ASSESSED) == 1
    chat.clock.forward(days=7)
    await tick(chat)
    assert asked(chat) == [], "the message is a receipt by now, and the line leader is not asked of what is answered"
    await logs(chat, "aks")
    await logs(chat, "base")
    await tick(chat)
    assert asked(chat) == []
    await logs(chat, "assistant")
    await tick(chat)
    assert asked(chat) == ["teacher"]
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    assert chat.sees("teacher").count("Kanarilogg") == 3, "only the newer ones"


async def test_an_alert_has_the_pupil_chosen_and_ends_the_question(chat: Chat) -> None:
    await three_log(chat)
    pattern = pattern_of(chat, "teacher")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Varsle")
    assert chat.ticked("teacher", "pupils")
    await chat.answers("teacher", kinds="mobbing", facts="Kanarilogg", suspicion="nei")
    await chat.presses("teacher", "Send varselet")
    for day in (24, 27, 30):
        await morning_of(chat, date(2026, 11, day))
    assert "line" not in asked(chat)
    await chat.invoke("teacher", "pattern.show", {"pattern": pattern})
    assert "Dette er svart på" in chat.sees("teacher")
    assert chat.titles("teacher") == ["Mine oppgaver"]


async def test_the_assessment_stands_in_a_later_case(chat: Chat) -> None:
    await three_log(chat)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    await chat.presses("teacher", "Lagre vurderingen", reason=ANSWER)
    chat.clock.forward(days=1)
    await chat.sends("aks")
    await chat.says("principal", "sak 2026-001")
    await chat.presses("principal", "Vis")
    assert f"Grunn: {ANSWER}" in chat.sees("principal")


async def test_what_one_wrote_is_given_back_when_another_has_answered(chat: Chat) -> None:
    await three_log(chat)
    is_asked(chat, "teacher")
    await chat.presses("teacher", "Vis")
    form = chat.cards["teacher"]
    await chat.presses("teacher", "Lagre vurderingen", reason=ANSWER)
    chat.cards["teacher"] = form
    await chat.presses("teacher", "Lagre vurderingen", reason="Kanarigrunn: samtale i morgen")
    seen = chat.sees("teacher")
    assert "er ikke lagret" in seen
    assert "Det du skrev\nKanarigrunn: samtale i morgen" in seen


async def test_the_line_leader_is_asked_after_the_days_of_the_plan(chat: Chat) -> None:
    await three_log(chat)
    await morning_of(chat, date(2026, 11, 25))
    assert asked(chat) == ["teacher"]
    await morning_of(chat, date(2026, 11, 26))
    assert asked(chat) == ["line", "teacher"]
    await morning_of(chat, date(2026, 12, 10))
    assert asked(chat) == ["line", "teacher"]
    assert chat.inbox("line").count(ASKED) == 1


async def test_an_open_case_has_the_entries_and_nobody_is_asked(chat: Chat) -> None:
    await chat.sends("aks")
    await three_log(chat)
    assert asked(chat) == []


@pytest.mark.parametrize("who", [who for who in STAFF if who not in {"teacher", "line", "principal"}])
async def test_nobody_but_the_readers_of_the_plan_is_shown_anything(chat: Chat, who: str) -> None:
    await three_log(chat)
    pattern = pattern_of(chat, "teacher")
    before = written(chat, EventKind.PATTERN_READ)
    newest = "0" * 32
    for verb, more in (
        ("pattern.show", {}),
        ("pattern.alert", {"draft_id": newest}),
        ("pattern.assess", {"newest": newest, "reason": ANSWER}),
    ):
        await chat.invoke(who, verb, {"pattern": pattern} | more)
        assert chat.said.startswith(("Fant ikke det du er spurt om.", "Du har ikke tilgang til dette."))
    assert written(chat, EventKind.PATTERN_READ) == before
    assert written(chat, EventKind.PATTERN_ASSESSED) == 0


@pytest.mark.parametrize("who", ["line", "principal"])
async def test_the_other_readers_may_look_before_they_are_asked(chat: Chat, who: str) -> None:
    await three_log(chat)
    await chat.invoke(who, "pattern.show", {"pattern": pattern_of(chat, "teacher")})
    assert chat.sees(who).count("Kanarilogg") == 3


async def test_what_may_be_about_an_employee_becomes_an_alert_and_never_counts(chat: Chat) -> None:
    await logs(chat, "aks")
    await logs(chat, "base")
    await logs(chat, "assistant", text="Kanarilogg: dro i armen", about_staff="true")
    assert chat.ticked("assistant", "suspicion") == "ansatt"
    assert chat.ticked("assistant", "pupils")
    await tick(chat)
    assert asked(chat) == []
    await logs(chat, "line", text="Kanarilogg " * 60, about_staff="true")
    assert "⚠ Et varsel har plass til 600 tegn. Skriv det viktigste." in chat.sees("line")


async def test_an_entry_that_turns_out_to_be_about_an_employee_counts_no_more(chat: Chat) -> None:
    await logs(chat, "aks")
    await logs(chat, "base")
    await chat.says("base", "mine")
    await chat.presses("base", "Vis")
    await chat.presses("base", "Rett")
    await chat.presses("base", "Lagre", about_staff="true")
    assert written(chat, EventKind.LOG_AWAY) == 0, "not before it is sent"
    await chat.answers("base", kinds="mobbing")
    await chat.presses("base", "Send varselet")
    await logs(chat, "assistant")
    await tick(chat)
    assert asked(chat) == []
    assert written(chat, EventKind.LOG_AWAY) == 1


async def test_who_an_entry_names_is_not_asked_and_sees_none(chat: Chat) -> None:
    with chat.database.begin() as unit:
        tx, named = chat.school(unit), replace(STAFF["teacher"], name="Kari Kanarinavn")
        tx.people.replace([named if who == "teacher" else person for who, person in STAFF.items()])
    await logs(chat, "aks")
    await logs(chat, "base", text="Kanarilogg: Kanarinavn ropte")
    await logs(chat, "assistant")
    await tick(chat)
    assert asked(chat) == ["line"]
    await chat.invoke("teacher", "pattern.show", {"pattern": pattern_of(chat, "line")})
    assert chat.said == "Fant ikke det du er spurt om."


async def test_the_next_of_kin_is_not_asked_and_sees_none(chat: Chat) -> None:
    with chat.database.begin() as unit:
        tx, kin = chat.school(unit), replace(STAFF["teacher"], kin=frozenset({PUPILS[0].external_id}))
        tx.people.replace([kin if who == "teacher" else person for who, person in STAFF.items()])
    await three_log(chat)
    assert asked(chat) == ["line"]


async def test_the_pupil_changes_class_and_the_new_contact_teacher_is_asked(chat: Chat) -> None:
    await three_log(chat)
    pattern = pattern_of(chat, "teacher")
    with chat.database.begin() as unit:
        tx = chat.school(unit)
        moved = replace(PUPILS[0], id=PupilId(""), school_class="6A", grade=6, aks=False, base=None)
        tx.pupils.replace([moved, *PUPILS[1:]])
    await tick(chat)
    assert asked(chat) == ["teacher", "teacher6"]
    await chat.invoke("teacher", "pattern.show", {"pattern": pattern})
    assert "Dette er svart på" in chat.sees("teacher"), "what everyone is told who was asked once"
    is_asked(chat, "teacher6")
    await chat.presses("teacher6", "Vis")
    assert chat.sees("teacher6").count("Kanarilogg") == 3


async def test_a_correction_is_not_one_more_and_one_to_another_pupil_leaves_the_first(chat: Chat) -> None:
    await logs(chat, "aks")
    await logs(chat, "base")
    await chat.says("base", "mine")
    await chat.presses("base", "Vis")
    await chat.presses("base", "Rett")
    await chat.presses("base", "Lagre", text="Kanarilogg igjen")
    await tick(chat)
    assert asked(chat) == []
    await chat.says("base", "mine")
    await chat.presses("base", "Vis")
    await chat.presses("base", "Rett")
    await chat.presses("base", "Lagre", pupil=chat.choice("base", "pupil", NAMES[1]))
    await logs(chat, "assistant")
    await tick(chat)
    assert asked(chat) == []


@pytest.mark.parametrize(
    "told",
    ["Teacher ropte til eleven", "teachers utbrudd", "Teachr skrek", "kontaktlæreren ropte", "læreren hans dyttet ham"],
)
async def test_whom_an_entry_may_be_about_is_not_asked(chat: Chat, told: str) -> None:
    for who in ("aks", "base", "assistant"):
        await logs(chat, who, text=told)
    await tick(chat)
    assert asked(chat) == ["line"]


async def test_who_was_asked_and_is_named_later_is_told_what_everyone_is(chat: Chat) -> None:
    await three_log(chat)
    pattern = pattern_of(chat, "teacher")
    await chat.alert("aks", NAMES[0], suspicion="ansatt", named=STAFF["teacher"].name)
    await chat.presses("aks", "Send varselet")
    await chat.invoke("teacher", "pattern.show", {"pattern": pattern})
    assert "Dette er svart på" in chat.sees("teacher")
    assert "Kanari" not in str(chat.cards["teacher"])


async def corrects_to_an_alert(chat: Chat) -> None:
    await chat.says("base", "mine")
    await chat.presses("base", "Vis")
    await chat.presses("base", "Rett")
    await chat.presses("base", "Lagre", about_staff="true")


async def test_a_log_that_became_an_alert_stands_in_no_other_case(chat: Chat) -> None:
    told = f"{STAFF['teacher'].name} dro i armen"
    await logs(chat, "base", text=told)
    await corrects_to_an_alert(chat)
    await chat.answers("base", kinds="mobbing", named=STAFF["teacher"].name)
    await chat.presses("base", "Send varselet")
    await chat.sends("aks", NAMES[0])
    await chat.says("teacher", "sak 2026-002")
    await chat.presses("teacher", "Vis")
    assert told not in str(chat.cards["teacher"])


async def test_a_log_whose_alert_is_not_sent_still_counts(chat: Chat) -> None:
    await logs(chat, "base")
    await corrects_to_an_alert(chat)
    await chat.presses("base", "Avbryt")
    await chat.presses("base", "Slett utkastet")
    for who in ("aks", "line"):
        await logs(chat, who)
    await tick(chat)
    assert asked(chat) == ["teacher"]
