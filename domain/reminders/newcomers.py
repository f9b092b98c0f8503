"""Pupils who come during the school year, and who hears how many they are (L357–359, L371, L376–382)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from pydantic.dataclasses import dataclass

from domain.ids import PersonId, PupilId
from domain.people.person import Person, Pupil, Role
from domain.reminders.absence import Absence
from domain.school_plan.calendar import CalendarPlan, SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan, Scope
from domain.school_plan.year_task import YearTask
from domain.value import VALUE

_TOLD = {
    Role.CONTACT_TEACHER: Scope.CLASS,
    Role.LINE_LEADER: Scope.GRADE,
    Role.SOCIAL_TEACHER: Scope.SCHOOL,
    Role.AKS_BASE_LEADER: Scope.BASE,
}
"""Who hears of a pupil, whatever the årshjul says."""
_FOR_THE_CLASS = (Role.CONTACT_TEACHER, Role.LINE_LEADER, Role.PRINCIPAL, Role.DEPUTY)
"""The contact teacher, or the next in line when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class NewPupils:
    """The pupils who were new in the lists of an Oslo day."""

    day: date
    pupils: tuple[PupilId, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Newcomers:
    """How many new pupils a person hears of, in the own classes and others, and what is to be done, by which day."""

    in_class: int = 0
    others: int = 0
    tasks: tuple[tuple[YearTask, date], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.in_class or self.others)


NOBODY_NEW = Newcomers()


def arrived(
    before: Mapping[PupilId, Pupil], after: Iterable[Pupil], known: frozenset[PupilId], today: date, plan: CalendarPlan
) -> tuple[PupilId, ...]:
    """Those whom the list of before did not have; `known`: all the school has rows of, readable or not.

    None in the school's first list, nor in the one by which most pupils move up, nor outside the school year: of those
    the årshjul tells as it is.
    """
    now = [pupil for pupil in after if pupil.active]
    if not before or not plan.first_school_day < today < plan.last_school_day or _move_up(before, now):
        return ()
    there = known - {one.id for one in before.values() if not one.active}
    return tuple(sorted({one.id for one in now} - there))


def _move_up(before: Mapping[PupilId, Pupil], now: Sequence[Pupil]) -> bool:
    """Whether more than half of those who were there have another grade."""
    stay = [(before[one.id].grade, one.grade) for one in now if one.id in before and before[one.id].active]
    return sum(was != is_now for was, is_now in stay) * 2 > len(stay)


def newcomers(
    pupils: Sequence[Pupil],
    people: Sequence[Person],
    away: Mapping[PersonId, Absence],
    school_plan: SchoolPlan,
    today: date,
) -> dict[PersonId, Newcomers]:
    """What each of the staff hears of these new pupils. The days of the tasks are counted from today.

    Who is away hears nothing: the stand-in does, if there is one.
    """
    kinds = school_plan.role_kinds
    tasks = [(task, {kinds[owner] for owner in task.owners}) for task in school_plan.year if task.new_pupil_weeks]
    roles = dict.fromkeys((*_TOLD, *(role for _task, owners in tasks for role in sorted(owners))))
    told: dict[PersonId, list[tuple[Pupil, Role]]] = {}
    for pupil in pupils:
        for role in roles:
            for person in _told_as(role, pupil, people, away):
                told.setdefault(person, []).append((pupil, role))
    return {
        person.id: _of(person, told[person.id], tasks, school_plan.calendar, today)
        for person in people
        if person.id in told
    }


def _told_as(
    role: Role, pupil: Pupil, people: Sequence[Person], away: Mapping[PersonId, Absence]
) -> frozenset[PersonId]:
    line = _FOR_THE_CLASS if role is Role.CONTACT_TEACHER else (role,)
    return next(filter(None, (_there(one, pupil, people, away) for one in line)), frozenset())


def _there(role: Role, pupil: Pupil, people: Sequence[Person], away: Mapping[PersonId, Absence]) -> frozenset[PersonId]:
    """Those who have the role for the pupil, or stand in for them."""
    scope, base = _TOLD.get(role, Scope.SCHOOL), pupil.base if pupil.at_aks else None
    whose = [one.id for one in people if one.has(role) and scope.covers(one, pupil.grade, pupil.school_class, base)]
    wanted = {away[one].stand_in if one in away else one for one in whose}
    return frozenset(one.id for one in people if one.id in wanted and one.id not in away)


def _of(
    person: Person,
    told: Sequence[tuple[Pupil, Role]],
    tasks: Iterable[tuple[YearTask, set[Role]]],
    plan: CalendarPlan,
    today: date,
) -> Newcomers:
    of_class = {p.id for p, role in told if role is Role.CONTACT_TEACHER and p.school_class in person.classes}
    to_do = tuple(
        (task, _due(task.new_pupil_weeks, today, SchoolCalendar(plan)))
        for task, owners in tasks
        if task.new_pupil_weeks
        and any(role in owners and pupil.grade in (task.grades or [pupil.grade]) for pupil, role in told)
    )
    others = {pupil.id for pupil, _role in told} - of_class
    return Newcomers(in_class=len(of_class), others=len(others), tasks=to_do)


def _due(weeks: int, today: date, calendar: SchoolCalendar) -> date:
    """The last school day of that time, but never today: a holiday may be all of it."""
    return max(calendar.school_day_or_before(today + timedelta(weeks=weeks)), calendar.next_school_day(today))
