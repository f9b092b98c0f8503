"""How the row of an event is made, and read."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from domain.event import Details, Event, EventKind
from domain.ids import AlertId, CaseId, PersonId, PupilId
from storage.engine.crypto import Vault
from storage.engine.rows import School, Seal
from storage.events.alike import Value, about, author_in, authors, id_in, id_of, kind_in, kinds
from storage.keys import of_pupil, of_reads
from storage.tables.case import EventRow

READS = (
    *(EventKind.ALERT_READ, EventKind.CASE_READ, EventKind.CASE_LISTED),
    *(EventKind.LOG_READ, EventKind.PATTERN_READ),
)


def _key(value: Value) -> str:
    """Of what is deleted together with it."""
    if value("kind") in READS:
        return of_reads(value("school_id"), value("at"))
    if value("case_id") or value("alert_id"):
        return about(value)
    return of_pupil(value("pupil_digest"), value("at")) if value("pupil_digest") else ""


SEAL = Seal(EventRow, under=_key)
"""Of a row whose kind has been read, too (`opened`)."""


class OpenedRow(NamedTuple):
    """The row of an event, its columns as they stand, with the kind and the author that are sealed in it."""

    seq: int
    id: str
    school_id: str
    case_id: str | None
    alert_id: str | None
    pupil_digest: str | None
    sealed_by: str
    at: datetime
    sealed_kind: str
    sealed: bytes
    kind: str
    by_id: PersonId | None


def opened(row: Mapping[str, Any], vault: Vault) -> dict[str, Any]:
    """With its kind, its author and its own id, by the school's key."""
    of = about(row.__getitem__)
    return {
        **row,
        "event_id": id_in(vault, row["id"]),
        "kind": kind_in(vault, of, row["sealed_kind"]),
        "by_id": author_in(vault, of, row["sealed_by"]),
    }


def closed(row: Mapping[str, Any], vault: Vault) -> dict[str, Any]:
    """With these three sealed; they stand beside that still."""
    of = [about(row.__getitem__)]
    (kind,), (by,) = kinds(vault, [row["kind"]], of), authors(vault, [row["by_id"]], of)
    return {**row, "id": id_of(vault, row["event_id"]), "sealed_kind": kind, "sealed_by": by}


def stored(row: Mapping[str, Any]) -> dict[str, Any]:
    """What of it stands in the table."""
    return {name: value for name, value in row.items() if name not in {"event_id", "kind", "by_id"}}


def told(rows: Iterable[Any], vault: Vault) -> list[OpenedRow]:
    """Rows of all columns, as they are in the table."""
    return [_told(row, about(partial(getattr, row)), vault) for row in rows]


def _told(row: Any, of: str, vault: Vault) -> OpenedRow:  # noqa: ANN401  (any type)
    return OpenedRow._make((*row, kind_in(vault, of, row.sealed_kind), author_in(vault, of, row.sealed_by)))


def made(school: School, event_id: str, event: Event, value: object, pupil: PupilId | None = None) -> dict[str, Any]:
    """The row of a new event; the database numbers it."""
    row = {
        "event_id": event_id,
        "school_id": school.id,
        "case_id": event.case_id,
        "alert_id": event.alert_id,
        "pupil_digest": digest_of(school, pupil) if pupil else None,
        "at": event.at,
        "kind": event.kind,
        "by_id": event.by,
    }
    return stored(school.seal(SEAL, closed(row, school.vault), value))


def digest_of(school: School, pupil: PupilId) -> str:
    """What is written down of a pupil without a case is found by."""
    return school.vault.digest("pupil", pupil)


def event_of(row: OpenedRow, details: Details, kind: EventKind | None = None) -> Event:
    return Event(
        kind=kind or EventKind(row.kind),
        at=row.at,
        by=row.by_id,
        details=details,
        case_id=CaseId(row.case_id) if row.case_id else None,
        alert_id=AlertId(row.alert_id) if row.alert_id else None,
    )
