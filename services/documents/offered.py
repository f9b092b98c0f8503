"""Which documents of a case there is something in, and what must be written before one can be sent home."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from documents.compose import COMPOSED, title_of
from domain.activity_plan.effect import by_nobody
from domain.case.case import Ending
from domain.documents.editions import DocumentKind, Edition, editions_of
from domain.errors import Refused
from domain.event import EventKind
from domain.ids import PersonId
from domain.school_plan.procedure import Does, PlanText, StepRule
from domain.steps.closing import Closing, last_closing
from domain.steps.record import Taken
from domain.text.messages import N_, worded
from services.case_file import CaseFile

NO_DOCUMENT = N_("Dette dokumentet finnes ikke. Åpne dokumentene på nytt.")
PROBLEM_FIRST = N_(
    "Skriv først i planen hvilket problem tiltakene skal løse, slik hjemmet skal få det. Saken gjelder en ansatt "
    "(§ 12-5)."
)
WORDS_FIRST = N_("Skriv først hvert tiltak i planen med ord eleven forstår.")
WHO_FIRST = N_(
    "Velg først noen til å gjøre hvert tiltak. Den som skulle gjøre det, har sluttet, eller er ikke lenger med i saken."
)
PUPIL_FIRST = N_("Finn først ut hvem eleven er.")
PUPIL_UNREAD = N_("Det som er lagret om eleven, kan ikke leses. Si fra til drift.")
MET = N_("Møtet er holdt, eller saken er avsluttet. Skal dere møtes igjen, kaller du inn på nytt først.")
ENDED = N_("Saken er avsluttet. De voksne følger ikke denne planen lenger.")
ANOTHERS = N_("Dette ble skrevet før saken ble rettet til denne eleven. Det kan ikke sendes hjem.")


class NotOffered(Refused):
    """It cannot be made so, or not any more."""


_HOLDS: Mapping[DocumentKind, Callable[[CaseFile], object]] = {
    DocumentKind.ALERT: lambda file: file.alerts,
    DocumentKind.INVITATION: lambda file: file.pupil and _done(file, lambda rule: rule.start_meeting_clock),
    DocumentKind.MINUTES: lambda file: _done(file, lambda rule: rule.does is Does.OUTCOME),
    DocumentKind.CLOSING: lambda file: file.pupil and closing_of(file),
    DocumentKind.PLAN: lambda file: file.written,
    DocumentKind.MY_PLAN: lambda file: (file.in_effect or file.plan).measures,
    DocumentKind.PUPIL_TALK: lambda file: file.progress.plan_talks,
}
"""What must be there; a kind that is not named here always has something."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)


def since(file: CaseFile) -> datetime:
    """When it was put right whom the case is about: what is older was another's. The first of moments otherwise."""
    return max((event.at for event in file.history.of_kind(EventKind.CASE_ANOTHER_PUPIL)), default=_ALWAYS)


def last_done(file: CaseFile, is_it: Callable[[StepRule], bool]) -> datetime | None:
    """When such a step was done last; None when it has not been."""
    steps = {step.id for step in file.school_plan.procedure.steps if is_it(step)}
    done = (one.at for one in file.progress.records if one.taken is Taken.DONE and one.step in steps)
    return max(done, default=None)


def _done(file: CaseFile, is_it: Callable[[StepRule], bool], after: datetime = _ALWAYS) -> bool:
    """Whether such a step has been done."""
    at = last_done(file, is_it)
    return at is not None and at > after


def closing_of(file: CaseFile) -> Closing | None:
    """The last time the case was closed, also when it has been opened again. Of what was registered wrongly nobody is
    written to, nor of what was another pupil's.
    """
    left = file.history.of_kind(EventKind.CASE_PUPIL_LEFT)
    found = last_closing(file.progress.records, left, file.school_plan.procedure)
    told = found and found.at > since(file) and file.case.ended is not Ending.MISREGISTERED
    return found if told else None


