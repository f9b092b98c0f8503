"""Where a pupil with a protected address goes and lives is not told at home, nor in another child's papers."""

from dataclasses import replace

import pytest

from domain.people.person import Been, Pupil
from domain.protection.address import Whereabouts
from tests.kit.people.cast import pupil
from tests.kit.school import MONDAY

OWN = replace(pupil(), school_class="4B", grade=4, aks=True, base="Base 4", protected_address=True)
OTHER = replace(pupil(3), school_class="6A", grade=6, aks=False, base=None, protected_address=True)
KEPT, ROAD = "[klasse eller base]", "[adresse]"


def of(own: Pupil | None, *others: Pupil, tied: tuple[Pupil, ...] = (), home: bool = True) -> Whereabouts:
    return Whereabouts(own, others, [one.id for one in tied], home=home)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Alle i 4B leker sammen", f"Alle i {KEPT} leker sammen"),
        ("alle i 4. b, og 4Bs time", f"alle i {KEPT}, og {KEPT} time"),
        ("B-klassen og base 4", f"{KEPT} og {KEPT}"),
        ("Hjemme i Kanariveien 12 B.", f"Hjemme i {ROAD}."),
        ("Bor i Ole Brumms gate 3, 0650 Oslo", f"Bor i {ROAD}, {ROAD}"),
        ("Møtet er 24.11.2026 kl. 12.30 på rom 14B", "Møtet er 24.11.2026 kl. 12.30 på rom 14B"),
        ("De går i 4A på veien hjem, 4 Barn", "De går i 4A på veien hjem, 4 Barn"),
    ],
)
def test_at_home_neither_class_nor_base_nor_address(text: str, told: str) -> None:
    assert of(OWN).hidden(text) == told


def test_a_class_from_before_is_kept_too() -> None:
    other = replace(OWN, school_class="5B", grade=5)
    from_before = replace(other, been=(Been(grade=4, school_class="4B", until=MONDAY.date()),))
    assert of(from_before).hidden("4B og 5B") == f"{KEPT} og {KEPT}"


def test_at_work_with_the_case_ones_own_class_is_told() -> None:
    at_work = of(OWN, home=False)
    assert at_work.nobody
    assert at_work.hidden("4B, Kanariveien 12") == "4B, Kanariveien 12"


@pytest.mark.parametrize("home", [True, False])
def test_of_another_whom_the_case_has_to_do_with_nothing_is_told(*, home: bool) -> None:
    own = replace(OWN, protected_address=False)
    papers = of(own, OTHER, tied=(OTHER,), home=home)
    assert papers.hidden("En i 6A. Vi i 4B. Kanariveien 1") == f"En i {KEPT}. Vi i 4B. {ROAD}"


def test_of_another_where_that_pupil_is_named() -> None:
    papers = of(replace(OWN, protected_address=False), OTHER, home=False)
    assert papers.hidden("De i 6A") == "De i 6A"
    assert papers.hidden("Hun i 6A", [OTHER.id, "nobody"]) == f"Hun i {KEPT}"


def test_the_class_they_have_in_common_is_the_pupils_own() -> None:
    mate = replace(OTHER, school_class="4B", grade=4)
    papers = of(replace(OWN, protected_address=False), mate, tied=(mate,))
    assert papers.hidden("Alle i 4B") == "Alle i 4B"


def test_of_those_without_such_an_address_everything_is_told() -> None:
    papers = of(None, replace(OTHER, protected_address=False), tied=(OTHER,))
    assert papers.nobody
    assert papers.hidden("6A, Kanariveien 1") == "6A, Kanariveien 1"
