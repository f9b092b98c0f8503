"""What people had to do with before the lists said something else."""

from dataclasses import replace
from datetime import date

from domain.people.duties import DutiesChanged, as_they_were, changed_duties
from tests.kit.people.cast import person
from tests.kit.steps.journey import noon

TEACHER, NEW = person("teacher"), person("teacher6")
MONDAY, TUESDAY = noon(date(2026, 11, 9)), noon(date(2026, 11, 10))


def test_who_is_new_or_has_another_class_had_something_else() -> None:
    moved = replace(TEACHER, classes=frozenset({"4A"}))
    back = person("social")
    before = {one.id: one for one in (TEACHER, person("line"), replace(back, active=False))}
    gone = replace(person("line"), active=False)
    had = {one.person: one for one in changed_duties(before, [moved, NEW, back, gone])}
    assert had.keys() == {moved.id, NEW.id, back.id}
    assert had[moved.id].classes == {"4B"}
    assert not had[NEW.id].roles
    assert not had[back.id].roles, "who was away from the lists had none"
    assert changed_duties({}, [TEACHER]) == (), "the first list"
    assert changed_duties({TEACHER.id: TEACHER}, [TEACHER]) == ()


def test_people_as_they_were_at_a_moment() -> None:
    moved = replace(TEACHER, classes=frozenset({"4A"}))
    told = [DutiesChanged(at=TUESDAY, before=changed_duties({TEACHER.id: TEACHER}, [moved]))]
    assert as_they_were(moved, told, MONDAY) == TEACHER
    assert as_they_were(moved, told, TUESDAY) == moved
    assert as_they_were(NEW, told, MONDAY) == NEW
