"""How hard a text is to read: LIX (läsbarhetsindex), by C. H. Björnsson, «Läsbarhet», Stockholm 1968."""

import re
import unicodedata

LONG = 6
"""A word of more letters than this is long."""
FOR_A_CHILD = 25
"""Children's books are below it."""
FEW = 10
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_END = re.compile(r"[!?:…](?=\W|$)|\.(?!\s*[a-zæøåäöéü\d])|\n")
"""Of a sentence: no full stop that a small letter or a figure follows («2. desember», «12.30»)."""


def lix(text: str) -> float:
    """Words to a sentence, and how many of a hundred words are long; 0 of no words."""
    composed = unicodedata.normalize("NFC", text)
    words = _WORD.findall(composed)
    if not words:
        return 0.0
    sentences = sum(bool(_WORD.search(one)) for one in _END.split(composed))
    return len(words) / sentences + 100 * _long(words) / len(words)


def hard_for_a_child(text: str) -> bool:
    """Of a few words, one that is long says nothing."""
    words = _WORD.findall(text)
    return lix(text) > FOR_A_CHILD and (len(words) >= FEW or _long(words) > 1)


def _long(words: list[str]) -> int:
    return sum(len(word) > LONG for word in words)
