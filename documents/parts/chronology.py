"""Everything that was written down of a case, in the order of time."""

from collections.abc import Iterable
from dataclasses import replace

from documents.parts.case_material import Item, Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Section, Table
from documents.parts.plan import heard
from documents.parts.wording import day, day_of, happened, moment, on_two_lines, title
from domain.activity_plan.evaluation import Evaluation
from domain.activity_plan.versions import wordings
from domain.case.log import LogEntry
from domain.correcting.before_righted import LEFT_OUT
from domain.documents.editions import Edition, Info
from domain.documents.wording import Known, of_incident, unreadable, worded
from domain.event import Details, Event, EventKind
from domain.ids import PupilId
from domain.lateness.wording import lateness
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import StepRecord, Taken
from domain.steps.wording import answered, remark
from domain.text.messages import N_, Labels, _, quoted
from domain.text.messages import worded as worded_text
from domain.text.moments import written_down

_TITLES = Labels(
    {
        "alert": N_("Varsel"),
        "notice": N_("Beskjed"),
        "case": N_("Saken"),
        "plan": N_("Planen"),
        "pattern": N_("Logger"),
        "event": N_("Hendelse"),
    }
)
"""What an event is of, by the first part of its kind."""


def chronology(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(_row(item, m, mask) for item in m.items)
    return (Table((_("Når"), _("Hva"), _("Innhold"), _("Av")), rows),) if rows else ()


def _row(item: Item, m: Material, mask: Mask) -> tuple[str, str, str, str]:
    match item:
        case LogEntry():
            return _entry(item, m, mask)
        case StepRecord():
            return on_two_lines(moment(item.at)), title(item, m), "\n".join(_step(item, m, mask)), mask.staff(item.by)
        case _:
            return (
                on_two_lines(moment(item.at)),
                _TITLES.get(item.kind.partition(":")[0], ""),
                event_words(item, m, mask),
                mask.staff(item.by),
            )


def force_on_others(m: Material, mask: Mask) -> tuple[Section, ...]:
    """What is recorded of force on others than the pupil, where that is told: it is filed on them (§ 13-5)."""
    told = m.force_on_others if Info.FORCE_ON_OTHERS in m.told else ()
    rows = tuple(_on(whom, _row(record, m, mask), mask) for record, whom in told)
    table = Table((_("Når"), _("Hva"), _("Innhold"), _("Av")), rows)
    return (Section(_("Fysisk inngrep mot en annen elev (§ 13-5)"), (table,)),) if rows else ()


def _on(pupil: PupilId | None, row: tuple[str, str, str, str], mask: Mask) -> tuple[str, str, str, str]:
    at, what, said, by = row
    whom = _("Grepet inn mot: {pupil}", pupil=mask.pupil(pupil)) if pupil else _("Det er ikke sagt hvem det gjelder.")
    return at, what, f"{whom}\n{said}", by


def event_words(event: Event, m: Material, mask: Mask) -> str:
    if event.kind is EventKind.ALERT_SENT:
        return _("Sendt.") if event.alert_id in {alert.id for alert in m.alerts} else unreadable()
    titles, case = m.school_plan.procedure.titles, m.case
    names, to_a_leader = mask.staff_names, m.edition is Edition.ARCHIVE
    known = Known(names, m.versions, case.told_apart, titles, case.wrong_pupils, to_a_leader=to_a_leader, left=m.left)
    return worded(replace(event, details=_masked(event.details, mask)), known)


def _masked(details: Details, mask: Mask) -> Details:
    """What a person wrote; those whom the event is about are not looked for among pupils."""
    reason, words, document = map(mask.text, (details.reason, details.words, details.document))
    return replace(details, reason=reason, words=words, document=document)


def _entry(entry: LogEntry, m: Material, mask: Mask) -> tuple[str, str, str, str]:
    label = m.school_plan.pick_lists.label("log_types", entry.type)
    written = written_down(oslo_date(entry.occurred_at), entry.logged_at)
    lines = [*logged(entry, m.items, mask), *([written] if written else [])]
    return on_two_lines(happened(entry.occurred_at)), label, "\n".join(lines), mask.staff(entry.author)


def logged(entry: LogEntry, among: Iterable[object], mask: Mask) -> list[str]:
    """What a log entry says, masked; the pupil's own words in quotation marks. `among`: where the one that it puts
    right is.
    """
    old = next((one for one in among if isinstance(one, LogEntry) and one.id == entry.corrects), None)
    quote, present, reason = map(mask.text, (entry.quote, entry.present, entry.names_reason))
    lines = (
        _("Retter loggen fra {moment}.", moment=happened(old.occurred_at)) if old else "",
        mask.text(entry.text),
        quoted(quote) if quote else "",
        worded_text(LEFT_OUT) if entry.of_another else "",
        _("Til stede: {who}", who=present) if present else "",
        _("Navn på andre elever står her fordi: {reason}", reason=reason) if reason else "",
    )
    return [*filter(None, lines)]


def _step(record: StepRecord, m: Material, mask: Mask) -> list[str]:
    said = [f"{label}{'' if '?' in label else ':'} {value}" for label, value in pairs(record, m, mask)]
    evaluates = m.school_plan.procedure.does(record.step) is Does.EVALUATE
    evaluation = next((one for one in m.evaluations if evaluates and one.at == record.at), None)
    to = _("Til: {who}", who=mask.staff(record.person)) if record.person else ""
    told = filter(
        None, (to, _until(record, m), _reason(record, m, mask), of_incident(record.incident, m.case.told_apart))
    )
    left_out = [worded_text(LEFT_OUT)] if record.of_another and record.taken is not Taken.UNDONE else []
    return [*said, *left_out, *_late(record, m), *(_evaluated(evaluation, m, mask) if evaluation else ()), *told]


def _late(record: StepRecord, m: Material) -> list[str]:
    """How late, and when it was written down that it had been done, where that was another day."""
    written = written_down(record.on, record.at) if record.on else ""
    late = lateness(record, m.first_days.of.get(record.id)) or written
    return [late] if late else []


def _until(record: StepRecord, m: Material) -> str:
    if not record.until:
        return ""
    until = day(record.until)
    if record.taken is Taken.POSTPONED:
        return _("Ny frist {day}", day=until)
    does = m.school_plan.procedure.does(record.step)
    if does is Does.PLAN:
        return _("Tiltakene evalueres {day}", day=until)
    if does is Does.EVALUATE and record.until <= day_of(record):
        return _("Tiltakene som står igjen, skulle evalueres {day}", day=until)
    return _("Neste gang {day}", day=until)


def _reason(record: StepRecord, m: Material, mask: Mask) -> str:
    reason = mask.text(remark(record, m.school_plan.procedure.titles))
    if not reason:
        return ""
    return _("Merk: {reason}", reason=reason) if record.taken is Taken.DONE else _("Grunn: {reason}", reason=reason)


def _evaluated(evaluation: Evaluation, m: Material, mask: Mask) -> list[str]:
    what = wordings(evaluation, m.versions)
    unknown = _("Tiltak")
    results = [f"{mask.text(what.get(r.measure, unknown).rstrip('.'))}: {r.in_words}" for r in evaluation.results]
    words = [quoted(mask.text(evaluation.pupil_words))] if evaluation.pupil_words else []
    words += [worded_text(LEFT_OUT)] if evaluation.of_another else []
    return [
        *results,
        *words,
        *(f"{label}{'' if '?' in label else ':'} {told}" for label, told in heard(evaluation, mask)),
    ]


def pairs(record: StepRecord, m: Material, mask: Mask) -> tuple[tuple[str, str], ...]:
    """What was asked and answered, masked."""
    step = m.school_plan.procedure.by_id.get(record.step)
    return tuple(answered(record, step, mask.staff_names, mask.text))
