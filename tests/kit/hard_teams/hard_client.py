"""A phone in Teams on a bad day. What it does differently changes nothing for the person who holds it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from yarl import URL

from tests.kit.hard_teams.phones import as_a_phone
from tests.kit.teams.activities import Json, mention
from tests.kit.teams.client import Client

TYPED = ("{}", "{}&nbsp;", "&#160;{}", "\u200b{}", "{}\xa0\n", "<div>{}</div>")


@dataclass(frozen=True, slots=True)
class HardClient(Client):
    """`chance` is seeded: one seed is one bad day."""

    chance: Random

    def typed(self, text: str) -> Json:
        """With spaces of HTML in it, and once more as HTML."""
        marked = html.escape(text, quote=False)
        copy = {"contentType": "text/html", "content": f"<div>{marked}</div>"}
        return {"text": self.chance.choice(TYPED).format(marked), "attachments": [copy]}

    def mention(self) -> Json:
        """It does not always say how it is marked in the text."""
        told = mention()
        return {name: value for name, value in told.items() if name != "text" or self._now_and_then()}

    def carried(self, button: Json, inputs: Mapping[str, Json], values: Mapping[str, str]) -> Json:
        """Every input of the card, whatever the button asks for."""
        return {name: as_a_phone(inputs[name]["type"], value, self.chance) for name, value in values.items()}

    def addressed(self, body: Json) -> Json:
        """Now and then `replyToId` is not the message's."""
        elsewhere = {"replyToId": "1700000000999"} if "replyToId" in body and self.chance.random() < 0.1 else {}
        return body | {"serviceUrl": self.claimed(body["serviceUrl"])} | elsewhere

    def claimed(self, service_url: str) -> str:
        """With or without a slash at the end, and the host in letters of any size."""
        url = URL(service_url)
        host = self.chance.choice((str(url.host), str(url.host).title(), str(url.host).upper()))
        return f"{url.scheme}://{host}:{url.port}{url.path.rstrip('/')}{self.chance.choice(('', '/'))}"

    def taps_twice(self) -> bool:
        return self._now_and_then()

    def reloads(self) -> bool:
        return self._now_and_then()

    def tells_again(self) -> bool:
        return self._now_and_then()

    def _now_and_then(self) -> bool:
        return self.chance.random() < 0.25
