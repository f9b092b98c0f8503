"""What of the plan can never be reached, chosen, or shown. That each branch can be walked is `procedure`'s to say."""

from collections.abc import Iterable, Iterator, Sequence

from domain.checks.procedure import offered
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import (
    BRANCH_LABELS,
    PROSE,
    WITH_PLAN,
    Answer,
    Branch,
    Does,
    Question,
    StepRule,
)
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

ASKING = {Does.WORK, Does.OUTCOME}
"""The steps with a form made of what the plan asks. The others have forms of their own."""
NEVER_BOTH = {Condition.UNKNOWN_PUPIL, Condition.NOBODY_EXPOSED}


def reach_warnings(school_plan: SchoolPlan) -> Iterator[str]:
    """Step by step, in the plan's order."""
    for step in school_plan.procedure.steps:
        yield from _waits(step, school_plan)
        yield from _conditions(step, school_plan)
        yield from _leads(step, school_plan)
        yield from _shown(step, school_plan)
        for question in step.asks:
            yield from _asked(question, step)
    if school_plan.for_guardians and not any(step.hands_out for step in school_plan.procedure.steps):
        yield _("for_guardians: vises aldri, for ingen steg har «hands_out: true»")


def _together(one: StepRule, other: StepRule) -> bool:
    """Whether there are cases that have both."""
    if one.when is not other.when and {one.when, other.when} <= NEVER_BOTH:
        return False
    return any(one.belongs(branch) and other.belongs(branch) for branch in Branch)


def _waits(step: StepRule, school_plan: SchoolPlan) -> Iterator[str]:
    by_id = school_plan.procedure.by_id
    never = [before for before in step.after if not _together(step, by_id[before])]
    for before in never:
        yield _("{step}: venter på «{other}», som aldri er i samme sak", step=step.id, other=before)
    if never or not step.after or step.does is Does.CLOSE:
        return
    for branch in offered(school_plan):
        if step.belongs(branch) and not any(by_id[before].belongs(branch) for before in step.after):
            yield _("{step}: venter ikke på noe i veien «{branch}»", step=step.id, branch=BRANCH_LABELS[branch])


def _conditions(step: StepRule, school_plan: SchoolPlan) -> Iterator[str]:
    """A violation by nobody in particular is told only by a kind that is marked so."""
    if any(kind.violation for kind in school_plan.pick_lists.kinds):
        return
    conditions = {"when": step.when, "due_when": step.due_when, "required_when": step.required_when}
    for name in (name for name, condition in conditions.items() if condition is Condition.VIOLATION):
        yield _(
            "{step}: «{name}: {condition}» gjelder bare når en elev er navngitt, for ingen av pick_lists.kinds har "
            "«violation: true»",
            step=step.id,
            name=name,
            condition=Condition.VIOLATION.value,
        )


def _leads(step: StepRule, school_plan: SchoolPlan) -> Iterator[str]:
    """To other steps: none that cases with this one never have, nor, when it is given or agreed, one done before it."""
    procedure = school_plan.procedure
    for name, other in _named(step):
        before = name in {"hands", "agrees"} and step.id in procedure.following(other)
        if before or not _together(step, procedure.by_id[other]):
            yield _("{step}: «{name}: {other}» fører ingen steder", step=step.id, name=name, other=other)


def _named(step: StepRule) -> Iterator[tuple[str, str]]:
    for question in step.asks:
        yield from (("hands", other) for other in question.hands)
        yield from (("agrees", other) for other in question.agrees)
    yield from (("back_to", other) for other in step.back_to)
    yield from (("same_day_as", other) for other in (step.same_day_as,) if other)


def _shown(step: StepRule, school_plan: SchoolPlan) -> Iterator[str]:
    if step.does in ASKING:
        if step.hands_out and school_plan.for_guardians is None:
            yield _("{step}: «hands_out» viser ingenting, for planen har ingen «for_guardians»", step=step.id)
        return
    said: dict[str, object] = {"asks": step.asks, "method": step.method, "hands_out": step.hands_out}
    for name in (name for name, value in said.items() if value):
        does = step.does.value
        yield _("{step}: «{name}» vises aldri, for «{does}» har et eget skjema", step=step.id, name=name, does=does)


def _asked(question: Question, step: StepRule) -> Iterator[str]:
    chosen = [option.id for one in step.asks if one.answer is Answer.CHOICE for option in one.options]
    if question.when_choice and question.when_choice not in chosen:
        yield _("{step}: det blir aldri spurt om «{label}»", step=step.id, label=question.label)
    for option in _twice([option.id for option in question.options]):
        yield _("{step}: alternativet «{option}» står to ganger", step=step.id, option=option)
    leads = {"fills": question.fills, "measures": question.measures}
    for name in (name for name, value in leads.items() if value and not _in_a_plan(question, step)):
        yield _("{step}: «{name}» fører ingen steder («{label}»)", step=step.id, name=name, label=question.label)


def _in_a_plan(question: Question, step: StepRule) -> bool:
    """Words, of the pupil of the case, in a branch that has a plan."""
    return question.answer in PROSE and any(map(step.belongs, WITH_PLAN))


def _twice(ids: Sequence[str]) -> Iterable[str]:
    return sorted({one for one in ids if ids.count(one) > 1})
