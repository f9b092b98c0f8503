"""What has been done with the årshjul: events of the school, never of a case."""

from datetime import date, datetime

from pydantic.dataclasses import dataclass

from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.people.person import Person
from domain.school_plan.school_plan import SchoolPlan
from domain.value import VALUE
from domain.year.tasks import TaskState, YearRecord, year_states
from domain.year.wheel import wheel
from storage.case.events import Events


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class EventDay:
    """Something a task waits for has happened, on an Oslo day."""

    event: str
    on: date


class Year:
    def __init__(self, events: Events) -> None:
        self._events = events

    def states(self, school_plan: SchoolPlan, people: list[Person]) -> list[TaskState]:
        """Every task of the plan's school year as it stands."""
        records = self._events.of_school(EventKind.YEAR_TASK, YearRecord)
        return year_states(wheel(school_plan, self.happened()), records, people)

    def happened(self) -> dict[str, date]:
        """The day of each thing that has happened, as told last."""
        return {one.event: one.on for one in self._events.of_school(EventKind.YEAR_HAPPENED, EventDay)}

    def add(self, record: YearRecord) -> None:
        """Once, however often the button is pressed."""
        self._events.keep(Event(kind=EventKind.YEAR_TASK, at=record.at, by=record.by), record, record.id)

    def tell(self, event: str, on: date, by: PersonId, now: datetime) -> None:
        self._events.keep(Event(kind=EventKind.YEAR_HAPPENED, at=now, by=by), EventDay(event=event, on=on))
