"""Every plan a school has used. A case keeps the one it was opened under."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError
from sqlmodel import Session, col, insert, select

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from storage.engine.rows import Damaged
from storage.engine.tables import SchoolPlanRow


class PlanChanged(Exception):  # noqa: N818  (reads as what happened)
    """The file's content changed under the same version."""


class SchoolPlans:
    """`damaged` is told of each row that is not as it was archived."""

    def __init__(self, session: Session, damaged: Callable[[Damaged], None]) -> None:
        self._session = session
        self._damaged = damaged
        self._found: dict[tuple[SchoolId, str], SchoolPlan | None] = {}

    def keep(self, school_plan: SchoolPlan, now: datetime) -> None:
        """Archive a plan. Raises `PlanChanged` when its version is taken by another text: cases rely on it."""
        text = school_plan.model_dump_json()
        digest = _digest(text)
        row = self._session.get(SchoolPlanRow, (school_plan.school_id, school_plan.version))
        if row is None:
            self._session.exec(
                insert(SchoolPlanRow).values(
                    school_id=school_plan.school_id, version=school_plan.version, text=text, digest=digest, added_at=now
                )
            )
        elif row.digest != digest:
            raise PlanChanged(school_plan.version)

    def of(self, school_id: SchoolId, version: str, now: SchoolPlan) -> SchoolPlan:
        """The plan a case was opened under; `now` when that is it, or the old one is damaged or of another shape."""
        if version == now.version:
            return now
        if (school_id, version) not in self._found:
            self._found[school_id, version] = self._readable(school_id, version)
        return self._found[school_id, version] or now

    def _readable(self, school_id: SchoolId, version: str) -> SchoolPlan | None:
        try:
            return self.get(school_id, version)
        except Damaged as damaged:
            self._damaged(damaged)
        except (KeyError, ValidationError):
            pass
        return None

    def get(self, school_id: SchoolId, version: str) -> SchoolPlan:
        """Raises `KeyError` for a version the school never used, `Damaged` for one that has been changed."""
        row = self._session.exec(
            select(SchoolPlanRow).where(SchoolPlanRow.school_id == school_id, col(SchoolPlanRow.version) == version)
        ).first()
        if row is None:
            raise KeyError(version)
        return _read(row.text, row.digest, f"{school_id}/{version}")


@lru_cache(maxsize=32)
def _read(text: str, digest: str, row_id: str) -> SchoolPlan:
    if _digest(text) != digest:
        raise Damaged("school_plans", row_id)
    return SchoolPlan.model_validate_json(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
