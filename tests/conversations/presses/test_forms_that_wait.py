"""A form on a case that is not finished: kept when it is refused or put away, and there after a reload (law 4)."""

from datetime import timedelta

import pytest

from bot import handlers
from cards.case.drafts import TITLES
from cards.kit.forms import Action
from domain.ids import PersonId
from domain.message import DraftSubject, MessageKind
from scheduler.sweeps.expired import drop_expired_drafts
from storage.database import Database
from storage.unit_of_work import Tx
from tests.kit.damage import flip
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat, buttons, walk, words
from tests.kit.steps.saksgang import opens, received, short_plan_in_effect, takes, to_the_outcome
from tests.kit.teams.forged import person_id

handlers.load()
STORY = "Kanarilogg: han gråt i garderoben"
LEFT = "Utkastet ditt fra 23.11.2026 kl. 12.41. Bare du ser det."
WAITING = sorted(verb for verb, action in Action.by_verb.items() if action.waits)


def said(chat: Chat, who: str, name: str) -> str:
    return next(str(piece.get("value", "")) for piece in walk(chat.cards[who]) if piece.get("id") == name)


async def begins_a_log(chat: Chat, who: str = "social") -> None:
    await received(chat)
    await opens(chat, who, "2026-001")
    await chat.presses(who, "Skriv i loggen")


async def puts_away(chat: Chat, who: str, **written: str) -> None:
    chat.goes_on = False
    await chat.presses(who, "Lagre utkast", **written)
    assert chat.sees(who).startswith("✓ Utkastet er lagret")
    chat.goes_on = True


def test_each_form_that_can_wait_has_a_name() -> None:
    assert [*sorted(TITLES)] == WAITING


async def test_a_refused_form_is_there_after_a_reload(chat: Chat) -> None:
    await begins_a_log(chat)
    await chat.presses("social", "Lagre", type="annet", text="", quote=STORY)
    assert chat.said == "Hva så du, eller hva ble sagt? Fyll ut dette feltet."
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    assert words(chat.cards["social"])[0] == LEFT
    assert said(chat, "social", "quote") == STORY
    await chat.presses("social", "Lagre", text="Fortalt av en voksen", type="annet")
    assert STORY in chat.sees("social")
    await chat.presses("social", "Skriv i loggen")
    assert LEFT not in chat.sees("social")
    assert said(chat, "social", "quote") == ""


async def test_it_is_put_away_and_taken_up_again_from_the_message_itself(chat: Chat) -> None:
    chat.canaries.append(STORY)
    await begins_a_log(chat)
    message = chat.messages["social"]
    await puts_away(chat, "social", text=STORY)
    assert "Sak 2026-001, 23.11.2026 kl. 12.41." in chat.sees("social")
    await chat.deliver()
    stands = chat.connector.messages["a:social"][message]["attachments"][0]["content"]
    assert words(stands) == words(chat.cards["social"]), "the message has become the receipt"
    chat.cards["social"] = stands
    await chat.presses("social", "Fortsett")
    assert said(chat, "social", "text") == STORY
    await chat.presses("social", "Lagre", type="annet")
    assert chat.sees("social").count(STORY) == 1


async def test_what_waits_is_among_ones_own_until_it_is_saved_or_deleted(chat: Chat) -> None:
    await begins_a_log(chat)
    await puts_away(chat, "social", text=STORY)
    await chat.says("social", "mine")
    assert "1 usendt utkast" in chat.sees("social")
    await chat.presses("social", "Vis")
    assert "Logg · sak 2026-001" in chat.sees("social")
    await chat.presses("social", "Fortsett: Logg")
    await chat.presses("social", "Slett utkastet")
    assert "Vil du slette utkastet?" in chat.sees("social")
    await chat.presses("social", "Fortsett å skrive")
    assert said(chat, "social", "text") == STORY
    await chat.presses("social", "Slett utkastet")
    await chat.presses("social", "Slett utkastet")
    assert "Utkastet er slettet" in chat.sees("social")
    await chat.says("social", "mine")
    assert "ingen usendte utkast" in chat.sees("social")


