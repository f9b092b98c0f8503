"""Alerts that are being written. A draft's id is the business key of the alert it becomes (law 4)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select

from domain.alert.alert import DRAFT_LIFE, OFFERED, Draft
from domain.errors import NotFound
from domain.ids import DraftId, PersonId
from domain.text.messages import N_
from storage.engine.crypto import Vault
from storage.engine.rows import School, Seal, Stale
from storage.keys import of_drafts
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.case import DraftRow

SEAL = Seal(DraftRow, under=lambda value: of_drafts(value("school_id"), value("started_at")))
NO_DRAFT = N_("Utkastet finnes ikke lenger. Skriv «varsle» for å begynne på nytt.")

_drafts = table(DraftRow)
_THIS = (_drafts.c.school_id == bindparam("school"), _drafts.c.id == bindparam("draft"))
_DRAFT_BY_ID = Statement(_drafts.select().where(_drafts.c.id == bindparam("draft")), all_schools=True)
"""Over all schools: ids are the database's."""
_SAVE_DRAFT = Statement(
    _drafts.update()
    .where(*_THIS, _drafts.c.version == bindparam("was"))
    .values(version=bindparam("version"), sealed=bindparam("sealed"))
)
_DROP_DRAFT = Statement(_drafts.delete().where(*_THIS))


def found_by(vault: Vault, owner: PersonId) -> dict[str, str]:
    """The column that somebody's drafts are found by, and no other table's."""
    return {"owner_digest": vault.digest("drafts.owner", owner)}


class Drafts:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def get(self, draft_id: DraftId, owner: PersonId) -> Draft | None:
        """The owner's draft; None when there is none. Raises `NotFound` for someone else's."""
        row = _DRAFT_BY_ID.first(self._session, draft=draft_id)
        if row is None:
            return None
        if row.owner_digest != self._owner(owner) or row.school_id != self._school.id:
            raise NotFound(NO_DRAFT)
        return self._draft(row)

    def start(self, draft: Draft) -> None:
        add(self._session, DraftRow, self._row(draft))

    def save(self, draft: Draft) -> Draft:
        """Raises `Stale` when another turn saved it first."""
        saved = replace(draft, version=draft.version + 1)
        row = self._row(saved)
        change = self._this(draft.id) | {"was": draft.version} | {name: row[name] for name in ("version", "sealed")}
        if _SAVE_DRAFT.run(self._session, **change) != 1:
            raise Stale
        return saved

    def drop(self, draft_id: DraftId) -> None:
        _DROP_DRAFT.run(self._session, **self._this(draft_id))

    def of(self, owner: PersonId) -> list[Draft]:
        """The owner's unsent drafts that have been begun, newest first."""
        rows = self._session.exec(
            select(DraftRow)
            .where(
                DraftRow.owner_digest == self._owner(owner),
                DraftRow.school_id == self._school.id,
                DraftRow.version != OFFERED,
            )
            .order_by(col(DraftRow.started_at).desc())
        )
        return list(self._school.readable(rows, self._draft))

    def older_than(self, moment: datetime) -> list[tuple[DraftId, PersonId]]:
        """The drafts begun before it that can be read, with whose they are."""
        old = select(DraftRow).where(
            DraftRow.school_id == self._school.id, DraftRow.started_at < moment, DraftRow.version != OFFERED
        )
        drafts = self._school.readable(self._session.exec(old), self._draft)
        return [(draft.id, draft.owner) for draft in drafts]

    def drop_expired(self, now: datetime) -> int:
        """Drafts live 24 hours; how many were dropped."""
        old = col(DraftRow.started_at) < now - DRAFT_LIFE
        return self._session.exec(delete(DraftRow).where(col(DraftRow.school_id) == self._school.id, old)).rowcount

    def _row(self, draft: Draft) -> dict[str, object]:
        row = {
            "id": draft.id,
            "school_id": self._school.id,
            **found_by(self._school.vault, draft.owner),
            "started_at": draft.started_at,
            "version": draft.version,
        }
        return self._school.seal(SEAL, row, draft, {"version"})

    def _draft(self, row: Any) -> Draft:  # noqa: ANN401  (any type)
        return replace(self._school.open(SEAL, row, Draft), version=row.version)

    def _owner(self, owner: PersonId) -> str:
        return found_by(self._school.vault, owner)["owner_digest"]

    def _this(self, draft_id: DraftId) -> dict[str, object]:
        return {"school": self._school.id, "draft": draft_id}
