"""Proof that a procedure can be walked: every branch from alert to its end, with the days it would take."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.calendar import oslo_date
from domain.case import Case, Status
from domain.event import CaseId
from domain.people import ROLE_LABELS, PersonId, SchoolId
from domain.plan import Plan
from domain.procedure import BRANCH_LABELS, Answer, Branch, Does
from domain.progress import Progress, State, Step, progress
from domain.step_history import RecordId, StepRecord, Taken

NOBODY = PersonId("ingen")
OWN_CASE = "Egen plan for eleven som krenker"


class DeadEnd(Exception):  # noqa: N818  (reads as what happened)
    """A branch that cannot be walked to its end, or a step nothing leads to."""


def walk(
    plan: Plan, opened: datetime, branch: Branch, *, everything: bool = True, violator: bool = False
) -> list[Step]:
    """The steps of a case, each done on the day it is due, until it closes.

    It is a case with everything in it, or with nothing but what every case has; or the linked case of a pupil who
    violates. Raises `DeadEnd` when the branch does not end, or when a step of it never opens.
    """
    name = OWN_CASE if violator else BRANCH_LABELS[branch]
    case = _case(plan, opened, everything=everything).model_copy(update={"violator": violator})
    records, taken = list[StepRecord](), dict[str, Step]()
    while True:  # each time around a step is taken that was not taken before
        now = progress(case, records, plan, at_aks=everything)
        step = _next(now, taken)
        if step is None:
            raise DeadEnd(f"{name}: kommer ikke til slutten")
        taken[step.plan.id] = step
        if step.plan.does is Does.CLOSE:
            break
        if step.plan.does is Does.RECEIVE:
            case = case.model_copy(update={"received_at": opened, "status": Status.RECEIVED})
        records.append(_done(step, branch, opened))
    never = {step.plan.id for step in now.steps if step.plan.does not in _NOT_TAKEN} - taken.keys()
    if never:
        raise DeadEnd(f"{name}: åpner aldri: {', '.join(sorted(never))}")
    return list(taken.values())


_NOT_TAKEN = {Does.STANDING, Does.ALERTED}


def _next(now: Progress, taken: dict[str, Step]) -> Step | None:
    """The soonest open step not yet taken; the one that closes comes last."""
    waiting = [step for step in now.steps if step.state is State.OPEN and step.plan.id not in taken]
    waiting.sort(key=lambda step: (step.plan.does is Does.CLOSE, step.due or step.opened_on))
    return waiting[0] if waiting else None


def _done(step: Step, branch: Branch, opened: datetime) -> StepRecord:
    answers = {Answer.CHOICE: branch.value} if step.plan.does is Does.OUTCOME else {}
    on = step.due or step.opened_on or oslo_date(opened)
    at = opened + timedelta(days=(on - oslo_date(opened)).days)
    return StepRecord(
        id=RecordId(step.plan.id), step=step.plan.id, taken=Taken.DONE, at=at, by=NOBODY, on=on, answers=answers
    )


def _case(plan: Plan, opened: datetime, *, everything: bool) -> Case:
    return Case(
        id=CaseId("prøve"),
        school_id=SchoolId(plan.school_id),
        reference="prøve",
        status=Status.REPORTED,
        opened_at=opened,
        plan_version=plan.version,
        pupil_id=None,
        serious=everything,
        violence=everything,
        force=everything,
        members=frozenset(),
        acknowledge_by=opened + timedelta(days=1),
        start_meeting_by=oslo_date(opened) + timedelta(days=7),
    )


def offered(plan: Plan) -> list[Branch]:
    """The branches the start meeting can decide on: a school may offer fewer."""
    steps = [step for step in plan.procedure.steps if step.does is Does.OUTCOME]
    ids = {
        option.id for step in steps for asked in step.asks if asked.answer is Answer.CHOICE for option in asked.options
    }
    return [branch for branch in Branch if branch in ids]


def _lacking(plan: Plan) -> Iterator[str]:
    """What the law and the engine want of any procedure, and this one does not have."""
    steps, branches = plan.procedure.steps, offered(plan)
    if not branches:
        yield "ingen steg avgjør utfallet av oppstartsmøtet"
    if not any(step.start_meeting_clock for step in steps):
        yield "ingen steg har fristen for å kalle inn til oppstartsmøtet"
    names_one = any(asked.answer is Answer.SAFE_ADULT for step in steps for asked in step.asks)
    if any(step.safe_adult for step in steps) and not names_one:
        yield "ingen steg sier hvem trygghetspersonen er"
    for branch in Branch:
        own = [step for step in steps if branch in step.branches]
        if own and branch not in branches:
            yield f"{BRANCH_LABELS[branch]}: har steg, men kan ikke velges"
        for does, what in _PLANNED.items():
            if own and branch is not Branch.NO_NEED and not any(step.does is does for step in own):
                yield f"{BRANCH_LABELS[branch]}: {what}"
        waits = {one.id for one in steps if one.belongs(branch)}
        for last in (step for step in own if step.does is Does.CLOSE and not waits.intersection(step.after)):
            yield f"{BRANCH_LABELS[branch]}: «{last.id}» venter ikke på noe i denne veien"


_PLANNED = {
    Does.PLAN: "ingen steg setter planen i verk (§ 12-4)",
    Does.EVALUATE: "ingen steg evaluerer tiltakene (§ 12-4)",
}


def procedure_problems(plan: Plan, opened: datetime) -> Iterator[str]:
    """Why the procedure cannot be used: what it lacks, and a line for each branch that cannot be walked."""
    yield from (f"procedure: {lack}" for lack in _lacking(plan))
    for branch in offered(plan):
        try:
            walk(plan, opened, branch)
            walk(plan, opened, branch, everything=False)
        except DeadEnd as error:
            yield f"procedure: {error}"
    try:
        _walk_own_case(plan, opened)
    except DeadEnd as error:
        yield f"procedure: {error}"


def _walk_own_case(plan: Plan, opened: datetime) -> list[Step]:
    """The linked case, where the school has steps of its own for it."""
    has_own = any(step.own_case for step in plan.procedure.steps)
    return walk(plan, opened, Branch.FULL_PLAN, violator=True) if has_own else []


def procedure_dry_run(plan: Plan, opened: datetime) -> Iterator[str]:
    """Each branch step by step, as it would go for a case opened then when all is done on the last day."""
    walks = {BRANCH_LABELS[branch]: walk(plan, opened, branch) for branch in offered(plan)}
    for name, steps in (walks | {OWN_CASE: _walk_own_case(plan, opened)}).items():
        yield f"Saksgang «{name}» for en sak åpnet {oslo_date(opened):%d.%m.%Y}:"
        yield from (f"  {_line(step)}" for step in steps if step.due or step.plan.required)
        yield f"  Ved behov: {', '.join(s.plan.title for s in steps if not (s.due or s.plan.required))}"


def _line(step: Step) -> str:
    by = f"senest {step.due:%d.%m.%Y}" if step.due else "uten frist"
    whose = [ROLE_LABELS[role].lower() for role in step.plan.owners] + ["trygghetsperson"] * step.plan.safe_adult
    when = f" (bare når: {step.plan.when.replace('_', ' ')})" if step.plan.when else ""
    return f"{step.plan.title}: {by} – {', '.join(whose)}{when}"
