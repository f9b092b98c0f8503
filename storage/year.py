"""What has been done with the årshjul: events of the school, never of a case."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from domain.channel import Channel, receiving
from domain.event import Event
from domain.people import Frozen, Person, PersonId
from domain.plan import Plan
from domain.year_state import TaskState, YearRecord, posted_between, year_states
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
"""A post of tasks in a channel; its subject is the days it covers, the first of them not with it."""


def post_for(since: date, until: date) -> str:
    return f"{since}/{until}"


def post_of(subject: str) -> tuple[date, date]:
    """Raises `ValueError` for what is not the subject of a post."""
    since, _, until = subject.partition("/")
    return date.fromisoformat(since), date.fromisoformat(until)


def in_post(
    states: Iterable[TaskState],
    channel: Channel | None,
    channels: Sequence[Channel],
    since: date = date.min,
    until: date = date.max,
) -> list[TaskState]:
    """What a channel is told of, of the tasks posted on those days."""
    posted = posted_between(states, since, until)
    return [state for state in posted if channel in receiving(channels, state.task.posted_to, state.task.grades)]
