"""What is sent home: nothing of another child, and nobody a suspicion is about; and what is filed of it is the same."""

from dataclasses import replace

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.case.log import LogEntry
from domain.documents.editions import DocumentKind, Edition, Info, told_in
from domain.ids import PersonId
from domain.text.messages import N_
from services.case_file import CaseFile
from services.documents.offered import NotOffered, kept_off, since
from storage.unit_of_work import Tx

NAMED = N_(
    "Dette kan ikke sendes hjem, for en annen elev, eller en ansatt saken gjelder, er nevnt: {places}. Rett teksten "
    "der den er skrevet, uten navnet."
)
MOST_PLACES = 3


def is_for_home(kind: DocumentKind, edition: Edition) -> bool:
    """What is sent home, and the archive's copy of a letter."""
    return edition is not Edition.CASE and Info.OTHER_NAMES not in told_in(kind, edition)


def require_unnamed(mask: Mask) -> None:
    """Raises `NotOffered` when a text for the home names someone it must not: masked, it would still tell."""
    if mask.named:
        raise NotOffered(NAMED, places=" · ".join([*dict.fromkeys(mask.named)][:MOST_PLACES]))


def barred_from(file: CaseFile) -> frozenset[PersonId]:
    """Whom a suspicion is or was about, and who else is kept off the case: a text that names them tells of it."""
    return file.case.barred | {alert.form.suspect for alert in file.alerts if alert.form.suspect}


def for_home(m: Material, file: CaseFile, tx: Tx) -> Material:
    """Without what was written before it was put right whom the case is about: that was another's (L1212–1213). A safe
    adult who is off the case, or has left, is none.
    """
    after, adult = since(file), _there(m.progress.safe_adult, file, tx)
    closing = m.closing and replace(m.closing, safe_adult=_there(m.closing.safe_adult, file, tx))
    records = tuple(one for one in m.progress.records if one.at > after)
    return replace(
        m,
        progress=replace(m.progress, records=records, safe_adult=adult),
        closing=closing,
        written=_by_those_here(m.written, file),
        in_effect=_by_those_here(m.in_effect, file),
        items=[one for one in m.items if (one.logged_at if isinstance(one, LogEntry) else one.at) > after],
        versions=[one for one in m.versions if one.adopted_at and one.adopted_at > after],
        evaluations=[one for one in m.evaluations if one.at > after],
        baseline=m.baseline if m.baseline and m.baseline.at > after else None,
    )


def _there(adult: PersonId | None, file: CaseFile, tx: Tx) -> PersonId | None:
    return adult if adult and adult not in kept_off(file) and tx.people.known[adult].active else None


def _by_those_here(plan: ActivityPlan | None, file: CaseFile) -> ActivityPlan | None:
    """What goes on is done by those who are still here, and on the case."""
    here = file.staff - kept_off(file)
    return plan and replace(plan, measures=tuple(_by(measure, here) for measure in plan.measures))


def _by(measure: Measure, here: frozenset[PersonId]) -> Measure:
    return measure if measure.ended else replace(measure, who=tuple(one for one in measure.who if one in here))
