from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from domain.text.concurrent_edits import marks, together

words = st.sampled_from(["", "Alene", "Utestengt", "Trives"])
forms = st.fixed_dictionaries({"problem": words, "findings": words, "followed": words})


@given(opened=forms, stands=forms, mine=forms)
def test_nobodys_words_are_lost_and_nobodys_are_written_over_unseen(
    opened: Mapping[str, str], stands: Mapping[str, str], mine: Mapping[str, str]
) -> None:
    both = together(marks(opened), stands, mine)
    assert both.fields.keys() == stands.keys()
    for name in stands:
        i_wrote, they_wrote = mine[name] != opened[name], stands[name] != opened[name]
        assert both.fields[name] == (mine[name] if i_wrote else stands[name])
        assert (name in both.overtaken) is (i_wrote and they_wrote and mine[name] != stands[name])


@given(stands=forms, mine=forms)
def test_marks_of_something_else_are_of_nothing_that_was_seen(
    stands: Mapping[str, str], mine: Mapping[str, str]
) -> None:
    for strange in ("", "x.y", "." * 20):
        both = together(strange, stands, mine)
        assert set(both.overtaken) == {name for name in stands if mine[name] != stands[name]}
