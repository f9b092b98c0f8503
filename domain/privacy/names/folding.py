"""A folded text, in which names are looked for: small letters, no accents but å, æ and ø, one sign for each apostrophe
and hyphen, and none of other widths or weights.
"""

import re
import unicodedata
from functools import lru_cache

_SIGNS = dict.fromkeys("‘’\N{MODIFIER LETTER APOSTROPHE}\N{MODIFIER LETTER PRIME}′´`", "'") | dict.fromkeys(
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}–", "-"
)
_SPELT_OUT = {"a\N{COMBINING RING ABOVE}": "å", "a\N{COMBINING DIAERESIS}": "æ", "o\N{COMBINING DIAERESIS}": "ø"}
_ALIKE = re.compile("(aa|ae|å|æ)|(?:oe|ø)")


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


def alike(folded: str) -> str:
    """What begins alike however å, æ and ø are spelt in it; other words may be alike too."""
    return _ALIKE.sub(lambda found: "a" if found[1] else "o", folded)


def apart(text: str) -> str:
    """With a space, as long, for each sign that does not show: it may stand where one word ends and the next begins."""
    return "".join(" " if unicodedata.category(sign) == "Cf" else sign for sign in text)


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """Nothing for a sign that does not show."""
    plain = unicodedata.normalize("NFKD", _SIGNS.get(sign, sign)).casefold()
    for decomposed, letter in _SPELT_OUT.items():
        plain = plain.replace(decomposed, letter)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Mc", "Me", "Cf"})
