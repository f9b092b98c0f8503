"""The letter that says that a case is closed, in plain words (L942–961). Of what it was about it tells nothing."""

from documents.moments.invitation import to_guardians
from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Greeting, Paragraph, Piece, Quote, Section
from documents.parts.wording import in_a_letter
from domain.oslo import oslo_date
from domain.steps.closing import Closing
from domain.steps.record import StepRecord
from domain.text.messages import _


def closing_sections(m: Material, mask: Mask) -> list[Section]:
    """Of the last time it was closed, as it was told then."""
    closing, name = m.closing, m.pupil.name if m.pupil else ""
    if closing is None:
        return []
    record = closing.record
    sections = [Section(to_guardians(m, mask), _begins(name, closing))]
    if record:
        words = mask.text(record.quote)
        quote = (Quote(words),) if words else ()
        sections.append(Section(_("Det barnet har sagt til oss"), quote))
        sections.append(Section(_("Det vi fortsetter med"), _goes_on(closing, mask)))
    sections.append(Section(_("Hvis noe skjer igjen"), _again(record, m, mask)))
    return sections


def _begins(name: str, closing: Closing) -> tuple[Piece, ...]:
    day = in_a_letter(oslo_date(closing.at))
    if closing.record is None:
        return (Paragraph(_("Skolen avsluttet saken {day}, fordi {name} har sluttet på skolen.", day=day, name=name)),)
    return (
        Paragraph(_("Skolen avsluttet saken {day}. Den gjaldt skolemiljøet til {name}.", day=day, name=name)),
        Paragraph(_("Vi spurte barnet først. Barnet sier at det er trygt og godt på skolen nå.")),
    )


def _goes_on(closing: Closing, mask: Mask) -> tuple[Piece, ...]:
    adult = mask.staff(closing.safe_adult) if closing.safe_adult else ""
    talks = Paragraph(_("Barnet kan fortsatt snakke med {adult}.", adult=adult)) if adult else None
    watch = _("De voksne på skolen følger med på hvordan barnet har det. De griper inn hvis noe skjer.")
    return tuple(filter(None, (Paragraph(watch), talks)))


def _again(record: StepRecord | None, m: Material, mask: Mask) -> tuple[Piece, ...]:
    who = mask.contact(record.by if record else m.made_by)
    again = Paragraph(_("Saken kan tas opp igjen når som helst. Si fra til oss hvis noe ikke er bra."))
    return (
        *((again,) if record else ()),
        Paragraph(_("Dere kan ringe skolen og spørre etter {who}.", who=who)),
        Greeting(_("Hilsen {who}, {school}", who=who, school=m.school_plan.school)),
    )
