"""LIX, by its formula (Björnsson 1968): words to a sentence, and long words of a hundred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activity_plan.parts import require_easy
from domain.errors import Unsure
from domain.text.lix import hard_for_a_child, lix

HARD = (
    "Eleven opplever gjentatte utestengelser i ustrukturerte situasjoner, og kartleggingen viser at medelevenes "
    "holdninger opprettholder situasjonen."
)


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long"),
    [
        ("Jeg leker. Du ser på.", 5, 2, 0),
        ("Jeg er ofte alene i friminuttene", 6, 1, 1),
        ("Vi møtes 2. desember kl. 12.30. Da leker vi!", 10, 2, 1),
        ("Hva skjer? Jeg spiser…\nVi spiser: brød", 7, 4, 0),
        ("Lille-Per sier «hei». Åse ler.", 5, 2, 1),
        ("Vi har det f.eks. bra", 6, 1, 0),
        (HARD, 15, 1, 10),
    ],
)
def test_it_is_words_to_a_sentence_and_long_words_of_a_hundred(
    text: str, words: int, sentences: int, long: int
) -> None:
    assert lix(text) == pytest.approx(words / sentences + 100 * long / words)


def test_no_words_are_easy_and_letters_in_two_parts_count_as_one() -> None:
    assert lix("") == lix("… – 🙂") == 0
    assert lix("måøåøå") == lix("ma\u030aøa\u030aøa\u030a") == 1


def test_what_is_hard_for_a_child_is_asked_about_once() -> None:
    with pytest.raises(Unsure, match="Dette er tungt å lese for eleven") as asked:
        require_easy("for_pupil", HARD, frozenset())
    require_easy("for_pupil", HARD, frozenset({asked.value.sure}))
    require_easy("for_pupil", "En voksen er med deg ute i hvert friminutt.", frozenset())


def test_one_long_word_of_a_few_says_nothing() -> None:
    assert lix("Vi hjelper deg.") > 25
    assert not hard_for_a_child("Vi hjelper deg.")
    assert hard_for_a_child("Kartleggingen gjennomføres systematisk.")


@given(st.text())
def test_any_text_has_an_index(text: str) -> None:
    assert lix(text) >= 0
