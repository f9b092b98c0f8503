"""The language of a quote, by its script."""

import pytest

from documents.tongues import tongue_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Jeg er redd", ""),
        ("Ola sa «hei»", ""),
        ("நான் பயப்படுகிறேன்", "ta"),
        ("אני מפחד", "he"),
        ("Φοβάμαι", "el"),
        ("أنا خائف", "und"),
        ("Мне страшно, Ola", "und"),
        ("", ""),
        ("123 😢", ""),
    ],
)
def test_the_script_most_letters_are_of(text: str, lang: str) -> None:
    assert tongue_of(text) == lang
