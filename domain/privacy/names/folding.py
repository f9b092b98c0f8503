"""A folded text, in which names are looked for: small letters, no accents but å, one sign for each apostrophe and
hyphen.
"""

import unicodedata
from functools import lru_cache

_SIGNS = dict.fromkeys("‘’\N{MODIFIER LETTER APOSTROPHE}´`", "'") | dict.fromkeys(
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}–", "-"
)


def composed(text: str) -> str:
    """One way to write a letter (NFC), however it was typed."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its signs stands in `text` (then the end of it)."""
    pieces = [_folded(sign) for sign in text]
    return "".join(pieces), [*(place for place, piece in enumerate(pieces) for _ in piece), len(text)]


def same(name: str) -> str:
    """What is alike for a name in other letters."""
    return " ".join(fold(composed(name))[0].split())


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """Nothing for a sign that does not show."""
    plain = unicodedata.normalize("NFD", _SIGNS.get(sign, sign)).casefold().replace("a\N{COMBINING RING ABOVE}", "å")
    return "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Mc", "Me", "Cf"})
