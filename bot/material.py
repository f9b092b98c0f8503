"""A case as a document, for someone who may read it at this moment."""

from datetime import datetime

from documents.compose import Kind, compose
from documents.masks import Mask
from documents.material import Material
from documents.model import Document
from domain.event import CaseId
from domain.people import PersonId
from domain.plan import Plan
from domain.progress import progress
from storage.tied import tied_to
from storage.unit_of_work import Tx

EVERYTHING = 1_000_000


def document(
    kind: Kind, case_id: CaseId, viewer: PersonId, tx: Tx, plan: Plan, now: datetime, *, hide_staff: bool
) -> Document:
    """The document as of now. Raises `NotFound` when the case is not, or no longer, this person's (law 2)."""
    case = tx.cases.get(case_id, viewer)
    own = tx.plans.of(tx.school_id, case.plan_version, plan)
    pupils = tx.pupils.read_all()
    pupil = next((p for p in pupils if p.id == case.pupil_id), None)
    at_aks = pupil is not None and pupil.at_aks
    others = [p for p in pupils if p.id != case.pupil_id]
    material = Material(
        case=case,
        pupil=pupil,
        plan=own,
        progress=progress(case, tx.events.steps(case.family), own, at_aks=at_aks),
        alerts=sorted(tx.alerts.of_cases(case.family), key=lambda alert: alert.sent_at),
        items=tx.events.timeline(case.family, case.pupil_id, offset=0, limit=EVERYTHING)[::-1],
        written=tx.activity_plans.get(case.id),
        in_effect=tx.activity_plans.in_effect(case.family),
        versions=tx.activity_plans.versions(case.family),
        baseline=tx.activity_plans.baseline(case.family),
        evaluations=tx.activity_plans.evaluations(case.family),
        reads=tx.events.of_kind("case:read", case.family),
        made_at=now,
        made_by=viewer,
    )
    mask = Mask(others, pupil, tx.people.known, hide_staff=hide_staff, tied=tied_to(case, tx))
    return compose(kind, material, mask)


def file_name(made: Document) -> str:
    """«2026-014 Vis at vi handlet.pdf»: no name of a child in a downloads folder."""
    return f"{made.reference} {made.title}.pdf"
