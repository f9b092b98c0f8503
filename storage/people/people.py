"""Staff. Imports update and deactivate; they never delete (what someone did stays theirs). Who has left may be emptied:
of them there is a row, and no more.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select, update

from domain.ids import PersonId, SchoolId, new_id
from domain.people.person import Person, name_among
from domain.retention.left import emptied
from storage.engine.rows import Damaged, School, Seal
from storage.people.schools import SCHOOL, school_row
from storage.statements.inserts import add
from storage.statements.statement import Statement, table
from storage.tables.school import PersonRow, SchoolRow

SEAL = Seal(PersonRow)

_people, _schools = table(PersonRow), table(SchoolRow)
_IDENTITIES = Statement(
    core_select(_people.c.id, _people.c.school_id, _schools.c.people_version)
    .join(_schools, _schools.c.id == _people.c.school_id)
    .where(_people.c.entra_object_id == bindparam("person"), _people.c.active)
    .order_by(_people.c.school_id),
    all_schools=True,
)


def identities(session: Session, entra_object_id: str) -> list[tuple[PersonId, SchoolId, int]]:
    """The active rows of one directory account, one for each school where it works."""
    found = _IDENTITIES.all(session, person=entra_object_id)
    return [(PersonId(person), SchoolId(school), version) for person, school, version in found]


class People:
    """The staff of one school. `known` is what the unit of work read at the school's current version."""

    known: dict[PersonId, Person]

    def __init__(self, session: Session, school: School) -> None:
        self._session = session
        self._school = school
        self.whole = True
        """Whether all rows could be read the last time."""

    def read_all(self) -> list[Person]:
        rows = self._rows()
        found = list(self._school.readable(rows, self._person))
        self.whole = len(found) == len(rows)
        return found

    def get(self, person_id: PersonId) -> Person:
        """Raises `KeyError` for someone of another school."""
        return self.known[person_id]

    def of_account(self, person_id: PersonId, entra_object_id: str) -> Person:
        """Who signed in with that account. Raises `Damaged` when the row says so and its sealed part does not, or when
        that cannot be read.
        """
        person = self.known.get(person_id)
        if person is None or not (person.active or person.until) or person.entra_object_id != entra_object_id:
            raise Damaged("people", person_id)
        return person

    @property
    def names(self) -> dict[PersonId, str]:
        return {person.id: person.called for person in self.known.values()}

    def name(self, person_id: PersonId | None) -> str:
        """The name for a timeline."""
        return name_among(self.names, person_id)

    def these(self, ids: Iterable[PersonId]) -> list[Person]:
        """Those of them who are of this school and can be read, by name."""
        return sorted((self.known[one] for one in ids if one in self.known), key=lambda person: person.name)

    def active(self) -> list[Person]:
        return sorted((p for p in self.known.values() if p.active), key=lambda p: p.name)

    @property
    def gone(self) -> frozenset[PersonId]:
        """Those who no longer work there."""
        return frozenset(person.id for person in self.known.values() if not person.active)

    def replace(self, people: Iterable[Person], on: date | None = None) -> tuple[int, int, int]:
        """The school's staff is now `people`, told apart by directory account: (new, changed, deactivated).

        `on`: the day (Oslo) the lists are of. The ids given are ignored for those already known, so that their history
        stays theirs. A row that cannot be read is made whole.
        """
        before = {person.id: person for person in self.read_all()}
        known = {row.entra_object_id: PersonId(row.id) for row in self._rows()}
        new = changed = 0
        for person in people:
            person_id = known.get(person.entra_object_id)
            there = before.pop(person_id, None) if person_id else None
            kept = replace(person, id=person_id or PersonId(new_id()), language=there.language if there else "")
            if person_id is None:
                self._insert(kept)
                new += 1
            elif there != kept:
                self._save(kept)
                changed += 1
        left = [person for person in before.values() if person.active]
        for person in left:
            self._save(replace(person, active=False, left_on=on))
        self._bump()
        return new, changed, len(left)

    def empty(self, ids: Collection[PersonId]) -> None:
        """Of those of them who have left nothing is kept but that there was someone; their rows stand."""
        for person in self.read_all():
            if person.id in ids and not person.active:
                self._save(emptied(person))
        self._bump()

    def let_in(self, substitute: Person) -> Person:
        """What holds for the substitute from now on. Who has that account already, and worked here before or was a
        substitute, keeps the id, the user name, and whose next of kin they are. Raises `Damaged`.
        """
        rows = (row for row in self._rows() if row.entra_object_id == substitute.entra_object_id)
        if (row := next(rows, None)) is None:
            kept = replace(substitute, id=PersonId(new_id()))
            self._insert(kept)
        else:
            before = self._person(row)
            kept = replace(substitute, id=before.id, upn=before.upn, kin=before.kin, language=before.language)
            self._save(kept)
        self._bump()
        self.known = {**self.known, kept.id: kept}
        return kept

    def move(self, person: Person, entra_object_id: str) -> None:
        """The person has a new directory account: what they did, and what holds for them, stays theirs."""
        self._save(replace(person, entra_object_id=entra_object_id))

    def _rows(self) -> list[PersonRow]:
        return list(self._session.exec(select(PersonRow).where(PersonRow.school_id == self._school.id)))

    def _person(self, row: PersonRow) -> Person:
        return self._school.open(SEAL, row, Person)

    def speak(self, person: Person, language: str) -> None:
        """What the person is spoken to in from now on."""
        self._save(kept := replace(person, language=language))
        self._bump()
        self.known = {**self.known, kept.id: kept}

    def _insert(self, person: Person) -> None:
        add(self._session, PersonRow, row := self._row(person))
        self._school.wrote(SEAL, row)

    def _save(self, person: Person) -> None:
        change = update(PersonRow).where(col(PersonRow.school_id) == self._school.id, col(PersonRow.id) == person.id)
        row = self._row(person)
        self._session.exec(change.values(row))
        self._school.wrote(SEAL, row)

    def _row(self, person: Person) -> dict[str, object]:
        row = {
            "id": person.id,
            "school_id": self._school.id,
            "entra_object_id": person.entra_object_id,
            "active": person.active or person.until is not None,
        }
        return self._school.seal(SEAL, row, person)

    def _bump(self) -> None:
        at = col(SchoolRow.people_version)
        self._session.exec(update(SchoolRow).where(col(SchoolRow.id) == self._school.id).values(people_version=at + 1))
        self._school.wrote(SCHOOL, school_row(self._session, self._school.id)._asdict())
