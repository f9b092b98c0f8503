"""What waits to be filed in the school's archive, for whoever came through the gate."""

from bot.handlers.working import progress_of
from bot.router import Turn
from documents.compose import Kind, title_of
from domain.activity_plan import ActivityPlan
from domain.case import Case
from domain.filing import Filing, Happened, Kinds, to_file

_KINDS = Kinds(plan=Kind.PLAN.value, talk=Kind.PUPIL_TALK.value, whole=Kind.EVIDENCE.value)


def titles(case: Case, turn: Turn) -> dict[str, str]:
    """What each kind of document is called in this case."""
    branch = progress_of(case, turn).branch
    return {kind.value: title_of(kind, branch) for kind in Kind}


def filings(case: Case, turn: Turn) -> list[Filing]:
    found = turn.tx.events.of_kind("document:filed", case.family)
    return [Filing.model_validate_json(event.text) for event in found]


def newest_version(case: Case, turn: Turn) -> ActivityPlan | None:
    """The version of the plan that is fetched, and filed, now."""
    return next(iter(turn.tx.activity_plans.versions(case.family)[::-1]), None)


def waiting(case: Case, turn: Turn) -> dict[str, str]:
    """The documents that are ready for the archive and not yet filed: their kinds and titles."""
    now = progress_of(case, turn)
    talks = now.plan_talks
    happened = Happened(talked_at=talks[-1].at if talks else None, closed_at=case.closed_at)
    plans = turn.tx.activity_plans.versions(case.family)
    kinds = to_file(filings(case, turn), plans, _KINDS, happened)
    return {kind: title_of(Kind(kind), now.branch) for kind in kinds}
