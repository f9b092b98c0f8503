"""What a person is reminded of in the morning, and who hears of it when nothing happens (L537–541, L554–563)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from domain.case.case import Case, Status
from domain.ids import CaseId, PersonId
from domain.oslo import oslo_date, oslo_time
from domain.people.permissions import Permission, may
from domain.people.person import Person, Role, in_a_sentence
from domain.reminders.absence import Absence
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import Whose
from domain.steps.progress import Progress, Step
from domain.steps.take_step import owners
from domain.text.messages import N_, Labels, _

_HEADS = (Role.PRINCIPAL, Role.DEPUTY)


class Why(Enum):
    """Why a person is told of a step."""

    HANDED = auto()
    STAND_IN = auto()
    SAFE_ADULT = auto()
    ROLE = auto()
    MEMBER = auto()
    NEXT = auto()
    ESCALATED = auto()


_WHY_LABELS = Labels(
    {
        Why.HANDED: N_("gitt til deg"),
        Why.STAND_IN: N_("du er stedfortreder"),
        Why.SAFE_ADULT: N_("steget er ditt"),
        Why.MEMBER: N_("du er med i saken"),
        Why.NEXT: N_("ingen andre på saken har ansvaret"),
        Why.ESCALATED: N_("ingen har gjort det"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A line of a digest: a step of a case, its due day (Oslo), and why this person is told."""

    case: Case
    step: Step
    due: date
    why: Why
    role: str | None = None

    @property
    def reason(self) -> str:
        return _("du er {role}", role=in_a_sentence(self.role)) if self.role else _WHY_LABELS[self.why]


class Morning:
    """A day's digests: for the staff given, by the plan's rules. Nobody is reminded on a day the school is closed.

    Who is away is not reminded: the stand-in is, or the next who answers for the step. Who has asked for quiet is
    reminded of what is late only.
    """

    def __init__(
        self,
        people: Sequence[Person],
        school_plan: SchoolPlan,
        today: date,
        away: Mapping[PersonId, Absence] | None = None,
        quiet: frozenset[PersonId] = frozenset(),
    ) -> None:
        self._away = away or {}
        self._quiet = quiet
        self._people = people
        self._there = [person for person in people if person.id not in self._away]
        self._whose: dict[tuple[CaseId, str], tuple[Sequence[Person], ...]] = {}
        self._rules = school_plan.reminders
        self._calendar = SchoolCalendar(school_plan.calendar)
        self._today = today
        self._open = self._calendar.is_school_day(today)
        self._soon = self._calendar.add_school_days(today, self._rules.soon_school_days)

    def digest(self, person: Person, stands: Iterable[tuple[Case, Progress]]) -> list[Nudge]:
        """The steps this person should think of today, the most overdue first.

        A step is told of from some school days before it is due until it is done. When it is long overdue, the
        leaders on the case are told too: first the line leader, then the principal and deputies. That a plan is to be
        evaluated today everyone on the case is told.
        """
        found = [
            nudge
            for case, progress in stands
            if self._open and person.id in case.members - case.barred and person.id not in self._away
            for step in progress.open
            if (nudge := self._nudge(person, case, progress, step))
        ]
        return sorted(found, key=lambda nudge: (nudge.due, nudge.case.reference, nudge.step.rule.id))

    def listens(self, person: Person) -> bool:
        """Whether the person is here today, and has not asked for quiet."""
        return self._open and person.id not in self._away and person.id not in self._quiet

    def _nudge(self, person: Person, case: Case, progress: Progress, step: Step) -> Nudge | None:
        due = self._due(step)
        if due is None or due > self._soon or (person.id in self._quiet and due >= self._today):
            return None
        if step.rule.does is Does.RECEIVE and due < self._today and may(person, Permission.LEAD_CASE):
            return None  # told of it by itself, every day until someone has taken it
        role = None
        everyone, there = self._owners(case, progress, step)
        if self._stands_in(person, everyone):
            why = Why.STAND_IN
        elif person in there:
            why, role = _why(person, progress, step)
        elif step.rule.does is Does.EVALUATE and due == self._today:
            why = Why.MEMBER
        elif person.has(*self._escalated_to(due)):
            why = Why.ESCALATED
        else:
            return None
        return Nudge(case=case, step=step, due=due, why=why, role=role)

    def _due(self, step: Step) -> date | None:
        """What is due the day it opens is told of a school day later, with what every case has then: a message must not
        tell by its days alone that the case is one of the few.
        """
        return self._calendar.next_school_day(step.due) if step.due and step.rule.same_day else step.due

    def _owners(self, case: Case, progress: Progress, step: Step) -> tuple[Sequence[Person], Sequence[Person]]:
        """Whose the step is, and of them, or in their place, those who are there: the same for all who are told."""
        which = case.id, step.rule.id
        if which not in self._whose:
            self._whose[which] = tuple(tuple(owners(step, progress, case, of)) for of in (self._people, self._there))
        everyone, there = self._whose[which]
        return everyone, there

    def _stands_in(self, person: Person, whose: Iterable[Person]) -> bool:
        return any(self._away[one.id].stand_in == person.id for one in whose if one.id in self._away)

    def _escalated_to(self, due: date) -> tuple[Role, ...]:
        """The roles that are told of a step that was due then and is not done."""
        over = self._calendar.school_days_between(due, self._today)
        line = (Role.LINE_LEADER,) if over >= self._rules.line_leader_school_days else ()
        return (*line, *_HEADS) if over >= self._rules.principal_school_days else line


