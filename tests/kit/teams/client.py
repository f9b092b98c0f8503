"""A Teams client as the cards mean it, and as the Playground is: what a person does comes once, just as it was done."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.kit.teams.activities import Json, mention
from tests.kit.teams.connector import FakeConnector


class Client:
    def typed(self, text: str) -> Json:
        """The parts of a message that say what was typed."""
        return {"text": text}

    def mention(self) -> Json:
        return mention()

    def carried(self, button: Json, inputs: Mapping[str, Json], values: Mapping[str, str]) -> Json:
        """What a press of `button` sends of the card's `inputs`, with their values."""
        return {} if button.get("associatedInputs") == "none" else dict(values)

    def addressed(self, body: Json) -> Json:
        """The activity with the addresses this client writes on it."""
        return body

    def claimed(self, service_url: str) -> str:
        """The service URL as it stands in the token."""
        return service_url

    def taps_twice(self) -> bool:
        return False

    def reloads(self) -> bool:
        """Whether the message's own card comes back before a press."""
        return False

    def tells_again(self) -> bool:
        """Whether Teams tells of an install once more."""
        return False


@dataclass(frozen=True, slots=True)
class Teams:
    """A connector and the clients of those who use it."""

    def connector(self) -> FakeConnector:
        return FakeConnector()

    def client(self) -> Client:
        return Client()


EASY = Teams()
