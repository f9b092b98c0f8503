"""The parts of the evidence pack: what was done and when, how the pupil was heard, and who knew."""

from datetime import datetime

from documents.parts.case_material import Item, Material
from documents.parts.chronology import pairs
from documents.parts.masks import Mask
from documents.parts.model import Facts, Paragraph, Piece, Table
from documents.parts.wording import day, moment, title
from domain.case.log import LogEntry
from domain.case.owner_notice import owner_told_late
from domain.event import EventKind
from domain.ids import IncidentId, PersonId
from domain.incident import OWNER_LABELS, Incident
from domain.oslo import oslo_time
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Answer, Does, PlanText, StepRule
from domain.steps.record import StepRecord, Taken
from domain.steps.wording import days_late, written_after
from domain.text.messages import _
from domain.text.moments import written_down

Row = tuple[str, str, str, str]


def steps_taken(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each step that was done, or was not needed: when, by whom, how late."""
    rows = _of_the_case(m, mask)
    rows += [(record.at, _row(record, m, mask)) for record in m.progress.records if record.taken in _SETTLED]
    rows.sort(key=lambda row: row[0])
    columns = (_("Steg"), _("Gjort"), _("Av"), _("Frist"))
    return (Table(columns, tuple(row for _at, row in rows)),) if rows else ()


_SETTLED = {Taken.DONE, Taken.NOT_NEEDED}


def _row(record: StepRecord, m: Material, mask: Mask) -> Row:
    step = m.school_plan.procedure.by_id.get(record.step)
    within = _late(record.days_late) if record.days_late or (step and _timed(step)) else ""
    told = "\n".join(filter(None, (within, written_after(record))))
    note = mask.text(record.reason) if record.taken is Taken.NOT_NEEDED else told
    return _of(title(record, m), record.incident, m), day(record.on) or moment(record.at), mask.staff(record.by), note


def _of(what: str, incident: IncidentId | None, m: Material) -> str:
    """With the day of its incident, where the case has several."""
    told = m.case.told_apart.get(incident) if incident else None
    return _("{what} (meldt {moment})", what=what, moment=moment(told)) if told else what


def _timed(step: StepRule) -> bool:
    return bool(step.due or step.every or step.same_day or step.same_day_as or step.start_meeting_clock)


def _late(days: int) -> str:
    if not days:
        return _("innen fristen")
    return days_late(days)


def _of_the_case(m: Material, mask: Mask) -> list[tuple[datetime, Row]]:
    """What the case itself tells: that it was received, and what was decided of telling the owner."""
    case, rows = m.case, list[tuple[datetime, Row]]()
    if case.received_at and m.alerts:
        days = max(0, (oslo_time(case.received_at).date() - oslo_time(case.acknowledge_by).date()).days)
        late = _("etter fristen") if case.received_at > case.acknowledge_by and not days else _late(days)
        row = _("Tok imot varselet"), moment(case.received_at), mask.staff(case.received_by), late
        rows.append((case.received_at, row))
    for one, decision in ((one, one.owner_decision) for one in case.incidents if one.owner_decision):
        late = "\n".join(filter(None, (_owner_late(one, m), written_down(decision.day, decision.at))))
        row = _of(OWNER_LABELS[decision.notice], one.id, m), day(decision.day), mask.staff(decision.by), late
        rows.append((decision.at, row))
    return rows


def _owner_late(incident: Incident, m: Material) -> str:
    step = m.progress.that(Does.OWNER_NOTICE)
    return _late(owner_told_late(incident, step.rule, SchoolCalendar(m.school_plan.calendar))) if step else ""


def pupil_heard(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Everything the pupil is quoted on, with when and on what occasion, in the order it was written down."""
    quotes = [quote for item in m.items for quote in _quotes(item, m)]
    quotes += [(e.at, day(e.on), _("Evaluering av tiltakene"), e.pupil_words) for e in m.evaluations]
    quotes.sort(key=lambda quote: quote[0])
    quoted = [(when, where, mask.text(words)) for _at, when, where, words in quotes if words]
    columns = (_("Når"), _("Anledning"), _("Elevens egne ord"))
    return (Table(columns, tuple(quoted)) if quoted else Paragraph(_("Det er ikke skrevet ned noe fra eleven.")),)


def _quotes(item: Item, m: Material) -> list[tuple[datetime, str, str, str]]:
    if isinstance(item, LogEntry):
        label = m.school_plan.pick_lists.label("log_types", item.type)
        return [(item.occurred_at, moment(item.occurred_at), label, item.quote)]
    if isinstance(item, StepRecord):
        return [(item.at, day(item.on or oslo_time(item.at).date()), title(item, m), item.quote)]
    if item.kind is EventKind.PLAN_READ_ALOUD:
        return [(item.at, day(item.details.day), _("«Min plan» lest opp"), item.details.words)]
    return []


def guardians_informed(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """What they were told that they can do, and when (§ 12-6; L744–747)."""
    steps, rows = m.school_plan.procedure.by_id, list[tuple[str, str, str]]()
    for record in m.progress.records:
        asked = steps[record.step].asks if record.step in steps else ()
        labels = {option.id: option.label for question in asked if question.informs for option in question.options}
        told = [labels[one] for given in record.answers for one in given.chosen if one in labels]
        if told:
            rows.append((day(record.on) or moment(record.at), "\n".join(told), mask.staff(record.by)))
    return (Table((_("Når"), _("Hva"), _("Av")), tuple(rows)),) if rows else ()


def best_interests(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """As assessed in the steps, and as the plan has it now."""
    texts = [
        m.progress.told.get(PlanText.BEST_INTERESTS, ""),
        m.activity_plan.text(PlanText.BEST_INTERESTS) if m.activity_plan else "",
    ]
    return tuple(Paragraph(mask.text(text)) for text in dict.fromkeys(texts) if text)


def who_knew(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """When each of those on the case was told or first opened it."""
    told: dict[PersonId | None, str] = {}
    for alert in m.alerts:
        told.setdefault(alert.reporter, _("{moment} (varslet selv)", moment=moment(alert.sent_at)))
        for one in alert.told:
            told.setdefault(one.person, moment(alert.sent_at))
    opened: dict[PersonId | None, str] = {}
    for event in m.reads:
        opened.setdefault(event.by, moment(event.at))
    rows = tuple((mask.staff(p), told.get(p, ""), opened.get(p, "")) for p in dict.fromkeys([*told, *opened]))
    columns = (_("Hvem"), _("Fikk beskjed om varselet"), _("Åpnet saken første gang"))
    return (Table(columns, rows),) if rows else ()


def plan_talk(m: Material, mask: Mask) -> tuple[Piece, ...]:
    return tuple(Facts(_with_day(record, m, mask)) for record in m.progress.plan_talks)


def _with_day(record: StepRecord, m: Material, mask: Mask) -> tuple[tuple[str, str], ...]:
    """The day first, where the step does not ask for it."""
    asked = record.given(Answer.DATE) is not None
    return (*(() if asked else ((_("Dato"), day(record.on)),)), *pairs(record, m, mask))
