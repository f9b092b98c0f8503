"""The letter that invites guardians to the start meeting, in plain words (L787–802). It tells nothing of the case."""

import re
from datetime import date

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Facts, Greeting, Paragraph, Piece, Section
from documents.parts.wording import in_a_letter
from domain.documents.editions import Edition
from domain.oslo import oslo_date
from domain.school_plan.procedure import Answer, Does
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.record import StepRecord, Taken
from domain.text.messages import _

_BESIDE = re.compile(r"^\d+\.\s*|\s*\([^)]*\)$")
"""A number of the plan's own, and advice to the one who writes the minutes."""
_STATE_ADMINISTRATOR = "statsforvalt"


def invited(m: Material) -> StepRecord | None:
    """How the guardians were invited, the last time."""
    asks = {step.id for step in m.school_plan.procedure.steps if step.start_meeting_clock}
    found = (one for one in reversed(m.progress.records) if one.step in asks and one.taken is Taken.DONE)
    return next(found, None)


def invitation_sections(m: Material, mask: Mask) -> list[Section]:
    record, name = invited(m), m.pupil.name if m.pupil else ""
    if record is None:
        return []
    return [
        Section(to_guardians(m, mask), _begins(name)),
        Section(_("Når og hvor"), (_when(record, m, mask),)),
        Section(_("Hvem som er med"), _who(record, m, mask)),
        Section(_("Det skal vi snakke om"), tuple(Paragraph(point) for point in agenda(m.school_plan))),
        Section(_("Barnet skal bli hørt"), _heard(m, mask)),
        Section(_("Lurer dere på noe?"), _whom(record, m, mask)),
    ]


def to_guardians(m: Material, mask: Mask) -> str:
    if m.pupil is None:
        return _("Til foresatte")
    return _("Til foresatte til {name}", name=mask.with_class(m.pupil))


def agenda(school_plan: SchoolPlan) -> list[str]:
    """The points of the start meeting, by what is asked of it, numbered."""
    asked = (q for step in school_plan.procedure.steps if step.does is Does.OUTCOME for q in step.asks)
    points = [_BESIDE.sub("", question.label) for question in asked if question.answer is Answer.TEXT]
    return [f"{number}. {point}" for number, point in enumerate(points, start=1)]


def _begins(name: str) -> tuple[Piece, ...]:
    return (
        Paragraph(_("Vi inviterer dere til et møte på skolen. Møtet handler om skolemiljøet til {name}.", name=name)),
        Paragraph(_("Vi vil høre hva dere tenker. Sammen blir vi enige om veien videre.")),
    )


def _when(record: StepRecord, m: Material, mask: Mask) -> Facts:
    where, day = record.given(Answer.PLACE), _day(record, m)
    place = mask.text(where.text) if where else ""
    return Facts(
        (
            (_("Dag"), in_a_letter(day) if day else _("Dere får vite dagen av skolen.")),
            (_("Tid og sted"), place or _("Dere får vite tid og sted av skolen.")),
        )
    )


def _day(record: StepRecord, m: Material) -> date | None:
    """As long as it is to come, and the meeting was not put off since; in the archive as it was sent."""
    given = record.given(Answer.COMING_DATE)
    day = given.day if given else None
    if day and m.edition is not Edition.ARCHIVE and (day < oslo_date(m.made_at) or _put_off(record, m)):
        return None
    return day


def _put_off(record: StepRecord, m: Material) -> bool:
    """Whether the meeting they were invited to has been put off."""
    does, records = m.school_plan.procedure.does, m.progress.records
    later = records[records.index(record) + 1 :]
    return any(one.taken is Taken.POSTPONED and does(one.step) is Does.OUTCOME for one in later)


def _who(record: StepRecord, m: Material, mask: Mask) -> tuple[Piece, ...]:
    present = record.given(Answer.PRESENT)
    who = mask.text(present.text) if present and not m.case.enhanced else ""
    told = (Paragraph(_("Disse er invitert: {who}", who=who)),) if who else ()
    return (
        *told,
        Paragraph(_("Dere kan ta med en person dere er trygge på. Trenger dere tolk, sier dere fra til oss.")),
    )


def _heard(m: Material, mask: Mask) -> tuple[Piece, ...]:
    adult = mask.staff(m.progress.safe_adult) if m.progress.safe_adult else ""
    talks = (
        _("{adult} snakker med barnet. Det er en voksen som barnet selv har sagt at det er trygt med.", adult=adult)
        if adult
        else _("En voksen som barnet er trygg på, snakker med barnet.")
    )
    return (
        Paragraph(talks),
        Paragraph(
            _("Det barnet sier, tar vi med når vi finner ut hva vi skal gjøre. Dere kan også snakke sammen hjemme.")
        ),
    )


def _whom(record: StepRecord, m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Whom to ring, and what the school's own text for guardians says of the state administrator (§ 12-6)."""
    who, given = mask.contact(record.by), m.school_plan.for_guardians
    rights = [point for point in given.points if _STATE_ADMINISTRATOR in point.casefold()] if given else []
    known = _day(record, m) is not None
    return (
        Paragraph(_("Ring skolen og spør etter {who}.", who=who)),
        *((Paragraph(_("Passer ikke dagen, finner vi en annen.")),) if known else ()),
        *(Paragraph(point) for point in rights),
        Greeting(_("Hilsen {who}, {school}", who=who, school=m.school_plan.school)),
    )
