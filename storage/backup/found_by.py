"""What rows are found by, under other keys: a digest cannot be opened, but whoever has the old key makes it again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from domain.ids import CaseId, PersonId
from storage.case.alerts import reporter_digest
from storage.engine.crypto import Vault
from storage.gate.due import UNKNOWN
from storage.gate.numbers import MOST, digest_of, reference_of
from storage.gate.roll import CARRIER, MEMBER, keys_of

Row = Mapping[str, Any]
_IDS = {"people", "pupils", "cases"}
_COLUMNS = {
    "cases": ("pupil_digest", "reference_digest"),
    "alerts": ("reporter_digest",),
    "events": ("pupil_digest",),
    "case_members": ("id",),
    "measure_carriers": ("id",),
    "case_numbers": ("id",),
}


@dataclass(slots=True)
class _School:
    """The ids of a school's people, pupils and cases, the years of these, and the digests its rows have."""

    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    years: set[int] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)

    def made(self, vault: Vault) -> Iterator[str]:
        """All digests there can be, in the same order under every key."""
        for one in (*self.ids["pupils"], *self.ids["cases"]):
            yield vault.digest("pupil", one)
        for person in self.ids["people"]:
            yield reporter_digest(vault, PersonId(person))
        for year in sorted(self.years):
            yield from (digest_of(vault, reference_of(year, number)) for number in range(1, MOST))
        everyone = [PersonId(person) for person in self.ids["people"]]
        for case_id in self.ids["cases"]:
            for how in (MEMBER, CARRIER):
                yield from keys_of(vault, how, CaseId(case_id), everyone)


class FoundBy:
    """What has been learnt of the old rows: what each is found by from now on."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}

    def learn(
        self, rows: Iterable[tuple[Table, Row]], old: Callable[[str], Vault], new: Callable[[str], Vault]
    ) -> None:
        """`old` and `new` give the keys of a school."""
        schools = defaultdict[str, _School](_School)
        for table, row in rows:
            if table.name in _IDS or table.name in _COLUMNS:
                _note(schools[row["school_id"]], table.name, row)
        for school_id, school in schools.items():
            before, after = school.made(old(school_id)), school.made(new(school_id))
            pairs = zip(before, after, strict=True)
            self._digests |= {one: other for one, other in pairs if one in school.digests}

    def of(self, digest: str) -> str:
        """As it was when nobody knows of what it is."""
        return self._digests.get(digest, digest)

    def renewed(self, table: str, row: Row) -> dict[str, Any]:
        there = {name: row[name] for name in _COLUMNS.get(table, ()) if row[name]}
        new = {**row, **{name: self.of(digest) for name, digest in there.items()}}
        return {**new, "due": UNKNOWN} if table == "cases" else new


def _note(school: _School, table: str, row: Row) -> None:
    if table in _IDS:
        school.ids[table].append(row["id"])
    if table == "cases":
        school.years |= {row["opened_at"].year + more for more in range(3)}
    school.digests |= {row[name] for name in _COLUMNS.get(table, ()) if row[name]}
