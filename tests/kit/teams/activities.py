"""Activities as Teams sends them, as JSON objects; `change` replaces or, with None, removes top-level fields."""

from typing import Any

APP_ID = "11111111-2222-4333-8444-555555555555"
BOT_ID = f"28:{APP_ID}"
TENANT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
TEACHER = "0a0a0a0a-1111-4222-8333-444444444444"
TEACHER_USER = "29:1teacher"
PERSONAL = "a:1personal"
CHANNEL = "19:kanal@thread.tacv2"
THREAD = f"{CHANNEL};messageid=1700000000000"
TEAM = "19:lag@thread.tacv2"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"

Json = dict[str, Any]


def activity(kind: str, **change: object) -> Json:
    base: Json = {
        "type": kind,
        "id": "1700000000001",
        "timestamp": "2026-11-23T08:00:00.000Z",
        "localTimezone": "Europe/Oslo",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": TEACHER_USER, "name": "Kari Lærer", "aadObjectId": TEACHER},
        "recipient": {"id": BOT_ID, "name": "Skolemiljø"},
        "conversation": {"id": PERSONAL, "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "entities": [{"type": "clientInfo", "locale": "nb-NO", "country": "NO", "platform": "iOS"}],
        "locale": "nb-NO",
    }
    return {key: value for key, value in (base | change).items() if value is not None}


def message(text: str = "hjelp", **change: object) -> Json:
    return activity("message", **{"text": text, "textFormat": "plain"} | change)


def old_submit(data: Json, **change: object) -> Json:
    """The button of a client without Action.Execute."""
    return activity("message", **{"value": data, "replyToId": "1700000000000"} | change)


def in_channel() -> Json:
    """The parts that differ for an activity from a thread of a channel."""
    return {
        "conversation": {"id": THREAD, "conversationType": "channel", "isGroup": True, "tenantId": TENANT},
        "channelData": {
            "tenant": {"id": TENANT},
            "team": {"id": TEAM},
            "channel": {"id": CHANNEL},
            "teamsTeamId": TEAM,
            "teamsChannelId": CHANNEL,
        },
    }


def mention(text: str = "<at>Skolemiljø</at>", user_id: str = BOT_ID) -> Json:
    return {"type": "mention", "mentioned": {"id": user_id, "name": "Skolemiljø"}, "text": text}


def channel_message(text: str = "<at>Skolemiljø</at> hjelp\n", **change: object) -> Json:
    return message(text, **{"entities": [mention()]} | in_channel() | change)


def press(verb: str, data: Json | None = None, *, trigger: str = "manual", **change: object) -> Json:
    """Action.Execute; `trigger` is automatic when a card refreshes itself."""
    action = {"type": "Action.Execute", "title": "Knapp", "verb": verb, "data": data or {}}
    value = {"action": action, "trigger": trigger}
    return invoke("adaptiveCard/action", value, **{"replyToId": "1700000000000"} | change)


def invoke(name: str, value: object, **change: object) -> Json:
    return activity("invoke", **{"name": name, "value": value} | change)


def installation(action: str = "add", **change: object) -> Json:
    return activity("installationUpdate", **{"action": action} | change)


def members_added(*ids: str, **change: object) -> Json:
    people = [{"id": user_id, "aadObjectId": TEACHER} for user_id in ids]
    return activity("conversationUpdate", **{"membersAdded": people, "eventType": "teamMemberAdded"} | change)


def channel_event(event: str, channel: str = "", **told: object) -> Json:
    """Of a channel; the conversation is the team's first one, whichever it is about."""
    about = {"tenant": {"id": TENANT}, "team": {"id": TEAM}, "channel": {"id": channel or CHANNEL} | told}
    first = {"conversation": {"id": TEAM, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}}
    return activity("conversationUpdate", channelData=about | {"eventType": event}, **first)


def members_removed(*ids: str, **change: object) -> Json:
    return activity("conversationUpdate", **{"membersRemoved": [{"id": user_id} for user_id in ids]} | change)
