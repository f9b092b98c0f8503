"""Who has opened a case."""

from datetime import timedelta

import pytest

from domain.access.opened import FROM_OUTSIDE, Look, Opened, who_opened, who_was_refused
from domain.event import EventKind
from domain.ids import PersonId
from tests.kit.school import MONDAY

LINE, SOCIAL, TEACHER = PersonId("line"), PersonId("social"), PersonId("teacher")


def look(kind: str, by: PersonId, minutes: int) -> Look:
    return Look(kind, by, MONDAY + timedelta(minutes=minutes))


def opened(person: PersonId, times: int, first: int, last: int) -> Opened:
    return Opened(person, times, MONDAY + timedelta(minutes=first), MONDAY + timedelta(minutes=last))


def test_each_is_told_of_once_who_was_there_last_first() -> None:
    looks = [look("case:read", LINE, 1), look("case:read", SOCIAL, 2), look("case:read", LINE, 3)]
    assert who_opened(looks) == [opened(LINE, 2, 1, 3), opened(SOCIAL, 1, 2, 2)]


def test_what_one_does_in_a_case_is_to_open_it_once_a_moment() -> None:
    looks = [look("case:received", LINE, 1), look("document:asked", LINE, 1), look("new:kind", LINE, 5)]
    assert who_opened(looks) == [opened(LINE, 2, 1, 5)]


def test_a_line_in_a_list_is_less_and_stands_after() -> None:
    looks = [look("case:listed", TEACHER, 9), look("case:listed", LINE, 4), look("case:read", LINE, 1)]
    assert who_opened(looks) == [opened(LINE, 1, 1, 1), opened(TEACHER, 0, 9, 9)]


@pytest.mark.parametrize("kind", sorted(FROM_OUTSIDE))
def test_who_alerts_or_writes_from_outside_has_not_opened_it(kind: EventKind) -> None:
    assert who_opened([look(kind, TEACHER, 1)]) == []


def test_who_was_refused_is_counted() -> None:
    looks = [look("refused:press", TEACHER, 1), look("refused:word", TEACHER, 4), look("refused:word", LINE, 2)]
    assert who_was_refused(looks) == [opened(TEACHER, 2, 1, 4), opened(LINE, 1, 2, 2)]
    assert who_was_refused([]) == []
