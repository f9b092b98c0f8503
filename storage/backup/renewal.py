"""A database whose keys have leaked, made anew: each row is opened under its old key, and sealed, found by and signed
under a new one. The chain begins again, so look at the old one (`audit verify --anchor`) before.

What the new keys cannot take over is left out: forms that were begun, links to documents, and links to calendars. What
was deleted stays so; what cannot be read goes along as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from domain.ids import SchoolId
from domain.people.person import Pupil
from domain.value import from_json
from storage.audit.verify import CHAINED
from storage.case import alerts, cases, drafts
from storage.engine.crypto import Undecipherable, Vault
from storage.engine.rows import Seal, Signature
from storage.events import rows as events
from storage.keys import of_pupil, of_school
from storage.outbox import message, sweeps_done
from storage.people import channels, people, pupils, references, rosters
from storage.unit_of_work import Unit
from storage.year import school_plans

Row = Mapping[str, Any]
_SEALS = {one.table: one for one in (people.SEAL, pupils.SEAL, cases.SEAL, alerts.SEAL, drafts.SEAL, events.SEAL)}
_SIGNATURES: dict[str, Signature] = {
    one.table: one
    for one in (
        message.SIGNED,
        sweeps_done.SIGNED,
        channels.SIGNED,
        references.SIGNED,
        rosters.SIGNED,
        school_plans.SIGNED,
    )
}
_CHAINED = {one.how.table: one.how for one in CHAINED}
LEFT_OUT = ("form_drafts", "downloads", "calendar_links", "links")


class Renewal:
    """`keys`: the rows of the old ones. `unreadable`: how many rows have gone along as they were."""

    def __init__(self, unit: Unit, keys: Iterable[Row]) -> None:
        self._unit = unit
        self._keys = {row["id"]: row for row in keys}
        self._old: dict[str, Vault] = {}
        self._digests: dict[str, str] = {}
        self.unreadable = 0

    def learn(self, rows: Iterable[tuple[Table, Row]]) -> None:
        """What each pupil's rows are found by from now on."""
        for table, row in rows:
            if table.name == pupils.SEAL.table:
                old, new = self._vault(of_school(row["school_id"])), self._new(row["school_id"], "")
                self._digests[old.digest("pupil", row["id"])] = new.digest("pupil", row["id"])

    def rows(self, found: Iterable[tuple[Table, Row]]) -> Iterator[tuple[Table, Row]]:
        """Those that go along, as they become."""
        for table, row in found:
            if table.name not in LEFT_OUT:
                yield table, self._row(table.name, row)

    def tell(self, table: str, row: Row) -> None:
        """The row has been put in: the chain tells of it."""
        if table in _CHAINED:
            self._unit.wrote(SchoolId(row["id" if table == "schools" else "school_id"]), _CHAINED[table], row)

    def deleted(self) -> list[Row]:
        """The rows of the keys that have been deleted, as they become."""
        return [{**row, "id": self._renamed(key_id)} for key_id, row in self._keys.items() if not row["wrapped"]]

    def _row(self, table: str, row: Row) -> Row:
        if table == events.SEAL.table:
            return events.stored(
                self._sealed(events.SEAL, events.opened(row, self._vault(of_school(row["school_id"]))))
            )
        if table in _SEALS:
            return self._sealed(_SEALS[table], row)
        return self._unit.signer.signed(_SIGNATURES[table], row) if table in _SIGNATURES else row

    def _sealed(self, how: Seal, row: Row) -> Row:
        here = {"pupil_digest": self._digests.get(row["pupil_digest"])} if row.get("pupil_digest") else {}
        new = {**row, **here}
        if how.table == events.SEAL.table:
            new = events.closed(new, self._new(row["school_id"], ""))
        key_id = how.under(row.__getitem__) or of_school(row["school_id"])
        if key_id in self._keys and not self._keys[key_id]["wrapped"]:
            return new
        try:
            text = self._vault(key_id).open(how.table, how.text(row.__getitem__), row["sealed"])
        except (Undecipherable, KeyError):
            self.unreadable += 1
            return new
        if how.table == pupils.SEAL.table:
            new |= pupils.found_by(self._new(row["school_id"], ""), from_json(Pupil, text))
        key = self._new(row["school_id"], how.under(new.__getitem__))
        return {**new, "sealed": key.seal(how.table, how.text(new.__getitem__), text)}

    def _vault(self, key_id: str) -> Vault:
        """Raises `KeyError` for one there is not, `Undecipherable` for one that does not open."""
        if key_id not in self._old:
            wrapped = bytes(self._keys[key_id]["wrapped"])
            self._old[key_id] = Vault(self._unit.keys.ring.unwrap(key_id, wrapped))
        return self._old[key_id]

    def _new(self, school_id: str, key_id: str) -> Vault:
        return self._unit.data_keys.vault(key_id or of_school(school_id), SchoolId(school_id), make=True)

    def _renamed(self, key_id: str) -> str:
        kind, _, digest = key_id.partition("/")
        return of_pupil(self._digests.get(digest, digest)) if kind == "pupil" else key_id
