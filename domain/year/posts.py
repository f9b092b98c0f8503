"""Which tasks of the årshjul a channel is told of, and which of them stand in one post."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from pydantic.dataclasses import dataclass

from domain.errors import Refused
from domain.people.person import Grade
from domain.reminders.channel import GRADES, Channel, receiving
from domain.school_plan.year_task import Whose
from domain.value import VALUE
from domain.year.tasks import TaskState


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Covered:
    """The days a post covers: those after the last sweep of the school's and of AKS's calendar, up to and with one."""

    school: date
    aks: date
    until: date

    @classmethod
    def of(cls, text: str) -> "Covered":
        """From the text in the buttons of a post. Raises `Refused` for any other."""
        try:
            school, aks, until = map(date.fromisoformat, text.split("/"))
        except ValueError:
            raise Refused("Dette innlegget kan ikke brukes lenger. Skriv «årshjul».") from None
        return cls(school=school, aks=aks, until=until)

    @property
    def text(self) -> str:
        """What the buttons of the post carry."""
        return f"{self.school}/{self.aks}/{self.until}"

    def holds(self, state: TaskState) -> bool:
        """Whether the task is posted on one of the days."""
        since = self.aks if state.task.calendar is Whose.AKS else self.school
        return not state.task.routine and any(since < day <= self.until for day in state.posts)


def for_channel(
    states: Iterable[TaskState],
    channel: Channel | None,
    channels: Sequence[Channel],
    school: Collection[Grade] = GRADES,
) -> list[TaskState]:
    """The tasks a channel is told of. `school`: the grades the school has."""
    return [
        state for state in states if channel in receiving(channels, state.task.posted_to, state.task.grades, school)
    ]


def in_post(
    states: Iterable[TaskState],
    channel: Channel | None,
    channels: Sequence[Channel],
    covered: Covered,
    school: Collection[Grade] = GRADES,
) -> list[TaskState]:
    """What a channel is told of on those days, what must be done first; the order stays when a task is put off."""
    found = for_channel(filter(covered.holds, states), channel, channels, school)
    return sorted(found, key=lambda state: (state.task.optional, state.one.due))