async def test_every_form_of_a_case_that_has_texts_can_wait(chat: Chat) -> None:
    reference = await short_plan_in_effect(chat)
    chat.clock.forward(days=7)
    await opens(chat, "social", reference)
    await chat.presses("social", "Vis planen")
    for title, name in (("Skriv problem og funn", "problem"), ("Nytt tiltak", "what")):
        assert title in chat.titles("social"), chat.titles("social")
        await chat.presses("social", title)
        await puts_away(chat, "social", **{name: STORY})
        await opens(chat, "social", reference)
        await chat.presses("social", "Vis planen")
        await chat.presses("social", title)
        assert said(chat, "social", name) == STORY
        await chat.presses("social", "Tilbake til planen")
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    await puts_away(chat, "social", pupil_words=STORY)
    await opens(chat, "social", reference)
    await chat.presses("social", "Evaluer tiltakene")
    assert said(chat, "social", "pupil_words") == STORY
    await chat.says("social", "mine")
    assert "3 usendte utkast" in chat.sees("social")


async def test_a_refused_form_without_a_word_is_not_kept(chat: Chat) -> None:
    await begins_a_log(chat)
    await chat.presses("social", "Lagre", type="annet")
    assert chat.said
    await chat.says("social", "mine")
    assert "ingen usendte utkast" in chat.sees("social")


async def test_a_step_waits_too_and_a_taken_one_has_nothing_left(chat: Chat) -> None:
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    text = next(p["id"] for p in walk(chat.cards["line"]) if p.get("isMultiline"))
    await puts_away(chat, "line", **{text: STORY})
    await chat.presses("line", "Fortsett")
    assert said(chat, "line", text) == STORY
    await takes(chat, "line", reference, "Hold avklaringssamtale")
    await chat.says("line", "mine")
    assert "ingen usendte utkast" in chat.sees("line")


async def test_nobody_else_has_it_and_who_is_taken_off_the_case_has_it_no_more(chat: Chat, database: Database) -> None:
    await begins_a_log(chat)
    await puts_away(chat, "social", text=STORY)
    draft = next(b["data"]["draft"] for b in buttons(chat.cards["social"]) if "draft" in b["data"])
    for verb in ("draft.open", "draft.drop"):
        await chat.invoke("line", verb, {"draft": draft})
        assert chat.said.startswith("Dette utkastet finnes ikke lenger.")
    await chat.invoke("line", "draft.drop", {"draft": draft, "sure": "true"})
    case_id = await opens_id(chat, "principal")
    off = {"case_id": case_id, "person": person_id(database, "social"), "reason": "Annen rolle"}
    await chat.invoke("principal", "case.remove_member", off)
    await chat.says("social", "mine")
    assert "ingen usendte utkast" in chat.sees("social")
    await chat.invoke("social", "draft.open", {"draft": draft})
    assert "Fant ikke saken" in chat.said
    assert STORY not in str(chat.last)


async def opens_id(chat: Chat, who: str) -> str:
    await opens(chat, who, "2026-001")
    return str(next(b["data"]["case_id"] for b in buttons(chat.cards[who]) if "case_id" in b["data"]))


async def test_a_closed_case_keeps_none(chat: Chat, database: Database) -> None:
    reference = await to_the_outcome(chat, "ikke_behov")
    await opens(chat, "social", reference)
    await chat.presses("social", "Skriv i loggen")
    await puts_away(chat, "social", text=STORY)
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    closing = {"safe_now": "ja", "pupil_words": "Det er bra nå", "reason": "Alle er enige"}
    await chat.presses("social", "Avslutt saken", **closing)
    assert "Saken er avsluttet" in chat.sees("social")
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        assert [d for person in tx.people.active() for d in tx.form_drafts.of(person.id)] == []


async def test_what_was_written_in_a_case_that_went_into_another_can_still_be_read(chat: Chat) -> None:
    await begins_a_log(chat)
    await puts_away(chat, "social", text=STORY)
    await chat.sends()
    await opens(chat, "principal", "2026-002")
    await chat.presses("principal", "Slå sammen")
    await chat.presses(
        "principal", "Slå sammen", other=chat.choice("principal", "other", "2026-001"), reason="Samme elev"
    )
    await chat.says("social", "mine")
    await chat.presses("social", "Vis")
    await chat.presses("social", "Fortsett: Logg")
    await chat.presses("social", "Lagre", type="annet")
    assert "slått sammen med en annen sak" in chat.said
    assert said(chat, "social", "text") == STORY


