"""What each document says, from the history of one case. Every free text goes through the mask."""

from enum import StrEnum

from documents import parts
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


def compose(kind: Kind, material: Material, mask: Mask) -> Document:
    """The document, ready to be rendered. Nothing of another pupil is in it."""
    sections = {
        Kind.PLAN: _plan,
        Kind.CHRONOLOGY: _chronology,
        Kind.EVIDENCE: _evidence,
        Kind.PUPIL_TALK: _pupil_talk,
    }[kind](material, mask)
    return Document(
        title=TITLES[kind],
        reference=material.case.reference,
        school=material.plan.school,
        law=material.plan.law[:1].upper() + material.plan.law[1:],
        made_at=material.made_at,
        made_by=material.made_by,
        sections=tuple(sections),
    )


def _plan(m: Material, mask: Mask) -> list[Section]:
    return [
        Section("Saken", parts.about(m, mask)),
        Section("Varselet", parts.alerts(m, mask)),
        *parts.plan_sections(m.activity_plan, mask),
        Section("Evalueringer", parts.evaluations(m, mask)),
    ]


def _chronology(m: Material, mask: Mask) -> list[Section]:
    return [Section("Saken", parts.about(m, mask)), Section("Kronologi", parts.chronology(m, mask))]


def _evidence(m: Material, mask: Mask) -> list[Section]:
    planned = [
        Section("Barnets beste", parts.best_interests(m, mask)),
        *parts.plan_sections(m.activity_plan, mask, without="best_interests"),
        Section("Versjoner av planen", parts.versions(m, mask)),
        Section("Evalueringer", parts.evaluations(m, mask)),
    ]
    unneeded = m.progress.branch is Branch.NO_NEED
    return [
        Section("Saken", parts.about(m, mask)),
        Section("Varselet", parts.alerts(m, mask)),
        Section("Hva skolen gjorde, og når", parts.steps_taken(m, mask)),
        Section("Eleven er hørt", parts.pupil_heard(m, mask)),
        *(section for section in planned if section.pieces or not unneeded),
        Section("Hvem visste hva når", parts.who_knew(m, mask)),
        Section("Kronologi", parts.chronology(m, mask)),
    ]


def _pupil_talk(m: Material, mask: Mask) -> list[Section]:
    return [
        Section("Saken", parts.about(m, mask)),
        Section("Samtalen om planen", parts.plan_talk(m, mask)),
        Section("Elevens forslag og hvordan de er brukt", parts.pupil_suggestions(m.activity_plan, mask)),
    ]
