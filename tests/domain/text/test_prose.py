"""What people write, as it is kept."""

import pytest

from domain.text.prose import letters, tidied


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Per\u00a0Hansen sa\u202f«nei»", "Per Hansen sa «nei»"),
        ("en\r\nto\rtre\u2028fire\u2029fem\vseks\fsju", "en\nto\ntre\nfire\nfem\nseks\nsju"),
        ("می‌خواهم", "می‌خواهم"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("a\u200eb\u200fc", "a\u200eb\u200fc"),
        ("nul\x00l\x07 bla\u00adde \u202eomvendt\ue000", "null blade omvendt"),
        ("\ttabulator", "\ttabulator"),
    ],
)
def test_what_is_copied_from_elsewhere_keeps_its_words_apart(written: str, kept: str) -> None:
    assert tidied(written) == kept
    assert tidied(kept) == kept


def test_a_dash_says_nothing() -> None:
    assert letters("-.") == 0
    assert letters("ja") == 2
