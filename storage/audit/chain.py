"""The chain of what has been written: each transaction of a school adds a link; without the key none can be made."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import bindparam, select, text
from sqlmodel import Session

from domain.ids import SchoolId
from storage.engine.crypto import Vault
from storage.engine.rows import Bound, in_steps
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.audit import LinkRow

_links = table(LinkRow)
_LAST = Statement(
    select(_links.c.number, _links.c.mac)
    .where(_links.c.school_id == bindparam("school"))
    .order_by(_links.c.number.desc())
    .limit(1)
)
_WHOSE = Statement(select(_links.c.school_id).distinct(), all_schools=True)
GONE = ""
"""The digest of a row that is there no more."""
STEP = 4096
"""Bytes: what a link tells is as long as some of them. One holds what a press writes, an alert of any kind too."""
ADDING = 0xC4A1
"""The advisory lock of those who add a link."""


@dataclass(frozen=True, slots=True)
class Head:
    """How long a school's chain is, and the end of it."""

    school_id: SchoolId
    number: int
    mac: str


def link_mac(vault: Vault, school_id: str, number: int, before: str, wrote: str) -> str:
    """Of the link with this number, from the one before it ("" for the first); `wrote` as it is opened."""
    return vault.digest("chain.link", json.dumps([school_id, number, before, wrote]))


def seal_link(vault: Vault, school_id: str, number: int, wrote: str) -> bytes:
    return vault.seal(_links.name, f"{school_id}/{number}", wrote)


def open_link(vault: Vault, school_id: str, number: int, sealed: bytes) -> str:
    """Raises `Undecipherable` for one that was changed, or is another's."""
    return vault.open(_links.name, f"{school_id}/{number}", sealed)


def row_mac(vault: Vault, how: Bound, value: Callable[[str], object], sealed: bytes) -> str:
    """Of a row as it stands, what is sealed in it too: that needs no other key."""
    return vault.digest("chain.row", json.dumps([how.table, how.placed(value), hashlib.sha256(sealed).hexdigest()]))


def schools_with_a_chain(session: Session) -> set[SchoolId]:
    """Those that something was ever written of, also where the school is there no more."""
    return {SchoolId(row.school_id) for row in _WHOSE.all(session)}


def head(session: Session, school_id: SchoolId) -> Head:
    last = _LAST.first(session, school=school_id)
    return Head(school_id, last.number, last.mac) if last else Head(school_id, 0, "")


class Chain:
    """What the transaction writes of one school."""

    def __init__(self, session: Session, school_id: SchoolId, vault: Callable[[], Vault]) -> None:
        self._session = session
        self._school_id = school_id
        self._vault = vault
        self._wrote: list[tuple[str, str, str]] = []

    def wrote(self, how: Bound, row: Mapping[str, object]) -> None:
        """A row as it is from now on."""
        sealed = row.get("sealed", b"")
        digest = row_mac(self._vault(), how, row.__getitem__, sealed if isinstance(sealed, bytes) else b"")
        self._wrote.append((how.table, how.key(row.__getitem__), digest))

    def took(self, how: Bound, row: Mapping[str, object]) -> None:
        """A row that is there no more, by what tells it from others."""
        self._wrote.append((how.table, how.key(row.__getitem__), GONE))

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """What was written before an error is taken back by the database."""
        before = [*self._wrote]
        try:
            yield
        except BaseException:
            self._wrote = before
            raise

    def write(self) -> None:
        """The link of this transaction. The unit of work sees to it before it ends."""
        if self._wrote:
            self._alone()
            last, vault, school_id = head(self._session, self._school_id), self._vault(), self._school_id
            wrote, number = in_steps(json.dumps(self._wrote), STEP), last.number + 1
            row = {"school_id": school_id, "number": number, "sealed": seal_link(vault, school_id, number, wrote)}
            add(self._session, LinkRow, row | {"mac": link_mac(vault, school_id, number, last.mac, wrote)})
            self._wrote = []

    def _alone(self) -> None:
        """One at a time adds to a chain; on SQLite there is one writer anyway."""
        connection = self._session.connection()
        if connection.dialect.name == "postgresql":
            whose = int.from_bytes(hashlib.sha256(self._school_id.encode()).digest()[:3])
            connection.execute(text("select pg_advisory_xact_lock(:key, :whose)"), {"key": ADDING, "whose": whose})
