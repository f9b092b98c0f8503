"""A database whose keys have leaked, made anew: each row is opened under its old key, and sealed, found by and signed
under a new one. The chain begins again, so look at the old one (`audit verify --anchor`) before.

What the new keys cannot take over is left out: forms that were begun, links to documents, and links to calendars. What
was deleted stays so; what cannot be read goes along as it is.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Table

from domain.alert.alert import Draft
from domain.ids import SchoolId
from domain.people.person import Pupil
from domain.value import from_json
from storage.audit.verify import CHAINED
from storage.backup.found_by import FoundBy, Row
from storage.case import alerts, cases, drafts
from storage.engine.crypto import Undecipherable, Vault
from storage.engine.rows import Damaged, Seal, Signature, Signer
from storage.events import rows as events
from storage.keys import INSTALLATION, of_pupil, of_school, pupil_and_year
from storage.outbox import message, sweeps_done
from storage.people import channels, people, pupils, references, rosters
from storage.unit_of_work import Unit
from storage.year import school_plans

_SEALS = {one.table: one for one in (people.SEAL, pupils.SEAL, cases.SEAL, alerts.SEAL, drafts.SEAL, events.SEAL)}
_SIGNATURES: dict[str, Signature] = {
    one.table: one
    for one in (
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
        self._found_by = FoundBy()
        self.unreadable = 0

    def learn(self, rows: Iterable[tuple[Table, Row]]) -> None:
        """What each row is found by from now on."""
        self._found_by.learn(rows, lambda school_id: self._vault(of_school(school_id)), lambda one: self._new(one, ""))

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
        if table == message.SEAL.table:
            return self._message(row)
        if table == events.SEAL.table:
            row = events.opened(row, self._vault(of_school(row["school_id"])))
            return events.stored(self._sealed(events.SEAL, row, self._event(row)))
        new = self._found_by.renewed(table, row)
        if table in _SEALS:
            return self._sealed(_SEALS[table], row, new)
        return self._unit.signer.signed(_SIGNATURES[table], new) if table in _SIGNATURES else new

    def _event(self, row: Row) -> dict[str, Any]:
        """As it becomes, but for what is sealed in it."""
        return events.closed(self._found_by.renewed(events.SEAL.table, row), self._new(row["school_id"], ""))

    def _sealed(self, how: Seal, row: Row, new: dict[str, Any]) -> Row:
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
        if how.table == drafts.SEAL.table:
            new |= drafts.found_by(self._new(row["school_id"], ""), from_json(Draft, text).owner)
        key = self._new(row["school_id"], how.under(new.__getitem__))
        return {**new, "sealed": key.seal(how.table, how.text(new.__getitem__), text)}

    def _message(self, row: Row) -> Row:
        signer, was = Signer(lambda: self._vault(INSTALLATION)), SimpleNamespace(**row)
        try:
            said, at = signer.open(message.SEAL, was, message.Contents), message.place_of(signer.vault(), was)
        except Damaged:
            self.unreadable += 1
            return row
        vault = self._unit.installation()
        found = message.found_by(vault, row["school_id"], said, row["channel_id"])
        found["recipient_digest"] = row["recipient_digest"] and found["recipient_digest"]
        place = message.seal_place(vault, row["id"], at) if at else None
        return self._unit.signer.seal(message.SEAL, {**row, **found, "sealed_place": place}, said, step=message.STEP)

    def _vault(self, key_id: str) -> Vault:
        """Raises `KeyError` for one there is not, `Undecipherable` for one that does not open."""
        if key_id not in self._old:
            wrapped = bytes(self._keys[key_id]["wrapped"])
            self._old[key_id] = Vault(self._unit.keys.ring.unwrap(key_id, wrapped))
        return self._old[key_id]

    def _new(self, school_id: str, key_id: str) -> Vault:
        return self._unit.data_keys.vault(key_id or of_school(school_id), SchoolId(school_id), make=True)

    def _renamed(self, key_id: str) -> str:
        if (pupil := pupil_and_year(key_id)) is None:
            return key_id
        digest, year = pupil
        return of_pupil(self._found_by.of(digest), datetime(year, 1, 1, tzinfo=UTC))
