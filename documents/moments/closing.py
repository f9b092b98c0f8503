"""The letter that says that a case is closed, in plain words (L942–961). Of what it was about it tells nothing."""

from documents.moments.invitation import to_guardians
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Paragraph, Piece, Quote, Section
from documents.parts.wording import in_a_letter
from domain.case.case import Ending
from domain.oslo import oslo_date
from domain.school_plan.procedure import Does
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _


def closing_sections(m: Material, mask: Mask) -> list[Section]:
    closed = [one for one in m.progress.records if m.school_plan.procedure.does(one.step) is Does.CLOSE]
    record = next((one for one in reversed(closed) if one.taken is Taken.DONE and one.at == m.case.closed_at), None)
    name, left = m.pupil.name if m.pupil else "", m.case.ended is Ending.LEFT
    sections = [Section(to_guardians(m), _begins(name, m))]
    if not left:
        words = mask.text(record.quote) if record else ""
        quote = (Quote(words),) if words else ()
        sections.append(Section(_("Det barnet har sagt til oss"), quote))
        sections.append(Section(_("Det vi fortsetter med"), _goes_on(m, mask)))
    sections.append(Section(_("Hvis noe skjer igjen"), _again(record, m, mask)))
    return sections


def _begins(name: str, m: Material) -> tuple[Piece, ...]:
    day = in_a_letter(oslo_date(m.case.closed_at)) if m.case.closed_at else ""
    if m.case.ended is Ending.LEFT:
        return (Paragraph(_("Skolen avsluttet saken {day}, fordi {name} har sluttet på skolen.", day=day, name=name)),)
    return (
        Paragraph(_("Skolen avsluttet saken {day}. Den gjaldt skolemiljøet til {name}.", day=day, name=name)),
        Paragraph(_("Vi spurte barnet først. Barnet sier at det er trygt og godt på skolen nå.")),
    )


def _goes_on(m: Material, mask: Mask) -> tuple[Piece, ...]:
    adult = mask.staff(m.progress.safe_adult) if m.progress.safe_adult else ""
    talks = Paragraph(_("Barnet kan fortsatt snakke med {adult}.", adult=adult)) if adult else None
    watch = _("De voksne på skolen følger med på hvordan barnet har det. De griper inn hvis noe skjer.")
    return tuple(filter(None, (Paragraph(watch), talks)))


def _again(record: StepRecord | None, m: Material, mask: Mask) -> tuple[Piece, ...]:
    who = mask.staff(record.by if record else m.made_by)
    again = Paragraph(_("Saken kan tas opp igjen når som helst. Si fra til oss hvis noe ikke er bra."))
    return (
        *(() if m.case.ended is Ending.LEFT else (again,)),
        Paragraph(_("Dere kan ringe skolen og spørre etter {who}.", who=who)),
        Paragraph(_("Hilsen {who}, {school}", who=who, school=m.school_plan.school)),
    )