def document_titles(file: CaseFile) -> dict[DocumentKind, str]:
    """What each document with something in it is called in this case."""
    offered = (kind for kind in DocumentKind if kind in COMPOSED and _HOLDS.get(kind, bool)(file))
    return {kind: title_of(kind, file.progress.branch) for kind in offered}


def editions(kind: DocumentKind, file: CaseFile) -> dict[Edition, str]:
    """For whom it can be made, and what is lacking before it is; empty when nothing is."""
    return {edition: _lacking(kind, edition, file) for edition in editions_of(kind)}


def require_offered(kind: DocumentKind, edition: Edition, file: CaseFile) -> None:
    """Raises `NotOffered`."""
    if kind not in document_titles(file) or edition not in editions_of(kind):
        raise NotOffered(NO_DOCUMENT)
    if lacking := _lacking(kind, edition, file):
        raise NotOffered(lacking)


def _lacking(kind: DocumentKind, edition: Edition, file: CaseFile) -> str:
    """Of a suspicion against an employee the home is given the problem as it has been written for it; and no home what
    was written of another pupil.
    """
    if edition is not Edition.HOME:
        return ""
    own = _OWN.get(kind)
    if own and not own(file):
        return worded(ANOTHERS)
    if file.pupil is None:
        return worded(PUPIL_UNREAD if file.case.pupil_id else PUPIL_FIRST)
    return worded(_lacking_at_home(kind, file))


def kept_off(file: CaseFile) -> frozenset[PersonId]:
    """Who is kept off the case, and whom a suspicion is about that nobody has lifted."""
    lifted = {event.details.person for event in file.history.of_kind(EventKind.CASE_BAR_LIFTED)}
    suspects = {alert.form.suspect for alert in file.alerts if alert.form.suspect}
    return file.case.barred | (suspects - lifted)


def _lacking_at_home(kind: DocumentKind, file: CaseFile) -> str:
    if kind is DocumentKind.INVITATION:
        return "" if file.case.open and _to_meet(file) else MET
    if kind is DocumentKind.MY_PLAN and not file.case.open:
        return ENDED
    return _lacking_in_plan(kind, file) if kind in {DocumentKind.PLAN, DocumentKind.MY_PLAN} else ""


def _lacking_in_plan(kind: DocumentKind, file: CaseFile) -> str:
    plan, case = file.in_effect or file.plan, file.case
    if by_nobody(plan, file.staff - kept_off(file)):
        return WHO_FIRST
    if kind is DocumentKind.PLAN and case.enhanced and not plan.text(PlanText.PROBLEM_FOR_HOME):
        return PROBLEM_FIRST
    if kind is DocumentKind.MY_PLAN and not all(measure.for_pupil for measure in plan.going_on):
        return WORDS_FIRST
    return ""


def _to_meet(file: CaseFile) -> bool:
    """Whether the meeting the guardians were invited to last has not been held."""
    rules = file.school_plan.procedure.by_id
    done = [rules[one.step] for one in file.progress.records if one.taken is Taken.DONE and one.step in rules]
    last = next((one for one in reversed(done) if one.start_meeting_clock or one.does is Does.OUTCOME), None)
    return last is not None and last.does is not Does.OUTCOME


def _has_own_plan(file: CaseFile) -> bool:
    """Put into effect for this pupil, where the case has been another's."""
    adopted, after = file.in_effect.adopted_at if file.in_effect else None, since(file)
    return after == _ALWAYS or (adopted is not None and adopted > after)


_OWN: Mapping[DocumentKind, Callable[[CaseFile], bool]] = {
    DocumentKind.INVITATION: lambda file: _done(file, lambda rule: rule.start_meeting_clock, since(file)),
    DocumentKind.MINUTES: lambda file: _done(file, lambda rule: rule.does is Does.OUTCOME, since(file)),
    DocumentKind.PUPIL_TALK: lambda file: any(talk.at > since(file) for talk in file.progress.plan_talks),
    DocumentKind.PLAN: _has_own_plan,
    DocumentKind.MY_PLAN: _has_own_plan,
}
"""Whether it is of the pupil the case is about now."""
