"""Proof that a procedure can be walked: every branch from alert to its end, with the days it would take."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from domain.case.case import Case, Status
from domain.case.deadlines import identify_pupil_due
from domain.ids import CaseId, IncidentId, PersonId, PupilId, RecordId, SchoolId
from domain.incident import Incident, Mark
from domain.oslo import oslo_date
from domain.people.person import in_a_sentence
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import BRANCH_LABELS, Answer, Branch, Does
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Progress, Step, StepState, progress
from domain.steps.record import Given, StepRecord, Taken
from domain.text.messages import N_, Labels, _, worded
from domain.text.moments import full_day

NOBODY = PersonId("ingen")
OWN_CASE = N_("Oppfølging av eleven, egen sak")
_WHEN = Labels(
    {
        Condition.SERIOUS: N_("alvorlig eller ansatt"),
        Condition.VIOLENCE: N_("vold"),
        Condition.FORCE: N_("fysisk inngrep"),
        Condition.AKS: N_("aks"),
        Condition.NAMED_LATE: N_("noen navngitt etter at et varsel var tatt imot"),
        Condition.UNKNOWN_PUPIL: N_("eleven er ukjent"),
        Condition.NOBODY_EXPOSED: N_("ingen elev sagt å ikke ha det trygt og godt"),
        Condition.VIOLATION: N_("krenkelse"),
        Condition.PUPIL_NAMED: N_("en elev kan ha krenket en annen"),
    }
)


class DeadEnd(Exception):  # noqa: N818  (reads as what happened)
    """A branch that cannot be walked to its end, or a step nothing leads to."""


def walk(
    school_plan: SchoolPlan, opened: datetime, branch: Branch, *, everything: bool = True, violator: bool = False
) -> list[Step]:
    """The steps of a case, each done on the day it is due, until it closes.

    It is a case with everything in it, also measures that fail, or with nothing but what every case has; or the linked
    case of a pupil who violates. Raises `DeadEnd` when the branch does not end, or when a step of it never opens.
    """
    name = worded(OWN_CASE) if violator else BRANCH_LABELS[branch]
    case = replace(_case(school_plan, opened, everything=everything), violator=violator)
    records, taken = list[StepRecord](), dict[str, Step]()
    while True:  # each time around a step is taken that was not taken before
        now = progress(case, records, school_plan, at_aks=everything)
        step = _next(now, taken)
        if step is None:
            raise DeadEnd(_("{name}: kommer ikke til slutten", name=name))
        taken[step.rule.id] = step
        if step.rule.does is Does.CLOSE:
            break
        if step.rule.does is Does.RECEIVE:
            case = replace(case, received_at=opened, status=Status.RECEIVED)
        record = _done(step, branch, opened)
        fails = everything and step.rule.does is Does.EVALUATE
        records.append(replace(record, new_measures=True) if fails else record)
    never = {step.rule.id for step in now.steps if step.rule.does not in _NOT_TAKEN} - taken.keys()
    if never:
        raise DeadEnd(_("{name}: åpner aldri: {steps}", name=name, steps=", ".join(sorted(never))))
    return list(taken.values())


_NOT_TAKEN = {Does.STANDING, Does.ALERTED}


def _next(now: Progress, taken: dict[str, Step]) -> Step | None:
    """The soonest open step not yet taken; the one that closes comes last."""
    waiting = [step for step in now.steps if step.state is StepState.OPEN and step.rule.id not in taken]
    waiting.sort(key=lambda step: (step.rule.does is Does.CLOSE, step.due or step.opened_on))
    return waiting[0] if waiting else None


def _done(step: Step, branch: Branch, opened: datetime) -> StepRecord:
    options = [option.id for asked in step.rule.asks for option in asked.options if option.branch is branch]
    chosen = Given(question="utfall", kind=Answer.CHOICE, chosen=tuple(options[:1]))
    answers = (chosen,) if step.rule.does is Does.OUTCOME else ()
    on = step.due or step.opened_on or oslo_date(opened)
    at = opened + timedelta(days=(on - oslo_date(opened)).days)
    return StepRecord(
        id=RecordId(step.rule.id),
        step=step.rule.id,
        taken=Taken.DONE,
        at=at,
        by=NOBODY,
        on=on,
        answers=answers,
        incident=step.incident,
    )


def _case(school_plan: SchoolPlan, opened: datetime, *, everything: bool) -> Case:
    return Case(
        id=CaseId("prøve"),
        school_id=SchoolId(school_plan.school_id),
        reference="prøve",
        status=Status.REPORTED,
        opened_at=opened,
        plan_version=school_plan.version,
        pupil_id=None if everything else PupilId("prøve"),
        identify_by=identify_pupil_due(opened, school_plan) if everything else None,
        incidents=(Incident(id=IncidentId("prøve"), told_at=opened, marks=frozenset(Mark)),) if everything else (),
        nobody_exposed=everything,
        members=frozenset(),
        acknowledge_by=opened + timedelta(days=1),
        start_meeting_by=oslo_date(opened) + timedelta(days=7),
    )


def offered(school_plan: SchoolPlan) -> list[Branch]:
    """The branches the start meeting can decide on: a school may offer fewer."""
    steps = [step for step in school_plan.procedure.steps if step.does is Does.OUTCOME]
    options = [
        option for step in steps for asked in step.asks if asked.answer is Answer.CHOICE for option in asked.options
    ]
    return [branch for branch in Branch if branch in {option.branch for option in options}]


def _lacking(school_plan: SchoolPlan) -> Iterator[str]:
    """What the law and the engine want of any procedure, and this one does not have."""
    steps, branches = school_plan.procedure.steps, offered(school_plan)
    if not branches:
        yield _("ingen steg avgjør utfallet av oppstartsmøtet")
    if not any(step.start_meeting_clock for step in steps):
        yield _("ingen steg har fristen for å kalle inn til oppstartsmøtet")
    names_one = any(asked.answer is Answer.SAFE_ADULT for step in steps for asked in step.asks)
    if any(step.safe_adult for step in steps) and not names_one:
        yield _("ingen steg sier hvem trygghetspersonen er")
    for branch in Branch:
        own = [step for step in steps if branch in step.branches]
        if own and branch not in branches:
            yield _("{branch}: har steg, men kan ikke velges", branch=BRANCH_LABELS[branch])
        for does, what in _PLANNED.items():
            if own and branch is not Branch.NO_NEED and not any(step.does is does for step in own):
                yield f"{BRANCH_LABELS[branch]}: {what}"
        waits = {one.id for one in steps if one.belongs(branch)}
        for last in (step for step in own if step.does is Does.CLOSE and not waits.intersection(step.after)):
            yield _("{branch}: «{step}» venter ikke på noe i denne veien", branch=BRANCH_LABELS[branch], step=last.id)


_PLANNED = Labels(
    {
        Does.PLAN: N_("ingen steg setter planen i verk (§ 12-4)"),
        Does.EVALUATE: N_("ingen steg evaluerer tiltakene (§ 12-4)"),
        Does.NEW_MEASURES: N_("ingen steg for nye tiltak når eleven ikke har det trygt og godt (§ 12-4)"),
    }
)


def _lone_notices(school_plan: SchoolPlan) -> Iterator[str]:
    """Names for messages that only some cases have: whoever knows the plan would know what such a case is about."""
    steps = school_plan.procedure.steps
    common = {step.notice for step in steps if not step.when}
    for step in steps:
        if step.when and step.notice not in common:
            yield _(
                "{step}: «{notice}» må stå også på et steg som alle saker har, ellers røper det hva saken gjelder",
                step=step.id,
                notice=step.notice,
            )


def procedure_problems(school_plan: SchoolPlan, opened: datetime) -> Iterator[str]:
    """Why the procedure cannot be used: what it lacks or would tell, and each branch that cannot be walked."""
    yield from (f"procedure: {lack}" for lack in (*_lacking(school_plan), *_lone_notices(school_plan)))
    for branch in offered(school_plan):
        try:
            walk(school_plan, opened, branch)
            walk(school_plan, opened, branch, everything=False)
        except DeadEnd as error:
            yield f"procedure: {error}"
    try:
        _walk_own_case(school_plan, opened)
    except DeadEnd as error:
        yield f"procedure: {error}"


def _walk_own_case(school_plan: SchoolPlan, opened: datetime) -> list[Step]:
    """The linked case, where the school has steps of its own for it."""
    has_own = any(step.own_case for step in school_plan.procedure.steps)
    return walk(school_plan, opened, Branch.FULL_PLAN, violator=True) if has_own else []


def procedure_dry_run(school_plan: SchoolPlan, opened: datetime) -> Iterator[str]:
    """Each branch step by step, as it would go for a case opened then when all is done on the last day."""
    walks = {BRANCH_LABELS[branch]: walk(school_plan, opened, branch) for branch in offered(school_plan)}
    for name, steps in (walks | {worded(OWN_CASE): _walk_own_case(school_plan, opened)}).items():
        yield _("Saksgang «{name}» for en sak åpnet {day}:", name=name, day=full_day(oslo_date(opened)))
        yield from (f"  {_line(step)}" for step in steps if step.due or step.rule.required)
        others = [step.rule.title for step in steps if not (step.due or step.rule.required)]
        yield "  " + _("Ved behov: {titles}", titles=", ".join(others))


def _line(step: Step) -> str:
    by = _("senest {day}", day=full_day(step.due)) if step.due else _("uten frist")
    whose = [in_a_sentence(role) for role in step.rule.owners] + [_("trygghetsperson")] * step.rule.safe_adult
    told = f"{step.rule.title}: {by} – {', '.join(whose)}"
    return _("{step} (bare når: {condition})", step=told, condition=_WHEN[step.rule.when]) if step.rule.when else told
