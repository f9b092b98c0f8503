"""The laws of the design that must hold after each step, whatever has happened."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import func, select

from domain.activity_plan.effect import lacking
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.case.members import someone_acts
from domain.event import EventKind
from domain.ids import CaseId
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.take_step import owners
from services.case_file import CaseFile
from storage.engine.every_school import ALL_SCHOOLS
from storage.outbox.message import SEAL, Contents, MessageState
from storage.tables.case import EventRow
from storage.tables.delivery import OutboxRow
from storage.unit_of_work import Tx, Unit
from tests.kit.audit import events_of
from tests.kit.school import SCHOOL, of_cases
from tests.kit.teams.channel import TEACHERS

CANARY = "Kanari"
"""What begins every name and every text of the simulation."""


class Broken(Exception):  # noqa: N818  (reads as what happened)
    """A law does not hold. Says what, the last that happened, and how to see it again."""

    def __init__(self, seed: int, what: str, told: Sequence[str]) -> None:
        self.what = what
        last = "\n".join(told[-8:])
        super().__init__(f"{what}\n{last}\nAgain: python -m tests.simulation --seed {seed}")


@dataclass(slots=True)
class Acknowledged:
    """What people were told is done: the words of an alert by its number, of a log by its case."""

    alerts: dict[str, str] = field(default_factory=dict)
    logs: dict[str, CaseId] = field(default_factory=dict)


@dataclass(slots=True)
class Seen:
    """As much as has been looked at already."""

    requests: int = 0
    events: int = 0
    cases: dict[CaseId, int] = field(default_factory=dict)
    sent: dict[str, tuple[str, int, bool]] = field(default_factory=dict)


def in_messages(bodies: Iterator[str]) -> Iterator[str]:
    """No case content in a message (law 1)."""
    for body in bodies:
        if CANARY in of_cases(body):
            yield f"law 1: sent: {body}"


def of_case(case: Case, tx: Tx, school_plan: SchoolPlan) -> Iterator[str]:
    """Who is on it, what its plan holds, and that it goes on (laws 3, 7 and 8)."""
    people, name = tx.people.active(), case.reference
    if case.members & case.barred:
        yield f"law 3: {name}: someone barred is on it"
    if not someone_acts(case, people):
        yield f"law 3: {name}: nobody is left who may act"
    file = CaseFile(case, tx, school_plan)
    if file.in_effect and (lacks := lacking(file.in_effect)):
        yield f"law 7: {name}: in effect without {lacks}"
    if not any(owners(step, file.progress, case, people) for step in file.progress.open):
        yield f"law 8: {name}: nothing is anybody's to do"
    last = file.evaluations[-1] if file.evaluations else None
    if last and not last.safe_now and not any(step.due for step in file.progress.open):
        yield f"law 8: {name}: not safe, and nothing has a day"


def of_what_was_said(acknowledged: Acknowledged, tx: Tx) -> Iterator[str]:
    """What was acknowledged is there, and once (law 4)."""
    alerts = Counter(alert.form.facts for person in tx.people.read_all() for alert in tx.alerts.of_reporter(person.id))
    yield from (f"law 4: an alert is there {alerts[one]} times" for one in acknowledged.alerts if alerts[one] != 1)
    entries = Counter(entry.text for entry in _entries(tx))
    yield from (f"law 4: a log is there {entries[one]} times" for one in acknowledged.logs if entries[one] != 1)
    yield from (f"law 4: «{said}» is there {number} times" for said, number in (alerts | entries).items() if number > 1)


def _entries(tx: Tx) -> Iterator[LogEntry]:
    for row in events_of(tx, EventKind.LOG_ADDED):
        yield tx.events._open(row, LogEntry)


def of_the_outbox(came: Mapping[str, int], seen: Seen, unit: Unit, places: Mapping[str, str]) -> Iterator[str]:
    """Each message came, and once; more often only where nobody knew (law 4). `places`: where a recipient is found."""
    for row in unit._session.exec(select(OutboxRow), execution_options=ALL_SCHOOLS):
        place = places.get(unit.signer.open(SEAL, row, Contents).recipient or "", TEACHERS)
        seen.sent[row.id] = place, row.repeats, row.state == MessageState.SENT
    for place in sorted({place for place, _, _ in seen.sent.values()}):
        rows = [(repeats, sent) for where, repeats, sent in seen.sent.values() if where == place]
        least, most = sum(sent for _, sent in rows), sum(1 + repeats for repeats, _ in rows)
        if not least <= came.get(place, 0) <= most:
            yield f"law 4: {came.get(place, 0)} messages came to {place}, of {least} to {most}"


def of_the_history(seen: Seen, unit: Unit, now: datetime) -> Iterator[str]:
    """It only grows, and nothing is of a time to come (laws 5 and 9)."""
    number, last = unit._session.exec(
        select(func.count(), func.max(EventRow.at)).select_from(EventRow), execution_options=ALL_SCHOOLS
    ).one()
    if number < seen.events:
        yield f"law 5: {seen.events - number} events are gone"
    if number and last > now:
        yield f"law 9: an event of {last}"
    seen.events = number


def of_the_chain(unit: Unit) -> Iterator[str]:
    """All that was written stands as it was written (law 5)."""
    yield from (f"law 5: {finding}" for finding in unit.verify(SCHOOL))


def of_the_files(folder: Path) -> Iterator[str]:
    """A stolen database says nothing (law 6)."""
    yield from (f"law 6: {path.name}" for path in folder.iterdir() if CANARY.encode() in path.read_bytes())
