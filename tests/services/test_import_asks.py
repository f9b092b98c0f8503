"""An import asks before it empties the school, and before a known person becomes a stranger."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from domain.people.person import Person, Pupil
from services.people.accounts import Said
from services.people.ask_first import PeopleRefused
from services.people.import_people import NOTHING_SAID, import_people
from storage.database import Database
from tests.kit.people.people_files import (
    GUIDS,
    PUPILS,
    STAFF,
    STAFF_HEADING,
    many,
    many_staff,
    refusal_of,
    write_people,
)
from tests.kit.school import MONDAY, SCHOOL, the_plan

THE_PLAN = the_plan()
JULY = datetime(2026, 7, 20, 10, 0, tzinfo=MONDAY.tzinfo)
LEFT = Said(leaving=True)


def staff(database: Database) -> list[Person]:
    return database.run(lambda unit: unit.school(SCHOOL).people.read_all())


def pupils(database: Database) -> list[Pupil]:
    return database.run(lambda unit: unit.school(SCHOOL).pupils.read_all())


def asked(database: Database, folder: Path, now: datetime = MONDAY, said: Said = NOTHING_SAID) -> list[str]:
    return refusal_of(lambda: import_people(database, THE_PLAN, folder, now, said), PeopleRefused)


def test_a_staff_file_of_one_row_is_asked_about(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path, many_staff(43)), MONDAY)
    before = staff(database)
    many_left, how = asked(database, write_people(tmp_path, many_staff(1)))
    assert many_left.startswith(
        "42 av 43 ansatte står ikke i ansatte.csv og ville ha sluttet. Blant dem: nr10@skole.test, "
    )
    assert how == "Stemmer det, kjør igjen med --slutter."
    assert staff(database) == before
    assert import_people(database, THE_PLAN, tmp_path, MONDAY, LEFT)[0] == "Ansatte: 0 nye, 0 endret, 42 sluttet"


@pytest.mark.parametrize(("stay", "asks"), [(90, False), (89, True), (3, True)])
def test_more_than_a_tenth_of_the_pupils_is_asked_about(
    database: Database, tmp_path: Path, stay: int, *, asks: bool
) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path, pupils=many(100)), MONDAY)
    told = asked(database, write_people(tmp_path, pupils=many(100)[:stay]))
    assert bool(told) is asks
    assert sum(one.active for one in pupils(database)) == (100 if asks else stay)


@pytest.mark.parametrize(("now", "asks"), [(MONDAY, True), (JULY, False)])
def test_the_top_grade_leaves_in_summer(database: Database, tmp_path: Path, now: datetime, *, asks: bool) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path, pupils=many(100)), MONDAY)
    assert bool(asked(database, write_people(tmp_path, pupils=many(100)[:89]), now)) is asks


def test_two_may_always_leave_a_small_school(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path, many_staff(5)), MONDAY)
    assert asked(database, write_people(tmp_path, many_staff(3))) == []
    assert asked(database, write_people(tmp_path, many_staff(6))) == []
    assert asked(database, write_people(tmp_path, many_staff(3)))


def test_numbers_that_lost_their_zeros_are_asked_about(database: Database, tmp_path: Path) -> None:
    """Also when the rest of the file says that few leave."""
    import_people(database, THE_PLAN, write_people(tmp_path, pupils=many(50)), MONDAY)
    told = asked(database, write_people(tmp_path, pupils=[*many(50)[1:], *many(1, leading="")]))
    assert told == [
        "1 elev ville ha sluttet og kommet som ny med samme navn: 000 → 0. Er id-ene endret?",
        "Stemmer det, kjør igjen med --slutter.",
    ]
    told = asked(database, write_people(tmp_path, pupils=many(50, leading="")))
    assert told[1].startswith("50 elever ville ha sluttet og kommet som nye med samme navn, som 000 → 0, 001 → 1, ")
    assert "Kanari" not in "".join(told)
    assert len(pupils(database)) == 50


def test_the_same_name_with_another_account_and_user_name_is_asked_about(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    row = STAFF[1].replace(GUIDS[1], GUIDS[3]).replace("larer@", "ny@")
    told = asked(database, write_people(tmp_path, [STAFF[0], row, STAFF[2]]))
    assert told[0] == ("1 ansatt ville ha sluttet og kommet som ny med samme navn: larer@skole.test → ny@skole.test")


def _with_a_new_account(folder: Path, upn: str = "larer@skole.test") -> Path:
    row = STAFF[1].replace(GUIDS[1], GUIDS[3]).replace("larer@skole.test", upn)
    return write_people(folder, [STAFF[0], row, STAFF[2]])


def _accounts(database: Database) -> Collection[str]:
    return {one.entra_object_id for one in staff(database) if one.active}


def test_a_known_user_name_with_a_new_account_waits_for_a_word(database: Database, tmp_path: Path) -> None:
    """The known one stays, the account is nobody's, and the rest of the files is read in."""
    import_people(database, THE_PLAN, write_people(tmp_path, pupils=PUPILS[:1]), MONDAY)
    before = staff(database)
    told = import_people(database, THE_PLAN, _with_a_new_account(tmp_path, "LARER@skole.test"), MONDAY)
    assert told[:2] == ["Ansatte: 0 nye, 0 endret, 0 sluttet", "Elever: 1 nye, 0 endret, 0 sluttet"]
    assert told[2].startswith("1 elev er ny midt i skoleåret.")
    assert told[3].startswith(
        "Obs: LARER@skole.test er kjent, men har fått en ny objekt-ID i Entra. Raden er ikke lest inn"
    )
    assert "--ny-konto LARER@skole.test. Er det en annen, med --annen-person LARER@skole.test." in told[3]
    assert staff(database) == before
    assert database.run(lambda unit: unit.identities(GUIDS[3])) == []


