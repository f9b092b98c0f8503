"""Names as a narrow column has room for."""

from dataclasses import replace

from cards.kit.wording import short_choices_of_group
from domain.ids import PupilId
from tests.kit.people.cast import pupil


def names(*told: str, group: str = "4B") -> list[str]:
    pupils = [replace(pupil(), id=PupilId(str(n)), name=name, external_id=f"100{n}") for n, name in enumerate(told)]
    return [label for _id, label in short_choices_of_group(group, pupils)]


def test_of_a_long_name_the_first_and_the_last_stand_in_a_narrow_column() -> None:
    assert names("Kanarine Sandvik Fugleli", "Kanari Fugl") == ["Kanarine Fugleli", "Kanari Fugl"]
    assert names("Kanarine Sandvik Fugleli", group="Base 4") == ["Kanarine Fugleli, 4B"]


def test_those_who_would_look_the_same_keep_all_of_their_names() -> None:
    told = ("Kanari Ås Fugl", "Kanari Vik Fugl", "Kanari Fugl")
    assert names(*told) == [*told]
    alike = names("Kanari Ås Fugl", "Kanari Ås Fugl")
    assert len({*alike}) == 2
    assert all(one.startswith("Kanari Ås Fugl (…") for one in alike)
