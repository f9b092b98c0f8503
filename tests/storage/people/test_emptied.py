"""Of who has left nothing is kept in the end: the row stands, and who comes back is another."""

from dataclasses import replace

from domain.people.person import Person, Pupil
from storage.database import Database
from storage.unit_of_work import Tx
from tests.kit.people.cast import everyone, person, pupil
from tests.kit.school import SCHOOL, TODAY
from tests.storage.conftest import Begin

SOCIAL, DEPUTY = person("social"), person("deputy")


def leaves(tx: Tx, *gone: Person) -> None:
    stay = [one for one in everyone() if one.id not in {left.id for left in gone}]
    tx.people.replace(stay, TODAY)


def verified(database: Database) -> bool:
    with database.begin_reading() as unit:
        return unit.verify(SCHOOL) == []


def test_it_is_kept_when_somebody_left_and_not_of_who_comes_back(school: Begin) -> None:
    with school() as tx:
        leaves(tx, SOCIAL)
    with school() as tx:
        assert (tx.people.known[SOCIAL.id].active, tx.people.known[SOCIAL.id].left_on) == (False, TODAY)
        leaves(tx)
    with school() as tx:
        assert tx.people.known[SOCIAL.id] == SOCIAL


def test_of_staff_who_left_the_row_stands_empty(school: Begin, database: Database) -> None:
    with school() as tx:
        leaves(tx, SOCIAL, DEPUTY)
    with school() as tx:
        tx.people.empty([SOCIAL.id, person("line").id])
    with school() as tx:
        assert tx.people.name(SOCIAL.id) == "Tidligere ansatt"
        assert SOCIAL.name not in str(tx.people.known)
        assert tx.people.name(DEPUTY.id) == DEPUTY.name
        assert tx.people.known[person("line").id].active, "who is here is not touched"
        leaves(tx)
    assert verified(database)
    with school() as tx:
        anew = next(one for one in tx.people.active() if one.upn == SOCIAL.upn)
        assert anew.id != SOCIAL.id
        assert tx.people.known[DEPUTY.id] == DEPUTY
        leaves(tx, anew)
    with school() as tx:
        tx.people.empty([anew.id])
    assert verified(database), "two such are two rows"


def of_the_lists(*gone: Pupil) -> list[Pupil]:
    return [one for one in (pupil(number) for number in range(4)) if one not in gone]


def test_of_pupils_who_left_the_row_stands_empty(school: Begin, database: Database) -> None:
    with school() as tx:
        tx.pupils.replace(of_the_lists(pupil(), pupil(1)), TODAY)
    with school() as tx:
        tx.pupils.empty([pupil().id, pupil(1).id, pupil(2).id])
    with school() as tx:
        assert {one.id for one in tx.pupils.read_all()} == {pupil(2).id, pupil(3).id}
        assert tx.pupils.ids() == {pupil(number).id for number in range(4)}
        assert pupil().name not in str(tx.pupils.some([pupil().id, pupil(1).id]))
        assert tx.pupils.get(pupil(2).id) == pupil(2), "who is here is not touched"
        assert tx.pupils.unread() == frozenset()
        assert tx.pupils.replace(of_the_lists(pupil(1)), TODAY) == (1, 0, 0)
    with school() as tx:
        anew = next(one for one in tx.pupils.read_all() if one.external_id == pupil().external_id)
        assert anew == replace(pupil(), id=anew.id)
        assert anew.id != pupil().id
    assert verified(database)
