"""A case in ten lines at most, for someone who has come onto it: what has happened, what was decided, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards.case.actions import OpenCase
from cards.kit import wording as words
from cards.kit.elements import Card, card, heading, said, subheading, text
from cards.steps.steps import Working
from domain.activity_plan.activity_plan import ActivityPlan
from domain.activity_plan.evaluation import Evaluation
from domain.alert.alert import Alert
from domain.case.case import Case
from domain.oslo import oslo_date
from domain.school_plan.procedure import BRANCH_LABELS, Does
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Step
from domain.steps.wording import by_when, over_due
from domain.text.messages import _

HAPPENED, DECIDED, DUE = 4, 3, 3
"""So many lines of each: ten together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """What the lines are made of: all of it can be seen in the case itself."""

    case: Case
    alerts: Sequence[Alert]
    working: Working
    school_plan: SchoolPlan
    in_effect: ActivityPlan | None = None
    evaluations: Sequence[Evaluation] = ()


def catch_up_card(told: CatchUp) -> Card:
    """Only to the one who asks."""
    return card(
        heading(_("Kort fortalt, sak {reference}", reference=told.case.reference)),
        _part(_("Dette har skjedd"), happened(told)),
        _part(_("Dette er bestemt"), decided(told)),
        _part(_("Dette skal gjøres"), due(told)) if told.case.open else None,
        actions=[OpenCase.button(_("Vis saken"), case_id=told.case.id)],
    )


def _part(title: str, lines: Sequence[str]) -> list[Card]:
    return [subheading(title), *(map(said, lines) if lines else [text(_("Ingenting ennå."), subtle=True)])]


def happened(told: CatchUp) -> list[str]:
    """The first alert and what came last, in order of time."""
    label = told.school_plan.pick_lists.label
    alerts = [
        (oslo_date(one.sent_at), _("varsel ({kinds})", kinds=words.listing(label("kinds", k) for k in one.form.kinds)))
        for one in told.alerts
    ]
    steps = [
        (step.done_on, _("{step} (gjort)", step=step.rule.title))
        for step in told.working.progress.steps
        if step.done_on and step.rule.does is not Does.ALERTED
    ]
    everything = sorted([*alerts, *steps], key=lambda one: one[0])
    shown = [*everything[:1], *everything[1:][1 - HAPPENED :]]
    return [_("{day}: {what}", day=words.day(on), what=what) for on, what in shown]


def decided(told: CatchUp) -> list[str]:
    """What the start meeting came to, since when the plan holds, and when it was evaluated last; how it ended."""
    branch, plan = told.working.progress.branch, told.in_effect
    last = max((one.on for one in told.evaluations), default=None)
    closed, merged = told.case.closed_at, told.case.merged_at
    lines = [
        _("Utfall: {outcome}", outcome=BRANCH_LABELS[branch]) if branch and not told.case.violator else "",
        _("Planen gjelder fra {day}", day=words.day(oslo_date(plan.adopted_at))) if plan and plan.adopted_at else "",
        _("Sist evaluert {day}", day=words.day(last)) if last else "",
        _("Avsluttet {day}", day=words.day(oslo_date(closed))) if closed else "",
        _("Slått sammen med en annen sak {day}", day=words.day(oslo_date(merged))) if merged else "",
    ]
    return [line for line in lines if line][-DECIDED:]


def due(told: CatchUp) -> list[str]:
    """The next steps, whose they are, and when."""
    working = told.working
    return [
        words.items(filter(None, (step.rule.title, _when(step, working.today), working.whose(step))))
        for step in working.waiting[:DUE]
    ]


def _when(step: Step, today: date) -> str:
    return over_due(step, today) or by_when(step, today)