async def test_a_log_without_a_case_waits_a_week(chat: Chat) -> None:
    await chat.says("teacher", "logg")
    await chat.presses("teacher", "Skriv logg")
    await chat.presses("teacher", "Vis elevene", group="4B")
    pupil = chat.choice("teacher", "pupil", NAMES[1])
    await puts_away(chat, "teacher", text=STORY, pupil=pupil)
    assert NAMES[1] not in chat.sees("teacher")
    assert "Det slettes mandag 30.11.2026" in chat.sees("teacher")
    await chat.presses("teacher", "Fortsett")
    assert said(chat, "teacher", "pupil") == pupil
    chat.clock.forward(days=7, hours=1)
    drop_expired_drafts(chat.database, {}, chat.clock())
    await chat.says("teacher", "mine")
    assert "ingen usendte utkast" in chat.sees("teacher")


async def test_one_that_cannot_be_read_stops_nobody(chat: Chat, url: str, database: Database) -> None:
    await begins_a_log(chat)
    await puts_away(chat, "social", text=STORY)
    with database.begin() as unit:
        tx = unit.school(SCHOOL)
        draft = tx.form_drafts.of(person_id_in(tx, "social"))[0]
    flip(url, "form_drafts", draft.id)
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "text") == ""
    await chat.presses("social", "Lagre", text=STORY, type="annet")
    assert STORY in chat.sees("social")


def person_id_in(tx: Tx, who: str) -> PersonId:
    people = tx.people.known.values()
    return next(p.id for p in people if p.entra_object_id == STAFF[who].entra_object_id)


async def test_who_writes_an_alert_is_told_after_an_hour_and_before_it_is_deleted(chat: Chat) -> None:
    await chat.says("teacher", "varsle")
    await chat.presses("teacher", "Start varsel")
    for hours, told in ((0.9, 0), (0.2, 1), (18, 1), (2, 2), (1, 2)):
        chat.clock.forward(hours=hours)
        drop_expired_drafts(chat.database, {}, chat.clock())
        await chat.deliver()
        assert chat.inbox("teacher").count("Du har et varsel som ikke er sendt") == told
    chat.newest("teacher")
    await chat.presses("teacher", "Fortsett")
    assert "Elever i 4B" in chat.sees("teacher")


async def test_who_has_sent_it_or_deleted_it_is_told_nothing(chat: Chat) -> None:
    await chat.alert("teacher")
    with chat.database.begin() as unit:
        tx = unit.school(SCHOOL)
        draft = tx.drafts.older_than(chat.clock() + timedelta(seconds=1))[0]
        tx.outbox.put(MessageKind.DRAFT_EXPIRES, DraftSubject(draft_id=draft[0]), draft[1], chat.clock())
    await chat.presses("teacher", "Send varselet")
    await chat.deliver()
    assert "Du har et varsel som ikke er sendt" not in chat.inbox("teacher")


async def test_two_devices_lose_nothing_of_each_other(chat: Chat) -> None:
    await begins_a_log(chat)
    phone = chat.cards["social"]
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    await puts_away(chat, "social", text=STORY)
    chat.cards["social"] = phone
    chat.clock.forward(minutes=1)
    await puts_away(chat, "social", text="Skrevet på telefonen")
    await chat.says("social", "mine")
    assert "2 usendte utkast" in chat.sees("social")
    await opens(chat, "social", "2026-001")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "text") == "Skrevet på telefonen", "the last first"
    await chat.presses("social", "Lagre", type="annet")
    await chat.presses("social", "Skriv i loggen")
    assert said(chat, "social", "text") == STORY


@pytest.mark.parametrize("verb", WAITING)
async def test_what_is_put_away_must_be_a_form_of_ones_own(chat: Chat, verb: str) -> None:
    await received(chat)
    data = {"case_id": "0" * 32, "step": "avklaring", "part": "problem", "group": "4B", "keep": "true"}
    await chat.invoke("assistant", verb, data)
    assert chat.said
    await chat.invoke("social", "case.members", {"case_id": "0" * 32, "keep": "true"})
    assert "eldre versjon" in chat.said
