"""Norwegian national identity numbers: found, so that they can be refused (law 6)."""

import re

_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6}[\s.-]?\d{5}(?!\d)")
_GUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def holds_identity_number(text: str) -> bool:
    """Whether eleven digits, at most parted after the sixth, have the two check digits of a national identity number.

    The date is not looked at, so that D numbers, help numbers and synthetic numbers are found too. A directory id may
    have such digits by chance and is left out.
    """
    return any(_checks(found[0]) for found in _ELEVEN_DIGITS.finditer(_GUID.sub("", text)))


def _checks(number: str) -> bool:
    digits = [int(character) for character in number if character.isdecimal()]
    return not any(sum(w * d for w, d in zip(weights, digits, strict=False)) % 11 for weights in (_FIRST, _SECOND))
