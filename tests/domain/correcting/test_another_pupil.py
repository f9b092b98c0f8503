"""A case is given the pupil it is about."""

from dataclasses import replace

import pytest

from domain.correcting.another_pupil import give_another_pupil
from domain.errors import Refused
from tests.kit.people.cast import case, person, pupil
from tests.kit.school import MONDAY


def test_of_a_case_whose_pupil_nobody_knows_the_pupil_is_found_out_instead() -> None:
    with pytest.raises(Refused, match="er ikke kjent ennå"):
        give_another_pupil(
            replace(case(1), pupil_id=None), pupil(), frozenset(), "Feil elev", person("principal"), MONDAY
        )
