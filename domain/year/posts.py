"""Which tasks of the årshjul a channel is told of, and which of them stand in one post."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from pydantic.dataclasses import dataclass

from domain.errors import Refused
from domain.ids import ChannelId
from domain.people.person import Grade
from domain.reminders.channel import GRADES, Channel, receiving, told_of
from domain.school_plan.year_task import Whose
from domain.text.messages import _
from domain.text.moments import day
from domain.value import VALUE
from domain.year.tasks import TaskState

_STANDING = "åpent"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Covered:
    """The days a post covers: those after the last sweep of the school's and of AKS's calendar, up to and with one.

    `standing`: not what was posted on those days, but what stands open on the last of them. `instead_of`: only what a
    channel is told of because another, which received this, cannot be reached.
    """

    school: date
    aks: date
    until: date
    standing: bool = False
    instead_of: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Covered":
        """From the text in the buttons of a post. Raises `Refused` for any other."""
        try:
            *days, standing, instead_of = (text if text.count("/") > 2 else f"{text}//").split("/")
            school, aks, until = map(date.fromisoformat, days)
        except ValueError:
            raise Refused("Dette innlegget kan ikke brukes lenger. Skriv «årshjul».") from None
        received = tuple(filter(None, instead_of.split(",")))
        return cls(school=school, aks=aks, until=until, standing=standing == _STANDING, instead_of=received)

    @property
    def text(self) -> str:
        """What the buttons of the post carry."""
        days = f"{self.school}/{self.aks}/{self.until}"
        if not (self.standing or self.instead_of):
            return days
        return f"{days}/{_STANDING if self.standing else ''}/{','.join(self.instead_of)}"

    @property
    def title(self) -> str:
        if self.instead_of:
            return _("For en kanal som ikke kan nås, {day}", day=day(self.until))
        if self.standing:
            return _("Åpent nå, {day}", day=day(self.until))
        return _("Årshjulet, {day}", day=day(self.until))

    def holds(self, state: TaskState) -> bool:
        """Whether the task is posted on one of the days, or stands open on the last."""
        if self.standing:
            return _stands_open(state, self.until)
        since = self.aks if state.task.calendar is Whose.AKS else self.school
        return not state.task.routine and any(since < one <= self.until for one in state.posts)


def _stands_open(state: TaskState, on: date) -> bool:
    """It has been opened by that day, is not done before it, and is still asked for."""
    asked = state.due >= on or not (state.task.optional or state.done_on)
    done = state.done_on is not None and state.done_on < on
    return not state.task.routine and state.one.opens <= on and asked and not done


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
    """What a channel is told of on those days, what must be done first; the order stays when a task is put off.

    Of what stands open and comes again and again, the last round.
    """
    found = for_channel(filter(covered.holds, states), channel, channels, school)
    if covered.instead_of and channel:
        gone = [*channels, Channel(id=ChannelId(""), receives=frozenset(covered.instead_of))]
        found = [
            s for s in found if told_of(gone, channel, s.task, school) != told_of(channels, channel, s.task, school)
        ]
    if covered.standing:
        found = list({s.task.id: s for s in sorted(found, key=lambda s: s.one.due)}.values())
    return sorted(found, key=lambda state: (state.task.optional, state.one.due))
