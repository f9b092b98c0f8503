"""A walk that is written in bokmål, through a bot that speaks another language: whoever presses is told what each text
of a card is in bokmål, and the card is kept as it was shown.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any

from babel.messages.pofile import read_po

from bot.language.catalogues import learn_languages, path_of
from domain.text.messages import SOURCE, add_catalogue
from domain.translation.catalogue import read_catalogue
from tests.kit.cards.dialogs import CardClient
from tests.kit.school import PLAN, Json

READ = ("text", "title", "label", "placeholder")
"""What of a card's parts a person reads."""
LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


class Card(dict[str, Any]):
    """A card told in bokmål. `shown`: as the bot made it."""

    shown: Json


@dataclass
class Interpreter(CardClient):
    """`said`: all that is said in the language, and what it is in bokmål. `untold`: messages it has no words for."""

    language: str
    said: dict[str, str] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)

    def message(self, card: Json) -> Json:
        return self._told(card)

    def answer(self, body: Json) -> Json:
        return {**body, "value": self._told(body["value"])} if body["type"].endswith("card.adaptive") else body

    def _told(self, card: Json) -> Json:
        told = Card(self._each(card))
        told.shown = card
        return told

    def _each(self, part: Any) -> Any:  # noqa: ANN401  (any type)
        if isinstance(part, list):
            return [self._each(one) for one in part]
        if isinstance(part, dict):
            return {name: self._text(value) if name in READ else self._each(value) for name, value in part.items()}
        return part

    def _text(self, text: Any) -> Any:  # noqa: ANN401  (any type)
        """What is called something («Saksnummer: 2026-001») is told in two."""
        if not isinstance(text, str):
            return self._each(text)
        called, colon, value = text.partition(": ")
        return self.said.get(text) or f"{self.said.get(called, called)}{colon}{self.said.get(value, value)}"

    def hears(self, worded: str, source: str, values: Mapping[str, object]) -> None:
        self.said[worded] = source.format_map({name: self._value(value) for name, value in values.items()})

    def _value(self, value: object) -> object:
        """A heading may stand in lower case within another text."""
        if not isinstance(value, str):
            return value
        heading = self.said.get(value.capitalize(), "")
        return self.said.get(value) or heading.lower() or value


def as_shown(card: Json) -> Json:
    return card.shown if isinstance(card, Card) else card


class Template(str):
    """A message in the language, and what it is in bokmål."""

    __slots__ = ("interpreter", "source")
    source: str
    interpreter: Interpreter

    def format_map(self, values: Mapping[str, object], /) -> str:  # type: ignore[override]  # the types cannot say it
        worded = super().format_map(values)
        self.interpreter.hears(worded, self.source, values)
        return worded


class Overheard(NullTranslations):
    """The messages of a language, each heard when it is worded."""

    def __init__(self, catalogue: NullTranslations, interpreter: Interpreter) -> None:
        super().__init__()
        self._catalogue, self._interpreter = catalogue, interpreter
        self._catalogue.add_fallback(Untold(interpreter))

    def gettext(self, message: str) -> str:
        return self._heard(self._catalogue.gettext(message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._heard(self._catalogue.ngettext(msgid1, msgid2, n), msgid1 if n == 1 else msgid2)

    def _heard(self, text: str, source: str) -> str:
        heard = Template(text)
        heard.source, heard.interpreter = source, self._interpreter
        return heard


class Untold(NullTranslations):
    """Is asked when the language has no words for a message."""

    def __init__(self, interpreter: Interpreter) -> None:
        super().__init__()
        self._interpreter = interpreter

    def gettext(self, message: str) -> str:
        self._interpreter.untold.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def interpreted(language: str) -> Iterator[CardClient]:
    """The client of people whose bot speaks the language."""
    if language == SOURCE:
        yield CardClient()
        return
    learn_languages()
    interpreter = Interpreter(language, _of_the_plan(language))
    add_catalogue(language, Overheard(_catalogue(language), interpreter))
    try:
        yield interpreter
    finally:
        add_catalogue(language, _catalogue(language))


def _catalogue(language: str) -> NullTranslations:
    return read_catalogue(path_of(language).read_text(encoding="utf-8"))


def _of_the_plan(language: str) -> dict[str, str]:
    with PLAN.with_suffix(f".{language}.po").open("rb") as file:
        return {str(entry.string): str(entry.id) for entry in read_po(file) if entry.id}
