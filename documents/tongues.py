"""The language of what someone has said, as its script tells it: read aloud, it is not to be read as Norwegian."""

import unicodedata
from collections import Counter

_OF_SCRIPT = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "THAI": "th",
}
"""Scripts that one language has, or one far more than others."""
UNKNOWN = "und"
"""Not ours, and which of several cannot be told (Arabic, Persian, Urdu …): as BCP 47 has it."""


def tongue_of(text: str) -> str:
    """By the script most letters are of; nothing for Latin ones, which may be Norwegian."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    most = next((script for script, _times in scripts.most_common(1)), "LATIN")
    return "" if most == "LATIN" else _OF_SCRIPT.get(most, UNKNOWN)
