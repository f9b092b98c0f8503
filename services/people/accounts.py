"""A known user name with another directory account: the same person, or another? Only the operator knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.people.person import Person
from domain.text.messages import _
from storage.unit_of_work import Tx


@dataclass(frozen=True, slots=True)
class Said:
    """What the operator has said beforehand, by user name: whose account is new, and who is another than before.

    `leaving`: those who are not in the files have left, however many.
    """

    moved: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    leaving: bool = False


def settle(staff: Sequence[Person], said: Said, tx: Tx) -> tuple[list[Person], list[str]]:
    """The staff as it may be read in, and what is to be said of it.

    Until the operator has said that a known user name with a new account is the same person, or another, the known
    person stays as they were and the account is nobody's: whoever is barred stays barred (law 3).
    """
    known = tx.people.read_all()
    claimed, accounts = {one.entra_object_id for one in staff}, {one.entra_object_id for one in known}
    by_name = {one.upn.casefold(): one for one in sorted(known, key=lambda one: one.active)}
    waiting = {upn: one for upn, one in by_name.items() if one.entra_object_id not in claimed}
    held = list(_held([one for one in staff if one.entra_object_id not in accounts], waiting, said, tx))
    new = {row.entra_object_id for row, _known in held}
    stay = [old for _row, old in held if old.active]
    return [*(one for one in staff if one.entra_object_id not in new), *stay], [_pointed_out(row) for row, _old in held]


def _held(new: Sequence[Person], waiting: Mapping[str, Person], said: Said, tx: Tx) -> Iterator[tuple[Person, Person]]:
    """The rows that wait for a word, each with the person it may be; those that have it are moved."""
    for row in new:
        old = waiting.get(row.upn.casefold())
        if old is None or _among(said.others, row.upn):
            continue
        if _among(said.moved, row.upn):
            tx.people.move(old, row.entra_object_id)
        else:
            yield row, old


def _among(names: frozenset[str], upn: str) -> bool:
    return upn.casefold() in map(str.casefold, names)


def _pointed_out(row: Person) -> str:
    return _(
        "Obs: {upn} er kjent, men har fått en ny objekt-ID i Entra. Raden er ikke lest inn, og den kjente er som før. "
        "Er det samme person, kjør igjen med --ny-konto {upn}. Er det en annen, med --annen-person {upn}.",
        upn=row.upn,
    )
