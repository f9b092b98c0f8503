"""The few words the bot answers to in a channel, where others read along."""

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.show.reminders import channel_card
from bot.show.year import month
from cards import start
from cards.kit.elements import Card
from services.turn import Turn

FORGIVEN = 0.75
CHANNEL = "kanal"
WORDS: dict[str, Callable[[Turn], Card]] = {
    CHANNEL: channel_card,
    "årshjul": month,
    "hjelp": lambda turn: start.channel_help(turn.bot_id),
}


ALSO = {
    "channel": CHANNEL,
    "year": "årshjul",
    "plan": "årshjul",
    "help": "hjelp",
}
"""In English."""


def answer(text: str, turn: Turn) -> Card:
    """What is said to all in the channel. Another word is answered with where to ask."""
    word = word_of(text)
    return WORDS[word](turn) if word else start.channel_help(turn.bot_id)


def word_of(text: str) -> str | None:
    """The word that was meant."""
    first = next(iter(text.casefold().split()), "")
    found = process.extractOne(first, [*WORDS, *ALSO], scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    return ALSO.get(found[0], found[0]) if found else None
