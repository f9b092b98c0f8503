"""A pupil is found by the beginning of the names, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people.search import named
from tests.kit.people.cast import pupil
from tests.kit.school import NAMES, PUPILS


@pytest.mark.parametrize("words", ["kanari", "KANARI", "fugl kan", "Fuglesang, Kanariane", "Kánariane"])
def test_as_people_write_names(words: str) -> None:
    assert NAMES[0] in {one.name for one in named(PUPILS, words)}


@pytest.mark.parametrize("words", ["", "k", "anari", "kanarine x", "%", "*"])
def test_what_finds_nobody(words: str) -> None:
    assert named(PUPILS, words) == []


@given(st.permutations(pupil().name.split()), st.integers(2, 6))
def test_the_order_and_how_much_is_written_do_not_matter(names: list[str], letters: int) -> None:
    assert pupil() in named([pupil()], " ".join(name[:letters] for name in names))
