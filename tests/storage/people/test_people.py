from dataclasses import replace

import pytest

from domain.ids import PersonId, PupilId, SchoolId
from domain.people.person import Person, Pupil, Role
from storage.database import Database
from storage.engine.rows import Damaged
from storage.people.people import identities
from tests.kit.damage import flip
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.school import MONDAY, PUPILS, SCHOOL, STAFF
from tests.storage.conftest import Begin

OTHER = SchoolId("annen")


def test_people_come_back_as_they_went_in(school: Begin) -> None:
    with school() as tx:
        assert tx.people.get(PersonId("line")) == person("line")
        assert tx.people.active() == sorted(everyone(), key=lambda p: p.name)
        assert {p.id for p in tx.people.read_all()} == set(STAFF)


def test_a_person_of_another_school_is_not_here(database: Database, school: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(OTHER)
        with pytest.raises(KeyError):
            unit.school(OTHER).people.get(PersonId("line"))


def test_who_left_keeps_the_name_and_nobody_is_the_system(school: Begin) -> None:
    with school() as tx:
        assert tx.people.replace([person("principal")]) == (0, 0, len(STAFF) - 1)
    with school() as tx:
        assert tx.people.name(PersonId("line")) == STAFF["line"].name
        assert tx.people.name(None) == "Skolemiljø (automatisk)"
        assert tx.people.name(PersonId("nobody")) == "Ansatt som ikke kan leses"
        assert [p.id for p in tx.people.active()] == ["principal"]


def test_an_import_tells_new_changed_and_gone_and_keeps_the_ids(school: Begin) -> None:
    moved = replace(STAFF["line"], grades=frozenset({5}))
    new = replace(STAFF["line"], entra_object_id="new", name="Ansatt Ny")
    stay = [p for key, p in STAFF.items() if key not in {"line", "aks"}]
    with school() as tx:
        assert tx.people.replace([*stay, moved, new]) == (1, 1, 1)
    with school() as tx:
        assert tx.people.get(PersonId("line")).grades == {5}
        assert not tx.people.get(PersonId("aks")).active
        assert tx.people.replace([*stay, moved, new]) == (0, 0, 0)
        assert tx.people.replace(STAFF.values()) == (0, 2, 1)
    with school() as tx:
        assert tx.people.get(PersonId("aks")) == person("aks")


def test_an_import_is_seen_by_the_next_turn_and_an_unchanged_school_is_read_once(
    database: Database, school: Begin
) -> None:
    with school() as tx:
        before = tx.people.known
    with school() as tx:
        assert tx.people.known is before
        tx.people.replace([person("principal")])
    with school() as tx:
        assert tx.people.known is not before
        assert len(tx.people.active()) == 1


def test_an_account_may_work_at_two_schools(database: Database, school: Begin) -> None:
    account = STAFF["social"].entra_object_id
    with database.begin() as unit:
        unit.schools.ensure(OTHER)
        there = replace(STAFF["social"], school_id=OTHER, roles=frozenset({Role.TEACHER}))
        assert unit.school(OTHER).people.replace([there]) == (1, 0, 0)
        found = unit.identities(account)
        assert [(at, version) for _, at, version in found] == [(OTHER, 1), (SCHOOL, 1)]
        unit.school(SCHOOL).people.replace([])
        assert [at for _, at, _ in unit.identities(account)] == [OTHER]
        assert identities(unit._session, "nobody") == []


def a_substitute(account: str, name: str = "Vera Vikar") -> Person:
    bare = {"id": PersonId(""), "upn": "", "roles": frozenset[str](), "grades": frozenset[int]()}
    return replace(STAFF["aks"], **bare, name=name, entra_object_id=account, active=False, until=MONDAY)  # type: ignore[arg-type]  # the types cannot say it


def test_a_substitute_is_found_by_the_account_and_is_not_among_the_staff(database: Database, school: Begin) -> None:
    with school() as tx:
        kept = tx.people.let_in(a_substitute("new"))
        assert tx.people.get(kept.id) == kept
    with school() as tx:
        assert tx.people.of_account(kept.id, "new") == kept
        assert tx.people.name(kept.id) == "Vera Vikar (vikar)"
        assert kept.id not in {one.id for one in tx.people.active()}
        assert kept.id in tx.people.gone
        assert tx.people.let_in(a_substitute("new", "Vera Vik")).id == kept.id
    with school() as tx:
        assert tx.people.name(kept.id) == "Vera Vik (vikar)"
    with database.begin() as unit:
        assert [who for who, *_ in unit.identities("new")] == [kept.id]


def test_an_import_neither_ends_a_substitute_nor_makes_one_of_who_is_employed(school: Begin) -> None:
    with school() as tx:
        kept = tx.people.let_in(a_substitute("new"))
        assert tx.people.replace(STAFF.values()) == (0, 0, 0)
    with school() as tx:
        assert tx.people.get(kept.id) == kept
        employed = replace(STAFF["aks"], entra_object_id="new", upn="vera@skole.test", name="Vera Vikar")
        assert tx.people.replace([*STAFF.values(), employed]) == (0, 1, 0)
    with school() as tx:
        assert tx.people.get(kept.id) == replace(employed, id=kept.id)


def test_who_worked_here_before_is_the_same_and_next_of_kin_of_the_same(school: Begin) -> None:
    parent = replace(STAFF["aks"], kin=frozenset({"E3"}))
    with school() as tx:
        tx.people.replace([one for key, one in STAFF.items() if key != "aks"] + [parent])
        tx.people.replace(one for key, one in STAFF.items() if key != "aks")
    with school() as tx:
        kept = tx.people.let_in(a_substitute(parent.entra_object_id))
        assert (kept.id, kept.upn, kept.kin) == (PersonId("aks"), parent.upn, parent.kin)
        assert kept.roles == frozenset()


def test_a_row_that_cannot_be_read_is_nobodys_to_write_over(school: Begin, url: str) -> None:
    flip(url, "people", "aks")
    with school() as tx, pytest.raises(Damaged):
        tx.people.let_in(a_substitute(STAFF["aks"].entra_object_id))


def test_pupils_are_found_by_class_and_by_base(school: Begin) -> None:
    with school() as tx:
        assert tx.pupils.of_group("4B") == sorted((pupil(n) for n in range(3)), key=lambda p: p.name)
        assert {p.id for p in tx.pupils.of_group("Base 4")} == {"pupil0", "pupil2"}
        assert tx.pupils.of_group("9Z") == []
        assert tx.pupils.groups() == (["4B", "6A"], ["Base 4"])
        assert tx.pupils.classes() == {"4B", "6A"}


def test_pupils_come_in_the_order_asked_for(school: Begin) -> None:
    asked = [PupilId(key) for key in ("pupil3", "nobody", "pupil0")]
    with school() as tx:
        assert tx.pupils.some(asked) == [pupil(3), pupil(0)]
        assert tx.pupils.some([]) == []
        assert tx.pupils.get(PupilId("pupil1")) == pupil(1)
        assert tx.pupils.get(PupilId("nobody")) is None


def test_a_pupil_is_told_by_what_stands_on_a_case(school: Begin) -> None:
    with school() as tx:
        assert tx.pupils.told_by(tx.pupils.digest(PupilId("pupil1"))) == pupil(1)
        assert tx.pupils.told_by("another's") is None


def test_pupils_of_another_school_are_not_here(database: Database, school: Begin) -> None:
    with database.begin() as unit:
        unit.schools.ensure(OTHER)
        tx = unit.school(OTHER)
        assert tx.pupils.get(PupilId("pupil0")) is None
        assert tx.pupils.of_group("4B") == []
        assert tx.pupils.groups() == ([], [])
        assert tx.pupils.classes() == frozenset()


def test_it_can_be_told_which_pupils_cannot_be_read(school: Begin, url: str) -> None:
    with school() as tx:
        assert tx.pupils.unread() == frozenset()
    flip(url, "pupils", "pupil1")
    with school() as tx:
        assert tx.pupils.unread() == {"pupil1"}
        assert "pupil1" in tx.pupils.ids()


def test_a_new_school_year_moves_pupils_and_keeps_their_ids(school: Begin) -> None:
    up = [replace(p, grade=p.grade + 1, school_class=f"{p.grade + 1}B") for p in PUPILS[:3]]
    new = replace(PUPILS[0], external_id="E9", name="Kanarine Fugleli")
    with school() as tx:
        assert tx.pupils.replace([*up, new]) == (1, 3, 1)
    with school() as tx:
        assert {p.id for p in tx.pupils.of_group("5B")} == {"pupil0", "pupil1", "pupil2"}
        assert [p.name for p in tx.pupils.of_group("4B")] == ["Kanarine Fugleli"]
        assert tx.pupils.groups() == (["4B", "5B"], ["Base 4"])  # AKS ends with grade 4
        assert [p.name for p in tx.pupils.of_group("Base 4")] == ["Kanarine Fugleli"]
        gone = tx.pupils.get(PupilId("pupil3"))
        assert gone is not None
        assert not gone.active
        assert tx.pupils.replace([*up, new]) == (0, 0, 0)


def test_values_without_an_id_are_given_one(database: Database) -> None:
    with database.begin() as unit:
        unit.schools.ensure(SCHOOL)
        tx = unit.school(SCHOOL)
        tx.people.replace(STAFF.values())
        tx.pupils.replace(PUPILS)
        found: list[Person | Pupil] = [*tx.people.read_all(), *tx.pupils.read_all()]
        assert all(len(one.id) == 32 for one in found)
