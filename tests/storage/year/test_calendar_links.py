"""Links to calendars: one of each kind for a person; what is stored opens nothing."""

from datetime import timedelta

from sqlalchemy import text

from domain.ids import PersonId
from domain.year.subscription import Subscribed
from storage.database import Database
from tests.kit.school import MONDAY, SCHOOL
from tests.storage.conftest import Begin

OWN, WHOLE = Subscribed.OWN, Subscribed.SCHOOL
LINE, SOCIAL = PersonId("line"), PersonId("social")


def test_a_token_opens_its_own_link_and_names_its_school(database: Database, school: Begin) -> None:
    with school() as tx:
        tokens = {(who, to): tx.calendar_links.create(who, to, MONDAY) for who in (LINE, SOCIAL) for to in (OWN, WHOLE)}
    with database.begin() as unit:
        assert {unit.school_of_calendar(token) for token in tokens.values()} == {SCHOOL}
        assert unit.school_of_calendar("0" * 75) is None
        assert unit.school_of_calendar("x") is None
    with school() as tx:
        found = {token: tx.calendar_links.find(token) for token in tokens.values()}
        assert {(one.person, one.to): token for token, one in found.items() if one} == tokens
        assert tx.calendar_links.find("x") is None
        assert len(tx.calendar_links.all()) == 4


def test_a_new_link_takes_the_place_of_the_old_also_of_a_withdrawn_one(school: Begin) -> None:
    with school() as tx:
        first = tx.calendar_links.create(LINE, OWN, MONDAY)
        second = tx.calendar_links.create(LINE, OWN, MONDAY)
        assert tx.calendar_links.find(first) is None
        assert tx.calendar_links.find(second)
        assert tx.calendar_links.withdraw([LINE], MONDAY) == 1
        assert tx.calendar_links.withdraw([LINE], MONDAY) == 0
        later = MONDAY + timedelta(days=1)
        third = tx.calendar_links.create(LINE, OWN, later)
        assert tx.calendar_links.find(second) is None
        assert tx.calendar_links.find(third) == tx.calendar_links.of(LINE)[OWN]
        assert tx.calendar_links.of(LINE)[OWN].created_at == later


def test_withdrawing_is_for_some_people_and_kinds(school: Begin) -> None:
    with school() as tx:
        for who in (LINE, SOCIAL):
            for to in (OWN, WHOLE):
                tx.calendar_links.create(who, to, MONDAY)
        tx.calendar_links.withdraw([LINE], MONDAY, WHOLE)
        assert (set(tx.calendar_links.of(LINE)), set(tx.calendar_links.of(SOCIAL))) == ({OWN}, {OWN, WHOLE})
        tx.calendar_links.withdraw([], MONDAY)
        assert len(tx.calendar_links.all()) == 3


def test_what_is_withdrawn_cannot_be_brought_back_past_the_bot(database: Database, school: Begin) -> None:
    with school() as tx:
        token = tx.calendar_links.create(LINE, OWN, MONDAY)
        tx.calendar_links.withdraw([LINE], MONDAY)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE calendar_links SET withdrawn_at = NULL"))
    with school() as tx:
        assert tx.calendar_links.find(token) is None


def test_a_row_made_anothers_opens_nothing(database: Database, school: Begin) -> None:
    with school() as tx:
        token = tx.calendar_links.create(SOCIAL, OWN, MONDAY)
        tx.calendar_links.create(LINE, WHOLE, MONDAY)
    made = text(
        "UPDATE calendar_links SET person_digest = (SELECT person_digest FROM calendar_links WHERE kind = :whole)"
        " WHERE kind = :own"
    )
    with database.engine.begin() as connection:
        connection.execute(made, {"whole": WHOLE, "own": OWN})
    with school() as tx:
        assert tx.calendar_links.find(token) is None
        assert set(tx.calendar_links.of(LINE)) == {WHOLE}
