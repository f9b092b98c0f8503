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
    accounts = {one.entra_object_id: one for one in known}
    held = list(_held(staff, known, accounts, said, tx))
    waiting = {row.entra_object_id for row, _known in held}
    read = [one for one in staff if one.entra_object_id not in waiting]
    there = {one.entra_object_id for one in read}
    concerned = [*(old for _row, old in held), *(accounts[one] for one in waiting if one in accounts)]
    stay = {one.entra_object_id: one for one in concerned if one.active and one.entra_object_id not in there}
    return [*read, *stay.values()], [_pointed_out(row, known=row.entra_object_id in accounts) for row, _old in held]


def _held(
    staff: Sequence[Person], known: Sequence[Person], accounts: Mapping[str, Person], said: Said, tx: Tx
) -> Iterator[tuple[Person, Person]]:
    """The rows that wait for a word, each with the person it may be; those that have it are moved. An account that is
    known as another's cannot be: it is somebody's already.
    """
    claimed = {one.entra_object_id for one in staff}
    by_name = {one.upn.casefold(): one for one in sorted(known, key=lambda one: one.active)}
    for row in staff:
        old, new = by_name.get(row.upn.casefold()), row.entra_object_id not in accounts
        if old is None or old.entra_object_id == row.entra_object_id or _among(said.others, row.upn):
            continue
        if new and old.entra_object_id in claimed:
            continue
        if new and _among(said.moved, row.upn):
            tx.people.move(old, row.entra_object_id)
        else:
            yield row, old


def _among(names: frozenset[str], upn: str) -> bool:
    return upn.casefold() in map(str.casefold, names)


def _pointed_out(row: Person, *, known: bool) -> str:
    if known:
        return _(
            "Obs: {upn} er kjent, men har fått en objekt-ID i Entra som er en annens. Raden er ikke lest inn, "
            "og begge er som før. Er det riktig at {upn} er en annen nå, kjør igjen med --annen-person {upn}.",
            upn=row.upn,
        )
    return _(
        "Obs: {upn} er kjent, men har fått en ny objekt-ID i Entra. Raden er ikke lest inn, og den kjente er som før. "
        "Er det samme person, kjør igjen med --ny-konto {upn}. Er det en annen, med --annen-person {upn}.",
        upn=row.upn,
    )
