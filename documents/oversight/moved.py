"""Evaluations whose day had passed when a new version of the plan gave the measure another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.activity_plan.versions import in_turn
from domain.event import Event
from domain.lateness.first_days import ENDED
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import Taken
from domain.text.messages import _


@dataclass(frozen=True, slots=True)
class MovedEvaluation:
    """A measure as it stood, not evaluated by its day; and as the new version has it, None when it was taken out. `on`:
    the Oslo day that version was put into effect.
    """

    was: Measure
    now: Measure | None
    on: date

    @property
    def days(self) -> int:
        return (self.on - self.was.evaluate_on).days

    def why(self, mask: Mask) -> str:
        return mask.text(self.now.later_because if self.now else "") or _("Ikke skrevet.")


def moved(m: Material) -> Iterator[MovedEvaluation]:
    for before, plan, _became in in_turn(m.versions, m.left):
        if before and plan.adopted_at:
            on = oslo_date(plan.adopted_at)
            yield from (one for one in _between(before, plan, on) if one.days > 0 and _open_on(one.was.evaluate_on, m))


def _between(before: ActivityPlan, plan: ActivityPlan, on: date) -> Iterator[MovedEvaluation]:
    new = {measure.id: measure for measure in plan.measures}
    for was in before.going_on:
        now = new.get(was.id)
        if now is None or now.evaluate_on != was.evaluate_on:
            yield MovedEvaluation(was, now, on)


def _open_on(day: date, m: Material) -> bool:
    """Whether the case was open when the day ended: nothing is evaluated in one that is closed."""
    does = m.school_plan.procedure.does
    closed = [(r.at, True) for r in m.progress.records if r.taken is Taken.DONE and does(r.step) is Does.CLOSE]
    closed += [(one.at, True) for one in m.items if isinstance(one, Event) and one.kind in ENDED]
    closed += [(r.at, False) for r in m.progress.records if r.taken is Taken.REOPENED]
    return not max(((at, shut) for at, shut in closed if oslo_date(at) <= day), default=(None, False))[1]
