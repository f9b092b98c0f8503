"""A channel of a team, as those in it see it: posts, and the reply to whoever presses."""

from dataclasses import dataclass, field
from typing import Any

from tests.kit.school import Chat, Json, buttons, walk, words
from tests.kit.teams.activities import BOT_ID, TEAM, TENANT, activity

OWN_CHAT = ("Åpne chatten med meg", f"https://teams.microsoft.com/l/chat/0/0?users={BOT_ID}")
TEACHERS = "19:ansatte@thread.tacv2"


@dataclass(slots=True)
class ChannelChat:
    """`card` is what the one who pressed last sees."""

    chat: Chat
    id: str = TEACHERS
    card: Json = field(default_factory=dict)
    thread: str = ""
    message: str = "none"

    def _place(self, thread: str = "") -> Json:
        return {
            "conversation": {"id": thread or self.id, "conversationType": "channel", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}, "team": {"id": TEAM}, "channel": {"id": self.id}},
        }

    async def says(self, who: str, text: str) -> Json:
        """Write to the bot in a thread; its answer stands there for all."""
        self.thread = f"{self.id};messageid=1"
        told = {"text": f"<at>Skolemiljø</at> {text}", "entities": [self.chat.phone.mention()]}
        await self.chat.post(activity("message", **(self.chat._from(who) | self._place(self.thread) | told)))
        return self.look(self.thread)

    async def team_event(self, who: str, kind: str, **change: object) -> None:
        for _ in range(1 + self.chat.phone.tells_again()):
            await self.chat.post(activity(kind, **(self.chat._from(who) | self._place() | change)))

    async def installs(self, who: str) -> None:
        await self.team_event(who, "conversationUpdate", membersAdded=[{"id": BOT_ID}])

    async def removes(self, who: str) -> None:
        await self.team_event(who, "conversationUpdate", membersRemoved=[{"id": BOT_ID}])

    @property
    def threads(self) -> list[str]:
        """The threads the bot has begun in the channel, oldest first, but for what stood open when it was bound."""
        return [thread for thread in self.begun if not self._stands_open(thread)]

    @property
    def begun(self) -> list[str]:
        """All threads the bot has begun in the channel."""
        known = self.chat.connector.messages
        return [key for key in known if key.startswith(f"{self.id};messageid=m") and known[key]]

    def _stands_open(self, thread: str) -> bool:
        return words(self._card(thread))[0].startswith("Åpent nå")

    def stood_open(self) -> list[list[str]]:
        """What was told to stand open each time the channel was bound."""
        return [words(self._card(thread)) for thread in self.begun if self._stands_open(thread)]

    def posts(self) -> list[list[str]]:
        """What each post of the bot says now, oldest first."""
        return [words(self._card(thread)) for thread in self.threads]

    def opens(self, number: int = -1) -> Json:
        """Look at one of the posts; the next press is on it."""
        return self.look(self.threads[number])

    def opens_that(self, says: str) -> Json:
        """The first of the posts that says so; those of a moment come in any order."""
        return self.opens(next(n for n, post in enumerate(self.posts()) if any(says in line for line in post)))

    def has(self, words: str) -> bool:
        """Whether any of the posts says so."""
        return any(words in line for post in self.posts() for line in post)

    async def presses(self, who: str, title: str, of: str = "", /, **inputs: str) -> Json:
        """Press a button of the card in sight, or of the part of it that says `of`. The reply is for who pressed."""
        button = next((b for b in buttons(self._part(of)) if b["title"] == title), None)
        assert button, f"«{title}» is not on the card, but {[b['title'] for b in buttons(self.card)]}"
        offered = {piece["id"]: piece for piece in walk(self.card) if str(piece.get("type", "")).startswith("Input.")}
        assert inputs.keys() <= offered.keys(), f"{inputs.keys() - offered.keys()} not among {list(offered)}"
        values = {name: piece.get("value", "") for name, piece in offered.items()}
        sent = self.chat.phone.carried(button, offered, values | inputs)
        place = self._place(self.thread) | {"replyToId": self.message}
        self.chat.cards[who] = self.card
        answer = await self.chat.invoke(who, button["verb"], button["data"] | sent, **place)
        if answer["type"].endswith("card.adaptive"):
            self.card = answer["value"]
        return answer

    def _part(self, of: str) -> Any:  # noqa: ANN401  (any type)
        boxes = (piece for piece in walk(self.card) if piece.get("type") == "Container")
        return next((piece for piece in boxes if any(of in line for line in words(piece))), {}) if of else self.card

    def leads_to(self) -> list[tuple[str, str]]:
        """The buttons of the card in sight that open something else, and what."""
        return [(one["title"], one["url"]) for one in walk(self.card) if one.get("type") == "Action.OpenUrl"]

    def sees(self) -> str:
        return "\n".join(words(self.card))

    def titles(self) -> list[str]:
        return [button["title"] for button in buttons(self.card)]

    def _card(self, thread: str) -> Any:  # noqa: ANN401  (any type)
        last = list(self.chat.connector.messages[thread].values())[-1]
        return self.chat.shown_in.message(last["attachments"][0]["content"])

    def look(self, thread: str) -> Json:
        self.thread, self.message = thread, list(self.chat.connector.messages[thread])[-1]
        self.card = self._card(thread)
        return self.card


async def bound(chat: Chat, *receives: str, channel_id: str = TEACHERS) -> ChannelChat:
    channel = ChannelChat(chat, channel_id)
    await channel.says("principal", "kanal")
    await channel.presses("principal", "Velg hva kanalen får")
    await channel.presses("principal", "Lagre", receives=",".join(receives))
    return channel
