from datetime import timedelta

from storage.database import Database
from storage.people.channels import Place
from storage.people.references import ASK_AGAIN, Reference
from storage.people.rosters import Roster
from tests.kit.school import MONDAY, SCHOOL, STAFF, fill

TEAM = Place("19:team", "https://smba.test/emea/", "tenant", "28:bot")


def test_a_team_is_read_when_it_is_due(database: Database) -> None:
    with database.begin() as unit:
        unit.rosters.read_soon(TEAM, MONDAY)
        [roster] = unit.rosters.due(MONDAY)
        assert roster == Roster(TEAM, 0)
        unit.rosters.again(roster, MONDAY + timedelta(minutes=1), failures=1)
        assert unit.rosters.due(MONDAY) == []
        assert unit.rosters.due(MONDAY + timedelta(minutes=1)) == [Roster(TEAM, 1)]
        moved = Place(TEAM.conversation_id, "https://smba.test/nordics/", "tenant", "28:bot")
        unit.rosters.read_soon(moved, MONDAY)
        assert unit.rosters.due(MONDAY) == [Roster(moved, 0)], "installed anew, it is due and where it is now"
        unit.rosters.left(TEAM.conversation_id)
        assert unit.rosters.due(MONDAY + timedelta(days=9)) == []


def test_strangers_are_the_active_staff_nobody_has_met_or_asked_for_today(database: Database) -> None:
    fill(database)
    met, asked = STAFF["line"].entra_object_id, STAFF["social"].entra_object_id
    with database.begin() as unit:
        unit.references.learn(_reference(met))
        unit.references.dead(_reference(met), MONDAY)
        unit.strangers.asked([], MONDAY)
        unit.strangers.asked([asked], MONDAY - ASK_AGAIN)
        assert asked in unit.strangers.some(MONDAY, 99)
        unit.strangers.asked([asked], MONDAY)
        strangers = unit.strangers.some(MONDAY, 99)
        assert set(strangers) == {person.entra_object_id for person in STAFF.values()} - {met, asked}
        assert len(unit.strangers.some(MONDAY, 3)) == 3
        unit.school(SCHOOL).people.replace([])
        assert unit.strangers.some(MONDAY, 99) == []


def _reference(person: str) -> Reference:
    return Reference(
        entra_object_id=person,
        service_url=TEAM.service_url,
        tenant_id=TEAM.tenant_id,
        bot_id=TEAM.bot_id,
        user_id="29:x",
        seen_at=MONDAY,
    )
