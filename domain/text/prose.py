"""What people write: how long it may be, and whether it says anything."""

import unicodedata
from typing import Annotated

from pydantic import StringConstraints

ENTRY_MAX = 1500
WORDS = 2
"""The letters of the shortest thing a person says: «ja»."""
Prose = Annotated[str, StringConstraints(max_length=ENTRY_MAX, strip_whitespace=True)]


_BREAKS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
_JOINING = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Nobody sees them, but without them Persian words and emoji fall apart, and lines of two directions are mixed up."""


def tidied(text: str) -> str:
    """Line ends and spaces as we keep them, whatever it was copied from, and none of the signs nobody can see."""
    lines = text.replace("\r\n", "\n").translate(_BREAKS)
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in lines)
    return "".join(sign for sign in spaced if sign in "\n\t" or sign in _JOINING or sign.isprintable())


def letters(text: str) -> int:
    """How much is said: a dot or a dash says nothing."""
    return sum(map(str.isalpha, text))
