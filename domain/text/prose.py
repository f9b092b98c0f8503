"""What people write: how long it may be, and whether it says anything."""

from typing import Annotated

from pydantic import StringConstraints

ENTRY_MAX = 1500
WORDS = 2
"""The letters of the shortest thing a person says: «ja»."""
Prose = Annotated[str, StringConstraints(max_length=ENTRY_MAX, strip_whitespace=True)]


def letters(text: str) -> int:
    """How much is said: a dot or a dash says nothing."""
    return sum(map(str.isalpha, text))
