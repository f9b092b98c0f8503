"""Which documents of a case there is something in, and what must be written before one can be sent home."""

from collections.abc import Callable, Mapping

from documents.compose import COMPOSED, title_of
from domain.case.case import Case, Ending, Status
from domain.documents.editions import DocumentKind, Edition, editions_of
from domain.errors import Refused
from domain.school_plan.procedure import Does, PlanText, StepRule
from domain.steps.record import Taken
from domain.text.messages import N_, worded
from services.case_file import CaseFile

PROBLEM_FIRST = N_(
    "Skriv først i planen hvilket problem tiltakene skal løse, slik hjemmet skal få det. Saken gjelder en ansatt "
    "(§ 12-5)."
)
_OF_THE_PLAN = {DocumentKind.PLAN, DocumentKind.MY_PLAN}
_HOLDS: Mapping[DocumentKind, Callable[[CaseFile], object]] = {
    DocumentKind.ALERT: lambda file: file.alerts,
    DocumentKind.INVITATION: lambda file: file.pupil and _done(file, lambda rule: rule.start_meeting_clock),
    DocumentKind.MINUTES: lambda file: _done(file, lambda rule: rule.does is Does.OUTCOME),
    DocumentKind.CLOSING: lambda file: file.pupil and _closed(file.case),
    DocumentKind.PLAN: lambda file: file.written,
    DocumentKind.MY_PLAN: lambda file: (file.in_effect or file.plan).measures,
    DocumentKind.PUPIL_TALK: lambda file: file.progress.plan_talks,
}
"""What must be there; a kind that is not named here always has something."""


def _done(file: CaseFile, is_it: Callable[[StepRule], bool]) -> bool:
    """Whether such a step has been done."""
    steps = {step.id for step in file.school_plan.procedure.steps if is_it(step)}
    return any(record.step in steps and record.taken is Taken.DONE for record in file.progress.records)


def _closed(case: Case) -> bool:
    """Of what was registered wrongly nobody is written to."""
    return case.status is Status.CLOSED and case.ended is not Ending.MISREGISTERED


def document_titles(file: CaseFile) -> dict[DocumentKind, str]:
    """What each document with something in it is called in this case."""
    offered = (kind for kind in DocumentKind if kind in COMPOSED and _HOLDS.get(kind, bool)(file))
    return {kind: title_of(kind, file.progress.branch) for kind in offered}


def editions(kind: DocumentKind, file: CaseFile) -> dict[Edition, str]:
    """For whom it can be made, and what is lacking before it is; empty when nothing is."""
    return {edition: _lacking(kind, edition, file) for edition in editions_of(kind)}


def require_offered(kind: DocumentKind, edition: Edition, file: CaseFile) -> None:
    """Raises `Refused`."""
    if kind not in document_titles(file) or edition not in editions_of(kind):
        raise Refused("Dette dokumentet finnes ikke. Åpne dokumentene på nytt.")
    if lacking := _lacking(kind, edition, file):
        raise Refused(lacking)


def _lacking(kind: DocumentKind, edition: Edition, file: CaseFile) -> str:
    """Of a suspicion against an employee the home is given the problem as it has been written for it."""
    for_home = edition is Edition.HOME and kind in _OF_THE_PLAN and file.case.enhanced
    written = file.in_effect or file.written
    return worded(PROBLEM_FIRST) if for_home and not (written and written.text(PlanText.PROBLEM_FOR_HOME)) else ""
