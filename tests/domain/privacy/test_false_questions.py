"""How often the guard asks of what is no name: the school's own plan, and a school of 450 pupils with usual names."""

from collections.abc import Iterator
from datetime import date

import pytest
import yaml

from domain.privacy.name_guard import OtherNames
from domain.privacy.names.close import close_to
from tests.kit.people.nasty import PUPILS, STAFF, nasty_school
from tests.kit.school import PLAN

MOST = 2
"""False questions in 1,000 words."""
SEEDS = range(3)


def _texts(piece: object) -> Iterator[str]:
    """All the sentences of the plan file."""
    if isinstance(piece, dict | list):
        for part in piece.values() if isinstance(piece, dict) else piece:
            yield from _texts(part)
    elif isinstance(piece, str) and " " in piece:
        yield piece


TEXTS = [*_texts(yaml.safe_load(PLAN.read_text("utf-8")))]
WORDS = sum(len(text.split()) for text in TEXTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_schools_plan_raises_hardly_a_question(seed: int) -> None:
    pupils, staff = nasty_school(seed)
    rates = []
    for own in pupils[:: PUPILS // 9]:
        others = [pupil for pupil in pupils if pupil is not own]
        names = OtherNames(others, close=close_to(others, own, date.min), own=own, staff=staff)
        rates.append(1000 * sum(len(names.find(text)) for text in TEXTS) / WORDS)
    assert max(rates) <= MOST


@pytest.mark.parametrize("seed", SEEDS)
def test_no_pupil_of_the_school_is_named_in_a_document_on_another(seed: int) -> None:
    """Each by the full name, and those of the grade by each of their names too."""
    pupils, staff = nasty_school(seed)
    own = pupils[seed]
    others = [pupil for pupil in pupils if pupil is not own]
    names = OtherNames(others, close=close_to(others, own, date.min), own=own, staff=staff)
    for other in others:
        told = f"Så kom {other.name} bort, sa de."
        assert other.name == own.name or other.name not in names.hidden(told), other.name


def test_the_school_is_the_same_each_time_and_as_hard_as_it_says() -> None:
    pupils, staff = nasty_school(1)
    assert nasty_school(1) == (pupils, staff)
    assert (len(pupils), len(staff), {pupil.grade for pupil in pupils}) == (PUPILS, STAFF, {*range(1, 8)})
    assert len({pupil.name for pupil in pupils}) == PUPILS - 2
    assert {person.name.split()[0] for person in staff} & {pupil.name.split()[0] for pupil in pupils}
    assert staff[-1].name in {pupil.name for pupil in pupils}
