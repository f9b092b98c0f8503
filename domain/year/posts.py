"""Which tasks of the årshjul a channel is told of, and what stands in one post."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pydantic.dataclasses import dataclass

from domain.errors import Refused
from domain.ids import PersonId
from domain.people.person import Grade, Person
from domain.reminders.channel import EVERYTHING, GRADES, told_of
from domain.school_plan.year_task import Whose
from domain.text.messages import _
from domain.text.moments import day_of_school_year
from domain.value import VALUE
from domain.year.parts import of_grades
from domain.year.tasks import TaskState, is_for, newest

ROOM = 12_000
"""Letters that the tasks of one post have room for within Teams' limits: more are in the next, and none is left out."""
AROUND = 1_600
"""Letters that a task takes beside its text: its buttons, three times its title."""
MOST_CALLED = 3
"""Who are more than these are not called on by name: nobody feels called who is one of many."""
_STANDING = "åpent"
NOBODY: Mapping[PersonId, PersonId | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Covered:
    """The days a post covers: those after the last sweep of the school's and of AKS's calendar, up to and with one.

    `part`: which of the posts of that day in the channel, from 1. `standing`: not what was posted on those days, but
    what stands open on the last of them. `gets`: what the channel is told of, as it was then, whatever it is for by
    now. `instead_of`: only this, which it is told of as well because another channel cannot be reached.
    """

    school: date
    aks: date
    until: date
    part: int = 1
    standing: bool = False
    gets: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Covered":
        """From the text in the buttons of a post. Raises `Refused` for any other."""
        try:
            school, aks, until, part, standing, gets, instead_of = text.split("/")
            return cls(
                school=date.fromisoformat(school),
                aks=date.fromisoformat(aks),
                until=date.fromisoformat(until),
                part=int(part),
                standing=standing == _STANDING,
                gets=_written(gets),
                instead_of=_written(instead_of),
            )
        except ValueError:
            raise Refused("Dette innlegget kan ikke brukes lenger. Skriv «årshjul».") from None

    @property
    def text(self) -> str:
        """What the buttons of the post carry."""
        days = f"{self.school}/{self.aks}/{self.until}/{self.part}/{_STANDING if self.standing else ''}"
        return f"{days}/{_short(self.gets)}/{_short(self.instead_of)}"

    @property
    def late_on(self) -> date:
        """The day by which what is late was late already."""
        return self.until if self.standing else self.school

    @property
    def title(self) -> str:
        if self.instead_of:
            return _("For en kanal som ikke kan nås, {day}", day=day_of_school_year(self.until))
        if self.standing:
            return _("Åpent nå, {day}", day=day_of_school_year(self.until))
        return _("Årshjulet, {day}", day=day_of_school_year(self.until))

    def holds(self, state: TaskState) -> bool:
        """Whether the task is posted on one of the days, or stands open on the last or is posted then."""
        if self.standing:
            return _stands_open(state, self.until) or self.until in state.posts
        since = self.aks if state.task.calendar is Whose.AKS else self.school
        return any(since < one <= self.until for one in state.posts)


def _short(gets: Iterable[str]) -> str:
    """One bit for each thing a channel can get: all buttons of a post carry it, and there are many."""
    return f"{sum(1 << EVERYTHING.index(one) for one in gets):x}"


def _written(short: str) -> tuple[str, ...]:
    bits = int(short, 16)
    return tuple(one for place, one in enumerate(EVERYTHING) if bits >> place & 1)


def _stands_open(state: TaskState, on: date) -> bool:
    """It has been opened by that day, is not done before it, and its day is not over."""
    done = state.done_on is not None and state.done_on < on
    return not (state.task.meeting or done) and state.one.opens <= on <= state.due


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class ChannelPost:
    """What a channel is told: the tasks of these days, its fixed meetings, and what is over its day from before. Of
    what is over since the last post only the owners hear. `of`: how many posts there are of the day.
    """

    tasks: tuple[TaskState, ...]
    meetings: tuple[TaskState, ...] = ()
    late: tuple[TaskState, ...] = ()
    of: int = 1

    @property
    def waits(self) -> bool:
        """Whether there is a reason to send it: what is over its day alone is none."""
        return bool(self.meetings) or any(state.left for state in self.tasks)


def for_channel(
    states: Iterable[TaskState], received: Collection[str], school: Collection[Grade] = GRADES
) -> list[TaskState]:
    """The tasks that a channel which gets this is told of, for the classes or grades it is told of. `school`: the
    grades the school has.
    """
    found = ((state, told_of(received, state.task, school)) for state in states)
    return [here for state, grades in found if (here := _of(state, grades))]


def _of(state: TaskState, grades: Collection[Grade] | None) -> TaskState | None:
    """The task for these grades; None when nothing of it is for them."""
    if grades is None:
        return state
    parts = of_grades(state.parts, grades) if grades else frozenset()
    return state.of(parts) if parts else None


def in_post(states: Iterable[TaskState], covered: Covered, school: Collection[Grade] = GRADES) -> ChannelPost:
    """One of the posts of those days; with nothing in it when there are fewer by now."""
    found = posts_of(states, covered, school)
    return found[covered.part - 1] if covered.part <= len(found) else ChannelPost(tasks=(), of=len(found))


def posts_of(states: Iterable[TaskState], covered: Covered, school: Collection[Grade] = GRADES) -> list[ChannelPost]:
    """The posts of those days, one at least: whose it is first, then what must be done first. The order stays when a
    task is put off; the meetings, and what is late, are in the first.
    """
    here = _here([*states], covered, school)
    told = [state for state in here if covered.holds(state)]
    tasks = sorted(
        (state for state in told if not state.task.meeting),
        key=lambda state: (state.task.optional, state.task.owners, state.one.due, state.one.key),
    )
    first, *more = _parted(tasks)
    late = newest(state for state in here if state.late(covered.late_on) and not covered.holds(state))
    meetings = sorted((state for state in told if state.task.meeting), key=_by_due)
    of = 1 + len(more)
    return [
        ChannelPost(tasks=tuple(first), meetings=tuple(meetings), late=late, of=of),
        *(ChannelPost(tasks=tuple(part), of=of) for part in more),
    ]


def _here(states: Sequence[TaskState], covered: Covered, school: Collection[Grade]) -> list[TaskState]:
    """What the channel is told of; in place of another, only what it was not told of already."""
    if not covered.instead_of:
        return for_channel(states, covered.gets, school)
    beside = {one.one.key: one.parts for one in for_channel(states, covered.gets, school)}
    here = for_channel(states, covered.gets + covered.instead_of, school)
    more = ((state, state.parts - beside.get(state.one.key, frozenset())) for state in here)
    return [state.of(parts) for state, parts in more if parts]


def _parted(tasks: Iterable[TaskState]) -> list[list[TaskState]]:
    """In order, as many in each post as it has room for; one post at least."""
    parts: list[list[TaskState]] = [[]]
    left = ROOM
    for state in tasks:
        takes = AROUND + 3 * len(state.task.title) + len(state.task.text)
        if takes > left and parts[-1]:
            parts.append([])
            left = ROOM
        parts[-1].append(state)
        left -= takes
    return parts


def _by_due(state: TaskState) -> date:
    return state.one.due


def called_on(
    post: ChannelPost, on: date, people: Iterable[Person], stand_ins: Mapping[PersonId, PersonId | None] = NOBODY
) -> list[Person]:
    """The owners of what is due that day and is not done, where they are few; for who is away, the stand-in, if there
    is one (`stand_ins`, by who is away).
    """
    active = {person.id: person for person in people if person.active}
    due = [state for state in post.tasks if state.left and state.due == on and not state.task.optional]
    whose = [[one.id for one in active.values() if is_for(state.task, one, state.left)] for state in due]
    there = [[stand_ins.get(one, one) for one in owners] for owners in whose if len(owners) <= MOST_CALLED]
    called = dict.fromkeys(one for owners in there for one in owners)
    return [active[one] for one in called if one in active and one not in stand_ins]
