"""The activity plan (§ 12-4 third paragraph; L517–525, L1230–1306): its texts, its measures, and what it lacks."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import AwareDatetime, Field, StringConstraints

from domain.errors import Invalid, Refused
from domain.event import CaseId
from domain.log import Prose
from domain.people import Frozen, Person, PersonId

MeasureId = NewType("MeasureId", str)
What = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]
CONCRETE = 40


class Level(StrEnum):
    """Where a measure works (L1262–1276)."""

    INDIVIDUAL = "individ"
    CLASS = "klasse"
    SCHOOL = "skole"
    AKS = "aks"


LEVEL_LABELS = {Level.INDIVIDUAL: "Individ", Level.CLASS: "Klasse", Level.SCHOOL: "Skole", Level.AKS: "AKS"}
TEXTS = {
    "problem": "Hvilket problem skal tiltakene løse?",
    "findings": "Hva viser undersøkelsene?",
    "maintaining_factors": "Hva opprettholder situasjonen?",
    "best_interests": "Vurdering av barnets beste",
    "pupil_suggestions": "Forslag fra eleven",
    "pupil_suggestions_used": "Hvordan er elevens forslag brukt?",
    "guardians_suggestions": "Forslag fra foresatte",
    "guardians_not_used_because": "Vi følger ikke forslaget fordi",
}
ROUTINES = ("vanlig inspeksjon", "vanlig tilsyn", "klasseregler", "følge med som vanlig", "ordensregler")


class Measure(Frozen):
    """One measure: what, who of the staff, from and to (Oslo days), and when it is evaluated."""

    id: MeasureId
    level: Level
    what: What
    who: tuple[PersonId, ...]
    start: date
    end: date | None = None
    evaluate_on: date


class ActivityPlan(Frozen):
    """The plan of one pupil. `version` counts those put into effect; 0 is one that never was."""

    case_id: CaseId
    version: int = 0
    problem: Prose = ""
    findings: Prose = ""
    maintaining_factors: Prose = ""
    best_interests: Prose = ""
    pupil_suggestions: Prose = ""
    pupil_suggestions_used: Prose = ""
    guardians_suggestions: Prose = ""
    guardians_followed: bool | None = None
    guardians_not_used_because: Prose = ""
    measures: tuple[Measure, ...] = ()
    adopted_at: AwareDatetime | None = None
    adopted_by: PersonId | None = None
    confirmed_names: dict[str, str] = Field(default_factory=dict)

    @property
    def in_effect(self) -> bool:
        return self.adopted_at is not None

    def measure(self, measure_id: str) -> Measure:
        """Raises `Refused` for one that is not there (any more)."""
        found = next((m for m in self.measures if m.id == measure_id), None)
        if found is None:
            raise Refused("Tiltaket finnes ikke lenger. Åpne planen på nytt.")
        return found

    @property
    def next_evaluation(self) -> date | None:
        """The soonest day a measure is to be evaluated."""
        return min((m.evaluate_on for m in self.measures if m.end is None or m.end >= m.evaluate_on), default=None)


def put_measure(plan: ActivityPlan, measure: Measure, staff: frozenset[PersonId]) -> ActivityPlan:
    """Add a measure, or replace the one with its id.

    Raises `Invalid` for one that nobody on the staff carries out, or whose days are not in order (L1292).
    """
    if not measure.what:
        raise Invalid("what", "Skriv hva som skal gjøres.")
    if not measure.who or not staff.issuperset(measure.who):
        raise Invalid("who", "Velg en eller flere ansatte. Elever og foresatte kan ikke ha ansvaret.")
    if measure.end is not None and measure.end < measure.start:
        raise Invalid("end", "Sluttdagen er før startdagen.")
    if measure.evaluate_on < measure.start:
        raise Invalid("evaluate_on", "Evalueringen kan ikke være før tiltaket starter.")
    known = {m.id: m for m in plan.measures} | {measure.id: measure}
    return _written(plan, measures=tuple(known.values()))


def drop_measure(plan: ActivityPlan, measure_id: str) -> ActivityPlan:
    """Take a measure out of the plan; the versions it stood in keep it."""
    gone = plan.measure(measure_id)
    return _written(plan, measures=tuple(m for m in plan.measures if m.id != gone.id))


def write(plan: ActivityPlan, texts: dict[str, str], *, followed: bool | None) -> ActivityPlan:
    """The texts as they are written now; those not given stay."""
    return _written(plan, **texts, guardians_followed=followed)


def _written(plan: ActivityPlan, **changed: object) -> ActivityPlan:
    """A change is not in effect until the plan is put into effect anew."""
    return plan.model_copy(update={**changed, "adopted_at": None, "adopted_by": None})


def lacking(plan: ActivityPlan) -> list[Invalid]:
    """What the law wants and is not there: the five fields of § 12-4, also in a short plan (law 7)."""
    problems = []
    if not plan.problem:
        problems.append(Invalid("problem", "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)."))
    if not plan.measures:
        problems.append(Invalid("measures", "Legg inn minst ett tiltak: hva, når, hvem og når det evalueres (§ 12-4)."))
    if plan.guardians_followed is False and not plan.guardians_not_used_because:
        problems.append(Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges."))
    return problems


def adopt(plan: ActivityPlan, by: Person, adopted_at: AwareDatetime) -> ActivityPlan:
    """Put the plan into effect as its next version. Raises the first thing the law wants and is not there."""
    if lacks := lacking(plan):
        raise Refused(str(lacks[0]))
    if plan.in_effect:
        raise Refused("Planen er allerede satt i verk slik den står.")
    return plan.model_copy(update={"version": plan.version + 1, "adopted_at": adopted_at, "adopted_by": by.id})


def quality_questions(plan: ActivityPlan, *, at_aks: bool) -> list[str]:
    """What Statsforvalteren most often finds wanting: asked, never enforced."""
    measures, levels = plan.measures, {m.level for m in plan.measures}
    endless = [m.what for m in measures if m.end is None]
    routine = [m.what for m in measures if any(word in m.what.casefold() for word in ROUTINES)]
    asked = {
        "Er problemet konkret nok? Skriv hvorfor eleven ikke har det trygt, ikke bare at det er utrygt.": len(
            plan.problem
        )
        < CONCRETE,
        "Har dere funnet det som opprettholder situasjonen?": not plan.maintaining_factors,
        "Er barnets beste vurdert?": not plan.best_interests,
        "Har eleven selv fått foreslå noe?": not plan.pupil_suggestions,
        "Har alle tiltak en sluttdag?": bool(endless),
        "Er noen av tiltakene vanlige rutiner? De hører ikke hjemme i planen.": bool(routine),
        "Er det også tiltak i miljøet rundt, ikke bare for eleven?": bool(measures) and levels == {Level.INDIVIDUAL},
        "Trengs et tiltak på AKS?": at_aks and Level.AKS not in levels,
    }
    return [question for question, ask in asked.items() if ask]


def changes(old: ActivityPlan | None, new: ActivityPlan) -> list[str]:
    """What is different from the version before, a line each."""
    if old is None:
        return ["Første versjon."]
    return [*_text_changes(old, new), *_measure_changes(old, new)]


def _text_changes(old: ActivityPlan, new: ActivityPlan) -> Iterator[str]:
    for name, label in TEXTS.items():
        if getattr(old, name) != getattr(new, name):
            yield f"Endret: {label}"


def _measure_changes(old: ActivityPlan, new: ActivityPlan) -> Iterator[str]:
    before, after = {m.id: m for m in old.measures}, {m.id: m for m in new.measures}
    yield from (f"Tiltak lagt til: {m.what}" for m in new.measures if m.id not in before)
    yield from (f"Tiltak tatt ut: {m.what}" for m in old.measures if m.id not in after)
    for measure in new.measures:
        was = before.get(measure.id, measure)
        if was != measure:
            yield f"Tiltak endret: {measure.what} ({', '.join(_differences(was, measure))})"


def _differences(was: Measure, now: Measure) -> Iterator[str]:
    if was.what != now.what:
        yield f"før: {was.what}"
    if was.who != now.who:
        yield "andre ansvarlige"
    if was.level is not now.level:
        yield f"{LEVEL_LABELS[was.level]} → {LEVEL_LABELS[now.level]}"
    for label, before, after in (
        ("start", was.start, now.start),
        ("slutt", was.end, now.end),
        ("evalueres", was.evaluate_on, now.evaluate_on),
    ):
        if before != after:
            yield f"{label} {_day(before)} → {_day(after)}"


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "uten dag"
