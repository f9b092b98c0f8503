"""All about one pupil that its maker may open, with everybody else masked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from documents.moments.alert import alert_sections
from documents.parts import plan as plan_parts
from documents.parts.case_material import Material
from documents.parts.chronology import chronology, logged
from documents.parts.masks import Mask
from documents.parts.model import Document, Facts, Piece, Section, Table
from documents.parts.wording import day, happened, happened_and_written, moment
from documents.subject_access.cover import cover, handed_out
from domain.access.opened import Opened
from domain.alert.alert import PUPIL_ROLE_LABELS, PupilRole
from domain.case.log import LogEntry
from domain.documents.editions import Info
from domain.documents.subject_access import Withheld
from domain.ids import PersonId
from domain.people.person import Pupil
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _

ALWAYS = frozenset(Info) - {Info.OTHER_NAMES, Info.FORCE_ON_OTHERS, Info.CARE}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    material: Material
    opened: Sequence[Opened]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPupil:
    """`entries` are logs without a case; `named`: when the pupil was named in alerts of others, and as what."""

    pupil: Pupil
    cases: Sequence[OfCase]
    entries: Sequence[LogEntry]
    named: Sequence[tuple[datetime, PupilRole]]
    reviewed: frozenset[Withheld]
    school_plan: SchoolPlan
    made_at: datetime
    made_by: PersonId


def of_pupil(all_of: OfPupil, mask: Mask) -> Document:
    sections = [
        cover(reviewed=all_of.reviewed),
        Section(_("Det skolen har registrert"), (_registered(all_of.pupil),)),
        *(section for case in all_of.cases for section in _of_case(case, all_of, mask)),
        Section(_("Logger uten sak"), _entries(all_of, mask)),
        Section(_("Nevnt i varsler om andre"), _named(all_of)),
    ]
    return handed_out(sections, all_of.school_plan, all_of.made_at, mask.staff(all_of.made_by))


def _registered(pupil: Pupil) -> Facts:
    """Where a pupil with a protected address goes is told in nothing that leaves the school."""
    kept = pupil.protected_address
    pairs = (
        (_("Navn"), pupil.name),
        (_("Tidligere navn"), ", ".join(pupil.earlier_names)),
        (_("Skolens nummer"), pupil.external_id),
        (_("Trinn"), str(pupil.grade)),
        (_("Klasse"), "" if kept else pupil.school_class),
        (_("Går på {after_school}"), _("Ja") if pupil.aks else _("Nei")),
        (_("Base"), "" if kept else pupil.base or ""),
        (_("Tidligere klasser"), "" if kept else ", ".join(one.school_class for one in pupil.been)),
        (_("Fortrolig adresse"), _("Ja") if kept else _("Nei")),
        (_("Sluttet"), day(pupil.left_on)),
    )
    return Facts(tuple((label, value) for label, value in pairs if value))


def _of_case(case: OfCase, all_of: OfPupil, mask: Mask) -> Iterator[Section]:
    """Its sections, each with its number."""
    told = ALWAYS | ({Info.CARE} if Withheld.CARE in all_of.reviewed else set())
    m = replace(case.material, told=told)
    sections = [
        *alert_sections(m, mask),
        *plan_parts.plan_sections(m, mask),
        Section(_("Evalueringer"), plan_parts.evaluations(m, mask)),
        Section(_("Versjoner av planen"), plan_parts.versions(m, mask)),
        Section(_("Kronologi"), chronology(m, mask)),
        Section(_("Hvem har åpnet saken"), _opened(case.opened, mask)),
    ]
    for one in sections:
        yield replace(one, heading=_("{reference}: {heading}", reference=m.case.reference, heading=one.heading))


def _opened(opened: Sequence[Opened], mask: Mask) -> tuple[Piece, ...]:
    rows = tuple((mask.staff(one.person), moment(one.first), moment(one.last), str(one.times)) for one in opened)
    return (Table((_("Hvem"), _("Første gang"), _("Siste gang"), _("Ganger")), rows),) if rows else ()


def _entries(all_of: OfPupil, mask: Mask) -> tuple[Piece, ...]:
    label = all_of.school_plan.pick_lists.label
    rows = tuple(
        (
            happened_and_written(one),
            label("log_types", one.type),
            "\n".join(logged(one, all_of.entries, mask)),
            mask.staff(one.author),
        )
        for one in all_of.entries
    )
    return (Table((_("Når"), _("Hva"), _("Innhold"), _("Av")), rows),) if rows else ()


def _named(all_of: OfPupil) -> tuple[Piece, ...]:
    rows = tuple((happened(at), PUPIL_ROLE_LABELS[role]) for at, role in all_of.named)
    return (Table((_("Varsel sendt"), _("Nevnt som")), rows),) if rows else ()
