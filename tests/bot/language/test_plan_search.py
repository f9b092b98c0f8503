"""What somebody asks for in their own words is found in the school's plan: in bokmål and nynorsk, and misspelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.plan_search import MOST, index_of
from domain.handbook.sections import Entry, Handbook, handbook_of
from tests.kit.school import the_plan

HANDBOOK = handbook_of(the_plan())
INDEX, FOUND = index_of(HANDBOOK), HANDBOOK.found_by_words
ASKED = {
    "hva skal jeg se etter": "tegn",
    "kva skal eg sjå etter?": "tegn",
    "teikn på at nokon blir mobba": "tegn",
    "signs of bullying": "tegn",
    "hvordan griper jeg inn": "slik_griper_du_inn",
    "når skal jeg varsle": "når_varsle",
    "hvordan undersøker vi": "metoder",
    "hva er egnede tiltak": "egnede_tiltak",
    "kva er eigna tiltak": "egnede_tiltak",
    "egnede tltak": "egnede_tiltak",
    "hvem er særskilt sårbare": "sårbare",
    "hva er mobbing": "mobbesyn",
    "kan jeg holde en elev fast": "makt",
    "nødverge": "makt",
    "foresatte er bekymret": "foresattes_bekymring",
    "en kollega krenker en elev": "mistanke_kollega",
    "hvordan snakker jeg med et barn": "snakke_med_barn",
    "hva skal stå i aktivitetsplanen": "lovens_minstekrav",
    "gule vester": "inspeksjon",
    "hva skjer etter at jeg har varslet": "etter_varselet",
    "høstferie": "calendar",
}


@pytest.mark.parametrize(("asked", "entry"), ASKED.items())
def test_the_first_is_what_was_asked_for(asked: str, entry: str) -> None:
    assert INDEX.search(asked).entries[0] == entry


@pytest.mark.parametrize("asked", ["pizza til lunsj", "hva er klokka", "", "xyz", "a b c", "innsyn meg"])
def test_what_the_plan_says_nothing_of_finds_nothing(asked: str) -> None:
    assert INDEX.search(asked).entries == ()


def test_several_may_be_meant() -> None:
    found = INDEX.search("sårbre elever")
    assert not found.sure
    assert "sårbare" in found.entries


@pytest.mark.parametrize("entry", FOUND.values(), ids=FOUND)
def test_everything_is_found_by_its_title(entry: Entry) -> None:
    """Two things may have one title."""
    first = INDEX.search(entry.title).entries[0]
    assert FOUND[first].title == entry.title


def test_everything_is_found_by_the_words_it_is_asked_by() -> None:
    asked = [(word, entry.id) for entry in FOUND.values() for word in entry.words]
    assert len(asked) > 100
    assert [(word, entry) for word, entry in asked if entry not in INDEX.search(word).entries] == []


def test_a_school_that_says_nothing_is_asked_in_vain() -> None:
    assert index_of(Handbook((), (), ())).search("hva skal jeg se etter").entries == ()


@given(st.text(max_size=80))
def test_anything_may_be_asked(asked: str) -> None:
    found = INDEX.search(asked)
    assert len(found.entries) <= MOST
    assert len(set(found.entries)) == len(found.entries)
    assert set(found.entries) <= FOUND.keys()