def _why(person: Person, progress: Progress, step: Step) -> tuple[Why, str | None]:
    if step.handed_to == person.id:
        return Why.HANDED, None
    role = next((role for role in step.rule.owners if person.has(role)), None)
    if role:
        return Why.ROLE, role
    return (Why.SAFE_ADULT if step.rule.safe_adult and progress.safe_adult == person.id else Why.NEXT), None


def awake(case: Case, school_plan: SchoolPlan, now: datetime) -> bool:
    """Whether a reminder of an alert nobody has taken may go out now: in the day, on an open day.

    A serious or § 12-5 one goes out on every day the school or AKS is open, others on school days.
    """
    calendar, here = SchoolCalendar(school_plan.calendar), oslo_time(now)
    hours = school_plan.reminders.day_begins <= here.time() < school_plan.reminders.day_ends
    urgent = case.serious or case.enhanced
    open_today = calendar.is_school_day(here.date()) or (urgent and calendar.is_aks_day(here.date()))
    return hours and open_today


def waits_too_long(case: Case, now: datetime) -> bool:
    """Whether the time to take the alert has run out."""
    return case.open and case.status is Status.REPORTED and now > case.acknowledge_by


def is_left(case: Case, school_plan: SchoolPlan, today: date) -> bool:
    """Whether those who were told of the alert have let it lie so long that the next in line must hear of it."""
    over = SchoolCalendar(school_plan.calendar).school_days_between(oslo_date(case.acknowledge_by), today)
    return over >= school_plan.reminders.line_leader_school_days


def reminded(case: Case, people: Iterable[Person]) -> list[Person]:
    """Those on the case who can take an alert."""
    on_it = (person for person in people if person.id in case.members and person.id not in case.barred)
    return [person for person in on_it if may(person, Permission.LEAD_CASE)]


def is_morning(school_plan: SchoolPlan, now: datetime, whose: Whose = Whose.SCHOOL) -> bool:
    """From the hour of the digests on, until the day ends, on a day that the staff of the school, or AKS, work."""
    here, calendar = oslo_time(now), SchoolCalendar(school_plan.calendar)
    is_open = calendar.is_staff_day if whose is Whose.SCHOOL else calendar.is_aks_day
    open_today = is_open(oslo_date(now))
    return open_today and school_plan.reminders.morning <= here.time() < school_plan.reminders.day_ends
