"""Everything that was written down of a case, in the order of time."""

from documents.masks import Mask
from documents.material import Item, Material
from documents.model import Piece, Table
from documents.words import day, moment, title
from domain.answers import answered
from domain.evaluation import Evaluation
from domain.event import Event
from domain.log import LogEntry
from domain.plan_changes import wordings
from domain.procedure import Does
from domain.step_history import StepRecord, Taken

_TITLES = {"alert": "Varsel", "case": "Saken", "plan": "Planen"}


def chronology(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = tuple(_row(item, m, mask) for item in m.items)
    return (Table(("Når", "Hva", "Innhold", "Av"), rows),) if rows else ()


def _row(item: Item, m: Material, mask: Mask) -> tuple[str, str, str, str]:
    match item:
        case LogEntry():
            return _entry(item, m, mask)
        case StepRecord():
            return moment(item.at), title(item, m), "\n".join(_step(item, m, mask)), mask.staff(item.by)
        case _:
            return (
                moment(item.at),
                _TITLES.get(item.kind.partition(":")[0], ""),
                _event(item, mask),
                mask.staff(item.by),
            )


def _event(event: Event, mask: Mask) -> str:
    return "Sendt." if event.kind == "alert:sent" else mask.text(event.text)


def _entry(entry: LogEntry, m: Material, mask: Mask) -> tuple[str, str, str, str]:
    label = m.plan.pick_lists.label("log_types", entry.type)
    old = next((one for one in m.items if isinstance(one, LogEntry) and one.id == entry.corrects), None)
    lines = [
        f"Retter loggen fra {moment(old.occurred_at)}." if old else "",
        mask.text(entry.text),
        f"«{mask.text(entry.quote)}»" if entry.quote else "",
        f"Til stede: {mask.text(entry.present)}" if entry.present else "",
    ]
    return moment(entry.occurred_at), label, "\n".join(filter(None, lines)), mask.staff(entry.author)


def _step(record: StepRecord, m: Material, mask: Mask) -> list[str]:
    said = [f"{label}{'' if '?' in label else ':'} {value}" for label, value in pairs(record, m, mask)]
    evaluates = m.plan.procedure.does(record.step) is Does.EVALUATE
    evaluation = next((one for one in m.evaluations if evaluates and one.at == record.at), None)
    until = f"{_until(record, m)} {day(record.until)}" if record.until else ""
    reason = f"{'Merk' if record.taken is Taken.DONE else 'Grunn'}: {mask.text(record.reason)}" if record.reason else ""
    to = f"Til: {mask.staff(record.person)}" if record.person else ""
    return [*said, *(_evaluated(evaluation, m, mask) if evaluation else ()), *filter(None, (to, until, reason))]


def _until(record: StepRecord, m: Material) -> str:
    if record.taken is Taken.POSTPONED:
        return "Ny frist"
    return "Tiltakene evalueres" if m.plan.procedure.does(record.step) is Does.PLAN else "Neste gang"


def _evaluated(evaluation: Evaluation, m: Material, mask: Mask) -> list[str]:
    what = wordings(evaluation, m.versions)
    results = [f"{mask.text(what.get(r.measure, 'Tiltak').rstrip('.'))}: {r.in_words}" for r in evaluation.results]
    return [*results, f"«{mask.text(evaluation.pupil_words)}»"]


def pairs(record: StepRecord, m: Material, mask: Mask) -> tuple[tuple[str, str], ...]:
    """What was asked and answered, masked."""
    step = m.plan.procedure.by_id.get(record.step)
    return tuple((label, mask.text(value)) for label, value in answered(record, step, mask.staff_names))
