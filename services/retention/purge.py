"""What has had its time is deleted: keys, so that no copy of the database can be read either, and rows of messages."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.case.case import Case, Status
from domain.event import Details, Event, EventKind
from domain.ids import AlertId, SchoolId
from domain.message import CaseSubject, MessageKind
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.retention.rules import WARNED, Fate, Rule
from domain.retention.stub import stub_of
from domain.school_plan.fields import Retention
from domain.school_plan.school_plan import SchoolPlan
from services.case_file import CaseFile
from services.retention.fates import fate_of, may_have_had_its_time, warned_on
from services.retention.left import NOBODY, Left, empty, who_left
from storage.case.form_drafts import LIFE
from storage.keys import day_of_drafts, of_alert, of_case, year_of_reads
from storage.unit_of_work import Tx, Unit

SWEEPS_ASK = timedelta(days=31)
"""A sweep asks for the day it is, and for the last time; a clock may be set back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What of a school has had its time: cases with the rule they go by; of drafts, reads and logs on pupils the keys;
    of messages the ids. `warn`: the cases that go soon, with the day, of which nobody was told yet.
    """

    cases: tuple[tuple[Case, Rule], ...] = ()
    warn: tuple[tuple[Case, date], ...] = ()
    alerts: tuple[AlertId, ...] = ()
    drafts: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    pupil_logs: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    sweeps: tuple[tuple[str, date], ...] = ()
    left: Left = NOBODY

    @property
    def keys(self) -> Iterator[str]:
        yield from (of_case(one) for case, _rule in self.cases for one in case.family)
        yield from map(of_alert, self.alerts)
        yield from (*self.drafts, *self.reads, *self.pupil_logs)

    @property
    def counts(self) -> dict[str, int]:
        by_rule = Counter(rule for _case, rule in self.cases)
        return {
            "filed": by_rule[Rule.FILED],
            "unfiled": by_rule[Rule.UNFILED],
            "groundless": by_rule[Rule.GROUNDLESS],
            "warned": len(self.warn),
            "alerts": len(self.alerts),
            "drafts": len(self.drafts),
            "reads": len(self.reads),
            "pupil_logs": len(self.pupil_logs),
            "people": len(self.left.people),
            "pupils": len(self.left.pupils),
            "messages": len(self.messages),
            "sweeps": len(self.sweeps),
        }

    @property
    def only_sweeps(self) -> bool:
        """Whether there is nothing but what there is each day."""
        return not replace(self, sweeps=())

    def __bool__(self) -> bool:
        return any(self.counts.values())


def due(tx: Tx, school_plan: SchoolPlan, now: datetime, left: Left | None = None) -> Due:
    """Writes nothing. A case that cannot be read stays, and stops no other. `left`: those who have left, when they have
    been looked for: it takes long.
    """
    times, today, keys = school_plan.retention, oslo_date(now), set(tx.keys.of(tx.school_id))
    judged = list(_judged(tx, school_plan, today))
    cases = tuple((case, told.rule) for case, told, warned in judged if told.rule and told.due(today, warned))
    warn = tuple((case, told.on) for case, told, warned in judged if told.on and told.to_warn(today, warned))
    days, years = {key: day_of_drafts(key) for key in keys}, {key: year_of_reads(key) for key in keys}
    begun, year = (now - LIFE).astimezone(UTC).date(), now.astimezone(UTC).year
    standing = keys - set(Due(cases=cases).keys)
    found = Due(
        cases=cases,
        warn=warn,
        alerts=tuple(tx.past.alerts_without(standing)),
        drafts=tuple(sorted(key for key, day in days.items() if day and day < begun)),
        reads=tuple(sorted(key for key, seen in years.items() if seen and seen + times.reads_years < year)),
        pupil_logs=tuple(_pupil_logs(tx, times, year, standing)),
        messages=tuple(tx.past.messages(now - timedelta(days=times.messages_days))),
        sweeps=tuple(tx.sweeps_done.old(today - SWEEPS_ASK)),
    )
    return replace(found, left=who_left(tx, times, today, keys - set(found.keys)) if left is None else left)


def _pupil_logs(tx: Tx, times: Retention, year: int, keys: Collection[str]) -> list[str]:
    """What is in no archive goes by the municipality's own rule only."""
    return [] if times.pupil_logs_years is None else tx.past.pupil_logs(year - times.pupil_logs_years, keys)


def purge(tx: Tx, school_plan: SchoolPlan, now: datetime, seen: Due) -> Due:
    """All that is due, and what it was. Never an event; of each case a stub is left. Done again it finds nothing.
    `seen`: what was due a moment ago. It is looked at once more, but for those who have left.
    """
    found = seen if seen.only_sweeps else due(tx, school_plan, now, seen.left)
    for case, day in found.warn:
        _warn(case, max(day, oslo_date(now) + WARNED), tx, now)
    for case, rule in found.cases:
        _leave_stub(case, rule, tx, school_plan, now)
    tx.keys.delete(tx.school_id, found.keys)
    tx.past.forget(found.messages)
    tx.sweeps_done.forget(found.sweeps)
    empty(found.left, tx)
    return found


def _leave_stub(case: Case, rule: Rule, tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    filed = CaseFile(case, tx, school_plan).history.filings
    others = tx.cases.some(case.merged_from)
    stub = stub_of(case, others, filed, rule, tx.people.active(), now)
    tx.events.keep(Event(kind=EventKind.CASE_DELETED, at=now, by=None), stub)
    for one in case.family:
        tx.form_drafts.drop_of_case(one)


def purge_references(
    unit: Unit, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime, *, only_look: bool = False
) -> int:
    """Where people were reached, of all schools together: a place is a person's in the tenant, kept as long as the
    school that keeps them longest says. How many there were.
    """
    schools = unit.schools.all()
    if unit.schools.unreadable() or not set(schools) <= set(school_plans):
        return 0
    working = {one.entra_object_id for school in schools for one in unit.school(school).people.active()}
    longest = max((plan.retention.references_days for plan in school_plans.values()), default=0)
    old = unit.references.old(now - timedelta(days=longest), working)
    for one in () if only_look else old:
        unit.references.forget(one.entra_object_id, one.service_url)
    return len(old)


def _judged(tx: Tx, school_plan: SchoolPlan, today: date) -> Iterator[tuple[Case, Fate, date | None]]:
    """The closed cases whose time may have come, what is to become of each, and when those who lead it were told."""
    for case in tx.cases.some(tx.past.closed()):
        with tx.failures.alone("case", case=case.id):
            if case.status is Status.CLOSED and may_have_had_its_time(case, tx, school_plan, today):
                yield case, fate_of(case, tx, school_plan), warned_on(case, tx)


def _warn(case: Case, day: date, tx: Tx, now: datetime) -> None:
    """Those who lead it, content-free; a day that is told of anew is another message."""
    details = Details(day=day)
    tx.events.add(Event(kind=EventKind.CASE_DELETION_TOLD, at=now, by=None, details=details, case_id=case.id))
    lead = [
        one.id for one in tx.people.active() if case.admits(one.id, oslo_date(now)) and may(one, Permission.LEAD_CASE)
    ]
    subject = CaseSubject(case_id=case.id)
    tx.outbox.put_all(MessageKind.CASE_TO_GO, subject, lead, now, key=day.isoformat())
