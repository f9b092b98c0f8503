"""Staff and pupils. Imports update and deactivate; they never delete (what someone did stays theirs)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select, update

from domain.people import Person, PersonId, Pupil, PupilId, SchoolId
from storage.support import School, add, new_id, table
from storage.tables import PersonRow, PupilRow, SchoolRow

_PERSON = "people.sealed"
_PUPIL = "pupils.sealed"

_people, _pupils, _schools = table(PersonRow), table(PupilRow), table(SchoolRow)
_IDENTITIES = (
    core_select(_people.c.id, _people.c.school_id, _schools.c.people_version)
    .join(_schools, _schools.c.id == _people.c.school_id)
    .where(_people.c.entra_object_id == bindparam("person"), _people.c.active)
    .order_by(_people.c.school_id)
)
_SOME = _pupils.select().where(
    _pupils.c.school_id == bindparam("school"), _pupils.c.id.in_(bindparam("wanted", expanding=True))
)
_GROUP = _pupils.select().where(
    _pupils.c.school_id == bindparam("school"),
    or_(_pupils.c.class_digest == bindparam("digest"), _pupils.c.base_digest == bindparam("digest")),
    _pupils.c.active,
)


def identities(session: Session, entra_object_id: str) -> list[tuple[PersonId, SchoolId, int]]:
    """The active rows of one directory account, one for each school where it works."""
    found = session.connection().execute(_IDENTITIES, {"person": entra_object_id})
    return [(PersonId(person), SchoolId(school), version) for person, school, version in found]


class People:
    """The staff of one school. `known` is what the unit of work read at the school's current version."""

    known: dict[PersonId, Person]

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school

    def read_all(self) -> list[Person]:
        rows = self._session.exec(select(PersonRow).where(PersonRow.school_id == self._school.id))
        return [self._school.open(_PERSON, row.id, row.sealed, Person) for row in rows]

    def get(self, person_id: PersonId) -> Person:
        """Raises `KeyError` for someone of another school."""
        return self.known[person_id]

    @property
    def names(self) -> dict[PersonId, str]:
        return {person.id: person.name for person in self.known.values()}

    def name(self, person_id: PersonId | None) -> str:
        """The name for a timeline; those who left keep theirs."""
        return self.known[person_id].name if person_id in self.known else "Systemet"

    def active(self) -> list[Person]:
        return sorted((p for p in self.known.values() if p.active), key=lambda p: p.name)

    def replace(self, people: Iterable[Person]) -> tuple[int, int, int]:
        """The school's staff is now `people`, told apart by directory account: (new, changed, deactivated).

        The ids given are ignored for those already known, so that their history stays theirs.
        """
        before = {person.entra_object_id: person for person in self.read_all()}
        new = changed = 0
        for person in people:
            old = before.pop(person.entra_object_id, None)
            if old is None:
                self._insert(person.model_copy(update={"id": new_id()}))
                new += 1
            elif old != (kept := person.model_copy(update={"id": old.id})):
                self._save(kept)
                changed += 1
        left = [person for person in before.values() if person.active]
        for person in left:
            self._save(person.model_copy(update={"active": False}))
        self._bump()
        return new, changed, len(left)

    def _insert(self, person: Person) -> None:
        row = {
            "id": person.id,
            "school_id": self._school.id,
            "entra_object_id": person.entra_object_id,
            "active": person.active,
            "sealed": self._school.seal(_PERSON, person.id, person),
        }
        add(self._session, PersonRow, row)

    def _save(self, person: Person) -> None:
        sealed = self._school.seal(_PERSON, person.id, person)
        change = update(PersonRow).where(col(PersonRow.id) == person.id)
        self._session.exec(change.values(active=person.active, sealed=sealed))

    def _bump(self) -> None:
        at = col(SchoolRow.people_version)
        self._session.exec(update(SchoolRow).where(col(SchoolRow.id) == self._school.id).values(people_version=at + 1))


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
        rows = self._session.connection().execute(_SOME, {"school": self._school.id, "wanted": wanted})
        found = {row.id: self._pupil(row) for row in rows}
        return [found[pupil_id] for pupil_id in wanted if pupil_id in found]

    def of_group(self, group: str) -> list[Pupil]:
        """The active pupils of a class («4B») or of an AKS base («Base 4»), by name."""
        which = {"school": self._school.id, "digest": self._digest("group", group)}
        rows = self._session.connection().execute(_GROUP, which)
        return sorted((self._pupil(row) for row in rows), key=lambda pupil: pupil.name)

    def groups(self) -> tuple[list[str], list[str]]:
        """All classes and all AKS bases that have pupils."""
        active = [pupil for pupil in self.read_all() if pupil.active]
        classes = {pupil.school_class: pupil.grade for pupil in active}
        bases = {pupil.base for pupil in active if pupil.at_aks and pupil.base}
        return sorted(classes, key=lambda c: (classes[c], c)), sorted(bases)

    def read_all(self) -> list[Pupil]:
        rows = self._session.exec(select(PupilRow).where(PupilRow.school_id == self._school.id))
        return [self._pupil(row) for row in rows]

    def replace(self, pupils: Iterable[Pupil]) -> tuple[int, int, int]:
        """The school's pupils are now `pupils`, told apart by the school's number: (new, changed, deactivated)."""
        before = {pupil.external_id: pupil for pupil in self.read_all()}
        new, changed = [], []
        for pupil in pupils:
            old = before.pop(pupil.external_id, None)
            if old is None:
                new.append(pupil.model_copy(update={"id": new_id()}))
            elif old != (kept := pupil.model_copy(update={"id": old.id})):
                changed.append(kept)
        left = [pupil.model_copy(update={"active": False}) for pupil in before.values() if pupil.active]
        if new:
            add(self._session, PupilRow, *(self._values(pupil) for pupil in new))
        for pupil in (*changed, *left):
            self._session.exec(update(PupilRow).where(col(PupilRow.id) == pupil.id).values(**self._values(pupil)))
        return len(new), len(changed), len(left)

    def _digest(self, purpose: str, value: str) -> str:
        return self._school.vault.digest(purpose, value)

    def _values(self, pupil: Pupil) -> dict[str, object]:
        return {
            "id": pupil.id,
            "school_id": self._school.id,
            "external_digest": self._digest("external", pupil.external_id),
            "class_digest": self._digest("group", pupil.school_class),
            "base_digest": self._digest("group", pupil.base) if pupil.at_aks and pupil.base else None,
            "active": pupil.active,
            "sealed": self._school.seal(_PUPIL, pupil.id, pupil),
        }

    def _pupil(self, row: PupilRow | Row[Any]) -> Pupil:
        return self._school.open(_PUPIL, row.id, row.sealed, Pupil)
