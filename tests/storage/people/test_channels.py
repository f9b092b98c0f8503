"""Where channels are, which of them can be reached, and what their team calls them."""

from datetime import UTC, datetime

from domain.ids import SchoolId
from storage.database import Database
from storage.people.channels import Channels, Place
from storage.unit_of_work import Tx, Unit

SCHOOL = SchoolId("kanariskolen")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEAM = "19:team"


def _place(conversation: str, team: str = TEAM, name: str = "") -> Place:
    return Place(conversation, "https://smba.test/emea/", "tenant", "28:bot", team, name)


def _school(unit: Unit) -> Tx:
    unit.schools.ensure(SCHOOL)
    return unit.school(SCHOOL)


def _since(channels: Channels, conversation: str) -> datetime | None:
    channel = channels.at(conversation)
    return channel.dead_since if channel else None


def test_what_teams_does_not_say_again_is_kept(database: Database) -> None:
    with database.begin() as unit:
        channels = _school(unit).channels
        channels.bind(_place("19:a", name="Ansatte"), ["årshjul"], NOW)
        channels.heard(_place("19:a", team=""))
        unit.places.left("", TEAM, NOW)
        (one,) = channels.every_one()
        assert (one.name, one.dead_since) == ("Ansatte", NOW), "the team is kept too"


def test_a_team_that_is_gone_takes_its_channels_with_it_and_no_other(database: Database) -> None:
    with database.begin() as unit:
        channels = _school(unit).channels
        for conversation, team in {"19:a": TEAM, "19:b": TEAM, "19:c": "", TEAM: ""}.items():
            channels.bind(_place(conversation, team), ["årshjul"], NOW)
        unit.places.left("19:b", "", NOW)
        unit.places.left(TEAM, TEAM, LATER)
        assert {_since(channels, one) for one in ("19:a", TEAM)} == {LATER}
        assert _since(channels, "19:b") == NOW, "since it was given up first"
        assert len(channels.all()) == 1
        unit.places.left("", "", LATER)
        assert len(channels.all()) == 1, "no team is not every team without an id"


def test_who_is_back_are_those_that_were_given_up(database: Database) -> None:
    with database.begin() as unit:
        channels = _school(unit).channels
        for conversation in ("19:a", "19:b"):
            channels.bind(_place(conversation), ["årshjul"], NOW)
        assert unit.places.back("19:a", TEAM) == []
        unit.places.left("19:a", "", NOW)
        assert [school for school, _ in unit.places.back("19:a", "")] == [SCHOOL]
        assert len(channels.all()) == 2


def test_a_new_name_is_of_that_channel(database: Database) -> None:
    with database.begin() as unit:
        channels = _school(unit).channels
        for conversation in ("19:a", "19:b"):
            channels.bind(_place(conversation), ["årshjul"], NOW)
        unit.places.renamed("19:a", "4. trinn")
        assert sorted(one.name for one in channels.every_one()) == ["", "4. trinn"]
