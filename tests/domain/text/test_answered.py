"""A choice in several parts of a card."""

from domain.text.answered import several


def test_the_parts_of_a_choice_are_one_and_what_is_no_choice_is_left_to_be_refused() -> None:
    assert several("a,b") == ("a", "b")
    assert several({"1": "a,b", "2": "", "3": "c"}) == ("a", "b", "c")
    assert several(3) == 3
    assert several({"1": 3}) == {"1": 3}
