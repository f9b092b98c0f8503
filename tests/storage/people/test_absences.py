from datetime import timedelta

from domain.event import EventKind
from domain.ids import PersonId
from domain.reminders.absence import Absence, Lines, Preference, Quiet
from tests.kit.school import MONDAY
from tests.storage.conftest import Begin

LINE = PersonId("line")
TODAY = MONDAY.date()
AWAY = Absence(person=LINE, until=TODAY + timedelta(days=3))


def test_who_is_away_is_so_until_they_say_otherwise_and_says_it_once(school: Begin) -> None:
    with school() as tx:
        for _ in range(2):
            tx.absences.tell(AWAY, MONDAY)
        assert tx.absences.on(TODAY) == {LINE: AWAY}
        assert tx.absences.on(TODAY + timedelta(days=4)) == {}
        for _ in range(2):
            tx.absences.back(LINE, TODAY, MONDAY)
        assert tx.absences.on(TODAY) == {}
        tx.absences.back(PersonId("social"), TODAY, MONDAY)
        assert set(tx.absences.newest()) == {LINE}
        assert len(tx.events.of_school(EventKind.PERSON_AWAY, Absence)) == 2


def test_who_wants_quiet_has_it_for_some_days(school: Begin) -> None:
    with school() as tx:
        for _ in range(2):
            tx.absences.hush(Quiet(person=LINE, until=TODAY + timedelta(days=1)), MONDAY)
        assert set(tx.absences.quiet(TODAY)) == {LINE}
        assert tx.absences.quiet(TODAY + timedelta(days=9)) == {}
        assert set(tx.absences.newest_quiet()) == {LINE}
        assert len(tx.events.of_school(EventKind.PERSON_QUIET, Quiet)) == 1


def test_who_wants_no_lines_of_the_year_has_none_until_they_say_otherwise(school: Begin) -> None:
    with school() as tx:
        assert tx.absences.wants_year_lines(LINE)
        for _ in range(2):
            tx.absences.prefer(Preference(person=LINE, lines=Lines.YEAR, wanted=False), MONDAY)
        assert not tx.absences.wants_year_lines(LINE)
        assert tx.absences.without(Lines.YEAR) == {LINE}
        tx.absences.prefer(Preference(person=LINE, lines=Lines.YEAR, wanted=True), MONDAY)
        assert tx.absences.wants_year_lines(LINE)
        assert len(tx.events.of_school(EventKind.PERSON_HEARS, Preference)) == 2
