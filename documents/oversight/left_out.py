"""What was not done, and why: said not to be needed, left when the case ended, waiting still, or not even begun."""

from collections.abc import Iterator

from documents.oversight.endings import endings
from documents.oversight.late import of_incident
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.wording import day, day_of, moment
from domain.lateness.held_up import held_up
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import Taken
from domain.text.messages import _, quoted

Row = tuple[str, str, str, str]


def left_out(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = (*_not_needed(m, mask), *_left_at_the_end(m, mask), *_waiting(m), *_not_begun(m))
    columns = (_("Hva"), _("Hva skjedde"), _("Hvorfor"), _("Av"))
    return (Table(columns, tuple(rows)),) if rows else ()


def _not_needed(m: Material, mask: Mask) -> Iterator[Row]:
    titles = m.school_plan.procedure.titles
    for record in m.progress.records:
        if record.taken is Taken.NOT_NEEDED:
            what = of_incident(titles.get(record.step, record.step), record.incident, m)
            standing = _("Vurdert som ikke nødvendig {day}", day=day(day_of(record)))
            yield what, standing, mask.text(record.reason), mask.staff(record.by)


def _left_at_the_end(m: Material, mask: Mask) -> Iterator[Row]:
    """What a case was closed without: its reason is that of the closing."""
    titles = m.school_plan.procedure.titles
    for ended in endings(m):
        standing = _("Ikke gjort da saken ble avsluttet {moment}", moment=moment(ended.at))
        for step in ended.without:
            yield titles.get(step, step), standing, mask.text(ended.why), mask.staff(ended.by)


def _waiting(m: Material) -> Iterator[Row]:
    for step in m.progress.open:
        if step.waits and step.done_on is None and step.rule.does is not Does.CLOSE:
            by = _("Ikke gjort ennå. Frist {day}", day=day(step.due)) if step.due else _("Ikke gjort ennå")
            yield of_incident(step.rule.title, step.incident, m), by, "", ""


def _not_begun(m: Material) -> Iterator[Row]:
    """What could not begin, because something late was not done; with the day it had before, if it had one."""
    titles = m.school_plan.procedure.titles
    for step, causes in held_up(m.progress, m.first_days, oslo_date(m.made_at)).items():
        before = ", ".join(quoted(one.rule.title) for one in causes)
        why = _("Ikke begynt, fordi dette ikke er gjort: {titles}", titles=before)
        days = m.first_days.now.get(step)
        first = _("Første frist {day}", day=day(days.first)) if days else ""
        yield titles[step], "\n".join(filter(None, (why, first))), "", ""
