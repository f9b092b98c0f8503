"""Who is let in to what: keyed digests of the case and the person, with nothing beside them (law 6).

Nobody without the key can tell of which case a row is, or of whom. Each case has some that are of nobody, so that it
has ROOM of them, or twice as many: how many people there are cannot be counted either.
"""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from domain.ids import CaseId, PersonId
from storage.engine.crypto import Vault
from storage.engine.rows import Bound, School
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.case import CarrierRow, MemberRow

MEMBER, CARRIER = Bound(MemberRow), Bound(CarrierRow)
ROOM = 16


@cache
def _there(row: type[SQLModel]) -> Statement:
    of = table(row)
    here = of.c.school_id == bindparam("school")
    return Statement(lambda dialect: select(of.c.id).where(here, among(of.c.id, "keys", dialect)))


@cache
def _take(row: type[SQLModel]) -> Statement:
    of = table(row)
    here = of.c.school_id == bindparam("school")
    return Statement(lambda dialect: of.delete().where(here, among(of.c.id, "keys", dialect)))


def key_of(vault: Vault, how: Bound, case_id: CaseId, person: PersonId) -> str:
    return vault.digest(how.table, f"{case_id}/{person}")


def nobodys(vault: Vault, how: Bound, case_id: CaseId, number: int) -> str:
    """Of the case, and of no person."""
    return vault.digest(f"{how.table}.nobody", f"{case_id}/{number}")


def keys_of(vault: Vault, how: Bound, case_id: CaseId, people: Iterable[PersonId]) -> Iterator[str]:
    """All that there can be."""
    yield from (key_of(vault, how, case_id, person) for person in people)
    yield from (nobodys(vault, how, case_id, number) for number in range(ROOM))


class Roll:
    """The members of all cases, or those who carry out measures."""

    def __init__(self, session: Session, school: School, row: type[SQLModel], how: Bound) -> None:
        self._session = session
        self._school = school
        self._row = row
        self._how = how

    def key(self, case_id: CaseId, person: PersonId) -> str:
        return key_of(self._school.vault, self._how, case_id, person)

    def keys(self, case_id: CaseId, people: Collection[PersonId]) -> set[str]:
        """Those of a case that these people are let in to: of nobody there is at least one."""
        nobody = ROOM - len(people) % ROOM
        return {
            *(self.key(case_id, person) for person in people),
            *(nobodys(self._school.vault, self._how, case_id, number) for number in range(nobody)),
        }

    def there(self, keys: Iterable[str]) -> set[str]:
        rows = _there(self._row).all(self._session, school=self._school.id, keys=[*keys])
        return {row.id for row in rows}

    def used_by(self, cases: Iterable[CaseId]) -> list[CaseId]:
        """Those that somebody has been let in to."""
        first = {nobodys(self._school.vault, self._how, case_id, 0): case_id for case_id in cases}
        return [first[key] for key in self.there(first)]

    def keep(self, case_id: CaseId, people: Collection[PersonId], everyone: Iterable[PersonId]) -> None:
        """These are let in from now on; `everyone`: who may have been till now."""
        self.change(self.there(keys_of(self._school.vault, self._how, case_id, everyone)), self.keys(case_id, people))

    def change(self, before: AbstractSet[str], after: AbstractSet[str]) -> None:
        """Raises `IntegrityError` when one of the new is there already."""
        if new := [{"id": key, "school_id": self._school.id} for key in sorted(after - before)]:
            add(self._session, self._row, *new)
        if gone := sorted(before - after):
            _take(self._row).run(self._session, school=self._school.id, keys=gone)
        for row in new:
            self._school.wrote(self._how, row)
        for key in gone:
            self._school.took(self._how, {"id": key})
