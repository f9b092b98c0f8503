"""What has been done with the årshjul: events of the school, never of a case."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from domain.channel import Channel, receiving
from domain.errors import Refused
from domain.event import Event
from domain.people import Frozen, Person, PersonId
from domain.plan import Plan
from domain.year_rules import Whose
from domain.year_state import TaskState, YearRecord, year_states
from domain.year_wheel import wheel
from storage.events import Events

TASK = "year:task"
HAPPENED = "year:happened"


class Happened(Frozen):
    """Something a task waits for has happened, on an Oslo day."""

    event: str
    on: date


class Year:
    def __init__(self, events: Events) -> None:
        self._events = events

    def states(self, plan: Plan, people: list[Person]) -> list[TaskState]:
        """Every task of the plan's school year as it stands."""
        records = [YearRecord.model_validate_json(event.text) for event in self._events.of_school(TASK)]
        return year_states(wheel(plan, self.happened()), records, people)

    def happened(self) -> dict[str, date]:
        """The day of each thing that has happened, as told last."""
        told = [Happened.model_validate_json(event.text) for event in self._events.of_school(HAPPENED)]
        return {one.event: one.on for one in told}

    def add(self, record: YearRecord) -> None:
        """Once, however often the button is pressed."""
        event = Event(kind=TASK, at=record.at, by=record.by, text=record.model_dump_json(exclude_defaults=True))
        self._events.add_once(record.id, event)

    def tell(self, event: str, on: date, by: PersonId, now: datetime) -> None:
        text = Happened(event=event, on=on).model_dump_json()
        self._events.add(Event(kind=HAPPENED, at=now, by=by, text=text))


POST = "year.post"
"""A post of tasks in a channel; its subject is what it covers."""


class Covered(Frozen):
    """The days a post covers: those after the last sweep of the school's and of AKS's calendar, up to and with one."""

    school: date
    aks: date
    until: date

    @classmethod
    def of(cls, subject: str) -> "Covered":
        """Raises `Refused` for what is not the subject of a post."""
        try:
            school, aks, until = map(date.fromisoformat, subject.split("/"))
        except ValueError:
            raise Refused("Dette innlegget kan ikke brukes lenger. Skriv «årshjul».") from None
        return cls(school=school, aks=aks, until=until)

    @property
    def subject(self) -> str:
        return f"{self.school}/{self.aks}/{self.until}"

    def holds(self, state: TaskState) -> bool:
        """Whether the task is posted on one of the days."""
        since = self.aks if state.task.calendar is Whose.AKS else self.school
        return not state.task.routine and any(since < day <= self.until for day in state.posts)


def for_channel(states: Iterable[TaskState], channel: Channel | None, channels: Sequence[Channel]) -> list[TaskState]:
    """The tasks a channel is told of."""
    return [state for state in states if channel in receiving(channels, state.task.posted_to, state.task.grades)]


def in_post(
    states: Iterable[TaskState], channel: Channel | None, channels: Sequence[Channel], covered: Covered
) -> list[TaskState]:
    """What a channel is told of on those days, what must be done first; the order stays when a task is put off."""
    found = for_channel(filter(covered.holds, states), channel, channels)
    return sorted(found, key=lambda state: (state.task.optional, state.one.due))
