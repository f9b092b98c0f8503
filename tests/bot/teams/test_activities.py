import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.teams.activities import SUMMARY, own_text, to_incoming
from bot.teams.adapter import _activity
from bot.teams.gate import Envelope
from bot.teams.incoming import Kind
from scheduler.messenger import Address, Gone, Later, Member, Moved, Sent, Unknown
from tests.kit.teams import activities
from tests.kit.teams.activities import (
    BOT_ID,
    SERVICE_URL,
    TEACHER,
    TEACHER_USER,
    TENANT,
    THREAD,
    Json,
    mention,
    message,
)
from tests.kit.teams.edge_world import CARD, EdgeWorld
from tests.kit.teams.issuer import Issuer


def text_of(body: Json) -> str:
    return own_text(_activity(Envelope.model_validate(body)))


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("hjelp", [], "hjelp"),
        ("<at>Skolemiljø</at> hjelp\n", [mention()], "hjelp"),
        ("<at>Skolemiljø</at>&nbsp;årshjul", [mention()], "årshjul"),
        ("<at>Varsle</at> varsling om Varslet", [mention("<at>Varsle</at>")], "varsling om Varslet"),
        ('<at id="0">Skolemiljø</at> saker', [mention('<at id="0">Skolemiljø</at>')], "saker"),
        ("<at>Skolemiljø</at> <at>Skolemiljø</at> hjelp", [mention(), mention()], "hjelp"),
        ("hei <at>Kari</at>", [mention("<at>Kari</at>", TEACHER_USER)], "hei <at>Kari</at>"),
        ("sak\u00a02026-014 &amp; mer", [], "sak 2026-014 & mer"),
        ("  hj\u200belp\ufeff \x00", [], "hjelp"),
        ('<div><p class="x">sak</p><br/>001</div>', [], "sak 001"),
        ("a < b og <Kari>", [], "a < b og <Kari>"),
        ("", [], ""),
        ("hjelp", [{"type": "mention", "mentioned": "x"}, {"type": "mention", "mentioned": {"id": BOT_ID}}], "hjelp"),
    ],
)
def test_what_the_person_wrote(text: str, mentions: list[Json], expected: str) -> None:
    assert text_of(message(text, entities=mentions)) == expected


def bare(name: str | None = "Skolemiljø", user_id: str = BOT_ID, text: str | None = None) -> Json:
    """A mention that may lack its text and name."""
    told = {"mentioned": {"id": user_id, "name": name}, "text": text}
    return {"type": "mention"} | {key: value for key, value in told.items() if value}


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("<at>Skolemiljø</at> hjelp", [bare()], "hjelp"),
        ("<at>Skolemiljø</at> hjelp", [bare(text="<at>skolemiljø </at>")], "hjelp"),
        ("<at> SKOLEMILJØ\u200b</at>hjelp", [bare()], "hjelp"),
        ('<AT id="0">Skole&nbsp;miljø</AT> hjelp', [bare("Skole miljø")], "hjelp"),
        ("hei <at>Skole &amp; miljø</at> saker", [bare("Skole & miljø")], "hei saker"),
        ("<at>Boten</at> hjelp", [bare(None, text="<at>boten</at>")], "hjelp"),
        (f'<at id="{BOT_ID}">Noe annet</at> hjelp', [bare(None)], "hjelp"),
        ("<at>Skolemiljø</at> hjelp", [bare(None)], "<at>Skolemiljø</at> hjelp"),
        ("<at>Kari</at> <at>Skolemiljø</at> hjelp", [bare("Kari", TEACHER_USER), bare()], "<at>Kari</at> hjelp"),
        ("<at>Kari</at> hjelp", [bare("Kari", TEACHER_USER), bare()], "<at>Kari</at> hjelp"),
        ("<at>Skolemiljø</at> om <at>Skolemiljø</at>", [bare(), bare(user_id=TEACHER_USER)], "om <at>Skolemiljø</at>"),
        ("Skolemiljø er <at>uferdig", [bare()], "Skolemiljø er <at>uferdig"),
        ("<at></at> hjelp", [bare()], "<at></at> hjelp"),
    ],
)
def test_the_bot_is_mentioned_otherwise_than_usual(text: str, mentions: list[Json], expected: str) -> None:
    assert text_of(message(text, entities=mentions)) == expected


