"""What each document says, from the history of one case. Every free text goes through the mask."""

from enum import StrEnum

from documents import parts, plan_parts
from documents.case_parts import about, alerts
from documents.chronology import chronology
from documents.masks import Mask
from documents.material import Material
from documents.model import Document, Section
from domain.procedure import Branch


class Kind(StrEnum):
    """The documents that can be made of a case."""

    PLAN = "plan"
    CHRONOLOGY = "kronologi"
    EVIDENCE = "vis_at_vi_handlet"
    PUPIL_TALK = "samtale_om_planen"


TITLES = {
    Kind.PLAN: "Aktivitetsplan",
    Kind.CHRONOLOGY: "Kronologi",
    Kind.EVIDENCE: "Vis at vi handlet",
    Kind.PUPIL_TALK: "Samtale med eleven om planen",
}


SHORT_PLAN = "Kort plan for tiltak"


def compose(kind: Kind, material: Material, mask: Mask) -> Document:
    """The document, ready to be rendered. Nothing of another pupil is in it."""
    sections = {
        Kind.PLAN: _plan,
        Kind.CHRONOLOGY: _chronology,
        Kind.EVIDENCE: _evidence,
        Kind.PUPIL_TALK: _pupil_talk,
    }[kind](material, mask)
    return Document(
        title=title_of(kind, material.progress.branch),
        reference=material.case.reference,
        school=material.plan.school,
        law=material.plan.law[:1].upper() + material.plan.law[1:],
        made_at=material.made_at,
        made_by=mask.staff(material.made_by),
        sections=tuple(sections),
    )


def title_of(kind: Kind, branch: Branch | None) -> str:
    """A short plan is not called an activity plan."""
    return SHORT_PLAN if kind is Kind.PLAN and branch is Branch.SHORT_PLAN else TITLES[kind]


def _plan(m: Material, mask: Mask) -> list[Section]:
    return [
        Section("Saken", about(m, mask)),
        Section("Varselet", alerts(m, mask)),
        *plan_parts.plan_sections(m, mask),
        *_if_any(Section("Evalueringer", plan_parts.evaluations(m, mask))),
    ]


def _chronology(m: Material, mask: Mask) -> list[Section]:
    return [
        Section("Saken", about(m, mask)),
        *_if_any(Section("Varselet", alerts(m, mask))),
        Section("Kronologi", chronology(m, mask)),
    ]


def _evidence(m: Material, mask: Mask) -> list[Section]:
    planned = [
        Section("Barnets beste", parts.best_interests(m, mask)),
        *plan_parts.plan_sections(m, mask, without="best_interests"),
        *_if_any(Section("Versjoner av planen", plan_parts.versions(m, mask))),
        *_if_any(Section("Evalueringer", plan_parts.evaluations(m, mask))),
    ]
    unneeded = m.progress.branch is Branch.NO_NEED
    return [
        Section("Saken", about(m, mask)),
        *_if_any(Section("Varselet", alerts(m, mask))),
        Section("Hva skolen gjorde, og når", parts.steps_taken(m, mask)),
        Section("Eleven er hørt", parts.pupil_heard(m, mask)),
        *(section for section in planned if section.pieces or not unneeded),
        Section("Hvem visste hva når", parts.who_knew(m, mask)),
        Section("Kronologi", chronology(m, mask)),
    ]


def _if_any(section: Section) -> list[Section]:
    return [section] if section.pieces else []


def _pupil_talk(m: Material, mask: Mask) -> list[Section]:
    return [
        Section("Saken", about(m, mask)),
        Section("Samtalen om planen", parts.plan_talk(m, mask)),
        Section("Elevens forslag og hvordan de er brukt", plan_parts.pupil_suggestions(m.activity_plan, mask)),
    ]
