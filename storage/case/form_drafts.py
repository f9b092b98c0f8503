"""Forms that were begun and are not finished. Of one form a person may have two, begun on two devices."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlmodel import Session, col, delete, select

from domain.errors import NotFound
from domain.ids import CaseId, PersonId
from domain.text.form_draft import FormDraft
from storage.engine.rows import School, Seal
from storage.keys import of_case, of_drafts
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.case import FormDraftRow


def _key(value: Callable[[str], Any]) -> str:
    """A case's, or of what was begun that day."""
    case_id = value("case_id")
    return of_case(case_id) if case_id else of_drafts(value("school_id"), value("kept_at"))


_SEAL = Seal(FormDraftRow, under=_key)
LIFE = timedelta(days=7)
"""Of a form without a case."""

_drafts = table(FormDraftRow)
_MINE = (
    _drafts.c.school_id == bindparam("school"),
    _drafts.c.id == bindparam("draft"),
    _drafts.c.owner_id == bindparam("owner"),
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
        row = _GET.first(self._session, school=self._school.id, draft=draft_id, owner=owner)
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
            "owner_id": owner,
            "case_id": draft.case_id,
            "kept_at": draft.kept_at,
        }
        add(self._session, FormDraftRow, self._school.seal(_SEAL, row, draft))

    def drop(self, draft_id: str, owner: PersonId) -> None:
        _DROP.run(self._session, school=self._school.id, draft=draft_id, owner=owner)

    def of(self, owner: PersonId) -> list[FormDraft]:
        """Newest first."""
        mine = (FormDraftRow.school_id == self._school.id, FormDraftRow.owner_id == owner)
        rows = self._session.exec(select(FormDraftRow).where(*mine).order_by(col(FormDraftRow.kept_at).desc()))
        return list(self._school.readable(rows, self._draft))

    def drop_of_case(self, case_id: CaseId) -> None:
        self._drop(col(FormDraftRow.case_id) == case_id)

    def drop_expired(self, now: datetime) -> None:
        self._drop(col(FormDraftRow.case_id).is_(None), col(FormDraftRow.kept_at) < now - LIFE)

    def _draft(self, row: Any) -> FormDraft:  # noqa: ANN401  (any type)
        return self._school.open(_SEAL, row, FormDraft)

    def _drop(self, *which: ColumnElement[bool]) -> None:
        here = col(FormDraftRow.school_id) == self._school.id
        self._session.exec(delete(FormDraftRow).where(here, *which))
