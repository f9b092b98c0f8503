"""The activity plan (§ 12-4 third paragraph; L517–525, L1230–1306): its texts, its measures, and what it lacks."""

from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, NewType

from pydantic import AwareDatetime, Field, StringConstraints

from domain.errors import Invalid, Refused
from domain.event import CaseId
from domain.log import ENTRY_MAX, Prose
from domain.people import Frozen, Person, PersonId

MeasureId = NewType("MeasureId", str)
What = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]
CONCRETE = 40
PROBLEM_LETTERS, MEASURE_LETTERS = 15, 8
FAR = timedelta(weeks=26)
A_YEAR = timedelta(days=365)
AFTER_ITS_END = timedelta(weeks=1)


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
_NOT_ADOPTED = {"adopted_at": None, "adopted_by": None}
ROUTINES = ("vanlig inspeksjon", "vanlig tilsyn", "klasseregler", "følge med som vanlig", "ordensregler")


class Measure(Frozen):
    """One measure: what, who of the staff, from and to (Oslo days), and when it is evaluated.

    `ended`: an evaluation has ended it, and it is not evaluated again.
    """

    id: MeasureId
    level: Level
    what: What
    who: tuple[PersonId, ...]
    start: date
    end: date | None = None
    evaluate_on: date
    ended: bool = False


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
        """The soonest day a measure is to be evaluated; None when all have ended."""
        return min((measure.evaluate_on for measure in self.going_on), default=None)

    @property
    def going_on(self) -> tuple[Measure, ...]:
        """The measures there is something to say of: all but those an evaluation has ended."""
        return tuple(measure for measure in self.measures if not measure.ended)


def mark_of(*content: object) -> str:
    """What a form was opened on, as a short digest: whoever saves it has seen what stands there, or is told."""
    told = "\n".join(one.model_dump_json() if isinstance(one, Frozen) else str(one) for one in content)
    return sha256(told.encode()).hexdigest()[:16]


def put_measure(plan: ActivityPlan, measure: Measure, staff: frozenset[PersonId], today: date) -> ActivityPlan:
    """Add a measure, or replace the one with its id.

    Raises `Invalid` for one that says nothing, that nobody on the staff carries out, or whose days are not in order
    (L1292).
    """
    if _letters(measure.what) < MEASURE_LETTERS:
        raise Invalid("what", "Skriv hva som skal gjøres, så konkret at alle vet det.")
    if not measure.who or not staff.issuperset(measure.who):
        raise Invalid("who", "Velg en eller flere ansatte. Elever og foresatte kan ikke ha ansvaret.")
    was = next((m for m in plan.measures if m.id == measure.id), None)
    _check_days(measure, was.evaluate_on if was else None, today)
    known = {m.id: m for m in plan.measures} | {measure.id: measure}
    return _written(plan, measures=tuple(known.values()))


def _check_days(measure: Measure, evaluated_before: date | None, today: date) -> None:
    """A day that stood there before may have passed since."""
    start, end, evaluate_on = measure.start, measure.end, measure.evaluate_on
    year = "Dagen er for langt unna. Sjekk årstallet."
    if not today - A_YEAR <= start <= today + FAR:
        raise Invalid("start", year)
    if end is not None and end < start:
        raise Invalid("end", "Sluttdagen er før startdagen.")
    if end is not None and end > today + A_YEAR:
        raise Invalid("end", year)
    if evaluate_on < start:
        raise Invalid("evaluate_on", "Evalueringen kan ikke være før tiltaket starter.")
    if evaluate_on < today and evaluate_on != evaluated_before:
        raise Invalid("evaluate_on", "Dagen er passert. Velg en dag som kommer.")
    if end is not None and evaluate_on > end + AFTER_ITS_END:
        raise Invalid("evaluate_on", "Evaluer senest en uke etter at tiltaket er slutt.")
    if evaluate_on > today + FAR:
        raise Invalid("evaluate_on", year)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def drop_measure(plan: ActivityPlan, measure_id: str) -> ActivityPlan:
    """Take a measure out of the plan; the versions it stood in keep it."""
    gone = plan.measure(measure_id)
    return _written(plan, measures=tuple(m for m in plan.measures if m.id != gone.id))


def write(plan: ActivityPlan, texts: dict[str, str], *, followed: bool | None) -> ActivityPlan:
    """The texts as they are written now; those not given stay. Raises `Invalid` for a «no» without its reason."""
    written = _written(plan, **texts, guardians_followed=followed)
    if not _answered_for(written):
        raise Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges.")
    return written


def _answered_for(plan: ActivityPlan) -> bool:
    return plan.guardians_followed is not False or bool(plan.guardians_not_used_because)


def _written(plan: ActivityPlan, **changed: object) -> ActivityPlan:
    """A change is not in effect until the plan is put into effect anew."""
    return plan.model_copy(update={**changed, **_NOT_ADOPTED})


def joined(kept: ActivityPlan | None, gone: ActivityPlan | None, into: CaseId) -> ActivityPlan | None:
    """One plan of two cases of one pupil that became one; not in effect until it is put into effect anew.

    What only one has is kept; where both have written, both texts stand, to be put right by a person.
    """
    if gone is None or kept is None:
        return kept if gone is None else gone.model_copy(update={"case_id": into, "version": 0, **_NOT_ADOPTED})
    texts = {
        name: "\n\n".join(dict.fromkeys(filter(None, (getattr(kept, name), getattr(gone, name)))))[:ENTRY_MAX]
        for name in TEXTS
    }
    measures = {measure.id: measure for measure in (*gone.measures, *kept.measures)}
    followed = gone.guardians_followed if kept.guardians_followed is None else kept.guardians_followed
    confirmed = {**gone.confirmed_names, **kept.confirmed_names}
    both = {"measures": tuple(measures.values()), "guardians_followed": followed, "confirmed_names": confirmed}
    return _written(kept, **texts, **both)


def lacking(plan: ActivityPlan) -> list[Invalid]:
    """What the law wants and is not there: the five fields of § 12-4, also in a short plan (law 7)."""
    problems = []
    if _letters(plan.problem) < PROBLEM_LETTERS:
        problems.append(Invalid("problem", "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)."))
    if not plan.measures:
        problems.append(Invalid("measures", "Legg inn minst ett tiltak: hva, når, hvem og når det evalueres (§ 12-4)."))
    if not _answered_for(plan):
        problems.append(Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges."))
    return problems


def adopt(plan: ActivityPlan, by: Person, adopted_at: AwareDatetime) -> ActivityPlan:
    """Put the plan into effect as its next version. Raises the first thing the law wants and is not there."""
    if lacks := lacking(plan):
        raise Refused(str(lacks[0]))
    if plan.in_effect:
        raise Refused("Planen er allerede satt i verk slik den står.")
    return plan.model_copy(update={"version": plan.version + 1, "adopted_at": adopted_at, "adopted_by": by.id})


def quality_questions(plan: ActivityPlan, *, at_aks: bool, asked_first: bool) -> list[str]:
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
        "Har eleven svart på de korte spørsmålene før tiltakene begynner?": not asked_first and not plan.version,
        "Har alle tiltak en sluttdag?": bool(endless),
        "Er noen av tiltakene vanlige rutiner? De hører ikke hjemme i planen.": bool(routine),
        "Er det også tiltak i miljøet rundt, ikke bare for eleven?": bool(measures) and levels == {Level.INDIVIDUAL},
        "Trengs et tiltak på AKS?": at_aks and Level.AKS not in levels,
    }
    return [question for question, ask in asked.items() if ask]
