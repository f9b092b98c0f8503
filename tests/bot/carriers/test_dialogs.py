"""What Teams posts of a dialog, and what it is answered, over HTTP."""

import pytest

from tests.kit.teams import activities
from tests.kit.teams.activities import Json
from tests.kit.teams.edge_world import CARD, EdgeWorld
from tests.kit.teams.issuer import Issuer

OPENING = {"msteams": {"type": "task/fetch"}, "verb": "case.open", "data": {"case_id": "k1"}}
SENDING = {"verb": "case.log", "data": {"case_id": "k1"}, "message": "m1", "type": "annet", "text": "Æ"}


def dialog(name: str, data: object, **change: object) -> Json:
    """As Teams posts it: only the press that opens says on which message."""
    about = {"replyToId": "m1"} if name == "task/fetch" else {}
    return activities.invoke(name, {"data": data, "context": {"theme": "default"}}, **about | change)


async def answered(world: EdgeWorld, issuer: Issuer, body: Json) -> Json:
    response = await world.post(body, issuer.token())
    assert response.status == 200
    answer: Json = await response.json()
    assert answer.keys() == {"task"}, "without it Teams shows an error of its own"
    task: Json = answer["task"]
    return task


async def test_a_press_on_a_message_opens_a_dialog(world: EdgeWorld, issuer: Issuer) -> None:
    task = await answered(world, issuer, dialog("task/fetch", OPENING))
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    shown = {"title": "Skolemiljø", "height": "large", "width": "medium", "card": content}
    assert task == {"type": "continue", "value": shown}
    [incoming] = world.turns.seen
    assert (incoming.verb, incoming.data, incoming.reply_to_id) == ("case.open", {"case_id": "k1"}, "m1")
    assert (incoming.user_object_id, incoming.automatic) == (activities.TEACHER, False)


async def test_what_a_client_puts_beside_a_button_that_opens_is_let_be(world: EdgeWorld, issuer: Issuer) -> None:
    await answered(world, issuer, dialog("task/fetch", OPENING | {"type": "task/fetch", "text": "x"}))
    assert world.turns.seen[0].data == {"case_id": "k1"}


async def test_a_press_in_a_dialog_brings_the_answers(world: EdgeWorld, issuer: Issuer) -> None:
    assert (await answered(world, issuer, dialog("task/submit", SENDING)))["type"] == "continue"
    [incoming] = world.turns.seen
    assert (incoming.verb, incoming.reply_to_id) == ("case.log", "m1")
    assert incoming.data == {"case_id": "k1", "type": "annet", "text": "Æ"}


async def test_a_client_that_tells_the_message_too_is_understood(world: EdgeWorld, issuer: Issuer) -> None:
    unsaid = {name: value for name, value in SENDING.items() if name != "message"}
    await answered(world, issuer, dialog("task/submit", unsaid, replyToId="m2"))
    await answered(world, issuer, dialog("task/submit", SENDING, replyToId="m2"))
    await answered(world, issuer, dialog("task/submit", unsaid))
    assert [incoming.reply_to_id for incoming in world.turns.seen] == ["m2", "m1", None]


@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
@pytest.mark.parametrize(
    "data",
    [
        *(None, "x", [], {}),
        {"verb": "a"},
        {"verb": "", "data": {}},
        {"verb": 1, "data": {}},
        {"verb": "a", "data": []},
        {"verb": "a", "data": {}, "message": {"x": 1}},
        {"verb": "a", "data": {}, "message": "m\n1"},
        {"type": "task/fetch"},
    ],
)
async def test_a_button_that_is_not_ours_is_told_so(world: EdgeWorld, issuer: Issuer, name: str, data: object) -> None:
    task = await answered(world, issuer, dialog(name, data))
    assert task == {"type": "message", "value": "Knappen kan ikke brukes lenger. Skriv «hjelp» til Skolemiljø."}
    assert world.turns.seen == []


@pytest.mark.parametrize("value", [None, "x", [], {"data": None}])
async def test_a_malformed_one_is_told_so_too(world: EdgeWorld, issuer: Issuer, value: object) -> None:
    task = await answered(world, issuer, activities.invoke("task/fetch", value))
    assert task["type"] == "message"


@pytest.mark.parametrize("name", ["task/fetch", "task/submit"])
async def test_our_own_error_is_told_with_its_number(world: EdgeWorld, issuer: Issuer, name: str) -> None:
    world.turns.error = ValueError("hemmelig")
    task = await answered(world, issuer, dialog(name, OPENING))
    assert task["type"] == "message"
    assert task["value"].startswith("Noe gikk galt hos oss (feil-ID ")
