"""A school year of ten cases: what people do on which day, and a calendar of all that the bot wrote by itself."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta

from tests.kit.school import NAMES, Chat, words
from tests.kit.steps.saksgang import agrees_on_a_short_plan, evaluates, opens, takes, to_the_outcome, writes_the_plan
from tests.kit.teams.channel import ChannelChat, bound
from tests.kit.year.days import moment, tick

CHANNELS = {
    "19:ansatte": ("årshjul",),
    "19:ledelse": ("ledelse", "evalueringer"),
    "19:aks": ("aks",),
    "19:fjerde": ("trinn 4",),
    "19:sjette": ("trinn 6",),
}
Doing = Callable[[Chat], Awaitable[None]]


class SchoolYear:
    """`lines` is the calendar: a day, where to, and what."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.cases: dict[str, str] = {}
        self.lines: list[str] = []
        self.channels: dict[str, ChannelChat] = {}
        self._seen = 0

    async def opens_its_channels(self) -> None:
        for key, receives in CHANNELS.items():
            self.channels[key] = await bound(self.chat, *receives, channel_id=f"{key}@thread.tacv2")

    async def lives(self, first: date, last: date, doings: dict[date, Doing]) -> None:
        """Two ticks a day, the closed days too; what people do, they do after the morning."""
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            for at in (moment(day), moment(day) + timedelta(hours=4)):
                self.chat.clock.now = at
                self._seen = len(self.chat.connector.requests)
                await tick(self.chat)
                self._writes_down(day)
            if day in doings:
                self.chat.clock.now = moment(day) + timedelta(hours=5)
                await doings[day](self.chat)
                await tick(self.chat)

    def _writes_down(self, day: date) -> None:
        """In the order of the alphabet: what is sent at once arrives in any order."""
        self.lines += sorted(self._told(day))

    def _told(self, day: date) -> Iterator[str]:
        for request in self.chat.connector.requests[self._seen :]:
            if request.method != "POST":
                continue
            where = request.body.get("channelData", {}).get("channel", {}).get("id", "") or request.path
            body = request.body.get("activity", request.body)
            if "attachments" in body:
                said = " | ".join(words(body["attachments"][0]["content"]))
                yield f"{day} {_place(where)}: {said}"


def _place(where: str) -> str:
    return where.rsplit("/conversations/", maxsplit=1)[-1].removesuffix("/activities").removesuffix("@thread.tacv2")


async def alerted(chat: Chat, cases: dict[str, str], key: str, pupil: str, **said: str) -> None:
    who = "teacher6" if pupil == NAMES[3] else "teacher"
    await chat.alert(who, pupil, **({"kinds": "elev_sier"} | said))
    await chat.presses(who, "Send varselet")
    cases[key] = next(line.split(": ")[1] for line in words(chat.cards[who]) if line.startswith("Saksnummer"))


async def taken(chat: Chat, reference: str) -> None:
    await opens(chat, "line", reference)
    await chat.presses("line", "Ta imot")


async def decided(chat: Chat, reference: str, outcome: str) -> None:
    await to_the_outcome(chat, outcome, reference)


async def planned(chat: Chat, reference: str, day: date) -> None:
    """A plan in effect, evaluated the first time after a week."""
    await takes(chat, "line", reference, "Hold analysemøte")
    await takes(chat, "social", reference, "Hold planmøte med elev og foresatte")
    await _put_into_effect(chat, reference, day, timedelta(days=60))


async def shortly_planned(chat: Chat, reference: str, day: date) -> None:
    """As `planned`, for a short plan."""
    await agrees_on_a_short_plan(chat, reference)
    await _put_into_effect(chat, reference, day, timedelta(days=30))


async def _put_into_effect(chat: Chat, reference: str, day: date, lasts: timedelta) -> None:
    end, evaluate_on = day + lasts, day + timedelta(days=7)
    await writes_the_plan(chat, reference, end=end.isoformat(), evaluate_on=evaluate_on.isoformat())
    await chat.presses("social", "Sett planen i verk")


async def followed_up(chat: Chat, reference: str) -> None:
    """Evaluated (late, it may be), followed up and closed."""
    await evaluated(chat, reference, chat.clock.now.date() + timedelta(days=21))
    await takes(chat, "teacher", reference, "Følg opp etter at det har stoppet")
    await closed(chat, reference)


async def evaluated(chat: Chat, reference: str, following: date) -> None:
    await evaluates(chat, reference, next_on=following.isoformat())


async def closed(chat: Chat, reference: str) -> None:
    await opens(chat, "social", reference)
    await chat.presses("social", "Avslutt, eller undersøk på nytt")
    await chat.presses("social", "Avslutt saken", safe_now="ja", pupil_words="Kanarisitat", reason="Alle er enige")
