"""«Min plan»: a page for the pupil. What the adults do, who is safe, when they talk again, and what the pupil has said.

No other pupil, no law, and nothing of the case but what is to be done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.parts.case_material import Material
from documents.parts.masks import Mask
from documents.parts.model import Paragraph, Piece, Quote, Section
from domain.activity_plan.activity_plan import Measure
from domain.activity_plan.carrying import runs
from domain.event import Event, EventKind
from domain.oslo import oslo_date
from domain.school_plan.procedure import Answer, Does, PlanText
from domain.steps.progress import StepState
from domain.steps.record import ANEW, StepRecord
from domain.text.messages import N_, _, worded
from domain.text.moments import in_a_letter, listing, spoken_day

MOST_SAID = 2
ENDS = ("!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What the page itself says to pupils up to a grade (LIX at most 25), and how big its letters are, in points."""

    up_to: int
    size: float
    what: str
    draft: str
    about: str
    does: str
    does_nothing: str
    has_done: str
    safe: str
    safe_adult: str
    nobody_yet: str
    again: str
    again_on: str
    soon: str
    said: str
    nothing_said: str
    tell: str
    tell_adult: str
    tell_anyone: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All it says."""
        return tuple(str(getattr(self, name)) for name in self.__slots__ if name not in {"up_to", "size"})


VOICES = (
    Voice(
        up_to=2,
        size=14,
        what=N_("Dette er min plan. De voksne passer på at jeg har det bra."),
        draft=N_("Planen er ikke ferdig. Jeg kan si hva jeg vil."),
        about=N_("Slik er det nå"),
        does=N_("Dette gjør de voksne"),
        does_nothing=N_("De voksne finner ut hva de skal gjøre."),
        has_done=N_("De voksne har gjort det de skulle. De passer fortsatt på meg."),
        safe=N_("Min trygge voksne"),
        safe_adult=N_("Det er {name}. Jeg kan si alt til {name}."),
        nobody_yet=N_("Vi finner en voksen som jeg er trygg på."),
        again=N_("Da prater vi igjen"),
        again_on=N_("Vi prater igjen {day}."),
        soon=N_("Vi prater snart igjen."),
        said=N_("Dette har jeg sagt"),
        nothing_said=N_("Jeg kan si hva jeg vil. De voksne skriver det her."),
        tell=N_("Hvis noe skjer igjen"),
        tell_adult=N_("Da går jeg til {name}. Er {name} borte, går jeg til en annen voksen."),
        tell_anyone=N_("Da går jeg til en voksen. Jeg kan også si det hjemme."),
    ),
    Voice(
        up_to=4,
        size=12.5,
        what=N_("Dette er planen min. Her står det hva de voksne gjør for at jeg skal ha det bra på skolen."),
        draft=N_("Planen er ikke ferdig ennå. Jeg kan si hva jeg vil ha med, og hva jeg ikke vil."),
        about=N_("Slik er det nå"),
        does=N_("Dette gjør de voksne"),
        does_nothing=N_("De voksne holder på å finne ut hva de skal gjøre."),
        has_done=N_("De voksne har gjort det de skulle. De følger med på hvordan jeg har det."),
        safe=N_("Min trygge voksne"),
        safe_adult=N_("Det er {name}. Jeg kan snakke med {name} om alt."),
        nobody_yet=N_("Vi finner en voksen som jeg er trygg på. Jeg kan si hvem jeg vil ha."),
        again=N_("Da snakker vi sammen igjen"),
        again_on=N_("Vi snakker sammen igjen {day}. Da sier jeg hvordan det går."),
        soon=N_("Vi snakker snart sammen igjen. Da sier jeg hvordan det går."),
        said=N_("Dette har jeg sagt"),
        nothing_said=N_("Jeg kan si hva jeg mener når jeg vil. De voksne skriver det her."),
        tell=N_("Hvis noe skjer igjen"),
        tell_adult=N_("Da sier jeg fra til {name}. Er {name} ikke der, sier jeg fra til en annen voksen eller hjemme."),
        tell_anyone=N_("Da sier jeg fra til en voksen på skolen. Jeg kan også si det hjemme."),
    ),
    Voice(
        up_to=7,
        size=11.5,
        what=N_("Dette er planen min. Her står det hva de voksne skal gjøre for at jeg skal ha det trygt og godt."),
        draft=N_("Planen er et utkast. Jeg kan si hva jeg vil ha med, og hva som bør bli på en annen måte."),
        about=N_("Slik er det nå"),
        does=N_("Dette skal de voksne gjøre"),
        does_nothing=N_("De voksne holder på å finne ut hva de skal gjøre nå. Jeg kan komme med forslag."),
        has_done=N_("De voksne har gjort det de skulle. De følger fortsatt med på hvordan jeg har det."),
        safe=N_("Min trygge voksne"),
        safe_adult=N_("Det er {name}. Jeg kan ta kontakt med {name} når som helst, om stort og smått."),
        nobody_yet=N_("Vi skal finne en voksen som jeg er trygg på. Jeg kan si hvem jeg helst vil ha."),
        again=N_("Da snakker vi sammen igjen"),
        again_on=N_("Vi snakker sammen igjen {day}. Da sier jeg hva som virker, og hva som bør bli annerledes."),
        soon=N_("Vi snakker snart sammen igjen. Da sier jeg hva som virker, og hva som bør bli annerledes."),
        said=N_("Dette har jeg sagt"),
        nothing_said=N_("Jeg kan si hva jeg mener når som helst. Det blir skrevet her med mine egne ord."),
        tell=N_("Hvis det skjer igjen"),
        tell_adult=N_("Da sier jeg fra med en gang: til {name}, til en annen voksen på skolen eller til noen hjemme."),
        tell_anyone=N_("Da sier jeg fra med en gang, til en voksen på skolen eller til noen hjemme."),
    ),
    Voice(
        up_to=10,
        size=10.5,
        what=N_(
            "Dette er planen min. Den sier hva de voksne på skolen skal gjøre for at jeg skal ha det trygt og godt."
        ),
        draft=N_("Planen er et utkast. Jeg kan si hva jeg er enig i, hva som mangler, og hva jeg ikke vil ha."),
        about=N_("Slik er det nå"),
        does=N_("Dette skal de voksne gjøre"),
        does_nothing=N_("De voksne holder på å finne ut hva de skal gjøre nå. Jeg kan komme med egne forslag."),
        has_done=N_("De voksne har gjort det de skulle. De følger fortsatt med på hvordan jeg har det."),
        safe=N_("Min trygge voksne"),
        safe_adult=N_("Det er {name}. Jeg kan ta kontakt med {name} når jeg trenger det, også bare for å snakke litt."),
        nobody_yet=N_("Vi skal finne en voksen som jeg er trygg på. Jeg er med og velger hvem det blir."),
        again=N_("Da snakker vi sammen igjen"),
        again_on=N_(
            "Vi snakker sammen igjen {day}. Da sier jeg hva som virker, og hva som bør gjøres på en annen måte."
        ),
        soon=N_("Vi snakker snart sammen igjen. Da sier jeg hva som virker, og hva som bør gjøres på en annen måte."),
        said=N_("Dette har jeg sagt"),
        nothing_said=N_("Jeg kan si hva jeg mener når som helst. Det blir skrevet her med mine egne ord."),
        tell=N_("Hvis det skjer igjen"),
        tell_adult=N_("Da sier jeg fra med en gang: til {name}, til en annen voksen på skolen eller til noen hjemme."),
        tell_anyone=N_("Da sier jeg fra med en gang, til en voksen på skolen eller til noen hjemme."),
    ),
)
USUAL = VOICES[2]
"""For a pupil whose grade is not known."""


def voice_for(m: Material) -> Voice:
    grade = m.pupil.grade if m.pupil else None
    return next((one for one in VOICES if grade and grade <= one.up_to), USUAL)


def my_plan(m: Material, mask: Mask) -> list[Section]:
    """All on one page, but for long words of people."""
    voice = voice_for(m)
    sections = [
        (mask.with_class(m.pupil) if m.pupil else _("Planen"), _about(m, mask, voice)),
        (worded(voice.does), tuple(_does(m, mask, voice))),
        (worded(voice.safe), (_safe_adult(m, mask, voice),)),
        (worded(voice.again), (_again(m, voice),) if m.case.open else ()),
        (worded(voice.said), _said(m, mask, voice)),
        (worded(voice.tell), (_tell(m, mask, voice),)),
    ]
    return [Section(heading, pieces) for heading, pieces in sections if pieces]


def _about(m: Material, mask: Mask, voice: Voice) -> tuple[Piece, ...]:
    """What it is, and how things are, where that is written in words for a child."""
    plan = m.activity_plan
    problem = mask.text(plan.text(PlanText.PROBLEM_FOR_PUPIL), of_plan=True) if plan else ""
    lines = (worded(voice.what), "" if m.in_effect else worded(voice.draft), problem)
    return tuple(Paragraph(line) for line in lines if line)


def _does(m: Material, mask: Mask, voice: Voice) -> Iterator[Piece]:
    """What is done now, or will be, and who does it."""
    today = oslo_date(m.made_at)
    running = [one for one in (m.activity_plan.measures if m.activity_plan else ()) if runs(one, today)]
    if not running:
        yield Paragraph(worded(voice.has_done if _has_helped(m) else voice.does_nothing))
    for number, measure in enumerate(running, start=1):
        yield Paragraph(_measure(number, measure, mask))


def _has_helped(m: Material) -> bool:
    """Whether the measures were ended as the pupil had it safe, and nothing has begun anew since."""
    last = m.evaluations[-1] if m.in_effect and m.evaluations else None
    anew = (one.at for one in m.progress.records if one.taken in ANEW)
    return last is not None and last.safe_now is True and not any(at > last.at for at in anew)


def _closings(m: Material) -> list[StepRecord]:
    """When the pupil was asked whether the case can be closed."""
    return [one for one in m.progress.records if m.school_plan.procedure.does(one.step) is Does.CLOSE]


def _measure(number: int, measure: Measure, mask: Mask) -> str:
    who = listing(sorted(filter(None, {mask.staff(person) for person in measure.who})))
    what = mask.text(measure.for_pupil or measure.what, of_plan=True).rstrip(".")
    if what.endswith(ENDS):
        return _("{number}. {what} Hvem: {who}.", number=number, what=what, who=who)
    return _("{number}. {what}. Hvem: {who}.", number=number, what=what, who=who)


def _safe_adult(m: Material, mask: Mask, voice: Voice) -> Piece:
    if not m.progress.safe_adult:
        return Paragraph(worded(voice.nobody_yet))
    return Paragraph(worded(voice.safe_adult, {"name": mask.staff(m.progress.safe_adult)}))


def _tell(m: Material, mask: Mask, voice: Voice) -> Piece:
    if not m.progress.safe_adult:
        return Paragraph(worded(voice.tell_anyone))
    return Paragraph(worded(voice.tell_adult, {"name": mask.staff(m.progress.safe_adult)}))


def _again(m: Material, voice: Voice) -> Piece:
    today = oslo_date(m.made_at)
    coming = min((day for day in _talks(m) if day >= today), default=None)
    return Paragraph(worded(voice.again_on, {"day": spoken_day(coming)}) if coming else worded(voice.soon))


def _talks(m: Material) -> Iterator[date]:
    """The days that the pupil is to be asked: in a step that quotes the pupil, or when the measures are evaluated."""
    for step in m.progress.steps:
        quotes = any(asked.answer is Answer.QUOTE for asked in step.rule.asks) and m.is_of_the_pupil(step)
        if quotes and step.state is StepState.OPEN and step.due:
            yield step.due
    if m.activity_plan and m.activity_plan.next_evaluation:
        yield m.activity_plan.next_evaluation


def _said(m: Material, mask: Mask, voice: Voice) -> tuple[Piece, ...]:
    """The newest first."""
    said = [(record.at, record.quote) for record in (*m.progress.plan_talks, *_closings(m))]
    said += [(one.at, one.pupil_words) for one in m.evaluations]
    said += [(event.at, event.details.words) for event in _readings(m)]
    own = [(at, words) for at, told in said if (words := mask.text(told))]
    newest = sorted(own, reverse=True)[:MOST_SAID]
    return tuple(Quote(words) for _at, words in newest) or (Paragraph(worded(voice.nothing_said)),)


def read_aloud(m: Material, mask: Mask) -> tuple[Piece, ...]:
    """Each time it was read to the pupil, and the pupil's own words of it."""
    pieces: list[Piece] = []
    for event in _readings(m):
        day = in_a_letter(event.details.day) if event.details.day else ""
        words = mask.text(event.details.words)
        heard = _("Lest opp for eleven {day}:", day=day)
        agreed = _("Lest opp for eleven {day}. Eleven hadde ingenting å rette.", day=day)
        if words or not event.details.words:
            pieces += [Paragraph(heard), Quote(words)] if words else [Paragraph(agreed)]
    return tuple(pieces)


def _readings(m: Material) -> list[Event]:
    read = (item for item in m.items if isinstance(item, Event) and item.kind is EventKind.PLAN_READ_ALOUD)
    return [event for event in read if not event.details.of_another]
