"""A form that could not be taken is given back with all that was written, whatever stood in the way."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import handlers
from bot.router import Router, Show
from bot.teams.incoming import Incoming, Kind
from bot.turns.limits import NO_LIMITS, Limits
from bot.turns.presses import given_back
from bot.turns.runner import Pools, TurnRunner
from bot.turns.senders import Senders
from bot.web.door import Door
from bot.web.metrics import Metrics
from cards.case.actions import AddLog, OpenCase
from cards.kit.again import carried
from cards.kit.forms import OF, Action
from domain.ids import new_id
from services.turn import Turn
from storage.database import Database
from tests.kit.school import NAMES, SCHOOL, STAFF, Chat, buttons, the_plan, walk, words
from tests.kit.steps.saksgang import answers, opens, received
from tests.kit.teams.activities import BOT_ID, TENANT
from tests.kit.teams.forged import person_id

handlers.load()
STORY = "Han sa at han ikke vil\nut i friminuttet."
FORMS = {action.verb: action for action in Action.by_verb.values() if action.asks()}


def written(card: dict[str, object]) -> dict[str, str]:
    """What stands in the texts of a form."""
    return {piece["id"]: piece.get("value", "") for piece in walk(card) if piece.get("type") == "Input.Text"}


def pressed(verb: str, data: dict[str, str]) -> Incoming:
    return Incoming(
        kind=Kind.CARD_ACTION,
        activity_id="act-1",
        tenant_id=TENANT,
        service_url="http://127.0.0.1:1",
        bot_id=BOT_ID,
        conversation_id="a:teacher",
        conversation_type="personal",
        user_id="29:teacher",
        user_object_id=STAFF["teacher"].entra_object_id,
        text="",
        verb=verb,
        data=data,
        reply_to_id=None,
        automatic=False,
        team_id=None,
    )


async def begins_a_log(chat: Chat, who: str) -> None:
    await chat.sends("teacher", NAMES[0])
    await opens(chat, who, "2026-001")
    await chat.presses(who, "Skriv i loggen")


async def test_who_is_taken_off_the_case_keeps_the_words_and_sees_nothing_of_it(chat: Chat, database: Database) -> None:
    await begins_a_log(chat, "teacher")
    await opens(chat, "principal", "2026-001")
    case_id = buttons(chat.cards["principal"])[0]["data"]["case_id"]
    off = {"case_id": case_id, "person": person_id(database, "teacher"), "reason": "Annen rolle"}
    await chat.invoke("principal", "case.remove_member", off)
    await chat.presses("teacher", "Lagre", type="annet", text=STORY)
    assert chat.said == "Fant ikke saken. Sjekk saksnummeret, eller be en leder om å få være med i den."
    assert written(chat.cards["teacher"])["text"] == STORY
    assert "2026-001" not in str(chat.last)
    await chat.presses("teacher", "Prøv igjen")
    assert written(chat.cards["teacher"])["text"] == STORY, "however often"


async def test_a_rule_about_no_field_gives_the_same_form_back(chat: Chat) -> None:
    """Here the entry to correct is somebody else's."""
    await begins_a_log(chat, "social")
    await chat.presses("social", "Lagre", type="annet", text="Mitt")
    await chat.presses("social", "Rett")
    theirs = next(b for b in buttons(chat.cards["social"]) if b["title"] == "Lagre")
    await opens(chat, "teacher", "2026-001")
    await chat.invoke("teacher", theirs["verb"], theirs["data"] | {"type": "annet", "text": STORY})
    assert chat.said == "Fant ikke loggen som skal rettes."
    assert "Rett logg i sak 2026-001" in chat.sees("teacher")
    assert written(chat.cards["teacher"])["text"] == STORY


async def test_a_step_that_is_done_takes_no_other_words_and_gives_them_back(chat: Chat) -> None:
    """From another device, where the same form stands."""
    reference = await received(chat)
    await opens(chat, "line", reference)
    await chat.presses("line", "Hold avklaringssamtale")
    form, said = chat.cards["line"], answers(chat, "line")
    await chat.presses("line", "Ferdig", **said)
    chat.cards["line"] = form
    await chat.presses("line", "Ferdig", **said)
    assert "Steget er gjort" in chat.sees("line"), "the same twice is once"
    text = next(piece["id"] for piece in walk(form) if piece.get("isMultiline"))
    chat.cards["line"] = form
    chat.clock.forward(minutes=1)
    await chat.presses("line", "Ferdig", **said | {text: STORY})
    assert "Dette er allerede lagret, med en annen tekst." in chat.said
    assert STORY in written(chat.cards["line"]).values()


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_what_a_press_carried_is_in_the_form_that_is_made_of_it(verb: str) -> None:
    """Pressed again it carries the same, and what is nobody's field is gone."""
    action = FORMS[verb]
    said = {name: "To ord" if action.is_text(name) else new_id() for name in action.model_fields}
    said |= {f"answers{OF}dag": "2026-11-23"} if "answers" in action.model_fields else {}
    card = carried(action, said | {"school_": "x", "ukjent": "y", "case_id": said.get("case_id", 7)}, "Nei")
    again = buttons(card)[0]["data"] | written(card)
    assert again == {name: value for name, value in said.items() if value}
    assert words(card)[0] == "⚠ Nei"


async def test_our_own_error_gives_the_form_back_with_a_number(chat: Chat, database: Database) -> None:
    """A plain button is answered in words, and the next press is taken."""
    failing = Router()

    def fails(_action: Action, _turn: Turn) -> Show:
        raise ValueError(STORY)

    failing.on(AddLog)(fails)
    failing.on(OpenCase)(fails)
    data = {"case_id": new_id(), "entry_id": new_id(), "type": "annet", "text": STORY, "school": SCHOOL}
    with ThreadPoolExecutor(1) as pool:
        pools, metrics = Pools(pool, pool), Metrics(database.keys.failures, Door())
        senders = Senders({SCHOOL: the_plan()}, chat.clock, "")
        turns = TurnRunner(database, senders, failing, pools, metrics, Limits(NO_LIMITS))
        body = await turns.press(pressed("case.log", data))
        assert "Noe gikk galt hos oss (feil-ID " in words(body["value"])[0]
        assert written(body["value"])["text"] == STORY
        assert buttons(body["value"])[0]["data"]["school"] == SCHOOL
        assert (await turns.press(pressed("case.open", {"case_id": new_id()})))["statusCode"] == 500
    assert b'skolemiljo_presses_total{status="500",verb="case.log"} 1.0' in metrics.exposition(
        database, {}, chat.clock()
    )


def test_a_press_of_no_form_is_answered_in_words() -> None:
    assert given_back(pressed("no.such", {}), "Nei")["value"] == "Nei"
    assert given_back(pressed("case.open", {"case_id": new_id()}), "Nei")["value"] == "Nei"
