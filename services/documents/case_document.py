"""A case as a document, for someone who may read it at this moment."""

import re
from dataclasses import replace
from datetime import datetime

from documents.compose import compose, title_of
from documents.parts.case_material import Material
from documents.parts.model import Document
from domain.documents.editions import DocumentKind, Edition
from domain.event import EventKind
from domain.ids import CaseId, PersonId
from domain.oslo import oslo_date
from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord
from domain.text.messages import language, school_words
from services.case_file import CaseFile
from services.documents.for_home import for_home, is_for_home, require_unnamed
from services.documents.maskable import mask_of, require_maskable
from services.documents.offered import closing_of, require_offered
from services.merging.alerts_taken import alerts_taken_of
from services.steps.force import on_another, on_whom
from services.steps.other_pupil import without_words
from storage.unit_of_work import Tx


def document(
    kind: DocumentKind,
    edition: Edition,
    case_id: CaseId,
    viewer: PersonId,
    tx: Tx,
    school_plan: SchoolPlan,
    now: datetime,
    *,
    hide_staff: bool,
) -> Document:
    """The document as of now. Raises `NotFound` when the case is not, or no longer, this person's (law 2), and
    `Refused` for one that cannot be made so.
    """
    file = CaseFile(tx.cases.get(case_id, viewer, oslo_date(now)), tx, school_plan, tx.people.known[viewer])
    require_offered(kind, edition, file)
    _in_the_schools_language(school_plan, file)
    require_maskable(kind, edition, file, tx, hide_staff=hide_staff)
    home, mask = is_for_home(kind, edition), mask_of(file, kind, edition, tx, hide_staff=hide_staff)
    material = material_of(file, viewer, tx, now)
    made = compose(kind, edition, for_home(material, file, tx) if home else material, mask)
    require_unnamed(mask)
    return made


def document_title(
    kind: DocumentKind,
    edition: Edition,
    case_id: CaseId,
    viewer: PersonId,
    tx: Tx,
    school_plan: SchoolPlan,
    now: datetime,
) -> str:
    """What the document is called. Raises as `document`."""
    file = CaseFile(tx.cases.get(case_id, viewer, oslo_date(now)), tx, school_plan)
    require_offered(kind, edition, file)
    _in_the_schools_language(school_plan, file)
    return title_of(kind, file.progress.branch)


def _in_the_schools_language(school_plan: SchoolPlan, file: CaseFile) -> None:
    language.set(school_plan.language)
    school_words.set(school_plan.words_for(file.school_plan))


def material_of(file: CaseFile, viewer: PersonId, tx: Tx, now: datetime) -> Material:
    """The record of force on another pupil, which is theirs, and their guardians' (§ 13-5), stands by itself. Of talks
    with another only that they were held.
    """
    told = [without_words(item, file) if isinstance(item, StepRecord) else item for item in file.timeline()]
    others = [one for one in told[::-1] if isinstance(one, StepRecord) and on_another(one, file)]
    records = (without_words(one, file) for one in file.progress.records if not on_another(one, file))
    return Material(
        case=file.case,
        pupil=file.pupil,
        school_plan=file.school_plan,
        progress=replace(file.progress, records=tuple(records)),
        alerts=sorted(file.alerts, key=lambda alert: alert.sent_at),
        taken=alerts_taken_of(file, tx),
        items=[item for item in told[::-1] if item not in others],
        written=file.written,
        in_effect=file.in_effect,
        versions=file.versions,
        left=file.left,
        baseline=file.history.baseline,
        evaluations=file.evaluations,
        reads=tx.events.of_kind(EventKind.CASE_READ, file.case.family),
        first_days=file.first_days,
        made_at=now,
        made_by=viewer,
        closing=closing_of(file),
        force_on_others=[(record, on_whom(record, file)) for record in others],
        knows_of_care=tx.people.known[viewer].has(Role.PRINCIPAL),
    )


def file_name(made: Document) -> str:
    """«2026-014 Aktivitetsplan (til hjemmet).pdf»: no name of a child in a downloads folder, and no folder."""
    title = re.sub(r'[/\\:*?"<>|]', "-", made.title)
    return f"{made.reference} {title} ({made.edition.lower()}).pdf"
