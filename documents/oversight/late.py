"""What was done and when, and what of it was late: a late step is late whatever day was told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from documents.oversight.endings import endings
from documents.oversight.moved import moved
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.wording import day, day_of, moment, title, told_day
from domain.case.owner_notice import owner_told_late
from domain.ids import IncidentId
from domain.incident import OWNER_LABELS, Incident, OwnerDecision
from domain.lateness.alerts_taken import AlertTaken
from domain.lateness.first_days import SETTLED, DueDays, FirstDays
from domain.lateness.wording import days_late, in_time, late_now, lateness
from domain.oslo import oslo_date
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, StepRule
from domain.steps.record import ANEW, StepRecord, Taken
from domain.text.messages import _, n_
from domain.text.moments import written_down

Row = tuple[str, str, str, str]
LateRow = tuple[str, str, str, str, str]


def steps_taken(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each step that was done, or was not needed: when, by whom, how late; and when all began anew."""
    rows, of = [*_of_the_case(m, mask)], m.first_days.of
    rows += [(r.at, _row(r, of.get(r.id), m, mask)) for r in m.progress.records if r.taken in SETTLED | ANEW]
    rows.sort(key=lambda row: row[0])
    columns = (_("Steg"), _("Gjort"), _("Av"), _("Frist"))
    return (Table(columns, tuple(row for _at, row in rows)),) if rows else ()


def _row(record: StepRecord, days: DueDays | None, m: Material, mask: Mask) -> Row:
    step = m.school_plan.procedure.by_id.get(record.step)
    timed = days is not None or (step is not None and _timed(step))
    within = lateness(record, days) or _in_time(record, days, timed=timed)
    note = mask.text(record.reason) if record.taken in {Taken.NOT_NEEDED, *ANEW} else within
    return of_incident(title(record, m), record.incident, m), day(day_of(record)), mask.staff(record.by), note


def _in_time(record: StepRecord, days: DueDays | None, *, timed: bool) -> str:
    """And when it was written down, if that was another day."""
    within = in_time(record, days) if timed else ""
    return "\n".join(filter(None, (within, written_down(day_of(record), record.at))))


def of_incident(what: str, incident: IncidentId | None, m: Material) -> str:
    """With the day of its incident, where the case has several."""
    told = m.case.told_apart.get(incident) if incident else None
    return _("{what} (varslet {moment})", what=what, moment=moment(told)) if told else what


def _timed(step: StepRule) -> bool:
    return bool(step.due or step.every or step.same_day or step.same_day_as or step.start_meeting_clock)


def _of_the_case(m: Material, mask: Mask) -> Iterator[tuple[datetime, Row]]:
    """What the case itself tells: that it was received, and what was decided of telling the owner."""
    within = _("innen fristen")
    for taken in m.taken:
        if taken.at:
            yield taken.at, (_took(taken, m), moment(taken.at), mask.staff(taken.by), taken.late or within)
    for one, decision, days in _owner_told(m):
        what = of_incident(OWNER_LABELS[decision.notice], one.id, m)
        when = told_day(decision.day, decision.at)
        yield decision.at, (what, when, mask.staff(decision.by), days_late(days) or within)


def _took(one: AlertTaken, m: Material) -> str:
    """With when it was sent, where the case has several."""
    if len(m.taken) < 2:
        return _("Tok imot varselet")
    return _("Tok imot varselet som ble sendt {moment}", moment=moment(one.alert.sent_at))


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
    known = m.first_days
    steps = (*_late_steps(known, m, mask), *_left_late(known, m, mask), *_overdue(known, m, mask))
    rows = sorted((*_late_of_the_case(m), *steps, *_evaluated_later(m, mask)), key=lambda row: row[0])
    columns = (_("Hva"), _("Frist"), _("Hva skjedde"), _("Hvor sent"), _("Hvorfor"))
    return (Table(columns, tuple(row for _day, row in rows)),) if rows else ()