@pytest.mark.parametrize("piece", ["<at>", "<at", "<at></at>", "<at><", "<"])
def test_a_long_text_of_marks_is_quickly_read(piece: str) -> None:
    started = time.process_time()
    text_of(message(piece * (200_000 // len(piece)), entities=[bare()]))
    assert time.process_time() - started < 1


def test_a_name_that_is_no_text_is_no_name() -> None:
    odd = {"type": "mention", "mentioned": {"id": BOT_ID, "name": ["x"]}, "text": {"x": 1}}
    assert text_of(message("<at>x</at> hjelp", entities=[odd])) == "<at>x</at> hjelp"


@given(st.text(max_size=40))
def test_a_text_is_one_line_without_hidden_characters(text: str) -> None:
    words = text_of(message(text))
    assert words == " ".join(words.split())
    assert "\x00" not in words


def test_a_message_without_text() -> None:
    assert text_of(activities.activity("message")) == ""


async def test_a_channel_message(world: EdgeWorld, issuer: Issuer) -> None:
    await world.post(activities.channel_message(), issuer.token())
    [incoming] = world.turns.seen
    assert incoming.kind is Kind.MESSAGE
    assert (incoming.text, incoming.conversation_type, incoming.team_id) == ("hjelp", "channel", activities.TEAM)
    assert incoming.address == Address(SERVICE_URL, TENANT, BOT_ID, THREAD, TEACHER_USER)
    assert world.messenger.sent == [(incoming.address, CARD, SUMMARY)]


@pytest.mark.parametrize("trigger", ["manual", "automatic"])
async def test_a_press(world: EdgeWorld, issuer: Issuer, trigger: str) -> None:
    await world.post(activities.press("case.move", {"id": "x", "why": "Æ"}, trigger=trigger), issuer.token())
    [incoming] = world.turns.seen
    assert (incoming.kind, incoming.verb, incoming.data) == (Kind.CARD_ACTION, "case.move", {"id": "x", "why": "Æ"})
    assert (incoming.user_object_id, incoming.reply_to_id) == (TEACHER, "1700000000000")
    assert incoming.automatic == (trigger == "automatic")


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        [],
        {},
        {"action": "x"},
        {"action": {}},
        {"action": {"verb": ""}},
        {"action": {"verb": "a", "data": []}},
    ],
)
async def test_a_malformed_press_is_told_so(world: EdgeWorld, issuer: Issuer, value: object) -> None:
    response = await world.post(activities.invoke("adaptiveCard/action", value), issuer.token())
    body = await response.json()
    assert (response.status, body["statusCode"], body["value"]["code"]) == (200, 400, "BadRequest")
    assert world.turns.seen == []


@pytest.mark.parametrize(
    "name", ["task/complete", "composeExtension/query", "fileConsent/invoke", "signin/verifyState", ""]
)
async def test_other_invokes_are_not_supported(world: EdgeWorld, issuer: Issuer, name: str) -> None:
    response = await world.post(activities.invoke(name, {"x": 1}), issuer.token())
    assert (response.status, (await response.json())["value"]["code"]) == (200, "NotSupported")


async def test_an_old_client_sends_data_without_text(world: EdgeWorld, issuer: Issuer) -> None:
    await world.post(activities.old_submit({"navn": "x"}, text="navn"), issuer.token())
    await world.post(activities.activity("message", value="x"), issuer.token())
    assert [(incoming.text, incoming.data) for incoming in world.turns.seen] == [("", {"navn": "x"}), ("", {})]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (activities.installation("add"), [Kind.INSTALLED]),
        (activities.installation("add-upgrade"), [Kind.INSTALLED]),
        (activities.installation("remove"), [Kind.REMOVED]),
        (activities.installation("remove-upgrade"), []),
        (activities.members_added(BOT_ID, **activities.in_channel()), [Kind.ADDED]),
        (activities.members_added("29:new"), []),
        (activities.members_removed(BOT_ID), [Kind.REMOVED]),
        (activities.members_removed("29:old"), []),
        (activities.channel_event("channelDeleted"), [Kind.CHANNEL_GONE]),
        (activities.channel_event("channelRestored"), [Kind.CHANNEL_BACK]),
        (activities.channel_event("channelRenamed", name="4. trinn"), [Kind.CHANNEL_RENAMED]),
        (activities.channel_event("channelCreated"), []),
        (activities.channel_event("teamDeleted"), [Kind.CHANNEL_GONE]),
        (activities.channel_event("teamRestored"), [Kind.CHANNEL_BACK]),
        (activities.channel_event("teamRenamed"), []),
        (activities.activity("messageReaction", reactionsAdded=[{"type": "like"}]), []),
        (activities.activity("typing"), []),
        (activities.activity("messageUpdate", text="x"), [Kind.MESSAGE]),
        (activities.activity("messageDelete"), []),
        (activities.activity("event", name="tokens/response"), []),
        (activities.activity("endOfConversation"), []),
        (activities.activity("somethingNew"), []),
    ],
)
async def test_what_else_comes(world: EdgeWorld, issuer: Issuer, body: Json, kinds: list[Kind]) -> None:
    assert (await world.post(body, issuer.token())).status == 200
    assert [incoming.kind for incoming in world.turns.seen + world.turns.gone] == kinds
    assert len(world.messenger.sent) == len(world.turns.seen)


