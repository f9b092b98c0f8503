"""The numbers people call cases by: a keyed digest of each that was given out.

How many were given out past the school nobody can tell without the key. Whoever has it finds a number by its digest:
there are not so many that they could not all be tried.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count, islice

from sqlalchemy import Insert, Select, bindparam, exists, func, select
from sqlmodel import Session

from storage.engine.crypto import Vault
from storage.engine.rows import Bound, School
from storage.statements.inserts import insert_into
from storage.statements.statement import Statement, paired, table
from storage.tables.case import CaseRow, NumberRow

NUMBER = Bound(NumberRow)
AT_ONCE = 200
"""Numbers that are looked among with one statement."""
MOST = 3000
"""Numbers of a year that are tried."""
_numbers, _cases = table(NumberRow), table(CaseRow)
_HERE = _numbers.c.school_id == bindparam("school_id")


def _free(dialect: str) -> Select[tuple[str]]:
    """The first that was not given out, and that no case has."""
    asked = paired("asked", dialect)
    given = exists().where(_HERE, _numbers.c.id == asked.c.key)
    taken = exists().where(_cases.c.school_id == bindparam("school_id"), _cases.c.reference_digest == asked.c.key)
    shortest_first = (func.length(asked.c.value), asked.c.value)
    return select(asked.c.key).where(~given, ~taken).order_by(*shortest_first).limit(1)


def _take(dialect: str) -> Insert:
    first = _free(dialect).add_columns(bindparam("school_id"))
    into = insert_into(_numbers, dialect).from_select([_numbers.c.id, _numbers.c.school_id], first)
    return into.on_conflict_do_nothing().returning(_numbers.c.id)


_FREE, _TAKE = Statement(_free), Statement(_take)


def reference_of(year: int, number: int) -> str:
    """«2026-014»."""
    return f"{year}-{number:03d}"


def digest_of(vault: Vault, reference: str) -> str:
    return vault.digest("reference", reference)


def called(vault: Vault, digests: Collection[str], years: Iterable[int]) -> dict[str, str]:
    """Of these digests the numbers, as far as they are of these years."""
    wanted, found = set(digests), dict[str, str]()
    for year in years:
        for number in range(1, MOST):
            if len(found) == len(wanted):
                return found
            reference = reference_of(year, number)
            if (digest := digest_of(vault, reference)) in wanted:
                found[digest] = reference
    return found


class Numbers:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def digest(self, reference: str) -> str:
        return digest_of(self._school.vault, reference)

    def called(self, digest: str, year: int) -> str:
        """The number, of a case that was opened that year, or that took over one that was; empty when it is none."""
        return called(self._school.vault, [digest], range(year, year + 3)).get(digest, "")

    def next(self, year: int, *, past_the_school: bool) -> str:
        """Of two at once the second waits for the first. A case past the school is numbered apart, so that no gap gives
        it away.
        """
        numbers = chain(range(901, 1901) if past_the_school else range(1, 901), count(1901))
        while True:
            references = (reference_of(year, number) for number in islice(numbers, AT_ONCE))
            asked = {self.digest(reference): reference for reference in references}
            if digest := self._taken(asked):
                self._school.wrote(NUMBER, {"id": digest, "school_id": self._school.id})
                return asked[digest]

    def _taken(self, asked: Mapping[str, str]) -> str | None:
        """The digest of the first that was free; None when there is none."""
        while True:
            if taken := _TAKE.first(self._session, school_id=self._school.id, asked=asked):
                return str(taken.id)
            if not _FREE.first(self._session, school_id=self._school.id, asked=asked):
                return None
