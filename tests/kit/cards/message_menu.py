"""A message's menu in a Teams client, and the dialog that a command of it opens (Microsoft: «message extensions»)."""

from dataclasses import dataclass, field
from typing import Any

from tests.kit.cards.card_schema import is_input, schema_problems
from tests.kit.cards.dialogs import OF_DIALOGS
from tests.kit.school import Chat, by_input, is_part, walk, words
from tests.kit.teams.activities import TENANT, activity

Json = dict[str, Any]
ALERT, LOG = "alertFromMessage", "logFromMessage"
GROUP = {"id": "19:gruppe@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
"""A chat where the bot is not."""
SAID = '<div><div>Kanarimelding:&nbsp;<b>slått</b> i garderoben<br>av <at id="0">Kari</at></div></div>'
PLAIN = "Kanarimelding: slått i garderoben\nav Kari"


def of_teams(content: str = SAID, message: str = "1700000000123") -> Json:
    """What Teams tells of a message."""
    user = {"userIdentityType": "aadUser", "id": "aaaaaaaa-0000-4000-8000-000000000000", "displayName": "Kari"}
    return {
        "id": message,
        "replyToId": None,
        "createdDateTime": "2026-11-23T08:00:00.000Z",
        "lastModifiedDateTime": None,
        "deleted": False,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "nb-no",
        "linkToMessage": f"https://teams.microsoft.com/l/message/19:gruppe@thread.v2/{message}",
        "from": {"application": None, "device": None, "conversation": None, "user": user},
        "body": {"contentType": "html", "content": content},
        "attachments": [],
        "mentions": [{"id": 0, "mentionText": "Kari", "mentioned": {"user": user}}],
        "reactions": [],
    }


def of_playground(content: str = SAID, message: str = "b3d1c1c2-17d5-4d0b-9f0e-5a2f7f0a9c11") -> Json:
    """What the Playground tells: ids that are no numbers, no link, and nothing that is null."""
    dropped = {"replyToId", "lastModifiedDateTime", "subject", "summary", "linkToMessage"}
    told = {name: value for name, value in of_teams(content, message).items() if name not in dropped}
    return told | {"locale": "en-us", "mentions": [{"id": 0, "mentionText": "<at>Kari</at>"}]}


@dataclass(slots=True)
class MessageMenu:
    """`who` looks at a message in `place`; `card` is what stands in the dialog, as it was sent."""

    chat: Chat
    who: str
    message: Json | None = field(default_factory=of_teams)
    place: Json = field(default_factory=lambda: {"conversation": GROUP})
    command: str = ""
    card: Json = field(default_factory=dict)
    said: str = ""

    async def chooses(self, command: str) -> "MessageMenu":
        self.command = command
        await self._posts("composeExtension/fetchTask", {})
        return self

    async def presses(self, title: str, **inputs: str) -> "MessageMenu":
        """Teams sends what the button carries and all that the card asks for beside it."""
        offered = {piece["id"]: piece for piece in walk(self.card) if "type" in piece and is_input(piece)}
        asked = {name: piece.get("value", "") for name, piece in offered.items()}
        inputs = by_input(inputs, offered)
        assert inputs.keys() <= asked.keys(), f"{inputs.keys() - asked.keys()} not among {list(asked)}"
        button = next(one for one in self.buttons() if one["title"] == title)
        await self._posts("composeExtension/submitAction", {"data": button["data"] | asked | inputs})
        return self

    async def _posts(self, name: str, more: Json) -> None:
        value = {"commandId": self.command, "commandContext": "message", "context": {"theme": "default"}} | more
        value |= {} if self.message is None else {"messagePayload": self.message}
        sent = self.chat._from(self.who) | self.place | {"name": name, "value": value}
        status, body = await self.chat.post(activity("invoke", **sent))
        assert (status, body.keys()) == (200, {"task"})
        self._shows(body["task"])

    def _shows(self, task: Json) -> None:
        self.said, self.card = "", {}
        if task["type"] == "message":
            self.said = task["value"]
            return
        assert task["type"] == "continue"
        assert task["value"].keys() == {"title", "height", "width", "card"}
        self.card = task["value"]["card"]["content"]
        assert not (found := schema_problems(self.card, OF_DIALOGS)), found

    def buttons(self) -> list[Json]:
        return [piece for piece in walk(self.card, past="selectAction") if piece.get("type") == "Action.Submit"]

    def sees(self) -> str:
        return "\n".join(words(self.card))

    def filled(self, name: str) -> str:
        """What stands in an input."""
        return str(next(piece for piece in walk(self.card) if piece.get("id") == name).get("value", ""))

    def choice(self, name: str, title: str) -> str:
        offered = (one for piece in walk(self.card) if is_part(piece, name) for one in piece["choices"])
        return next(str(one["value"]) for one in offered if title in one["title"])