def test_on_the_operators_word_the_account_moves_and_the_person_is_the_same(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    before = {one.upn: one for one in staff(database)}
    said = Said(moved=frozenset({"Larer@skole.test"}))
    told = import_people(database, THE_PLAN, _with_a_new_account(tmp_path), MONDAY, said)
    assert len(told) == 2
    after = {one.upn: one for one in staff(database)}
    known = before["larer@skole.test"]
    assert after == before | {known.upn: replace(known, entra_object_id=GUIDS[3])}
    assert database.run(lambda unit: [person for person, *_ in unit.identities(GUIDS[3])]) == [known.id]
    assert database.run(lambda unit: unit.identities(GUIDS[1])) == []


def test_or_it_is_another_person(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    row = f"{GUIDS[3]};larer@skole.test;Ansatt Annen;lærer;;;"
    said = Said(others=frozenset({"larer@skole.test"}))
    told = import_people(database, THE_PLAN, write_people(tmp_path, [STAFF[0], row, STAFF[2]]), MONDAY, said)
    assert told[0] == "Ansatte: 1 nye, 0 endret, 1 sluttet"
    assert _accounts(database) == {GUIDS[0], GUIDS[2], GUIDS[3]}


def test_one_who_left_comes_back_with_a_new_account_by_a_word_only(database: Database, tmp_path: Path) -> None:
    import_people(database, THE_PLAN, write_people(tmp_path), MONDAY)
    import_people(database, THE_PLAN, write_people(tmp_path, [STAFF[0], STAFF[2]]), MONDAY)
    import_people(database, THE_PLAN, _with_a_new_account(tmp_path), MONDAY)
    assert _accounts(database) == {GUIDS[0], GUIDS[2]}
    import_people(database, THE_PLAN, tmp_path, MONDAY, Said(moved=frozenset({"larer@skole.test"})))
    assert _accounts(database) == {GUIDS[0], GUIDS[2], GUIDS[3]}
    assert len(staff(database)) == 3


def test_next_of_kin_are_read_and_must_be_of_pupils_somebody_knows(database: Database, tmp_path: Path) -> None:
    write_people(tmp_path)
    rows = [f"{STAFF[0]};", f"{STAFF[1]};E1, E2", f"{STAFF[2]};"]
    (tmp_path / "ansatte.csv").write_text("\n".join((f"{STAFF_HEADING};pårørende", *rows, "")), "utf-8")
    import_people(database, THE_PLAN, tmp_path, MONDAY)
    assert {one.upn: one.kin for one in staff(database)}["larer@skole.test"] == {"E1", "E2"}
    (tmp_path / "ansatte.csv").write_text(
        "\n".join((f"{STAFF_HEADING};pårørende", *rows, "")).replace("E2", "2"), "utf-8"
    )
    assert asked(database, tmp_path, said=LEFT) == [
        "ansatte.csv, pårørende: larer@skole.test har en elev_id som ingen elev har"
    ]
