import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.name_guard import find_names, marked, unconfirmed
from domain.people import Pupil, PupilId
from tests.kit.cast import pupil

ENDINGS = ("", "s", "'s", "’s", "’", "'", "en")


def named(name: str, *, number: int = 1, school_class: str = "4B") -> Pupil:
    changed = {"name": name, "school_class": school_class, "id": PupilId(f"p{number}")}
    return pupil(number % 4).model_copy(update=changed)


def found(text: str, *others: Pupil, own: Pupil | None = None) -> list[str]:
    return [hit.text for hit in find_names(text, others, classmates_of="4B", own=own)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Kari og Ola lekte", ["Kari"]),
        ("Han er redd for Karis gjeng", ["Karis"]),
        ("KARI slo", ["KARI"]),
        ("kari slo", ["kari"]),
        ("Karianne er ikke hun", []),
        ("Kari Anne Nordmann-Berg sa det", ["Kari Anne Nordmann-Berg"]),
        ("Berg og Nordmanns venner", ["Berg", "Nordmanns"]),
        ("K.A.N. har sagt det", ["K.A.N."]),
    ],
)
def test_a_classmate_is_found_by_every_name(text: str, hits: list[str]) -> None:
    assert found(text, named("Kari Anne Nordmann-Berg")) == hits


def test_of_another_class_only_the_full_name_is_found() -> None:
    other = named("Kari Nordmann", school_class="6A")
    assert found("Kari lekte", other) == []
    assert found("kari  nordmann lekte", other) == ["kari  nordmann"]


def test_both_halves_of_a_double_name_are_names() -> None:
    assert found("Anne og Marie", named("Anne-Marie Li")) == ["Anne", "Marie"]


def test_the_names_the_pupil_bears_too_are_not_anothers() -> None:
    sister = named("Kari Nordmann")
    assert found("Nordmann og Kari", sister, own=named("Ola Nordmann", number=2)) == ["Kari"]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Vi så en bjørn", []),
        ("Bjørn er et dyr", []),
        ("Det var Bjørn som slo", ["Bjørn"]),
        ("Slutt. Bjørn kom", []),
        ("Han og Bjørns bror", ["Bjørns"]),
    ],
)
def test_a_name_that_is_a_word_too_is_a_name_only_with_a_capital_inside_a_sentence(text: str, hits: list[str]) -> None:
    assert found(text, named("Bjørn Li")) == hits


def test_a_pupil_with_one_name_only() -> None:
    assert found("Madonna lekte", named("Madonna")) == ["Madonna"]


def test_the_names_are_marked_and_those_answered_for_are_left_alone() -> None:
    text = "Kari slo, og Karis bror lo"
    hits = find_names(text, [named("Kari Li")], classmates_of="4B")
    assert marked(text, hits) == "⟦Kari⟧ slo, og ⟦Karis⟧ bror lo"
    assert [hit.text for hit in unconfirmed(hits, {"karis": "Broren er kjent"})] == ["Kari"]


words = st.text(alphabet="bcdfghjklmnpqrtvwxz ,.", max_size=30)


@given(words, words, st.sampled_from(["Kåre", "Ærling", "Zoë", "José"]), st.sampled_from(ENDINGS), st.booleans())
def test_any_classmate_is_found_in_any_text_at_the_right_place(
    before: str, after: str, name: str, ending: str, composed: bool
) -> None:
    text = f"{before} {name}{ending} {after}"
    text = unicodedata.normalize("NFC" if composed else "NFD", text)
    hits = find_names(text, [named(f"{name} Nordmann")], classmates_of="4B")
    whole = unicodedata.normalize("NFC", text)
    assert f"{name}{ending}" in [whole[hit.start : hit.end] for hit in hits]
    assert all(whole[hit.start : hit.end] == hit.text for hit in hits)


@given(st.text(alphabet="abcdefghijklmnoprstuvyæøå .,\n", max_size=200))
def test_text_without_the_name_has_no_hits(text: str) -> None:
    assert find_names(text, [named("Xerxes Qvistgaard")], classmates_of="4B") == []