def _late_of_the_case(m: Material) -> Iterator[tuple[date, LateRow]]:
    unsaid = _("Ikke skrevet.")
    for taken in m.taken:
        if taken.at and taken.late:
            when = _("Gjort {day}", day=moment(taken.at))
            yield oslo_date(taken.limit), (_took(taken, m), moment(taken.limit), when, taken.late, unsaid)
    for one, decision, days in _owner_told(m):
        if days:
            written = max(decision.day, oslo_date(decision.at))
            by = written - timedelta(days=days)
            what = of_incident(OWNER_LABELS[decision.notice], one.id, m)
            when = _("Gjort {day}", day=told_day(decision.day, decision.at))
            yield by, (what, day(by), when, days_late(days), unsaid)


def _late_steps(known: FirstDays, m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    for record in m.progress.records:
        what, days = of_incident(title(record, m), record.incident, m), known.of.get(record.id)
        if record.taken in SETTLED and (told := lateness(record, days)):
            by = days.first if days else due_of(record)
            why = _why(record.step, record.at, m, mask)
            yield by, (what, _by(by, days), _settled(record), told, why or _("Ikke skrevet."))
        elif record.taken is Taken.POSTPONED and record.until:
            by, why = (days.first if days else record.until), mask.text(record.reason) or _("Ikke skrevet.")
            late = max(0, (oslo_date(record.at) - by).days)
            yield by, (what, day(by), _("Ny frist {day}", day=day(record.until)), _put_off_late(late), why)


def _settled(record: StepRecord) -> str:
    on = day(day_of(record))
    return _("Gjort {day}", day=on) if record.taken is Taken.DONE else on


def _put_off_late(days: int) -> str:
    return n_("flyttet {count} dag etter fristen", "flyttet {count} dager etter fristen", days) if days else ""


def _by(by: date, days: DueDays | None) -> str:
    """The first day, and the one it was put off to."""
    put_off = _("Flyttet til {day}", day=day(days.until)) if days and days.until else ""
    return "\n".join(filter(None, (day(by), put_off)))


def due_of(record: StepRecord) -> date:
    """The day a late step was to be done by."""
    if record.due:
        return record.due
    if record.days_late:
        return day_of(record) - timedelta(days=record.days_late)
    return oslo_date(record.at) - timedelta(days=record.written_late)


def _left_late(known: FirstDays, m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    """What was late when the case was closed, or mapped again: it stays so, also when it is done afterwards. Why says
    the closing too, as it does of all that was not done.
    """
    titles, ended = m.school_plan.procedure.titles, {one.at: one.why for one in endings(m)}
    for one in known.left:
        by, said = one.days.first, (_why(one.step, one.at, m, mask), mask.text(ended.get(one.at, "")))
        why = "\n".join(filter(None, said)) or _("Ikke skrevet.")
        yield by, (titles.get(one.step, one.step), day(by), one.standing, days_late(one.late), why)


def _overdue(known: FirstDays, m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    """What waits still, past its day, or past its first."""
    today = oslo_date(m.made_at)
    for step in m.progress.open:
        days = known.open(step.rule.id, step.due)
        if step.due and (told := late_now(step, days, today)):
            by = days.first if days else step.due
            what, why = of_incident(step.rule.title, step.incident, m), _why(step.rule.id, m.made_at, m, mask)
            yield by, (what, _by(by, days), _("Ikke gjort"), told, why or _("Ikke skrevet."))


def _evaluated_later(m: Material, mask: Mask) -> Iterator[tuple[date, LateRow]]:
    """What was not evaluated by its day, and got another by a new version of the plan."""
    for one in moved(m):
        what = _("Ikke evaluert til frist: {what}", what=mask.text(one.was.what))
        new = one.now.evaluate_on if one.now else None
        done = _("Ny frist {day}", day=day(new)) if new else _("Tiltaket ble tatt ut {day}", day=day(one.on))
        by = one.was.evaluate_on
        yield by, (what, day(by), done, _put_off_late(one.days) if new else days_late(one.days), one.why(mask))


def _why(step: str, until: datetime, m: Material, mask: Mask) -> str:
    """What has been said of it: why it was put off, or done so."""
    said = [one for one in m.progress.records if one.step == step and one.at <= until and one.reason]
    reasons = [mask.text(one.reason) for one in said if one.taken in _REASONED]
    return "\n".join(reasons)


_REASONED = {Taken.DONE, Taken.POSTPONED, Taken.HANDED_OVER, Taken.NOT_NEEDED}
