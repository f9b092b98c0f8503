"""Which cases are asked for after «saker»: as people write it, and read back from a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.case_filter import misread, read_filter
from domain.case.case_filter import CaseFilter

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
        ("forfallt", "forfalt", ""),
        ("ikke tat imot", "ikke tatt imot", ""),
        ("som ikke er tatt i mot", "ikke tatt imot", ""),
        ("ubehandlet 4b", "4B, ikke tatt imot", ""),
        ("11. trinn", "", "«11»"),
        ("ikke forfalt", "", "«ikke forfalt»"),
        ("4b 5b 6b", "4B, 5B", "«6b»"),
        ("mine kari", "mine", "en del av det du skrev"),
        ("lukkede **kari**", "", "en del av det du skrev"),
    ],
)
def test_filters(typed: str, name: str, not_read: str) -> None:
    assert (read_filter(typed).name, misread(read_filter(typed))) == (name, not_read)


@given(st.text(max_size=100) | st.lists(st.sampled_from(SCRAPS)))
def test_the_filter_in_a_button_is_read_back(typed: str | list[str]) -> None:
    read = read_filter(typed if isinstance(typed, str) else " ".join(typed))
    assert read_filter(read.name) == CaseFilter(classes=read.classes, grades=read.grades, states=read.states)
    assert len(read.name) <= 60
