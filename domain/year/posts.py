"""Which tasks of the årshjul a channel is told of, and what stands in one post."""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic.dataclasses import dataclass

from domain.errors import Refused
from domain.people.person import Person
from domain.reminders.channel import Channel, grades_told, receiving
from domain.school_plan.year_task import Whose
from domain.value import VALUE
from domain.year.agenda import newest
from domain.year.parts import of_grades
from domain.year.tasks import TaskState, is_for

IN_ONE = 8
"""Tasks in one post: more are in the next one, and none is left out. So many fit a phone and Teams' limits."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Covered:
    """The days a post covers: those after the last sweep of the school's and of AKS's calendar, up to and with one.
    `part`: which of the posts of that day in the channel, from 1.
    """

    school: date
    aks: date
    until: date
    part: int = 1

    @classmethod
    def of(cls, text: str) -> "Covered":
        """From the text in the buttons of a post. Raises `Refused` for any other."""
        try:
            *days, part = text.split("/")
            school, aks, until = map(date.fromisoformat, days)
            return cls(school=school, aks=aks, until=until, part=int(part))
        except ValueError:
            raise Refused("Dette innlegget kan ikke brukes lenger. Skriv «årshjul».") from None

    @property
    def text(self) -> str:
        """What the buttons of the post carry."""
        return f"{self.school}/{self.aks}/{self.until}/{self.part}"

    def holds(self, state: TaskState) -> bool:
        """Whether the task is posted on one of the days."""
        since = self.aks if state.task.calendar is Whose.AKS else self.school
        return any(since < day <= self.until for day in state.posts)


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


def for_channel(states: Iterable[TaskState], channel: Channel | None, channels: Sequence[Channel]) -> list[TaskState]:
    """The tasks a channel is told of, for the classes or grades it is told of."""
    found = (state for state in states if channel in receiving(channels, state.task.posted_to, state.task.grades))
    return [_here(state, channel) for state in found]


def _here(state: TaskState, channel: Channel | None) -> TaskState:
    grades = grades_told(channel, state.task.posted_to) if channel else ()
    return state.of(of_grades(state.parts, grades)) if grades else state


def in_post(
    states: Iterable[TaskState], channel: Channel | None, channels: Sequence[Channel], covered: Covered
) -> ChannelPost:
    """One of the posts of those days: whose it is first, then what must be done first. The order stays when a task is
    put off; the meetings, and what is late, are in the first.
    """
    here = for_channel(states, channel, channels)
    told = [state for state in here if covered.holds(state)]
    tasks = sorted(
        (state for state in told if not state.task.meeting),
        key=lambda state: (state.task.optional, state.task.owners, state.one.due, state.one.key),
    )
    first, number = (covered.part - 1) * IN_ONE, max(1, -(-len(tasks) // IN_ONE))
    mine = tuple(tasks[first : first + IN_ONE])
    if covered.part > 1:
        return ChannelPost(tasks=mine, of=number)
    late = newest(state for state in here if state.late(covered.school) and not covered.holds(state))
    meetings = (state for state in told if state.task.meeting)
    return ChannelPost(tasks=mine, meetings=tuple(sorted(meetings, key=_by_due)), late=late, of=number)


def _by_due(state: TaskState) -> date:
    return state.one.due


MOST_CALLED = 3
"""Who are more than these are not called on by name: nobody feels called who is one of many."""


def called_on(post: ChannelPost, day: date, people: Iterable[Person]) -> list[Person]:
    """The owners of what is due that day and is not done, where they are few."""
    active = [person for person in people if person.active]
    due = [state for state in post.tasks if state.left and state.due == day and not state.task.optional]
    whose = [[one for one in active if is_for(state.task, one, state.left)] for state in due]
    return list({one.id: one for owners in whose if len(owners) <= MOST_CALLED for one in owners}.values())
