"""What a person is reminded of in the morning, and who hears of it when nothing happens (L537–541, L554–563)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from domain.case.case import Case
from domain.ids import CaseId, PersonId
from domain.oslo import oslo_date, oslo_time
from domain.people.permissions import Permission, may
from domain.people.person import Person, Role, in_a_sentence
from domain.reminders.absence import Absence, Quiet, last_heard, now_away
from domain.reminders.backoff import Mornings, known_from, presses
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, StepRule
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

    Who is away is not reminded: the stand-in is, or the next who answers for the step; what was to be told once they
    are told when they are back. Who has asked for quiet is reminded of what is late, and of what the law has a clock
    for. `away` and `quiet`: the newest word of each, also when it is over; `since`: the last morning before this one.
    """

    def __init__(
        self,
        people: Sequence[Person],
        school_plan: SchoolPlan,
        today: date,
        away: Mapping[PersonId, Absence] | None = None,
        quiet: Mapping[PersonId, Quiet] | None = None,
        since: date | None = None,
    ) -> None:
        self._told_away = away or {}
        self._quiet = quiet or {}
        self._away = now_away(self._told_away.values(), today)
        self._people = people
        self._there = [person for person in people if person.id not in self._away]
        self._whose: dict[tuple[CaseId, str], tuple[Sequence[Person], ...]] = {}
        self._rules = school_plan.reminders
        self._calendar = SchoolCalendar(school_plan.calendar)
        self._today = today
        self._since = since or today - timedelta(days=1)
        self._open = self._calendar.is_school_day(today)
        self._soon = self._calendar.add_school_days(today, self._rules.soon_school_days)

    def digest(self, person: Person, stands: Iterable[tuple[Case, Progress]]) -> list[Nudge]:
        """The steps this person should think of today, the most overdue first.

        A step is told of from some school days before it is due; how often after that, and when the leaders on the
        case are told too (first the line leader, then the principal and deputies), `backoff` says. One that may be left
        out is told of once. That a plan is to be evaluated today everyone on the case is told.
        """
        if not self._open or person.id in self._away:
            return []
        mornings = self._mornings(person)
        found = [
            nudge
            for case, progress in stands
            if case.admits(person.id, self._today)
            for step in progress.open
            if (nudge := self._nudge(person, case, progress, step, mornings))
        ]
        return sorted(found, key=lambda nudge: (nudge.due, nudge.case.reference, nudge.step.rule.id))

    def listens(self, person: Person) -> bool:
        """Whether the person is here today, and has not asked for quiet."""
        return self.is_there(person) and not self._is_quiet(person)

    def is_there(self, person: Person) -> bool:
        return self._open and person.id not in self._away

    def _is_quiet(self, person: Person) -> bool:
        quiet = self._quiet.get(person.id)
        return quiet is not None and self._today < quiet.until

    def _mornings(self, person: Person) -> Mornings:
        heard = last_heard(self._since, self._told_away.get(person.id))
        return Mornings.since(heard, self._today, self._calendar)

    def _nudge(self, person: Person, case: Case, progress: Progress, step: Step, mornings: Mornings) -> Nudge | None:
        due = self._due(step)
        if due is None or due > self._soon:
            return None
        if step.rule.does is Does.RECEIVE and due < self._today and may(person, Permission.LEAD_CASE):
            return None  # told of it by itself
        why, role = self._whose_is_it(person, case, progress, step)
        if why is None and step.rule.does is Does.EVALUATE and due == self._today:
            why = Why.MEMBER
        known = known_from(step, case, progress)
        if why:
            hears = self._owner_hears(person, step.rule, due, known, mornings)
        else:
            why, hears = Why.ESCALATED, self._leader_hears(person, case, step.rule, due, known, mornings)
        return Nudge(case=case, step=step, due=due, why=why, role=role) if hears else None

    def _owner_hears(self, person: Person, rule: StepRule, due: date, known: date, mornings: Mornings) -> bool:
        if presses(rule):
            return True
        if not rule.required:
            return mornings.tell_on(self._day_of_optional(person, due, known))
        return mornings.tell_again(max(due, known)) if due < self._today else not self._is_quiet(person)

    def _day_of_optional(self, person: Person, due: date, known: date) -> date:
        """Its day; a later one when it was not known before, or the person has asked for quiet on it."""
        day = due if due > known else self._calendar.next_school_day(known)
        quiet = self._quiet.get(person.id)
        return quiet.until if quiet and quiet.covers(day) else day

    def _leader_hears(
        self, person: Person, case: Case, rule: StepRule, due: date, known: date, mornings: Mornings
    ) -> bool:
        roles = self._leaders_told(rule, due, known, mornings)
        return bool(roles) and (person.has(*roles) or self._stands_in(person, self._on(case, roles)))

    def _leaders_told(self, rule: StepRule, due: date, known: date, mornings: Mornings) -> tuple[Role, ...]:
        """Each once of an ordinary step; each school day of what the law presses, the line leader from the first."""
        after, long_after = self._rules.line_leader_school_days, self._rules.principal_school_days
        line = heads = False
        if presses(rule):
            over = self._calendar.school_days_between(due, self._today)
            line, heads = over > 0, over >= long_after
        elif rule.required:
            first = max(due, known)
            line, heads = mornings.tell_after(first, after), mornings.tell_after(first, long_after)
        return (*((Role.LINE_LEADER,) if line else ()), *(_HEADS if heads else ()))

    def _due(self, step: Step) -> date | None:
        """What is due the day it opens is told of a school day later, with what every case has then: a message must not
        tell by its days alone that the case is one of the few.
        """
        return self._calendar.next_school_day(step.due) if step.due and step.rule.same_day else step.due

    def _whose_is_it(self, person: Person, case: Case, progress: Progress, step: Step) -> tuple[Why | None, str | None]:
        """Why the step is this person's today, and by which role; None when it is another's."""
        everyone, there = self._owners(case, progress, step)
        if self._stands_in(person, everyone):
            return Why.STAND_IN, None
        return _why(person, progress, step) if person in there else (None, None)

    def _owners(self, case: Case, progress: Progress, step: Step) -> tuple[Sequence[Person], Sequence[Person]]:
        """Whose the step is, and of them, or in their place, those who are there: the same for all who are told."""
        which = case.id, step.rule.id
        if which not in self._whose:
            self._whose[which] = tuple(tuple(owners(step, progress, case, of)) for of in (self._people, self._there))
        everyone, there = self._whose[which]
        return everyone, there

    def _stands_in(self, person: Person, whose: Iterable[Person]) -> bool:
        return any(self._away[one.id].stand_in == person.id for one in whose if one.id in self._away)

    def _on(self, case: Case, roles: Sequence[Role]) -> list[Person]:
        """Those on the case with one of the roles, who may be away."""
        on_it = case.members - case.barred
        return [person for person in self._people if person.id in on_it and person.has(*roles)]


def _why(person: Person, progress: Progress, step: Step) -> tuple[Why, str | None]:
    if step.handed_to == person.id:
        return Why.HANDED, None
    role = next((role for role in step.rule.owners if person.has(role)), None)
    if role:
        return Why.ROLE, role
    return (Why.SAFE_ADULT if step.rule.safe_adult and progress.safe_adult == person.id else Why.NEXT), None


def is_morning(school_plan: SchoolPlan, now: datetime, whose: Whose = Whose.SCHOOL) -> bool:
    """From the hour of the digests on, until the day ends, on a day that the staff of the school, or AKS, work."""
    here, calendar = oslo_time(now), SchoolCalendar(school_plan.calendar)
    is_open = calendar.is_staff_day if whose is Whose.SCHOOL else calendar.is_aks_day
    open_today = is_open(oslo_date(now))
    return open_today and school_plan.reminders.morning <= here.time() < school_plan.reminders.day_ends
