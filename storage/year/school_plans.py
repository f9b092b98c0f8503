"""Every plan a school has used. A case keeps the one it was opened under."""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError
from sqlalchemy import bindparam
from sqlmodel import Session

from domain.ids import SchoolId
from domain.school_plan.calendar import CalendarPlan
from domain.school_plan.school_plan import SchoolPlan
from storage.engine.rows import Damaged, Signature, Signer, Wrote
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.school import SchoolPlanRow

_plans = table(SchoolPlanRow)
_this = (_plans.c.school_id == bindparam("school_id"), _plans.c.version == bindparam("version"))
SIGNED = Signature(SchoolPlanRow)
_PLAN = Statement(_plans.select().where(*_this))
_ALL = Statement(_plans.select().where(_this[0]).order_by(_plans.c.added_at.desc(), _plans.c.version.desc()))


class PlanChanged(Exception):  # noqa: N818  (reads as what happened)
    """The file's content changed under the same version."""


class SchoolPlans:
    def __init__(self, session: Session, signer: Signer, wrote: Wrote) -> None:
        self._session = session
        self._wrote = wrote
        self._signer = signer
        self._damaged = signer.damaged
        self._found: dict[tuple[SchoolId, str], SchoolPlan | None] = {}

    def keep(self, school_plan: SchoolPlan, now: datetime) -> None:
        """Archive a plan. Raises `PlanChanged` when its version is taken by another text: cases rely on it."""
        text = school_plan.model_dump_json()
        which = {"school_id": school_plan.school_id, "version": school_plan.version}
        row = _PLAN.first(self._session, **which)
        if row is None:
            new = self._signer.signed(SIGNED, which | {"text": text, "added_at": now})
            add(self._session, SchoolPlanRow, new)
            self._wrote(SchoolId(school_plan.school_id), SIGNED, new)
        elif row.text != text:
            raise PlanChanged(school_plan.version)

    def of(self, school_id: SchoolId, version: str, now: SchoolPlan) -> SchoolPlan:
        """The plan a case was opened under; `now` when that is it, or the old one is damaged or of another shape.

        Its days are counted by the calendar of `now`, which knows other years too.
        """
        if version == now.version:
            return now
        if (school_id, version) not in self._found:
            self._found[school_id, version] = self._readable(school_id, version)
        found = self._found[school_id, version]
        return counted_by(found, now.calendar) if found else now

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
        row = _PLAN.first(self._session, school_id=school_id, version=version)
        if row is None:
            raise KeyError(version)
        if not self._signer.holds(SIGNED, row):
            raise SIGNED.damaged(row)
        return _read(row.text)

    def of_year(self, school_id: SchoolId, school_year: str, now: SchoolPlan) -> SchoolPlan | None:
        """The plan the school used last in a school year («2026/27»), `now` when it is of that; None when it has used
        none that can be read.
        """
        if now.calendar.school_year == school_year:
            return now
        for row in self._signer.genuine(SIGNED, _ALL.all(self._session, school_id=school_id)):
            with suppress(ValidationError):
                found = _read(row.text)
                if found.calendar.school_year == school_year:
                    return found
        return None

    def calendars(self, school_id: SchoolId, besides: Collection[str] = ()) -> Iterator[CalendarPlan]:
        """Of every other version the school has used, the newest first; what cannot be read is passed by."""
        rows = _ALL.all(self._session, school_id=school_id)
        others = (row for row in rows if row.version not in besides)
        for row in self._signer.genuine(SIGNED, others):
            with suppress(ValidationError):
                yield CalendarPlan.model_validate(json.loads(row.text)["calendar"])


@lru_cache(maxsize=32)
def counted_by(school_plan: SchoolPlan, calendar: CalendarPlan) -> SchoolPlan:
    """The plan with another calendar."""
    if school_plan.calendar is calendar:
        return school_plan
    return SchoolPlan.model_validate(dict(school_plan) | {"calendar": calendar})


@lru_cache(maxsize=32)
def _read(text: str) -> SchoolPlan:
    return SchoolPlan.model_validate_json(text)
