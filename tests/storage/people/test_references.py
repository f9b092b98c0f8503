from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from storage.database import Database
from storage.people.references import ASK_AGAIN, Reference, References
from tests.kit.school import MONDAY, STAFF

LINE, SOCIAL = STAFF["line"].entra_object_id, STAFF["social"].entra_object_id
HOUR = MONDAY.replace(minute=0)
WEST, NORTH = "https://smba.test/emea/", "https://smba.test/nordics/"


def seen(person: str = LINE, service: str = WEST, *, hours: float = 0, **change: Any) -> Reference:  # noqa: ANN401  (any type)
    fields = {"tenant_id": "tenant", "bot_id": "28:bot", "user_id": "29:line", "conversation_id": "a:line"} | change
    at = HOUR + timedelta(hours=hours)
    return Reference(entra_object_id=person, service_url=service, seen_at=at, **fields)


@pytest.fixture
def references(database: Database) -> Iterator[References]:
    with database.begin() as unit:
        yield unit.references


def conversation(references: References, person: str = LINE) -> tuple[str, str | None] | None:
    found = references.of(person, MONDAY)
    return (found.service_url, found.conversation_id) if found else None


def test_where_a_person_was_seen_is_where_they_are_reached(references: References) -> None:
    assert conversation(references) is None
    assert references.learn(seen())
    assert conversation(references) == (WEST, "a:line")


def test_the_latest_seen_wins(references: References) -> None:
    references.learn(seen(hours=2))
    references.learn(seen(service=NORTH, hours=1, conversation_id="a:north"))
    assert conversation(references) == (WEST, "a:line")
    references.learn(seen(service=NORTH, hours=3, conversation_id="a:north"))
    assert conversation(references) == (NORTH, "a:north")
    assert not references.learn(seen(hours=4))
    assert conversation(references) == (WEST, "a:line")


def test_of_two_places_in_one_hour_the_latest_wins_though_only_the_hour_is_kept(references: References) -> None:
    for minutes, service in ((1, WEST), (3, NORTH), (5, WEST)):
        references.learn(seen(service=service, hours=minutes / 60))
        found = references.of(LINE, MONDAY)
        assert found
        assert found.service_url == service
        assert found.seen_at.minute == 0


def test_a_roster_of_another_place_does_not_take_a_person_out_of_their_own_chat(references: References) -> None:
    references.learn(seen())
    references.learn(seen(service=NORTH, hours=1, conversation_id=None))
    assert conversation(references) == (WEST, "a:line")


def test_seen_again_the_same_day_is_no_news(references: References) -> None:
    references.learn(seen())
    assert not references.learn(seen(hours=1))
    assert references.learn(seen(hours=1, user_id="29:new"))
    assert references.learn(seen(hours=1, user_id="29:new", conversation_id="a:new"))


def test_seen_the_next_day_is_no_news_but_is_remembered(references: References) -> None:
    references.learn(seen())
    references.learn(seen(service=NORTH, hours=1, conversation_id="a:north"))
    assert not references.learn(seen(hours=24))
    assert conversation(references) == (WEST, "a:line")


def test_a_roster_has_no_conversation_and_takes_none_away(references: References) -> None:
    assert references.learn(seen(conversation_id=None))
    assert conversation(references) == (WEST, None)
    assert references.learn(seen())
    assert not references.learn(seen(conversation_id=None, hours=1))
    assert conversation(references) == (WEST, "a:line")


def test_a_conversation_opened_for_someone_of_a_roster_is_kept(references: References) -> None:
    references.learn(seen(conversation_id=None))
    row = references.of(LINE, MONDAY)
    assert row is not None
    references.opened(row, "a:opened")
    assert conversation(references) == (WEST, "a:opened")


def test_a_dead_end_is_not_used_until_the_person_is_seen_again(references: References) -> None:
    references.learn(seen())
    references.learn(seen(SOCIAL))
    references.dead(seen(), MONDAY)
    assert conversation(references) is None
    assert references.reachable([LINE, SOCIAL, "nobody"]) == {SOCIAL}
    assert references.learn(seen(hours=1))
    assert references.reachable([LINE, SOCIAL]) == {LINE, SOCIAL}


def test_a_dead_end_is_asked_again_a_day_later_and_rises_when_it_answers(references: References) -> None:
    references.learn(seen())
    references.dead(seen(), MONDAY)
    assert references.of(LINE, MONDAY + ASK_AGAIN) is None
    again = references.of(LINE, MONDAY + ASK_AGAIN + timedelta(seconds=1))
    assert again is not None
    assert again.conversation_id == "a:line"
    references.opened(again, "a:line")
    assert conversation(references) == (WEST, "a:line")


def test_a_conversation_that_is_lost_is_opened_where_the_tenant_was_seen_last(references: References) -> None:
    references.learn(seen())
    references.open_anew(seen(), MONDAY)
    assert conversation(references) == (WEST, None)
    references.learn(seen(SOCIAL, service=NORTH, hours=1))
    references.open_anew(seen(), MONDAY + timedelta(hours=2))
    assert conversation(references) == (NORTH, None)


def test_a_dead_end_at_one_service_leaves_the_other(references: References) -> None:
    references.learn(seen(service=NORTH, conversation_id="a:north"))
    references.learn(seen(hours=1))
    references.dead(seen(), MONDAY)
    assert conversation(references) == (NORTH, "a:north")
    assert references.reachable([LINE]) == {LINE}


def test_who_removes_the_app_is_forgotten_there(references: References) -> None:
    references.learn(seen())
    references.learn(seen(service=NORTH, conversation_id="a:north"))
    references.learn(seen(SOCIAL))
    references.forget(LINE, WEST)
    assert conversation(references) == (NORTH, "a:north")
    assert conversation(references, SOCIAL) == (WEST, "a:line")


def test_a_demo_client_of_an_earlier_run_is_forgotten(references: References) -> None:
    references.learn(seen(service="http://127.0.0.1:56150/_connector"))
    references.learn(seen(SOCIAL))
    references.forget_under("http://127.0.0.1:")
    assert references.reachable([LINE, SOCIAL]) == {SOCIAL}


def test_the_newest_of_a_tenant(references: References) -> None:
    assert references.newest("tenant") is None
    references.learn(seen())
    references.learn(seen(SOCIAL, service=NORTH, hours=1))
    references.learn(seen("guest", hours=2, tenant_id="another"))
    newest = references.newest("tenant")
    assert newest is not None
    assert (newest.service_url, newest.bot_id) == (NORTH, "28:bot")
    references.dead(newest, MONDAY)
    assert references.newest("tenant") == seen()


def test_the_old_ones_are_those_nobody_works_at_and_those_that_are_dead(references: References) -> None:
    references.learn(seen())
    references.learn(seen(SOCIAL))
    references.learn(seen(SOCIAL, NORTH))
    references.dead(seen(SOCIAL, NORTH), MONDAY)
    year = MONDAY + timedelta(days=365)
    assert references.old(HOUR, [LINE]) == []
    old = {(one.entra_object_id, one.service_url) for one in references.old(year, [SOCIAL])}
    assert old == {(LINE, WEST), (SOCIAL, NORTH)}