async def test_what_happens_to_a_channel_says_which_and_to_a_team_no_channel(world: EdgeWorld, issuer: Issuer) -> None:
    await world.post(activities.channel_event("channelRenamed", name=" 4. \u200btrinn "), issuer.token())
    await world.post(activities.channel_event("teamDeleted"), issuer.token())
    one, whole = world.turns.gone
    assert (one.channel_id, one.channel_name) == (activities.CHANNEL, "4. trinn")
    assert (whole.channel_id, whole.team_id) == ("", activities.TEAM)


async def test_people_who_come_into_a_team_are_told_of(world: EdgeWorld, issuer: Issuer) -> None:
    await world.post(activities.members_added("29:new", "29:too", **activities.in_channel()), issuer.token())
    await world.post(activities.members_added("29:new"), issuer.token())
    nameless = [{"id": "28:another-bot"}]
    await world.post(activities.members_added(**activities.in_channel(), membersAdded=nameless), issuer.token())
    [(incoming, people)] = world.turns.joining
    assert incoming.kind is Kind.MEMBERS_ADDED
    assert people == [Member("29:new", activities.TEACHER), Member("29:too", activities.TEACHER)]


@pytest.mark.parametrize(("event", "edited"), [("editMessage", True), ("undeleteMessage", False), (None, True)])
async def test_a_changed_message_says_whether_it_was_edited(
    world: EdgeWorld, issuer: Issuer, event: str | None, *, edited: bool
) -> None:
    told = {"tenant": {"id": TENANT}} | ({"eventType": event} if event else {})
    await world.post(activities.activity("messageUpdate", text="x", channelData=told), issuer.token())
    assert [incoming.edited for incoming in world.turns.seen] == [edited]


@pytest.mark.parametrize("first", [Later(0.01, "Throttled"), Moved("ConversationNotFound")], ids=repr)
async def test_a_reply_is_tried_once_more_after_a_short_while(
    world: EdgeWorld, issuer: Issuer, first: Later | Moved
) -> None:
    world.messenger.outcomes = [first, Sent("m1", "a:1")]
    await world.post(message(), issuer.token())
    assert len(world.messenger.sent) == 2


@pytest.mark.parametrize(
    "outcome", [Later(60, "Throttled"), Unknown("http_502"), Gone("MessageWritesBlocked")], ids=repr
)
async def test_a_lost_reply_is_logged_and_the_turn_stands(
    world: EdgeWorld, issuer: Issuer, outcome: Later | Unknown | Gone
) -> None:
    world.messenger.outcomes = [outcome]
    with capture_logs() as logs:
        assert (await world.post(message(), issuer.token())).status == 200
    assert [(entry["outcome"], entry["code"]) for entry in logs] == [(type(outcome).__name__, outcome.code)]
    assert len(world.messenger.sent) == 1


def test_what_teams_leaves_out() -> None:
    missing: Json = {"id": None, "from": None, "conversation": {"id": "a:1"}}
    bare = activities.installation(**missing)
    incoming = to_incoming(_activity(Envelope.model_validate(bare)), Kind.INSTALLED)
    assert (incoming.activity_id, incoming.conversation_type) == ("", "")
    assert (incoming.user_id, incoming.user_object_id, incoming.team_id) == (None, None, None)
