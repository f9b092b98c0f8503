"""What waits to be filed in the school's archive, for whoever came through the gate."""

from bot.handlers.working import progress_of
from bot.router import Turn
from documents.compose import TITLES, Kind
from domain.case import Case, Status
from domain.filing import Filing, Kinds, to_file

NAMES = {kind.value: title for kind, title in TITLES.items()}
_KINDS = Kinds(plan=Kind.PLAN.value, talk=Kind.PUPIL_TALK.value, whole=Kind.CHRONOLOGY.value)


def filings(case: Case, turn: Turn) -> list[Filing]:
    found = turn.tx.events.of_kind("document:filed", case.family)
    return [Filing.model_validate_json(event.text) for event in found]


def waiting(case: Case, turn: Turn) -> list[str]:
    """The kinds that are ready for the archive and not yet filed."""
    talked = bool(progress_of(case, turn).plan_talks)
    versions = turn.tx.activity_plans.versions([case.id])
    return to_file(filings(case, turn), versions, _KINDS, talked=talked, closed=case.status is Status.CLOSED)
