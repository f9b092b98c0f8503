"""What new lists of people would do to a school, when it is so much that the lists may be wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.people.person import Person, Pupil

FEW = 2
"""So many may always leave, however small the school is."""
SUMMER = (7, 8)
"""The months the top grade leaves in."""
K = TypeVar("K", Person, Pupil)


@dataclass(frozen=True, slots=True)
class Turnover:
    """Those who would leave, by what the lists tell them apart by, of how many who may stay; and of those who leave and
    come under the same name the old key and the new.
    """

    leaving: tuple[str, ...]
    of: int
    renamed: tuple[tuple[str, str], ...]

    @property
    def many(self) -> bool:
        """More than a tenth."""
        return len(self.leaving) > FEW and len(self.leaving) * 10 > self.of


def of_staff(before: Mapping[str, Person], after: Mapping[str, Person]) -> Turnover:
    """By Entra object id; told by user name."""
    leaving, new = _turnover(before, after)
    renamed = tuple((one.upn, new[one.name].upn) for one in leaving if one.name in new)
    return Turnover(tuple(sorted(one.upn for one in leaving)), _active(before), tuple(sorted(renamed)))


def of_pupils(before: Mapping[str, Pupil], after: Mapping[str, Pupil], today: date) -> Turnover:
    """By the school's own number. In summer the top grade leaves, and is not counted."""
    leaving, new = _turnover(before, after)
    renamed = tuple((one.external_id, new[one.name].external_id) for one in leaving if one.name in new)
    top = max((one.grade for one in before.values() if one.active), default=0)
    staying = {key: one for key, one in before.items() if today.month not in SUMMER or one.grade != top}
    gone = sorted(one.external_id for one in leaving if one.external_id in staying)
    return Turnover(tuple(gone), _active(staying), tuple(sorted(renamed)))


def _turnover(before: Mapping[str, K], after: Mapping[str, K]) -> tuple[list[K], dict[str, K]]:
    """Those who would leave, and those who would be new, by name."""
    leaving = [one for key, one in before.items() if one.active and key not in after]
    return leaving, {one.name: one for key, one in after.items() if key not in before}


def _active(people: Mapping[str, K]) -> int:
    return sum(one.active for one in people.values())
