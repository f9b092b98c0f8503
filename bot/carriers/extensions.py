"""The commands in a message's menu on the wire: what one brings of the message (`composeExtension/fetchTask`). What is
pressed in its dialog (`composeExtension/submitAction`) and every answer are as those of other dialogs.

The message's text is offered on a form: it travels in the dialog's buttons, and is kept nowhere before that is sent.
"""

import hashlib
import hmac
import re
import secrets
from html.parser import HTMLParser
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from bot.carriers.dialogs import OF_MESSAGES, Pressed
from cards.alert.actions import StartAlert
from cards.case.actions import StartLog
from domain.text.prose import ENTRY_MAX, tidied

OPENS, SENDS = OF_MESSAGES
ALERT, LOG = "alertFromMessage", "logFromMessage"
LONGEST = ENTRY_MAX + 1
"""Letters that travel: one more than any form takes, so that it can be seen when some are left out."""
_SALT = secrets.token_bytes(32)
_CELLS = frozenset({"td", "th"})
_OF_A_QUOTE = frozenset({"mri", "time"})
"""Who wrote what is quoted, and when."""
_LINES = frozenset({"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "pre"})
_DECLARED = re.compile("<!--.*?(?:-->|$)|<![^>]*>?", re.DOTALL)
"""Comments and the like; the parser gives up on some."""
_UNSAID = frozenset({"script", "style"})


class _Wire(BaseModel):
    """The part that is read; Teams tells also who wrote the message, when, and where it stands."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, strict=True)


class _Written(_Wire):
    content_type: str | None = None
    content: str | None = None


class _Message(_Wire):
    id: Annotated[str, StringConstraints(max_length=1024)] | None = None
    body: _Written | None = None


class _Value(_Wire):
    command_id: str
    message_payload: _Message | None = None


def opened(value: object, who: str, conversation: str) -> Pressed | None:
    """The press that the command stands for, with the message's text; None for a command that is not ours.

    The same message opened again by the same person is the same alert, as long as this process lives.
    """
    try:
        said = _Value.model_validate(value)
    except ValidationError:
        return None
    about = said.message_payload or _Message()
    message, text = about.id or secrets.token_hex(16), _text_of(about.body or _Written())
    if said.command_id == LOG:
        return Pressed(StartLog.verb, {}, None, text)
    if said.command_id != ALERT:
        return None
    key = hmac.new(_SALT, repr((who, conversation, message)).encode(), hashlib.sha256).hexdigest()[:32]
    return Pressed(StartAlert.verb, {"draft_id": key}, None, text)


def _text_of(body: _Written) -> str:
    written = body.content or ""
    return (_one_after_another(written) if body.content_type == "text" else plain(written))[:LONGEST]


def plain(html: str) -> str:
    """What a message says, line by line: without its shapes, and with those it mentions by name."""
    reader = _Reader()
    reader.feed(_DECLARED.sub("", html))
    reader.close()
    return _one_after_another("".join(reader.said))


def _one_after_another(text: str) -> str:
    """The lines that say something."""
    return "\n".join(said for line in tidied(text).split("\n") if (said := " ".join(line.split())))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unsaid: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSAID or dict(attrs).get("itemprop") in _OF_A_QUOTE:
            self._unsaid.append(tag)
        self._apart(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unsaid and self._unsaid[-1] == tag:
            self._unsaid.pop()
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        """A line's end within it is a space, as in a browser."""
        self.said += [] if self._unsaid else [" ".join(data.split("\n"))]

    def _apart(self, tag: str) -> None:
        self.said += ["\n"] if tag in _LINES else [" "] if tag in _CELLS else []
