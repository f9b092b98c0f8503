"""What was done and when, and what of it was late: a late step is late whatever day was told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.wording import day, day_of, moment, title
from domain.case.owner_notice import owner_told_late
from domain.ids import IncidentId
from domain.incident import OWNER_LABELS, Incident, OwnerDecision
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, StepRule
from domain.steps.record import StepRecord, Taken
from domain.steps.wording import days_late, how_late
from domain.text.messages import _
from domain.text.moments import written_down

Row = tuple[str, str, str, str]
LateRow = tuple[str, str, str, str, str]


def steps_taken(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each step that was done, or was not needed: when, by whom, how late."""
    rows = [*_of_the_case(m, mask)]
    rows += [(record.at, _row(record, m, mask)) for record in m.progress.records if record.taken in _SETTLED]
    rows.sort(key=lambda row: row[0])
    columns = (_("Steg"), _("Gjort"), _("Av"), _("Frist"))
    return (Table(columns, tuple(row for _at, row in rows)),) if rows else ()


_SETTLED = {Taken.DONE, Taken.NOT_NEEDED}


def _row(record: StepRecord, m: Material, mask: Mask) -> Row:
    step = m.school_plan.procedure.by_id.get(record.step)
    within = how_late(record) or _in_time(record, timed=step is not None and _timed(step))
    note = mask.text(record.reason) if record.taken is Taken.NOT_NEEDED else within
    return of_incident(title(record, m), record.incident, m), day(day_of(record)), mask.staff(record.by), note


def _in_time(record: StepRecord, *, timed: bool) -> str:
    """And when it was written down, if that was another day."""
    within = _("innen fristen") if timed else ""
    return "\n".join(filter(None, (within, written_down(day_of(record), record.at))))


def of_incident(what: str, incident: IncidentId | None, m: Material) -> str:
    """With the day of its incident, where the case has several."""
    told = m.case.told_apart.get(incident) if incident else None
    return _("{what} (meldt {moment})", what=what, moment=moment(told)) if told else what


def _timed(step: StepRule) -> bool:
    return bool(step.due or step.every or step.same_day or step.same_day_as or step.start_meeting_clock)


def _of_the_case(m: Material, mask: Mask) -> Iterator[tuple[datetime, Row]]:
    """What the case itself tells: that it was received, and what was decided of telling the owner."""
    case, within = m.case, _("innen fristen")
    if case.received_at and m.alerts:
        late = _received_late(m) or within
        yield case.received_at, (_("Tok imot varselet"), moment(case.received_at), mask.staff(case.received_by), late)
    for one, decision, days in _owner_told(m):
        what = of_incident(OWNER_LABELS[decision.notice], one.id, m)
        when = "\n".join(filter(None, (day(decision.day), written_down(decision.day, decision.at))))
        yield decision.at, (what, when, mask.staff(decision.by), days_late(days) or within)


def _received_late(m: Material) -> str:
    received, by = m.case.received_at, m.case.acknowledge_by
    if received is None or received <= by:
        return ""
    return days_late((oslo_date(received) - oslo_date(by)).days) or _("etter fristen")


def _owner_told(m: Material) -> Iterator[tuple[Incident, OwnerDecision, int]]:
    """How many days late each incident was decided, by the day that was told or, when later, the day it was written."""
    step, calendar = m.progress.that(Does.OWNER_NOTICE), SchoolCalendar(m.school_plan.calendar)
    for one in m.case.incidents:
        if decision := one.owner_decision:
            written = replace(decision, on=max(decision.day, oslo_date(decision.at)))
            decided = replace(one, owner_decision=written)
            yield one, decision, owner_told_late(decided, step.rule, calendar) if step else 0


def late(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """What was done after its day, what has not been done by it, and what got another day; each with why."""
    rows = sorted((*_late_of_the_case(m), *_late_steps(m, mask), *_overdue(m, mask)), key=lambda row: row[0])
    columns = (_("Hva"), _("Frist"), _("Gjort"), _("Hvor sent"), _("Hvorfor"))
    return (Table(columns, tuple(row for _day, row in rows)),) if rows else ()


def _late_of_the_case(m: Material) -> Iterator[tuple[date, LateRow]]:
    case, unsaid = m.case, _("Ikke skrevet.")
    if case.received_at and m.alerts and (told := _received_late(m)):
        times = moment(case.acknowledge_by), moment(case.received_at)
        yield oslo_date(case.acknowledge_by), (_("Tok imot varselet"), *times, told, unsaid)
    for one, decision, days in _owner_told(m):
        if days:
            written = max(decision.day, oslo_date(decision.at))
            by = written - timedelta(days=days)
            what = of_incident(OWNER_LABELS[decision.notice], one.id, m)
            when = "\n".join(filter(None, (day(decision.day), written_down(decision.day, decision.at))))
            yield by, (what, day(by), when, days_late(days), unsaid)


def _late_steps(m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    for record in m.progress.records:
        what = of_incident(title(record, m), record.incident, m)
        if record.taken is Taken.DONE and (told := how_late(record)):
            by = due_of(record)
            yield by, (what, day(by), day(day_of(record)), told, _why(record.step, record.at, m, mask))
        elif record.taken is Taken.POSTPONED and record.until:
            why = mask.text(record.reason) or _("Ikke skrevet.")
            yield record.until, (what, day(record.until), _("Ny frist"), "", why)


def due_of(record: StepRecord) -> date:
    """The day a late step was to be done by."""
    if record.days_late:
        return day_of(record) - timedelta(days=record.days_late)
    return oslo_date(record.at) - timedelta(days=record.written_late)


def _overdue(m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    """What waits still, past its day."""
    today = oslo_date(m.made_at)
    for step in m.progress.steps:
        if step.due and step.overdue(today):
            what = of_incident(step.rule.title, step.incident, m)
            told = days_late((today - step.due).days)
            yield step.due, (what, day(step.due), _("Ikke gjort"), told, _why(step.rule.id, m.made_at, m, mask))


def _why(step: str, until: datetime, m: Material, mask: Mask) -> str:
    """What has been said of it: why it was put off, or done so."""
    said = [one for one in m.progress.records if one.step == step and one.at <= until and one.reason]
    reasons = [mask.text(one.reason) for one in said if one.taken in {Taken.DONE, Taken.POSTPONED, Taken.HANDED_OVER}]
    return "\n".join(reasons) or _("Ikke skrevet.")
