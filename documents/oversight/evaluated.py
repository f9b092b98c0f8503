"""Whether the measures were evaluated on time, or how late; and what each evaluation said."""

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Piece, Table
from documents.parts.plan import evaluations
from documents.parts.wording import day, day_of
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import Taken
from domain.steps.wording import days_late, how_late
from domain.text.messages import _
from domain.text.moments import written_down


def evaluated(m: Material, mask: Mask) -> tuple[Piece, ...]:
    rows = (*_on_time(m, mask), *_waiting(m))
    columns = (_("Evaluert"), _("Frist"), _("Av"))
    return (*((Table(columns, rows),) if rows else ()), *evaluations(m, mask))


def _on_time(m: Material, mask: Mask) -> tuple[tuple[str, str, str], ...]:
    does = m.school_plan.procedure.does
    held = [r for r in m.progress.records if does(r.step) is Does.EVALUATE and r.taken is Taken.DONE]
    return tuple(
        (
            "\n".join(filter(None, (day(day_of(one)), written_down(day_of(one), one.at)))),
            how_late(one) or _("innen fristen"),
            mask.staff(one.by),
        )
        for one in held
    )


def _waiting(m: Material) -> tuple[tuple[str, str, str], ...]:
    """The next, while the case is open."""
    step, today = m.progress.that(Does.EVALUATE), oslo_date(m.made_at)
    if step is None or step.due is None:
        return ()
    late = days_late((today - step.due).days) if step.overdue(today) else ""
    return ((_("Ikke ennå"), "\n".join(filter(None, (day(step.due), late))), ""),)
