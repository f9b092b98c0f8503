"""The keys in the database: the installation's, each school's, and one for all that is deleted together: a case, an
alert, what is logged on a pupil in a year without a case, the reads of a year, the drafts of a day (law 6).

Each is wrapped by a master key. Where one has been deleted its row stays, empty: what was sealed under it can be read
by nobody, and nothing is sealed under it again. The rows themselves, and the chain, stand.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.ids import SchoolId
from storage.engine.crypto import KeyRing, Undecipherable, Vault, new_data_key
from storage.engine.rows import Bound, Damaged, Erased, Stale, Wrote
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.school import KeyRow

KEY = Bound(KeyRow)
INSTALLATION = "installation"
MANY = 200
"""Keys that are wrapped anew in one transaction."""
_keys = table(KeyRow)
_HERE = _keys.c.school_id == bindparam("school")
_OF_NONE = Statement(
    _keys.select().where(_keys.c.id == bindparam("key"), _keys.c.school_id.is_(None)), all_schools=True
)
_ONE = Statement(_keys.select().where(_HERE, _keys.c.id == bindparam("key")))
_SCHOOLS = Statement(_keys.select().where(_HERE))
_SOME = Statement(lambda dialect: _keys.select().where(_HERE, among(_keys.c.id, "wanted", dialect)))
_ALL = Statement(_keys.select().order_by(_keys.c.id), all_schools=True)
_this = (_keys.c.id == bindparam("key"), _keys.c.wrapped == bindparam("was"))
_SET = Statement(_keys.update().where(*_this).values(wrapped=bindparam("wrapped")), all_schools=True)


def of_school(school_id: object) -> str:
    return f"school/{school_id}"


def of_case(case_id: object) -> str:
    return f"case/{case_id}"


def of_alert(alert_id: object) -> str:
    return f"alert/{alert_id}"


def of_pupil(digest: object, at: datetime) -> str:
    """Of what is logged on a pupil without a case, of that year (UTC)."""
    return f"pupil/{digest}/{at.astimezone(UTC).year}"


def of_reads(school_id: object, at: datetime) -> str:
    """Of who has looked at what, that year (UTC)."""
    return f"reads/{school_id}/{at.astimezone(UTC).year}"


def of_drafts(school_id: object, at: datetime) -> str:
    """Of what was begun that day (UTC)."""
    return f"drafts/{school_id}/{at.astimezone(UTC).date()}"


def day_of_drafts(key_id: str) -> date | None:
    """The day of such a key."""
    kind, _, day = key_id.rpartition("/")
    return date.fromisoformat(day) if kind.startswith("drafts/") else None


def year_of_reads(key_id: str) -> int | None:
    """The year of such a key."""
    kind, _, year = key_id.rpartition("/")
    return int(year) if kind.startswith("reads/") else None


def pupil_and_year(key_id: str) -> tuple[str, int] | None:
    """The pupil's digest and the year of such a key."""
    kind, _, rest = key_id.partition("/")
    digest, _, year = rest.rpartition("/")
    return (digest, int(year)) if kind == "pupil" else None


class KnownKeys:
    """What one process has read of them."""

    def __init__(self) -> None:
        self.wrapped: dict[str, bytes] = {}
        self.vaults: dict[str, Vault] = {}
        self.read: set[SchoolId | None] = set()
        """The schools whose keys have all been read."""

    def forget(self) -> None:
        """What was read is another database's."""
        self.wrapped.clear()
        self.vaults.clear()
        self.read.clear()


