"""What has been done with the årshjul: events of the school, never of a case."""

from collections.abc import Callable
from datetime import date, datetime

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import YearTask
from domain.value import VALUE
from domain.year.changes import YearChange, changed, tasks_now
from domain.year.tasks import TaskState, YearRecord, year_states
from domain.year.wheel import Happened, wheel
from storage.case.events import Events
from storage.people.people import People
from storage.people.pupils import Pupils


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class EventDay:
    """Something a task waits for has happened, on an Oslo day; or it has not after all, and nothing that was told
    counts any more. `told_at` and `by`: when it was told, and by whom.
    """

    event: str
    on: date | None = None
    told_at: AwareDatetime | None = None
    by: PersonId | None = None
    reason: str = ""


class Year:
    """`people_since`: the Oslo day of the school's first import of people, if it is known."""

    def __init__(self, events: Events, people: People, pupils: Pupils, people_since: Callable[[], date | None]) -> None:
        self._events, self._people, self._pupils = events, people, pupils
        self._people_since = people_since

    def states(self, school_plan: SchoolPlan, until: datetime | None = None) -> list[TaskState]:
        """Every task of the plan's school year as it stands; `until`: whose, and by which day, as told by then."""
        records = self._events.of_school(EventKind.YEAR_TASK, YearRecord)
        of_plan, since = (
            wheel(school_plan, self.happened(until)),
            school_plan.calendar.in_use_from or self._people_since(),
        )
        wheel_now = changed(of_plan, self.changes(until), school_plan)
        return year_states(wheel_now, records, self._people.active(), self._pupils.classes(), since or date.min)

    def since(self, school_plan: SchoolPlan) -> date:
        """The Oslo day the school began with the bot, as far as it is known: at the latest the first of the plan's."""
        return self._people_since() or school_plan.calendar.in_use_from or school_plan.calendar.first_school_day

    def changes(self, until: datetime | None = None) -> list[YearChange]:
        """All that leaders have changed, and taken back, the oldest first."""
        return self._events.of_school(EventKind.YEAR_CHANGED, YearChange, until)

    def tasks(self, school_plan: SchoolPlan) -> list[YearTask]:
        """Those of the plan and those made since, as they are now, also such as come on no day of this year."""
        return [*tasks_now(school_plan, self.changes()).values()]

    def change(self, change: YearChange) -> None:
        """Once, however often the button is pressed."""
        self._events.keep(Event(kind=EventKind.YEAR_CHANGED, at=change.at, by=change.by), change, change.id)

    def happened(self, until: datetime | None = None) -> dict[str, Happened]:
        """The day of each thing that has happened, as told last."""
        told = self.told(until).items()
        return {
            event: Happened(one.on, oslo_date(one.told_at) if one.told_at else one.on) for event, one in told if one.on
        }

    def told(self, until: datetime | None = None) -> dict[str, EventDay]:
        """What was told last of each thing that has happened, unless that was taken back."""
        return {event: known[-1] for event, known in self.tellings(until).items()}

    def tellings(self, until: datetime | None = None) -> dict[str, list[EventDay]]:
        """All that was told of each thing that has happened since it was taken back, the oldest first."""
        found: dict[str, list[EventDay]] = {}
        for one in self._events.of_school(EventKind.YEAR_HAPPENED, EventDay, until):
            known = found.setdefault(one.event, [])
            if one.on:
                known.append(one)
            else:
                known.clear()
        return {event: known for event, known in found.items() if known}

    def add(self, record: YearRecord) -> None:
        """Once, however often the button is pressed."""
        self._events.keep(Event(kind=EventKind.YEAR_TASK, at=record.at, by=record.by), record, record.id)

    def tell(self, event: str, on: date, by: PersonId, now: datetime) -> None:
        self._keep(EventDay(event=event, on=on, told_at=now, by=by), by, now)

    def take_back(self, event: str, reason: str, by: PersonId, now: datetime) -> None:
        """It has not happened after all."""
        self._keep(EventDay(event=event, told_at=now, by=by, reason=reason), by, now)

    def _keep(self, told: EventDay, by: PersonId, now: datetime) -> None:
        self._events.keep(Event(kind=EventKind.YEAR_HAPPENED, at=now, by=by), told)
