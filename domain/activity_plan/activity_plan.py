"""The activity plan (§ 12-4 third paragraph; L517–525, L1230–1306): its texts, its measures, and what it lacks."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints
from pydantic.dataclasses import dataclass

from domain.errors import Invalid, Refused
from domain.ids import CaseId, MeasureId, PersonId
from domain.school_plan.procedure import PlanText
from domain.text.messages import N_, Labels, SchoolLabels
from domain.text.prose import ENTRY_MAX, Prose, letters
from domain.value import VALUE

WHAT_MAX = 600
What = Annotated[str, StringConstraints(max_length=WHAT_MAX, strip_whitespace=True)]
MEASURE_LETTERS = 8
FAR = timedelta(weeks=26)
A_YEAR = timedelta(days=365)
AFTER_ITS_END = timedelta(weeks=1)


class Level(StrEnum):
    """Where a measure works (L1262–1276)."""

    INDIVIDUAL = "individ"
    CLASS = "klasse"
    SCHOOL = "skole"
    AKS = "aks"


LEVEL_LABELS: SchoolLabels[str] = SchoolLabels(
    "levels",
    {
        Level.INDIVIDUAL: N_("Individ"),
        Level.CLASS: N_("Klasse"),
        Level.SCHOOL: N_("Skole"),
        Level.AKS: N_("{after_school}"),
    },
)
TEXTS = Labels(
    {
        PlanText.PROBLEM: N_("Hvilket problem skal tiltakene løse?"),
        PlanText.FINDINGS: N_("Hva viser undersøkelsene?"),
        PlanText.MAINTAINING_FACTORS: N_("Hva holder problemet ved like?"),
        PlanText.BEST_INTERESTS: N_("Vurdering av barnets beste"),
        PlanText.PUPIL_SUGGESTIONS: N_("Forslag fra eleven"),
        PlanText.PUPIL_SUGGESTIONS_USED: N_("Hvordan er elevens forslag brukt?"),
        PlanText.GUARDIANS_SUGGESTIONS: N_("Forslag fra foresatte"),
        PlanText.GUARDIANS_NOT_USED_BECAUSE: N_("Vi følger ikke forslaget fordi"),
        PlanText.PROBLEM_FOR_HOME: N_("Problemet, slik hjemmet skal få det (§ 12-5)"),
        PlanText.PROBLEM_FOR_PUPIL: N_("Problemet, med ord eleven forstår"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Measure:
    """One measure: what, who of the staff, from and to (Oslo days), and when it is evaluated.

    `for_doer`: what those who do it are to know, where that is other words than `what`; `for_pupil`: what it
    is, in words for a child. `answers`: what of the problem it is to do something about. `ended`: the day an evaluation
    ended it; it is not evaluated again. `to_change`: an evaluation wants it changed, and it has not been.
    `later_because`: why it is evaluated later than the procedure's interval.
    """

    id: MeasureId
    level: Level
    what: What
    for_doer: What = ""
    for_pupil: What = ""
    answers: What = ""
    who: tuple[PersonId, ...]
    start: date
    end: date | None = None
    evaluate_on: date
    ended: date | None = None
    to_change: bool = False
    later_because: Prose = ""

    @property
    def said(self) -> str:
        """All that a person wrote of it."""
        return "\n".join(filter(None, (self.what, self.later_because)))

    @property
    def to_do(self) -> str:
        """All that those who do it are told of what it is."""
        return self.for_doer or self.what


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class ActivityPlan:
    """The plan of one pupil. `version` counts those put into effect; 0 is one that never was.

    `confirmed_names`: of each text, or measure, the names of other pupils that must stand in it, and why.
    """

    case_id: CaseId
    version: int = 0
    texts: dict[PlanText, Prose] = field(default_factory=dict)
    guardians_followed: bool | None = None
    measures: tuple[Measure, ...] = ()
    adopted_at: AwareDatetime | None = None
    adopted_by: PersonId | None = None
    confirmed_names: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, name: PlanText) -> str:
        """A text of the plan; nothing where none is written."""
        return self.texts.get(name, "")

    @property
    def in_effect(self) -> bool:
        return self.adopted_at is not None

    def measure(self, measure_id: str) -> Measure:
        """Raises `Refused` for one that is not there (any more)."""
        found = next((m for m in self.measures if m.id == measure_id), None)
        if found is None:
            raise Refused("Tiltaket finnes ikke lenger. Vis planen på nytt.")
        return found

    @property
    def next_evaluation(self) -> date | None:
        """The soonest day a measure is to be evaluated; None when all have ended."""
        return min((measure.evaluate_on for measure in self.going_on), default=None)

    @property
    def carriers(self) -> frozenset[PersonId]:
        """Whose the measures are that go on."""
        return frozenset(person for measure in self.going_on for person in measure.who)

    @property
    def going_on(self) -> tuple[Measure, ...]:
        """The measures there is something to say of: all but those an evaluation has ended."""
        return tuple(measure for measure in self.measures if not measure.ended)


def put_measure(plan: ActivityPlan, measure: Measure, staff: frozenset[PersonId], today: date) -> ActivityPlan:
    """Add a measure, or replace the one with its id.

    Raises `Invalid` for one that says nothing, that nobody on the staff carries out, whose days are not in order
    (L1292), or that an evaluation has ended.
    """
    if letters(measure.what) < MEASURE_LETTERS:
        raise Invalid("what", "Skriv hva som skal gjøres, så konkret at alle vet det.")
    if not measure.who or not staff.issuperset(measure.who):
        raise Invalid("who", "Velg en eller flere ansatte. Elever og foresatte kan ikke ha ansvaret.")
    was = next((m for m in plan.measures if m.id == measure.id), None)
    if was is not None and was.ended:
        raise Invalid("what", "Tiltaket er avsluttet i en evaluering. Gå tilbake, og legg inn et nytt.")
    _check_days(measure, was.evaluate_on if was else None, today)
    known = {m.id: m for m in plan.measures} | {measure.id: measure}
    return unadopted(replace(plan, measures=tuple(known.values())))


def _check_days(measure: Measure, evaluated_before: date | None, today: date) -> None:
    """A day that stood there before may have passed since."""
    start, end, evaluate_on = measure.start, measure.end, measure.evaluate_on
    if not today - A_YEAR <= start <= today + FAR:
        raise Invalid("start", "Dagen er for langt unna. Sjekk årstallet.")
    if end is not None and end < start:
        raise Invalid("end", "Sluttdagen er før startdagen.")
    if end is not None and end > today + A_YEAR:
        raise Invalid("end", "Dagen er for langt unna. Sjekk årstallet.")
    if evaluate_on < start:
        raise Invalid("evaluate_on", "Evalueringen kan ikke være før tiltaket starter.")
    if evaluate_on < today and evaluate_on != evaluated_before:
        raise Invalid("evaluate_on", "Dagen er passert. Velg en dag som kommer.")
    if end is not None and evaluate_on > end + AFTER_ITS_END:
        raise Invalid("evaluate_on", "Evaluer senest en uke etter at tiltaket er slutt.")
    if evaluate_on > today + FAR:
        raise Invalid("evaluate_on", "Dagen er for langt unna. Sjekk årstallet.")


def drop_measure(plan: ActivityPlan, measure_id: str) -> ActivityPlan:
    """Take a measure out of the plan; the versions it stood in keep it."""
    gone = plan.measure(measure_id)
    return unadopted(replace(plan, measures=tuple(m for m in plan.measures if m.id != gone.id)))


def write(plan: ActivityPlan, texts: Mapping[PlanText, str], *, followed: bool | None) -> ActivityPlan:
    """The texts as they are written now; those not given stay. Raises `Invalid` for a «no» without its reason, and for
    a «yes» with one.
    """
    both = {**plan.texts, **texts}
    written = unadopted(replace(plan, texts=_in_order(both), guardians_followed=followed))
    if not answered_for(written):
        raise Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges.")
    if followed and texts.get(PlanText.GUARDIANS_NOT_USED_BECAUSE, "").strip():
        raise Invalid("followed", "Dere har svart ja, men også skrevet hvorfor ikke. Velg nei, eller ta bort grunnen.")
    return written


def answered_for(plan: ActivityPlan) -> bool:
    return plan.guardians_followed is not False or bool(plan.text(PlanText.GUARDIANS_NOT_USED_BECAUSE))


def unadopted(plan: ActivityPlan) -> ActivityPlan:
    """A change is not in effect until the plan is put into effect anew."""
    return replace(plan, adopted_at=None, adopted_by=None)


def _in_order(texts: Mapping[PlanText, str]) -> dict[PlanText, str]:
    """Those that say something, in the order of the plan."""
    return {name: texts[name] for name in PlanText if texts.get(name, "").strip()}


def joined(kept: ActivityPlan | None, gone: ActivityPlan | None, into: CaseId) -> ActivityPlan | None:
    """One plan of two cases of one pupil that became one; not in effect until it is put into effect anew.

    What only one has is kept; where both have written, both texts stand, to be put right by a person.
    """
    if gone is None or kept is None:
        return kept if gone is None else unadopted(replace(gone, case_id=into, version=0))
    texts = {
        name: "\n\n".join(dict.fromkeys(filter(None, (kept.text(name), gone.text(name)))))[:ENTRY_MAX]
        for name in PlanText
    }
    measures = {measure.id: measure for measure in (*gone.measures, *kept.measures)}
    followed = gone.guardians_followed if kept.guardians_followed is None else kept.guardians_followed
    confirmed = {
        where: gone.confirmed_names.get(where, {}) | kept.confirmed_names.get(where, {})
        for where in (*gone.confirmed_names, *kept.confirmed_names)
    }
    both = replace(kept, texts=_in_order(texts), measures=tuple(measures.values()), guardians_followed=followed)
    return unadopted(replace(both, confirmed_names=confirmed))