class DataKeys:
    """The keys in one transaction. What it makes and deletes is so for the process when it is committed (`kept`)."""

    def __init__(self, session: Session, ring: KeyRing, known: KnownKeys, wrote: Wrote) -> None:
        self._session = session
        self._ring = ring
        self._known = known
        self._wrote = wrote
        self._made: dict[str, tuple[SchoolId | None, bytes, Vault]] = {}
        self._kept: dict[str, bytes] = {}

    def vault(self, key_id: str, school_id: SchoolId | None, *, make: bool = False) -> Vault:
        """`make`: of a new one when there is none. Raises `KeyError` when there is none, `Erased` for one that is
        deleted, `Damaged` for one that the ring does not open.
        """
        if key_id in self._made:
            return self._made[key_id][2]
        if known := self._known.vaults.get(key_id):
            return known
        wrapped = self._wrapped(key_id, school_id, look=not make)
        if wrapped is None and make:
            return self._make(key_id, school_id)
        if wrapped is None:
            raise KeyError(key_id)
        if not wrapped:
            raise Erased(KEY.table, key_id)
        opened = self._known.vaults[key_id] = self._opened(key_id, school_id, wrapped)
        return opened

    def of(self, school_id: SchoolId) -> list[str]:
        """Those of the school that have not been deleted."""
        return [row.id for row in _SCHOOLS.all(self._session, school=school_id) if row.wrapped]

    def delete(self, school_id: SchoolId, key_ids: Iterable[str]) -> int:
        """What is sealed under them is gone for good; how many there were."""
        rows = [row for row in _SOME.all(self._session, school=school_id, wanted=[*key_ids]) if row.wrapped]
        for row in rows:
            self._set(row, b"")
        return len(rows)

    def bury(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows of keys that were deleted elsewhere are so here."""
        for row in rows:
            add(self._session, KeyRow, row)
            self._written(row)

    def tell(self, key_ids: Iterable[str]) -> None:
        """They are as they are to be: the chain tells of them anew."""
        wanted = set(key_ids)
        for row in _ALL.all(self._session):
            if row.id in wanted:
                self._written(row._asdict())

    def rewrap(self, most: int = MANY) -> int:
        """Wrap so many under the first master key that are under another; how many. What no master key opens stays."""
        done = 0
        for row in self._under_another():
            with suppress(Undecipherable):
                self._set(row, self._ring.wrap(row.id, self._ring.unwrap(row.id, bytes(row.wrapped))))
                done += 1
            if done == most:
                break
        return done

    def under_another(self) -> int:
        """How many keys another master key than the first has wrapped."""
        return len(self._under_another())

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """What was made or deleted before an error is not kept."""
        made, kept = {**self._made}, {**self._kept}
        try:
            yield
        except BaseException:
            self._made, self._kept = made, kept
            raise

    def write(self) -> None:
        """The keys this transaction made. The unit of work sees to it before it ends.

        Raises `IntegrityError` when another process has made one of them: then the work runs again.
        """
        while new := self._made.keys() - self._kept.keys():  # the first to be told of needs the installation's
            rows = [self._row(key_id) for key_id in sorted(new)]
            try:
                add(self._session, KeyRow, *rows)
            except IntegrityError:
                self._known.read.clear()
                raise
            for row in rows:
                self._written(row)

    def kept(self) -> None:
        """The transaction has been committed."""
        self._known.wrapped |= self._kept
        for key_id in self._kept:
            self._known.vaults.pop(key_id, None)

    def _opened(self, key_id: str, school_id: SchoolId | None, wrapped: bytes) -> Vault:
        """What does not open is read again the next time: somebody may have put it right."""
        try:
            return Vault(self._ring.unwrap(key_id, wrapped))
        except Undecipherable as error:
            self._known.wrapped.pop(key_id, None)
            self._known.read.discard(school_id)
            raise Damaged(KEY.table, key_id) from error

    def _row(self, key_id: str) -> dict[str, Any]:
        school_id, key, _vault = self._made[key_id]
        return {"id": key_id, "school_id": school_id, "wrapped": self._ring.wrap(key_id, key)}

    def _make(self, key_id: str, school_id: SchoolId | None) -> Vault:
        key = new_data_key()
        self._made[key_id] = school_id, key, Vault(key)
        return self._made[key_id][2]

    def _wrapped(self, key_id: str, school_id: SchoolId | None, *, look: bool) -> bytes | None:
        """The first time for a school all its keys are read: it costs no more than one. `look`: and after that one that
        another process may have made.
        """
        if key_id not in self._known.wrapped:
            rows: list[Any] = []
            if school_id is None:
                rows = _OF_NONE.all(self._session, key=key_id)
            elif school_id not in self._known.read:
                rows = _SCHOOLS.all(self._session, school=school_id)
                self._known.read.add(school_id)
            elif look:
                rows = _ONE.all(self._session, school=school_id, key=key_id)
            self._known.wrapped |= {row.id: bytes(row.wrapped) for row in rows}
        return self._known.wrapped.get(key_id)

    def _under_another(self) -> list[Any]:
        return [row for row in _ALL.all(self._session) if row.wrapped and not self._ring.wrapped_first(row.wrapped)]

    def _set(self, row: Any, wrapped: bytes) -> None:  # noqa: ANN401  (any type)
        """Raises `Stale` when it has become another meanwhile."""
        if _SET.run(self._session, key=row.id, was=bytes(row.wrapped), wrapped=wrapped) != 1:
            raise Stale
        self._written(row._asdict() | {"wrapped": wrapped})

    def _written(self, row: Mapping[str, Any]) -> None:
        self._kept[row["id"]] = row["wrapped"]
        if row["school_id"] is not None:
            self._wrote(SchoolId(row["school_id"]), KEY, row)
