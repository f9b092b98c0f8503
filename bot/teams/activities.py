"""The SDK's activity handler: an activity becomes an `Incoming`, and what the turns answer is sent or returned."""

import asyncio
import html
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.schema import Activity, ActivityTypes, InvokeResponse

from bot.carriers import dialogs, extensions
from bot.teams.incoming import Card, Incoming, Kind, Turns, error_body
from domain.text.messages import N_, _, language_of, worded
from scheduler.messenger import Later, Member, Messenger, Moved, Sent
from services.turn import Held

SUMMARY = "Skolemiljø"
_CARD_ACTION = "adaptiveCard/action"
_UNDELETED = "undeleteMessage"
_NO_BUTTON = N_("Knappen kan ikke brukes lenger. Skriv «hjelp» til Skolemiljø.")
_CHANGES = {
    "channelDeleted": Kind.CHANNEL_GONE,
    "channelRestored": Kind.CHANNEL_BACK,
    "channelRenamed": Kind.CHANNEL_RENAMED,
    "teamDeleted": Kind.CHANNEL_GONE,
    "teamHardDeleted": Kind.CHANNEL_GONE,
    "teamRestored": Kind.CHANNEL_BACK,
}
_LONGEST_NAME = 100
_SHORT_WAIT = 2.0
_MARK = re.compile(r"<at(?P<about>\b[^<>]*)>(?P<name>[^<]*)</at>", re.IGNORECASE)
_TAG = re.compile("<[^<>]*>")
_SHAPE = re.compile(r"</?(?:p|div|span|br|b|strong|i|em|u)\b[^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")

log = structlog.get_logger(__name__)


class TeamsBot(ActivityHandler):  # type: ignore[misc]  # the package is untyped
    """Sends through the messenger, so that a reply obeys the same rules as every other message."""

    def __init__(self, turns: Turns, messenger: Messenger) -> None:
        self._turns = turns
        self._messenger = messenger

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        incoming = to_incoming(activity, Kind.MESSAGE, data=activity.value)
        await self._answer(incoming, await self._turns.message(incoming))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """An edited message is answered only when it now holds what should not be there. An undeleted one is as new."""
        activity = turn_context.activity
        edited = (activity.channel_data or {}).get("event_type") != _UNDELETED
        incoming = replace(to_incoming(activity, Kind.MESSAGE), edited=edited)
        await self._answer(incoming, await self._turns.message(incoming))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Left in the turn's state ourselves: sending it the SDK's way copies the whole card deeply."""
        response = InvokeResponse(status=200, body=await self._press(turn_context.activity))
        answer = Activity(type=ActivityTypes.invoke_response, value=response)
        turn_context.turn_state[TurnContext._INVOKE_RESPONSE_KEY] = answer  # noqa: SLF001  (there is no public way)
        return response

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        activity = turn_context.activity
        if _holds(activity.members_added, activity.recipient.id):
            await self._installed(activity, Kind.ADDED)
        elif _holds(activity.members_removed, activity.recipient.id):
            await self._turns.removed(to_incoming(activity, Kind.REMOVED))
        elif people := _people(activity.members_added):
            await self._joined(to_incoming(activity, Kind.MEMBERS_ADDED), people)
        elif kind := _CHANGES.get(event := str((activity.channel_data or {}).get("event_type"))):
            incoming = to_incoming(activity, kind)
            whole = event.startswith("team")
            await self._turns.channel_changed(replace(incoming, channel_id="") if whole else incoming)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """An upgrade says remove-upgrade and then add-upgrade: only the second matters."""
        activity = turn_context.activity
        if activity.action in ("add", "add-upgrade"):
            await self._installed(activity, Kind.INSTALLED)
        elif activity.action == "remove":
            await self._turns.removed(to_incoming(activity, Kind.REMOVED))

    async def _press(self, activity: Activity) -> dict[str, Any]:
        if activity.name in (dialogs.OPENS, dialogs.SENDS):
            return await self._press_in_dialog(activity)
        if activity.name in dialogs.OF_MESSAGES:
            return await self._press_on_message(activity)
        if activity.name != _CARD_ACTION:
            return error_body("NotSupported", _("Det går ikke å gjøre dette her. Skriv «hjelp» til Skolemiljø."))
        value = activity.value if isinstance(activity.value, dict) else {}
        action = value.get("action")
        verb, data = (action.get("verb"), action.get("data")) if isinstance(action, dict) else (None, None)
        if not (isinstance(verb, str) and verb and isinstance(data, dict | None)):
            return error_body("BadRequest", worded(_NO_BUTTON))
        automatic = value.get("trigger") == "automatic"
        return await self._turns.press(
            to_incoming(activity, Kind.CARD_ACTION, verb=verb, data=data, automatic=automatic)
        )

    async def _press_in_dialog(self, activity: Activity) -> dict[str, Any]:
        """Of a message that opens one, whatever the carrier is now: what was sent before still stands in the chat."""
        pressed = dialogs.pressed(activity.name, activity.value)
        if pressed is None:
            return dialogs.answer_to(activity.name, error_body("BadRequest", worded(_NO_BUTTON)))
        incoming = to_incoming(activity, Kind.CARD_ACTION, verb=pressed.verb, data=pressed.data)
        incoming = replace(incoming, reply_to_id=pressed.message or incoming.reply_to_id)
        return dialogs.answer_to(activity.name, await self._turns.press(incoming), incoming.reply_to_id)

    async def _press_on_message(self, activity: Activity) -> dict[str, Any]:
        """In a message's menu, or in the dialog it opened. The bot need not be there, and no message of ours is."""
        name, sender = activity.name, activity.from_property.aad_object_id
        if name == extensions.OPENS:
            pressed = extensions.opened(activity.value, sender, activity.conversation.id)
        else:
            pressed = dialogs.pressed(name, activity.value)
        if pressed is None:
            return dialogs.answer_to(name, error_body("BadRequest", worded(_NO_BUTTON)))
        held = Held(pressed.held or "")
        incoming = to_incoming(activity, Kind.CARD_ACTION, verb=pressed.verb, data=pressed.data)
        body = await self._turns.press(replace(incoming, reply_to_id=None, held=held))
        return dialogs.answer_to(name, body, held="" if held.sent else held.text)

    async def _installed(self, activity: Activity, told: Kind) -> None:
        """Teams tells of it in two ways, for the most part in both."""
        incoming = to_incoming(activity, told)
        await self._answer(incoming, await self._turns.installed(incoming))

    async def _joined(self, incoming: Incoming, people: list[Member]) -> None:
        """In a person's own chat nobody else comes."""
        if incoming.conversation_type != "personal":
            await self._turns.joined(incoming, people)

    async def _answer(self, incoming: Incoming, card: Card | None) -> None:
        """A reply is worth one more try, after a short wait at most. What else goes wrong is logged: the turn itself is
        done.
        """
        if card is None:
            return
        outcome = await self._messenger.send(incoming.address, card, summary=SUMMARY)
        wait = outcome.after if isinstance(outcome, Later) else 0
        if isinstance(outcome, Later | Moved) and wait <= _SHORT_WAIT:
            await asyncio.sleep(wait)
            outcome = await self._messenger.send(incoming.address, card, summary=SUMMARY)
        if not isinstance(outcome, Sent):
            log.warning("reply not sent", outcome=type(outcome).__name__, code=outcome.code)


