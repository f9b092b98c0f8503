"""Which cases are asked for after «saker»: as people write it, and read back from a button."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.case_filter import misread, read_filter
from bot.language.commands import parse
from bot.language.filter_terms import Terms
from domain.case.case_filter import CaseFilter
from tests.kit.school import the_plan

SCRAPS = ("4b", "10.", "trinn", "femte", "ikke", "tatt", "imot", "mine", "forfalt", "x")


@pytest.mark.parametrize(
    ("typed", "name", "not_read"),
    [
        ("4b", "4B", ""),
        ("4 b og 6a", "4B, 6A", ""),
        ("4.trinn", "4. trinn", ""),
        ("trinn 4", "4. trinn", ""),
        ("på 10. klassetrinn", "10. trinn", ""),
        ("fjere trinn", "4. trinn", ""),
        ("syvende klasse", "7. trinn", ""),
        ("forfallt", "over fristen", ""),
        ("ikke tat imot", "ikke tatt imot", ""),
        ("som ikke er tatt i mot", "ikke tatt imot", ""),
        ("ubehandlet 4b", "4B, ikke tatt imot", ""),
        ("11. trinn", "", "«11»"),
        ("ikke forfalt", "", "«ikke forfalt»"),
        ("4b 5b 6b 6c 7a", "4B, 5B, 6B, 6C", "«7a»"),
        ("mine kari", "mine", "en del av det du skrev"),
        ("lukkede **kari**", "avsluttede", "en del av det du skrev"),
    ],
)
def test_filters(typed: str, name: str, not_read: str) -> None:
    assert (read_filter(typed).name, misread(read_filter(typed))) == (name, not_read)


@given(st.text(max_size=100) | st.lists(st.sampled_from(SCRAPS)))
def test_the_filter_in_a_button_is_read_back(typed: str | list[str]) -> None:
    read = read_filter(typed if isinstance(typed, str) else " ".join(typed))
    assert read_filter(read.name) == CaseFilter(classes=read.classes, grades=read.grades, states=read.states)
    assert len(read.name) <= 250


SCHOOLS_OWN = Terms.of(the_plan().pick_lists, date(2026, 11, 23))
ASKED = (
    "4. trinn",
    "6b",
    "vold",
    "i garderoben",
    "over fristen",
    "ikke tatt imot",
    "mine",
    "nye",
    "uten plan",
    "lukkede",
    "åpne",
    "i fjor",
    "hvor mange",
    "ukjentord",
)


@given(st.lists(st.sampled_from(ASKED), unique=True).flatmap(lambda asked: st.tuples(*[st.permutations(asked)] * 2)))
def test_any_order_gives_the_same_filter(orders: tuple[list[str], list[str]]) -> None:
    one, other = (read_filter(f"saker {' '.join(order)}", SCHOOLS_OWN) for order in orders)
    assert one == other
    assert read_filter(one.name, SCHOOLS_OWN) == replace(one, unknown=())


@pytest.mark.parametrize(
    ("typed", "name", "unknown"),
    [
        ("lukkede saker i fjor", "avsluttede, 2025", ()),
        ("kor mange saker har vi i år", "2026", ()),
        ("saker skuleåret 2025/26", "2025-26", ()),
        ("lukka saker førre skuleår", "avsluttede, 2025-26", ()),
        ("dette skoleåret", "2026-27", ()),
        ("krenket på nett", "digital", ()),
        ("mobbesaker på skulegarden", "mobbing, skolegård", ()),
        ("saker i gang", "åpne", ()),
        ("saker i gangen", "gang", ()),
        ("ikke vold", "", ("ikke", "vold")),
        ("ikke 4b", "", ("ikke", "4b")),
        ("ikkje i fjor", "", ("ikke", "fjor")),
        ("før 2025", "", ("før", "2025")),
        ("2025 i fjor", "2025", ("fjor",)),
        ("saker 2025-27", "2025", ("27",)),
    ],
)
def test_kinds_places_and_years(typed: str, name: str, unknown: tuple[str, ...]) -> None:
    read = read_filter(typed, SCHOOLS_OWN)
    assert (read.name, read.unknown) == (name, unknown)
    assert len(read.name) <= 250


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("saker 2025-26", "saker"),
        ("sak 2025-26", "sak"),
        ("2025-26", "sak"),
        ("sak uten plan", "saker"),
        ("elever uten plan", "saker"),
        ("plan 14", "plan"),
    ],
)
def test_a_school_year_is_no_number_of_a_case(typed: str, word: str) -> None:
    assert parse(typed).word == word


@pytest.mark.parametrize(
    "typed",
    [
        "nr 3",
        "fra 2 uker siden",
        "de 5 eldste",
        "kl 10",
        "med 4 elever",
        "base 4",
        "4 saker",
        "siste 3 dager",
        "7 cases",
    ],
)
def test_the_number_of_something_else_is_no_grade(typed: str) -> None:
    which = read_filter(typed)
    assert (which.name, bool(which.unknown)) == ("", True)
    assert misread(which)


def test_how_many_cases_is_no_grade_wherever_it_stands() -> None:
    assert read_filter(parse("4 saker").rest).grades == ()
    assert read_filter(parse("saker 4").rest).grades == (4,)
    assert read_filter(parse("4. trinn saker").rest).grades == (4,)
