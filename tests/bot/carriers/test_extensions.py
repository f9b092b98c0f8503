"""What Teams posts of a message's menu, and what it is answered, over HTTP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.carriers.extensions import LONGEST, opened, plain
from tests.kit.cards.message_menu import ALERT, GROUP, LOG, PLAIN, SAID, of_playground, of_teams
from tests.kit.teams import activities
from tests.kit.teams.activities import TEACHER, Json
from tests.kit.teams.edge_world import CARD, EdgeWorld
from tests.kit.teams.issuer import Issuer


def fetch(command: object, message: Json | None, **change: object) -> Json:
    value = {"commandId": command, "commandContext": "message", "context": {"theme": "default"}}
    value |= {} if message is None else {"messagePayload": message}
    return activities.invoke("composeExtension/fetchTask", value, **{"conversation": GROUP} | change)


async def answered(world: EdgeWorld, issuer: Issuer, body: Json) -> Json:
    response = await world.post(body, issuer.token())
    assert response.status == 200
    answer: Json = await response.json()
    assert answer.keys() == {"task"}
    task: Json = answer["task"]
    return task


@pytest.mark.parametrize("message", [of_teams(), of_playground()])
@pytest.mark.parametrize(("command", "verb"), [(ALERT, "alert.start"), (LOG, "log.start")])
async def test_a_command_is_the_press_it_stands_for(
    world: EdgeWorld, issuer: Issuer, message: Json, command: str, verb: str
) -> None:
    task = await answered(world, issuer, fetch(command, message))
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    shown = {"title": "Skolemiljø", "height": "large", "width": "medium", "card": content}
    assert task == {"type": "continue", "value": shown}
    [incoming] = world.turns.seen
    assert (incoming.verb, incoming.user_object_id, incoming.reply_to_id) == (verb, TEACHER, None)
    assert incoming.held
    assert incoming.held.text == PLAIN
    assert PLAIN not in str(incoming.data)


async def test_what_is_pressed_in_its_dialog_brings_the_answers_and_the_text(world: EdgeWorld, issuer: Issuer) -> None:
    data = {"verb": "alert.facts", "data": {"draft_id": "d1"}, "held": "Æ", "facts": "Ø"}
    value = {"commandId": ALERT, "commandContext": "message", "data": data, "messagePayload": of_teams()}
    body = activities.invoke("composeExtension/submitAction", value, conversation=GROUP, replyToId="m1")
    assert (await answered(world, issuer, body))["type"] == "continue"
    [incoming] = world.turns.seen
    assert (incoming.verb, incoming.data) == ("alert.facts", {"draft_id": "d1", "facts": "Ø"})
    assert incoming.reply_to_id is None, "no message of ours is changed"
    assert incoming.held
    assert incoming.held.text == "Æ"


@pytest.mark.parametrize("value", [None, "x", [], {}, {"commandId": "other"}, {"commandId": 1}, {"data": {}}])
@pytest.mark.parametrize("name", ["composeExtension/fetchTask", "composeExtension/submitAction"])
async def test_what_is_not_ours_is_told_so(world: EdgeWorld, issuer: Issuer, name: str, value: object) -> None:
    task = await answered(world, issuer, activities.invoke(name, value))
    assert task == {"type": "message", "value": "Knappen kan ikke brukes lenger. Skriv «hjelp» til Skolemiljø."}
    assert world.turns.seen == []


async def test_nobody_gets_past_the_gate(world: EdgeWorld, issuer: Issuer) -> None:
    body = fetch(ALERT, of_teams())
    assert (await world.post(body, issuer.token(aud="another"))).status == 401
    stranger = body | {"from": {"id": "29:x", "name": "Uten katalog"}}
    assert (await world.post(stranger, issuer.token())).status == 403
    assert world.turns.seen == []


async def test_our_own_error_is_told_with_its_number(world: EdgeWorld, issuer: Issuer) -> None:
    world.turns.error = ValueError("hemmelig")
    task = await answered(world, issuer, fetch(ALERT, of_teams()))
    assert task["value"].startswith("Noe gikk galt hos oss (feil-ID ")


def test_the_same_message_is_the_same_alert_of_the_same_person() -> None:
    value = {"commandId": ALERT, "messagePayload": of_teams()}
    first, again = (opened(value, "a", "19:x") for _ in range(2))
    assert first == again
    assert first
    others = (opened(value, "b", "19:x"), opened(value, "a", "19:y"))
    assert all(one and one.data != first.data for one in others)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (SAID, PLAIN),
        ("<p>En</p><p>To</p>", "En\nTo"),
        ("<ul><li>En</li>\n<li>To &amp; tre</li></ul>", "En\nTo & tre"),
        ("uten tegn", "uten tegn"),
        ("<script>x()</script>Ja<style>p{}</style>", "Ja"),
        ("<!-- x -->A<![CDATA[b]]>C<!", "AC"),
        ('<attachment id="1"></attachment><img alt="bilde" src="x">', ""),
        ("a < b", "a < b"),
        ("", ""),
    ],
)
def test_html_made_plain(html: str, text: str) -> None:
    assert plain(html) == text


@given(st.text(alphabet=st.sampled_from("<>!-[]/&;#abp \n\"'=")))
def test_any_html_is_read(html: str) -> None:
    value = {"commandId": LOG, "messagePayload": of_teams(html)}
    assert opened(value, "a", "19:x")


def test_a_long_message_is_cut_and_text_is_taken_as_it_is() -> None:
    long = opened({"commandId": LOG, "messagePayload": of_teams("x" * 9000)}, "a", "19:x")
    assert long
    assert len(long.held or "") == LONGEST
    body = {"contentType": "text", "content": "a <b> c"}
    text = opened({"commandId": LOG, "messagePayload": {"body": body}}, "a", "19:x")
    assert text
    assert text.held == "a <b> c"
