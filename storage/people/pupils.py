"""Pupils. Imports update and deactivate; they never delete (what was told of someone stays theirs). Who has left may be
emptied: of them nothing can be read any more.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, or_
from sqlmodel import Session, col, select, update

from domain.ids import PupilId, new_id
from domain.people.person import Pupil
from domain.retention.left import emptied_pupil
from storage.engine.crypto import Vault
from storage.engine.rows import School, Seal
from storage.statements.inserts import add
from storage.statements.statement import Statement, among, table
from storage.tables.school import PupilRow

SEAL = Seal(PupilRow)

_pupils = table(PupilRow)
_SOME = Statement(
    lambda dialect: _pupils.select().where(
        _pupils.c.school_id == bindparam("school"), among(_pupils.c.id, "wanted", dialect)
    )
)
_GROUP = Statement(
    _pupils.select().where(
        _pupils.c.school_id == bindparam("school"),
        or_(_pupils.c.class_digest == bindparam("digest"), _pupils.c.base_digest == bindparam("digest")),
        _pupils.c.active,
    )
)

_ONE_OF_EACH = Statement(
    _pupils.select().where(
        _pupils.c.school_id == bindparam("school"),
        _pupils.c.id.in_(
            select(func.min(_pupils.c.id))
            .where(_pupils.c.school_id == bindparam("school"), _pupils.c.active)
            .group_by(_pupils.c.class_digest)
        ),
    )
)


def found_by(vault: Vault, pupil: Pupil) -> dict[str, str | None]:
    """Keyed digests of the school's number, the class and the base of AKS."""
    return {
        "external_digest": vault.digest("external", pupil.external_id),
        "class_digest": vault.digest("group", pupil.school_class),
        "base_digest": vault.digest("group", pupil.base) if pupil.at_aks and pupil.base else None,
    }


class Pupils:
    """The pupils of one school; found by keyed digests of class, base and the school's own number."""

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def get(self, pupil_id: PupilId) -> Pupil | None:
        return next(iter(self.some([pupil_id])), None)

    def some(self, pupil_ids: Iterable[PupilId]) -> list[Pupil]:
        """Those that exist in this school, in the order asked for."""
        wanted = list(pupil_ids)
        rows = _SOME.all(self._session, school=self._school.id, wanted=wanted)
        found = {pupil.id: pupil for pupil in self._school.readable(rows, self._pupil)}
        return [found[pupil_id] for pupil_id in wanted if pupil_id in found]

    def of_group(self, group: str) -> list[Pupil]:
        """The active pupils of a class («4B») or of an AKS base («Base 4»), by name."""
        rows = _GROUP.all(self._session, school=self._school.id, digest=self._digest("group", group))
        return sorted(self._school.readable(rows, self._pupil), key=lambda pupil: pupil.name)

    def groups(self) -> tuple[list[str], list[str]]:
        """All classes and all AKS bases that have pupils."""
        active = [pupil for pupil in self.read_all() if pupil.active]
        classes = {pupil.school_class: pupil.grade for pupil in active}
        bases = {pupil.base for pupil in active if pupil.at_aks and pupil.base}
        return sorted(classes, key=lambda c: (classes[c], c)), sorted(bases)

    def classes(self) -> frozenset[str]:
        """All classes that have pupils: one pupil of each is read."""
        rows = _ONE_OF_EACH.all(self._session, school=self._school.id)
        return frozenset(pupil.school_class for pupil in self._school.readable(rows, self._pupil))

    def read_all(self) -> list[Pupil]:
        return [pupil for pupil in self._school.readable(self._rows(), self._pupil) if pupil.name]

    def ids(self) -> frozenset[PupilId]:
        """Of all there are rows of, also those that cannot be read."""
        return frozenset(PupilId(row.id) for row in self._rows())

    def digest(self, pupil_id: PupilId) -> str:
        """What stands for the pupil beside what is sealed: as on a case."""
        return self._digest("pupil", pupil_id)

    def told_by(self, digest: str) -> Pupil | None:
        return self.get(next((one for one in self.ids() if self.digest(one) == digest), PupilId("")))

    def unread(self) -> frozenset[PupilId]:
        """Of whom there are rows that cannot be read."""
        rows = self._rows()
        return frozenset(PupilId(row.id) for row in rows) - {
            pupil.id for pupil in self._school.readable(rows, self._pupil)
        }

    def replace(self, pupils: Iterable[Pupil], on: date | None = None) -> tuple[int, int, int]:
        """The school's pupils are now `pupils`, told apart by the school's number: (new, changed, deactivated).

        `on`: the day (Oslo) the lists are of. A row that cannot be read is made whole.
        """
        before = {pupil.id: pupil for pupil in self.read_all()}
        known = {row.external_digest: PupilId(row.id) for row in self._rows()}
        new, changed = [], []
        for pupil in pupils:
            pupil_id = known.get(self._digest("external", pupil.external_id))
            kept = replace(pupil, id=pupil_id or PupilId(new_id()))
            if pupil_id is None:
                new.append(kept)
            elif before.pop(pupil_id, None) != kept:
                changed.append(kept)
        left = [replace(pupil, active=False, left_on=on) for pupil in before.values() if pupil.active]
        added = [self._values(pupil) for pupil in new]
        if added:
            add(self._session, PupilRow, *added)
        for row in added:
            self._school.wrote(SEAL, row)
        self._save(*changed, *left)
        return len(new), len(changed), len(left)

    def empty(self, ids: Collection[PupilId]) -> None:
        """Of those of them who have left nothing is kept but that there was someone; their rows stand."""
        self._save(*(emptied_pupil(one) for one in self.some(ids) if not one.active))

    def _save(self, *pupils: Pupil) -> None:
        for row in map(self._values, pupils):
            this = (col(PupilRow.school_id) == self._school.id, col(PupilRow.id) == row["id"])
            self._session.exec(update(PupilRow).where(*this).values(row))
            self._school.wrote(SEAL, row)

    def _rows(self) -> list[PupilRow]:
        return list(self._session.exec(select(PupilRow).where(PupilRow.school_id == self._school.id)))

    def _digest(self, purpose: str, value: str) -> str:
        return self._school.vault.digest(purpose, value)

    def _values(self, pupil: Pupil) -> dict[str, object]:
        row = {
            "id": pupil.id,
            "school_id": self._school.id,
            **found_by(self._school.vault, pupil),
            "active": pupil.active,
        }
        return self._school.seal(SEAL, row, pupil)

    def _pupil(self, row: Any) -> Pupil:  # noqa: ANN401  (any type)
        return self._school.open(SEAL, row, Pupil)
