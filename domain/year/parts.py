"""What a task of the årshjul is done for one by one, and whose each of these is."""

import re
from collections.abc import Iterable

from domain.people.person import AKS_GRADES, Grade, Person, Role
from domain.school_plan.year_task import Per, YearTask
from domain.text.messages import _

WHOLE = ""
"""The one part of a task that is done once."""
Parts = frozenset[str]
"""A class («4B»), a grade («4») or a base by its name; or `WHOLE`."""


def parts_of(task: YearTask, people: Iterable[Person], classes: Iterable[str] = ()) -> Parts:
    """The parts of a task at a school with these people: the `classes` that have pupils and those that have a contact
    teacher, the grades of these and of the staff, the bases that have a leader. A task that finds none is done once.
    """
    active = [person for person in people if person.active]
    match task.done_per:
        case Per.CLASS:
            found = {one for person in active if person.has(Role.CONTACT_TEACHER) for one in person.classes}
            found |= {*classes}
        case Per.GRADE:
            found = {str(grade) for person in active for grade in person.all_grades}
            found |= {str(grade) for one in classes if (grade := grade_of(one))}
        case Per.BASE:
            found = {base for person in active if person.has(Role.AKS_BASE_LEADER) for base in person.bases}
        case Per.SCHOOL:  # pragma: no branch  (mypy knows these are all)
            return frozenset({WHOLE})
    return _of_grades(task, found) or frozenset({WHOLE})


def _of_grades(task: YearTask, parts: Iterable[str]) -> Parts:
    of_class = {Per.CLASS, Per.GRADE} & {task.done_per}
    return frozenset(one for one in parts if not of_class or grade_of(one) in (task.grades or [grade_of(one)]))


def grade_of(part: str) -> Grade | None:
    """The grade of a class or a grade; none of a base, or of a class with another kind of name."""
    found = re.match(r"\d+", part)
    return int(found[0]) if found else None


def own_parts(task: YearTask, parts: Parts, person: Person) -> Parts:
    """Those of the parts that are this person's, who is one of the owners: the own classes or bases, else those of the
    own grades (AKS's, of who works there), else all.
    """
    at_aks = person.has(Role.AKS_BASE_LEADER, Role.AKS_STAFF)
    grades = person.all_grades or (AKS_GRADES if at_aks else frozenset())
    match task.done_per:
        case Per.BASE if person.bases:
            return parts & person.bases or parts & {WHOLE}
        case Per.CLASS if person.classes and WHOLE not in parts:
            return parts & person.classes
        case Per.CLASS | Per.GRADE if grades and WHOLE not in parts:
            return frozenset(one for one in parts if grade_of(one) in grades)
        case _:
            return parts if not (task.grades and grades) or grades.intersection(task.grades) else frozenset()


def parts_owned(task: YearTask, parts: Parts, *people: Person) -> Parts:
    """Those of the parts that are one of these people's by role."""
    owners = (person for person in people if person.has(*task.owners))
    return frozenset().union(*(own_parts(task, parts, person) for person in owners))


def of_grades(parts: Parts, grades: Iterable[Grade]) -> Parts:
    """Those of the parts that are of these grades; what is of no grade is of all."""
    wanted = {*grades}
    return frozenset(one for one in parts if grade_of(one) is None or grade_of(one) in wanted)


def in_order(parts: Iterable[str]) -> list[str]:
    """«4A» before «4B» before «10A»."""
    return sorted(parts, key=lambda one: (grade_of(one) or 0, one))


def part_label(per: Per, part: str) -> str:
    """«4B», «trinn 4», or the base by its name."""
    return _("trinn {grade}", grade=part) if per is Per.GRADE else part
