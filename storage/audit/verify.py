"""Whether all that was written down stands as it was: the links of the chain, and the rows they tell of."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session

from domain.ids import SchoolId
from storage import keys
from storage.audit.chain import GONE, Head, link_mac, open_link, row_mac
from storage.case import alerts, cases
from storage.engine.crypto import Undecipherable, Vault
from storage.engine.rows import Bound
from storage.events import rows as events
from storage.gate import numbers, roll
from storage.outbox import message
from storage.people import channels, people, pupils, schools
from storage.statements.statement import Statement, table
from storage.tables.audit import LinkRow
from storage.tables.case import AlertCaseRow, AlertRow, CarrierRow, CaseRow, EventRow, MemberRow, NumberRow
from storage.tables.delivery import ChannelRow, OutboxRow
from storage.tables.school import CalendarLinkRow, KeyRow, PersonRow, PupilRow, SchoolPlanRow, SchoolRow
from storage.year import calendar_links, school_plans

_links = table(LinkRow)
_LINKS = Statement(_links.select().where(_links.c.school_id == bindparam("school")).order_by(_links.c.number))


class Fault(StrEnum):
    """What is wrong with a link or a row."""

    CHANGED = "changed"
    REPLAYED = "replayed"
    """As it was before it was written anew."""
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT = "cut"
    """The chain ends before it did when an anchor was dropped."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` is what tells it from the others of the table: of a link its number."""

    fault: Fault
    table: str
    row: str


@dataclass(frozen=True, slots=True)
class Chained:
    """A table whose rows are in the chain."""

    how: Bound
    rows: Statement


def _all_of(row: Any, how: Bound, school: str = "school_id") -> Chained:  # noqa: ANN401  (any type)
    there = table(row)
    return Chained(how, Statement(there.select().where(there.c[school] == bindparam("school"))))


CHAINED = (
    _all_of(KeyRow, keys.KEY),
    _all_of(CaseRow, cases.SEAL),
    _all_of(MemberRow, roll.MEMBER),
    _all_of(NumberRow, numbers.NUMBER),
    _all_of(AlertRow, alerts.SEAL),
    _all_of(AlertCaseRow, alerts.LINK),
    _all_of(CarrierRow, roll.CARRIER),
    _all_of(PersonRow, people.SEAL),
    _all_of(PupilRow, pupils.SEAL),
    _all_of(SchoolPlanRow, school_plans.SIGNED),
    _all_of(ChannelRow, channels.SIGNED),
    _all_of(CalendarLinkRow, calendar_links.LINK),
    _all_of(EventRow, events.SEAL),
    _all_of(OutboxRow, message.SEAL),
    _all_of(SchoolRow, schools.SCHOOL, "id"),
)


@dataclass(slots=True)
class _Told:
    """What the chain tells: the digests of each row, the newest last."""

    digests: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def read(self, wrote: str) -> None:
        for name, key, digest in json.loads(wrote):
            self.digests.setdefault((name, key), []).append(digest)


class Verification:
    """Of one school. `findings` is empty when all stands as it was written."""

    def __init__(self, session: Session, school_id: SchoolId, vault: Vault) -> None:
        self._session = session
        self._school_id = school_id
        self._vault = vault

    def findings(self, anchors: Iterable[Head] = ()) -> list[Finding]:
        told = _Told()
        found = [*self._links(told, {anchor.number: anchor.mac for anchor in anchors if anchor.number})]
        for one in CHAINED:
            found += self._rows(one, one.rows.all(self._session, school=self._school_id), told)
        return found

    def _links(self, told: _Told, anchors: dict[int, str]) -> Iterator[Finding]:
        number, before = 0, ""
        for link in _LINKS.all(self._session, school=self._school_id):
            number += 1
            while number < link.number:
                yield self._link(Fault.REMOVED, number)
                number += 1
            wrote = self._wrote(number, before, link)
            if wrote is None or anchors.get(number, link.mac) != link.mac:
                yield self._link(Fault.CHANGED, number)
            if wrote is not None:
                told.read(wrote)
            before = link.mac
        if max(anchors, default=0) > number:
            yield self._link(Fault.CUT, number + 1)

    def _wrote(self, number: int, before: str, link: Any) -> str | None:  # noqa: ANN401  (any type)
        """None when it is not as it was written, or not where it was."""
        try:
            wrote = open_link(self._vault, self._school_id, number, link.sealed)
        except (Undecipherable, ValueError):
            return None
        return wrote if link_mac(self._vault, self._school_id, number, before, wrote) == link.mac else None

    def _rows(self, one: Chained, rows: Iterable[Any], told: _Told) -> Iterator[Finding]:
        name = one.how.table
        left = {key for (of, key), digests in told.digests.items() if of == name and digests[-1] != GONE}
        for row in rows:
            value = partial(getattr, row)
            key = one.how.key(value)
            digests = told.digests.get((name, key), [GONE])
            digest = row_mac(self._vault, one.how, value, bytes(getattr(row, "sealed", b"")))
            if digests[-1] == GONE:
                yield Finding(Fault.INSERTED, name, key)
            elif digest != digests[-1]:
                yield Finding(Fault.REPLAYED if digest in digests else Fault.CHANGED, name, key)
            left.discard(key)
        yield from (Finding(Fault.REMOVED, name, key) for key in sorted(left))

    def _link(self, fault: Fault, number: int) -> Finding:
        return Finding(fault, LinkRow.__tablename__, str(number))
