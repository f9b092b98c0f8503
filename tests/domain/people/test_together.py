from dataclasses import replace
from datetime import date

from domain.people.person import Pupil
from domain.people.together import groups_of, moved, were_classmates, were_together
from tests.kit.people.cast import pupil

LONG_AGO, AUGUST, OCTOBER, NOVEMBER = date(2020, 1, 1), date(2026, 8, 17), date(2026, 10, 1), date(2026, 11, 1)


def of(school_class: str, base: str | None = None) -> Pupil:
    grade, at_aks = int(school_class[0]), base is not None
    return replace(pupil(3), grade=grade, school_class=school_class, base=base, aks=at_aks)


def test_those_of_a_grade_a_class_or_a_base_go_together() -> None:
    assert were_together(of("4B"), of("4A"), AUGUST)
    assert not were_classmates(of("4B"), of("4A"), AUGUST)
    assert were_classmates(of("4B"), of("4B"), AUGUST)
    assert were_together(of("4B", "Blå"), of("3B", "Blå"), AUGUST)
    assert not were_together(of("4B"), of("3B"), AUGUST)


def test_who_has_moved_went_with_those_of_before() -> None:
    own = moved(of("4B"), of("6A"), OCTOBER)
    assert were_classmates(own, of("4B"), AUGUST)
    assert were_classmates(own, of("6A"), AUGUST)
    assert not were_together(own, of("4B"), NOVEMBER), "before it all began"
    assert moved(own, of("6A"), NOVEMBER).been == own.been, "nothing has changed"


def test_those_who_came_to_the_class_afterwards_have_not_gone_with_the_pupil() -> None:
    own = moved(of("4B"), of("5B"), OCTOBER)
    new = moved(of("3B"), of("4B"), OCTOBER)
    assert not were_together(own, new, LONG_AGO)
    mate = moved(of("4B"), of("3B"), NOVEMBER)
    assert were_classmates(own, mate, LONG_AGO), "whoever of them moves"


def test_who_has_left_went_with_those_of_that_time() -> None:
    gone = replace(of("4B"), active=False, left_on=OCTOBER)
    assert were_classmates(of("4B"), gone, AUGUST)
    assert not were_together(of("4B"), gone, NOVEMBER)
    back = moved(gone, of("4B"), NOVEMBER)
    assert were_classmates(back, of("4B"), NOVEMBER)


def test_a_pupil_is_told_by_class_base_and_grade_those_of_before_too() -> None:
    assert groups_of(moved(of("4B", "Blå"), of("5A"), OCTOBER)) == {"4B", "Blå", "4", "5A", "5"}
