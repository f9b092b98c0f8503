"""The day a step was to be done by at first, whatever day it has got since: put off, or left as a case was closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.event import Event, EventKind
from domain.ids import RecordId
from domain.oslo import oslo_date
from domain.school_plan.procedure import Procedure
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _
from domain.text.moments import full_day

SETTLED = {Taken.DONE, Taken.NOT_NEEDED}
ENDED = {EventKind.CASE_MISREGISTERED, EventKind.CASE_PUPIL_LEFT}


@dataclass(frozen=True, slots=True)
class DueDays:
    """`first`: the day it was to be done by; `within`: the last day it was in time by, put off to before the first had
    passed; `until`: the day it was put off to last. Oslo days.
    """

    first: date
    within: date
    until: date | None = None

    @property
    def for_good(self) -> bool:
        """Whether it was late when it got its last day: it stays so."""
        return self.until != self.within

    def holds(self, due: date | None) -> bool:
        """What was put off in time counts until it has got another day in some other way."""
        return self.for_good or self.until == due

    def late(self, when: date) -> int:
        """Days after the first, of what was not in time."""
        return (when - self.first).days if when > self.within else 0


@dataclass(frozen=True, slots=True)
class LeftLate:
    """A step that was late when the case was closed, or `mapped` again."""

    step: str
    days: DueDays
    at: datetime
    mapped: bool = False

    @property
    def late(self) -> int:
        return (oslo_date(self.at) - self.days.first).days

    @property
    def standing(self) -> str:
        if self.mapped:
            return _("Ikke gjort da undersøkelsene begynte på nytt {day}", day=full_day(oslo_date(self.at)))
        return _("Ikke gjort da saken ble avsluttet {moment}", moment=full_day(oslo_date(self.at)))


class FirstDays:
    """The records that count, and the events that `ended` the case, replayed in order. `of`: the days of each that did
    something with a step that had got another day; `left`: what was late each time the case was closed, or mapped
    again; `now`: by step, of what waits since.
    """

    def __init__(self, records: Sequence[StepRecord], ended: Sequence[Event], procedure: Procedure) -> None:
        self.of: dict[RecordId, DueDays] = {}
        self.left: list[LeftLate] = []
        self.now: dict[str, DueDays] = {}
        self._procedure = procedure
        happened: list[StepRecord | Event] = [*records, *ended]
        for one in sorted(happened, key=lambda one: one.at):
            if isinstance(one, StepRecord):
                self._take(one)
            else:
                self._close(one.details.overdue, one.details.steps, one.at)

    def open(self, step_id: str, due: date | None) -> DueDays | None:
        """Of a step that is open now and due that day; None for one that has had no other."""
        known = self.now.get(step_id)
        return known if known and known.holds(due) else None

    def _take(self, record: StepRecord) -> None:
        known = self.open(record.step, record.due)
        if record.taken is Taken.POSTPONED:
            self._put_off(record, known)
        elif record.taken in SETTLED:
            if known:
                self.of[record.id] = known
            self.now.pop(record.step, None)
            self._close(record.overdue, record.not_done, record.at)
        elif record.taken is Taken.BACK:
            self._map_again(record)

    def _put_off(self, record: StepRecord, known: DueDays | None) -> None:
        first = known.first if known else record.due
        if first is None:
            self.now.pop(record.step, None)
            return
        in_time = oslo_date(record.at) <= first
        within = record.until if in_time and record.until else known.within if known else first
        self.of[record.id] = self.now[record.step] = DueDays(first, within, record.until)

    def _close(self, overdue: Mapping[str, date], not_done: tuple[str, ...], at: datetime) -> None:
        """What was past its day; and what had been put off when it was late already."""
        for step, due in overdue.items():
            self.now[step] = replace(self.now.get(step) or DueDays(due, due), until=None)
        late = {*overdue, *(step for step in not_done if step in self.now and self.now[step].for_good)}
        self.left += [LeftLate(step, self.now[step], at) for step in self.now if step in late]

    def _map_again(self, record: StepRecord) -> None:
        """What was past its day has new days, but for what comes again: a plan in effect goes on. The step that was
        answered so begins anew.
        """
        steps, following = self._procedure.by_id, self._procedure.following
        back_to = steps[record.step].back_to if record.step in steps else ()
        again = {step for one in back_to for step in (one, *following(one)) if not steps[step].every}
        for step in again & record.overdue.keys():
            due = record.overdue[step]
            self.now[step] = replace(self.now.get(step) or DueDays(due, due), until=None)
            self.left.append(LeftLate(step, self.now[step], record.at, mapped=True))
        self.now.pop(record.step, None)
