"""Dialogs on the wire: what a press that opens one (`task/fetch`) or is made in one (`task/submit`) brings, and what
answers it (Microsoft: «Use dialogs with bots»). The HTTP status is always 200.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from bot.carriers.buttons import TEAMS, within_dialog

OPENS, SENDS = "task/fetch", "task/submit"
OF_MESSAGES = ("composeExtension/fetchTask", "composeExtension/submitAction")
"""Those of a message's menu (`extensions`)."""
TITLE = "Skolemiljø"
_ADAPTIVE = "application/vnd.microsoft.card.adaptive"

Body = dict[str, Any]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=1024, pattern=r"^[^\x00-\x1f\x7f]+$")]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`data`: what the button carries, and the answers. `message`: the one the dialog was opened from, if it says so.

    `held`: the words a dialog of a message's menu offers. All of it is what a client chose to send. The message is
    looked for in the person's own conversation only.
    """

    verb: str
    data: Mapping[str, object]
    message: str | None
    held: str | None = None


class _Carried(BaseModel):
    """What stands in our buttons; beside it, in `model_extra`, stand the answers."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)

    verb: _Id
    data: dict[str, Any]
    message: _Id | None = None
    held: str | None = None


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    data: _Carried


def pressed(name: str, value: object) -> Pressed | None:
    """None when it is no button of ours. A message has no inputs: nothing of use stands beside what opens a dialog."""
    try:
        button = _Value.model_validate(value).data
    except ValidationError:
        return None
    beside = (button.model_extra or {}) if name != OPENS else {}
    answers = {name: said for name, said in beside.items() if name != TEAMS}
    return Pressed(button.verb, button.data | answers, button.message, button.held)


def answer_to(name: str | None, body: Body, message: str | None = None, held: str | None = None) -> Body:
    """The body that answers a press, as the invoke of that name wants it: the next card stays in the dialog, and words
    take its place. `message`: the one the dialog was opened from; `held`: the words it goes on offering.
    """
    if name not in (OPENS, SENDS, *OF_MESSAGES):
        return body
    if body["type"] == _ADAPTIVE:
        return {"task": {"type": "continue", "value": _shown(within_dialog(body["value"], message, held))}}
    said = body["value"]
    return {"task": {"type": "message", "value": said if isinstance(said, str) else said["message"]}}


def _shown(card: Body) -> Body:
    """Phones give a dialog the whole screen, whatever it asks for."""
    return {
        "title": TITLE,
        "height": "large",
        "width": "medium",
        "card": {"contentType": _ADAPTIVE, "content": card},
    }
