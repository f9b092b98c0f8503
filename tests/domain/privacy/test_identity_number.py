from hypothesis import given
from hypothesis import strategies as st

from domain.privacy.identity_number import holds_identity_number
from tests.kit.people.identity_numbers import identity_numbers

SYNTHETIC = "01819012365"
"""Tenor's kind (month + 80), made up here; it belongs to nobody."""


def test_a_number_with_both_check_digits_is_found() -> None:
    assert holds_identity_number(SYNTHETIC)
    assert not holds_identity_number(SYNTHETIC[:-1] + "6")


@given(identity_numbers(), st.sampled_from(["", " ", "\u00a0", "-", "."]))
def test_it_is_found_inside_other_text_and_parted_after_the_birth_date(number: str, gap: str) -> None:
    assert holds_identity_number(f"Kanari, f. {number[:6]}{gap}{number[6:]}.")


@given(identity_numbers(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_no_number(number: str, place: int, by: int) -> None:
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not holds_identity_number(wrong)


@given(identity_numbers(), st.sampled_from(["0", "47"]))
def test_a_longer_number_is_something_else(number: str, more: str) -> None:
    assert not holds_identity_number(number + more)
    assert not holds_identity_number(more + number)


@given(identity_numbers())
def test_a_directory_id_may_have_such_digits_by_chance(number: str) -> None:
    assert not holds_identity_number(f"8b0e9a51-0000-4000-8000-a{number}")
    assert holds_identity_number(f"8b0e9a51-0000-4000-8000-a{number[:-1]}a, {number}")