def to_incoming(
    activity: Activity, kind: Kind, *, verb: str | None = None, data: object = None, automatic: bool = False
) -> Incoming:
    """A message that carries a value is the button of an old client: its text is not the person's own."""
    channel = activity.channel_data or {}
    sender, conversation = activity.from_property, activity.conversation
    values: Mapping[str, object] = data if isinstance(data, dict) else {}
    return Incoming(
        kind=kind,
        activity_id=activity.id or "",
        tenant_id=channel["tenant"]["id"],
        service_url=activity.service_url,
        bot_id=activity.recipient.id,
        conversation_id=conversation.id,
        conversation_type=conversation.conversation_type or "",
        user_object_id=sender.aad_object_id.lower() if sender and sender.aad_object_id else None,
        user_id=sender.id if sender else None,
        text="" if data is not None else own_text(activity),
        verb=verb,
        data=values,
        reply_to_id=activity.reply_to_id,
        automatic=automatic,
        team_id=(channel.get("team") or {}).get("id"),
        channel_id=(channel.get("channel") or {}).get("id") or "",
        channel_name=_one_line((channel.get("channel") or {}).get("name") or "")[:_LONGEST_NAME],
        language=language_of(activity.locale or ""),
        shared=any(_is_file(one.content_type or "") for one in activity.attachments or []),
    )


def _is_file(content_type: str) -> bool:
    """Teams sends every message's own text as HTML too, and a card that somebody forwards as a card."""
    return content_type != "text/html" and ".card" not in content_type


def own_text(activity: Activity) -> str:
    """What the person wrote: without the mentions of the bot (each once) and without HTML's shapes, in one line."""
    text = activity.text or ""
    for entity in activity.entities or []:
        mention = entity.additional_properties
        mentioned = mention.get("mentioned")
        if isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id:
            text = _without_mention(text, str(mention.get("text") or ""), mentioned)
    return _one_line(_SHAPE.sub(" ", text))


def _without_mention(text: str, marked: str, mentioned: Mapping[str, object]) -> str:
    """Exactly as Teams marks it; when it does not say how, the first mark with the bot's id or its name."""
    if marked and marked in text:
        return text.replace(marked, " ", 1)
    names = {_one_line(name).casefold() for name in (_TAG.sub("", marked), str(mentioned.get("name") or ""))} - {""}
    for found in _MARK.finditer(text):
        if str(mentioned["id"]) in found["about"] or _one_line(found["name"]).casefold() in names:
            return f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _one_line(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", html.unescape(text)).split())


def _holds(accounts: list[Any] | None, account_id: str) -> bool:
    return any(account.id == account_id for account in accounts or [])


def _people(accounts: list[Any] | None) -> list[Member]:
    """Those with an Entra object id; bots have none."""
    return [Member(one.id, one.aad_object_id) for one in accounts or [] if one.id and one.aad_object_id]
