"""Forms that were begun and are not finished. Of one form a person may have two, begun on two devices."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, col, delete, select

from domain.errors import NotFound
from domain.ids import CaseId, PersonId
from domain.text.form_draft import FormDraft
from storage.engine.crypto import Undecipherable
from storage.engine.rows import School, Seal, in_steps
from storage.keys import of_case, of_drafts
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.case import FormDraftRow

LIFE = timedelta(days=7)
"""Of a form without a case."""

_drafts = table(FormDraftRow)
_MINE = (
    _drafts.c.school_id == bindparam("school"),
    _drafts.c.id == bindparam("draft"),
    _drafts.c.owner_digest == bindparam("owner"),
)
_GET = Statement(_drafts.select().where(*_MINE))
_AT = Statement(
    _drafts.select()
    .where(_drafts.c.school_id == bindparam("school"), _drafts.c.place == bindparam("place"))
    .order_by(_drafts.c.kept_at.desc())
)
_DROP = Statement(_drafts.delete().where(*_MINE))


class FormDrafts:
    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def id_of(self, owner: PersonId, form: str) -> str:
        """The id of somebody's draft; `form` says of which form. It tells nothing of it."""
        return self._school.vault.digest("form_draft", f"{owner}:{form}")

    def newest(self, owner: PersonId, place: str) -> FormDraft | None:
        """What was kept last of a form. None when there is none that can be read: then the form begins anew."""
        rows = _AT.all(self._session, school=self._school.id, place=self.id_of(owner, place))
        return next(self._school.readable(rows, self._draft), None)

    def get(self, draft_id: str, owner: PersonId) -> FormDraft:
        """Raises `NotFound` alike for «does not exist» and «not yours»."""
        row = _GET.first(self._session, school=self._school.id, draft=draft_id, owner=self._owner(owner))
        draft = next(self._school.readable([row], self._draft), None) if row else None
        if draft is None:
            raise NotFound("Dette utkastet finnes ikke lenger. Det er lagret eller slettet, eller saken er avsluttet.")
        return draft

    def keep(self, draft: FormDraft, owner: PersonId, place: str) -> None:
        """`place` says which form it is, on whichever device. In the place of what was kept of it before."""
        self.drop(draft.id, owner)
        row = {
            "id": draft.id,
            "place": self.id_of(owner, place),
            "school_id": self._school.id,
            "owner_digest": self._owner(owner),
            "case_digest": self._case(draft.case_id) if draft.case_id else None,
            "sealed_case": self._school.vault.seal("form_drafts.case", draft.id, in_steps(json.dumps(draft.case_id))),
            "kept_at": draft.kept_at,
        }
        add(self._session, FormDraftRow, self._school.seal(_seal(draft.case_id), row, draft))

    def drop(self, draft_id: str, owner: PersonId) -> None:
        _DROP.run(self._session, school=self._school.id, draft=draft_id, owner=self._owner(owner))

    def of(self, owner: PersonId) -> list[FormDraft]:
        """Newest first."""
        mine = (FormDraftRow.school_id == self._school.id, FormDraftRow.owner_digest == self._owner(owner))
        rows = self._session.exec(select(FormDraftRow).where(*mine).order_by(col(FormDraftRow.kept_at).desc()))
        return list(self._school.readable(rows, self._draft))

    def drop_of_case(self, case_id: CaseId) -> None:
        self._drop(col(FormDraftRow.case_digest) == self._case(case_id))

    def drop_expired(self, now: datetime) -> None:
        self._drop(col(FormDraftRow.case_digest).is_(None), col(FormDraftRow.kept_at) < now - LIFE)

    def _draft(self, row: Any) -> FormDraft:  # noqa: ANN401  (any type)
        return self._school.open(_seal(self._case_of(row)), row, FormDraft)

    def _owner(self, owner: PersonId) -> str:
        return self._school.vault.digest("form_drafts.owner", owner)

    def _case(self, case_id: CaseId) -> str:
        return self._school.vault.digest("form_drafts.case", case_id)

    def _case_of(self, row: Any) -> CaseId | None:  # noqa: ANN401  (any type)
        """Under whose key the rest is sealed. Raises `Damaged`."""
        try:
            case_id = json.loads(self._school.vault.open("form_drafts.case", row.id, row.sealed_case))
        except Undecipherable as error:
            raise _seal(None).damaged(row) from error
        return CaseId(case_id) if case_id else None

    def _drop(self, *which: ColumnElement[bool]) -> None:
        here = col(FormDraftRow.school_id) == self._school.id
        self._session.exec(delete(FormDraftRow).where(here, *which))


def _seal(case_id: CaseId | None) -> Seal:
    """Under a case's key, or that of what was begun that day."""
    return Seal(
        FormDraftRow,
        under=lambda value: of_case(case_id) if case_id else of_drafts(value("school_id"), value("kept_at")),
    )
