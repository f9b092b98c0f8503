"""Those who have left, and of whom nothing that stands tells: they are emptied, and their rows stay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.ids import PersonId, PupilId
from domain.retention.left import left_long_ago, told_by
from domain.school_plan.fields import Retention
from storage.unit_of_work import Tx


@dataclass(frozen=True, slots=True)
class Left:
    people: tuple[PersonId, ...] = ()
    pupils: tuple[PupilId, ...] = ()


NOBODY = Left()


def who_left(tx: Tx, times: Retention, today: date, keys: Collection[str]) -> Left:
    """`keys`: those there will be still. All that stands is looked through, when somebody has left for so long. Of whom
    one of the staff is next of kin, the lists tell.
    """
    people = [one for one in tx.people.known.values() if left_long_ago(one, times.left_days, today)]
    kin = {number for one in tx.people.active() for number in one.kin}
    gone = (one for one in tx.pupils.read_all() if left_long_ago(one, times.left_days, today))
    pupils = [one for one in gone if one.external_id not in kin]
    wanted = {str(one.id): told_by(one) for one in people}
    wanted |= {str(one.id): told_by(one) | {tx.pupils.digest(one.id)} for one in pupils}
    needed = tx.mentions.of(wanted, keys) if wanted else set()
    return Left(
        people=tuple(one.id for one in people if one.id not in needed),
        pupils=tuple(one.id for one in pupils if one.id not in needed),
    )


def empty(left: Left, tx: Tx) -> None:
    """Who has come back meanwhile is not touched."""
    if left.people:
        tx.people.empty(left.people)
    if left.pupils:
        tx.pupils.empty(left.pupils)
