"""Which word is answered with what."""

from collections.abc import Callable
from typing import TypeVar

from bot.language.commands import Command
from cards.kit.elements import Card
from services.turn import Turn

Answer = Callable[[Command, Turn], Card]
A = TypeVar("A", bound=Answer)
ANSWERS: dict[str, Answer] = {}


def word(*words: str) -> Callable[[A], A]:
    """Registers what a word is answered with."""

    def register(answer: A) -> A:
        ANSWERS.update(dict.fromkeys(words, answer))
        return answer

    return register
