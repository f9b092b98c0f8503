"""The few words the bot answers to in a channel, where others read along."""

from collections.abc import Callable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.handlers import channels, year
from bot.router import Turn
from cards import start
from cards.elements import Card

FORGIVEN = 0.75
WORDS: dict[str, Callable[[Turn], Card]] = {
    "kanal": channels.shown,
    "årshjul": year.month,
    "hjelp": lambda _turn: start.channel_help(),
}


def answer(text: str, turn: Turn) -> Card:
    """What is said to all in the channel. Another word is answered with where to ask."""
    first = next(iter(text.casefold().split()), "")
    found = process.extractOne(first, list(WORDS), scorer=OSA.normalized_similarity, score_cutoff=FORGIVEN)
    return WORDS[found[0]](turn) if found else start.channel_help()
