"""Every plan a school has used. A case keeps the one it was opened under."""

import hashlib
from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError
from sqlmodel import Session, col, insert, select

from domain.people import SchoolId
from domain.plan import Plan
from storage.tables import PlanRow


class PlanChanged(Exception):  # noqa: N818  (reads as what happened)
    """The file's content changed under the same version."""


class Plans:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, plan: Plan, now: datetime) -> None:
        """Archive a plan. Raises `PlanChanged` when its version is taken by another text: cases rely on it."""
        text = plan.model_dump_json()
        digest = hashlib.sha256(text.encode()).hexdigest()
        row = self._session.get(PlanRow, (plan.school_id, plan.version))
        if row is None:
            self._session.exec(
                insert(PlanRow).values(
                    school_id=plan.school_id, version=plan.version, text=text, digest=digest, added_at=now
                )
            )
        elif row.digest != digest:
            raise PlanChanged(plan.version)

    def of(self, school_id: SchoolId, version: str, now: Plan) -> Plan:
        """The plan a case was opened under; `now` when that is it, or when the old one is of another shape."""
        if version == now.version:
            return now
        try:
            return self.get(school_id, version)
        except (KeyError, ValidationError):
            return now

    def get(self, school_id: SchoolId, version: str) -> Plan:
        """Raises `KeyError` for a version the school never used."""
        row = self._session.exec(
            select(PlanRow).where(PlanRow.school_id == school_id, col(PlanRow.version) == version)
        ).first()
        if row is None:
            raise KeyError(version)
        return _read(row.text)


@lru_cache(maxsize=32)
def _read(text: str) -> Plan:
    return Plan.model_validate_json(text)
