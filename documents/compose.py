"""What each document says, from the history of one case. Every free text goes through the mask."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from documents.moments.alert import alert_sections
from documents.moments.closing import closing_sections
from documents.moments.invitation import invitation_sections
from documents.moments.minutes import minutes_sections
from documents.my_plan import my_plan, read_aloud, voice_for
from documents.oversight.evidence import evidence_sections
from documents.parts import evidence as parts
from documents.parts import plan as plan_parts
from documents.parts.case import about, alerts
from documents.parts.case_material import Material
from documents.parts.chronology import chronology, force_on_others
from documents.parts.masks import Mask
from documents.parts.model import SIZE, Document, Section
from domain.documents.editions import EDITION_LABELS, EDITION_NOTES, LETTERS, DocumentKind, Edition, told_in
from domain.errors import Refused
from domain.school_plan.procedure import Branch
from domain.text.messages import N_, SchoolLabels, _

SHORT_PLAN = "kort_plan"
TITLES: SchoolLabels[str] = SchoolLabels(
    "documents",
    {
        DocumentKind.ALERT: N_("Varsel"),
        DocumentKind.INVITATION: N_("Innkalling til oppstartsmøte"),
        DocumentKind.MINUTES: N_("Referat fra oppstartsmøtet"),
        DocumentKind.PLAN: N_("Aktivitetsplan"),
        DocumentKind.MY_PLAN: N_("Min plan"),
        DocumentKind.CLOSING: N_("Brev om at saken er avsluttet"),
        DocumentKind.CHRONOLOGY: N_("Kronologi"),
        DocumentKind.EVIDENCE: N_("Dokumentasjon i skolemiljøsaken"),
        DocumentKind.PUPIL_TALK: N_("Samtale med eleven om planen"),
        SHORT_PLAN: N_("Kort plan"),
    },
)


def compose(kind: DocumentKind, edition: Edition, material: Material, mask: Mask) -> Document:
    """The document, ready to be rendered. What stands in it is told by `domain/documents/editions.py`.

    That nothing is written of something is for the school to see: a home would read it as if the child was not heard.
    Raises `Refused` for one that is not made in that edition.
    """
    told = told_in(kind, edition)
    if not told:
        raise Refused("{title} lages ikke i denne utgaven.", title=title_of(kind, material.progress.branch))
    for_pupil, sent = kind is DocumentKind.MY_PLAN, edition is Edition.HOME or kind in LETTERS
    sections = COMPOSED[kind](replace(material, told=told, edition=edition), mask)
    return Document(
        title=title_of(kind, material.progress.branch),
        edition=EDITION_LABELS[edition],
        note="" if edition is Edition.HOME else EDITION_NOTES[edition],
        reference=material.case.reference,
        school=material.school_plan.school,
        law=material.school_plan.law[:1].upper() + material.school_plan.law[1:],
        made_at=material.made_at,
        made_by=mask.staff(material.made_by),
        sections=tuple(one for one in sections if one.pieces or not sent),
        plain=for_pupil or kind in LETTERS,
        checksum=not sent,
        size=voice_for(material).size if for_pupil else SIZE,
    )


def title_of(kind: DocumentKind, branch: Branch | None) -> str:
    """A short plan is not called an activity plan."""
    return TITLES[SHORT_PLAN if kind is DocumentKind.PLAN and branch is Branch.SHORT_PLAN else kind]


def _plan(m: Material, mask: Mask) -> list[Section]:
    return [
        Section(_("Saken"), about(m, mask)),
        *_if_any(Section(_("Møter om planen"), plan_parts.plan_meetings(m, mask))),
        *plan_parts.plan_sections(m, mask),
        *_if_any(Section(_("Da «Min plan» ble lest opp"), read_aloud(m, mask))),
        *_if_any(Section(_("Evalueringer"), plan_parts.evaluations(m, mask))),
        *_if_any(Section(_("Versjoner av planen"), plan_parts.version_days(m, mask))),
        Section(_("Underskrifter"), plan_parts.signatures(m)),
    ]


def _chronology(m: Material, mask: Mask) -> list[Section]:
    return [
        Section(_("Saken"), about(m, mask)),
        *_if_any(Section(_("Varselet"), alerts(m, mask))),
        Section(_("Kronologi"), chronology(m, mask)),
        *force_on_others(m, mask),
    ]


def _if_any(section: Section) -> list[Section]:
    return [section] if section.pieces else []


def _pupil_talk(m: Material, mask: Mask) -> list[Section]:
    return [
        Section(_("Saken"), about(m, mask)),
        Section(_("Samtalen om planen"), parts.plan_talk(m, mask)),
        Section(_("Elevens forslag og hvordan de er brukt"), plan_parts.pupil_suggestions(m, mask)),
        *_if_any(Section(_("Da «Min plan» ble lest opp"), read_aloud(m, mask))),
    ]


COMPOSED: Mapping[DocumentKind, Callable[[Material, Mask], list[Section]]] = {
    DocumentKind.ALERT: alert_sections,
    DocumentKind.INVITATION: invitation_sections,
    DocumentKind.MINUTES: minutes_sections,
    DocumentKind.PLAN: _plan,
    DocumentKind.CLOSING: closing_sections,
    DocumentKind.CHRONOLOGY: _chronology,
    DocumentKind.EVIDENCE: evidence_sections,
    DocumentKind.PUPIL_TALK: _pupil_talk,
    DocumentKind.MY_PLAN: my_plan,
}
"""How each is put together."""
