"""Whether the measures were evaluated on time, or how late; and what each evaluation said."""

from collections.abc import Iterator
from datetime import date

from documents.oversight.moved import moved
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.plan import evaluations
from documents.parts.wording import day, day_done
from domain.lateness.first_days import FirstDays
from domain.lateness.wording import days_late, in_time, late_now, lateness
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import Taken
from domain.text.messages import _

Row = tuple[str, str, str]


def evaluated(m: Material, mask: Mask) -> tuple[Piece, ...]:
    known = m.first_days
    rows = (*_on_time(known, m, mask), *_passed(known, m), *_waiting(known, m))
    columns = (_("Hva skjedde"), _("Frist"), _("Av"))
    return (*((Table(columns, rows),) if rows else ()), *evaluations(m, mask))


def _on_time(known: FirstDays, m: Material, mask: Mask) -> tuple[Row, ...]:
    does = m.school_plan.procedure.does
    held = [r for r in m.progress.records if does(r.step) is Does.EVALUATE and r.taken is Taken.DONE]
    return tuple(
        (
            _("Evaluert {day}", day=day_done(one)),
            lateness(one, known.of.get(one.id)) or in_time(one, known.of.get(one.id)),
            mask.staff(one.by),
        )
        for one in held
    )


def _passed(known: FirstDays, m: Material) -> Iterator[Row]:
    """Days that passed without an evaluation: until the measure got another day, or the case was closed."""
    for one in moved(m):
        yield _("Ikke evaluert til frist"), _late(one.was.evaluate_on, days_late(one.days)), ""
    does = m.school_plan.procedure.does
    for left in known.left:
        if does(left.step) is Does.EVALUATE:
            yield left.standing, _late(left.days.first, days_late(left.late)), ""


def _waiting(known: FirstDays, m: Material) -> Iterator[Row]:
    """The next, while the case is open."""
    step, today = m.progress.that(Does.EVALUATE), oslo_date(m.made_at)
    if step is None or step.due is None:
        return
    days = known.open(step.rule.id, step.due)
    by = days.first if days and days.late(today) else step.due
    yield _("Ikke ennå"), _late(by, late_now(step, days, today)), ""


def _late(by: date, late: str) -> str:
    return "\n".join(filter(None, (day(by), late)))
