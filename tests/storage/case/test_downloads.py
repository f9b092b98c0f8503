"""Links to documents: found by their tokens, used once, and gone when they have run out."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from domain.ids import CaseId, PersonId
from storage.case.downloads import AGAIN, LIFE, SKEW, Download
from storage.database import Database
from storage.unit_of_work import Unit
from tests.kit.people.cast import case
from tests.kit.school import MONDAY, SCHOOL
from tests.storage.conftest import Begin

WHAT = Download(SCHOOL, PersonId("line"), CaseId("case1"), "kronologi", "saken", hide_staff=True)
MINE, OTHER = "my browser", "another"
NOW = MONDAY + timedelta(microseconds=123_457)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def token(school: Begin) -> str:
    with school() as tx:
        tx.cases.open(case())
        return tx.downloads.create(WHAT, NOW)


def finds(database: Database, token: str, now: datetime, browser: str = MINE) -> bool:
    return database.read(lambda unit: unit.downloads.find(token, browser, now)) is not None


def count(unit: Unit) -> int:
    return int(unit._session.connection().execute(text("SELECT count(*) FROM downloads")).scalar_one())


def test_it_is_found_by_its_token_for_five_minutes_by_anyone(database: Database, token: str) -> None:
    with database.begin() as unit:
        for browser in ("", MINE, OTHER):
            assert unit.downloads.find(token, browser, NOW) == WHAT
        assert unit.downloads.find(token, MINE, NOW + LIFE - MOMENT) == WHAT
        assert unit.downloads.find(token + "x", MINE, NOW) is None


def test_what_is_of_a_person_is_of_no_case(school: Begin, database: Database) -> None:
    of_pupil, own = (
        Download(SCHOOL, PersonId("line"), None, "innsyn", "", hide_staff=True, pupil=pupil) for pupil in ("abc", None)
    )
    with school() as tx:
        tokens = [tx.downloads.create(one, NOW) for one in (of_pupil, own)]
    with database.begin() as unit:
        assert [unit.downloads.find(token, MINE, NOW) for token in tokens] == [of_pupil, own]


def test_it_is_taken_once_and_is_that_browsers_for_a_minute(database: Database, token: str) -> None:
    at = NOW + timedelta(minutes=4, seconds=59)
    with database.begin() as unit:
        assert [unit.downloads.take(token, browser, at) for browser in (MINE, MINE, OTHER)] == [True, False, False]
    with database.begin() as unit:
        found = unit.downloads.find(token, MINE, at + AGAIN - MOMENT)
        assert (found and found.first_at, unit.downloads.find(token, OTHER, at)) == (at, None)
        assert unit.downloads.find(token, "", at) is None
    assert not finds(database, token, at + AGAIN)
    assert not finds(database, token, at), "it was seen to have run out"


def test_who_has_no_secret_is_nobody(database: Database, token: str) -> None:
    with database.begin() as unit:
        assert unit.downloads.take(token, "", NOW)
        assert [unit.downloads.find(token, browser, NOW) for browser in ("", MINE)] == [None, None]


def test_one_that_has_run_out_is_never_taken(database: Database, token: str) -> None:
    with database.begin() as unit:
        assert not unit.downloads.take(token, MINE, NOW + LIFE)


def test_seen_once_to_have_run_out_it_never_lives_again(database: Database, token: str) -> None:
    assert finds(database, token, NOW)
    assert not finds(database, token, NOW + LIFE)
    assert not finds(database, token, NOW)


def test_a_clock_that_goes_back_makes_none_live_longer(database: Database, token: str) -> None:
    assert finds(database, token, NOW - SKEW)
    assert not finds(database, token, NOW - SKEW - MOMENT)
    assert not finds(database, token, NOW)


def test_the_sweep_takes_what_has_run_out_and_nothing_else(database: Database, token: str) -> None:
    with database.begin() as unit:
        used = unit.downloads.create(WHAT, NOW)
        unit.downloads.take(used, MINE, NOW)
        left = []
        for at in (NOW, NOW + AGAIN, NOW + LIFE - MOMENT, NOW + LIFE):
            unit.downloads.sweep(at)
            left.append(count(unit))
    assert left == [2, 1, 1, 0]
    assert not finds(database, token, NOW)


def test_one_that_is_withdrawn_leads_nowhere_and_others_do(database: Database, token: str) -> None:
    with database.begin() as unit:
        other = unit.downloads.create(WHAT, NOW)
        unit.downloads.withdraw(token)
    assert (finds(database, token, NOW), finds(database, other, NOW)) == (False, True)
