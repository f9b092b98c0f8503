"""Putting an activity plan into effect: what the law wants (§ 12-4 third paragraph), and what one may ask oneself."""

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from pydantic import AwareDatetime

from domain.activity_plan import ActivityPlan, Level, Measure, answered_for
from domain.calendar import oslo_date
from domain.errors import Invalid, Refused
from domain.log import letters
from domain.people import Person, PersonId

CONCRETE = 40
PROBLEM_LETTERS = 15
ROUTINES = ("vanlig inspeksjon", "vanlig tilsyn", "klasseregler", "følge med som vanlig", "ordensregler")


def lacking(plan: ActivityPlan) -> list[Invalid]:
    """What the law wants and is not there: the five fields of § 12-4, also in a short plan (law 7)."""
    problems = []
    if letters(plan.problem) < PROBLEM_LETTERS:
        problems.append(Invalid("problem", "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)."))
    if not plan.measures:
        problems.append(Invalid("measures", "Legg inn minst ett tiltak: hva, når, hvem og når det evalueres (§ 12-4)."))
    if not answered_for(plan):
        problems.append(Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges."))
    return problems


def wanting(plan: ActivityPlan, staff: frozenset[PersonId], today: date) -> list[Invalid]:
    """What must be put right: what the law wants, and that someone on the staff carries out each measure.

    Of a plan that is not in effect also that a measure holds from today on, and is evaluated on a day to come.
    """
    new = [] if plan.in_effect or not plan.measures else list(_nothing_to_come(plan, today))
    return [*lacking(plan), *new, *_by_nobody(plan, staff)]


def _nothing_to_come(plan: ActivityPlan, today: date) -> Iterator[Invalid]:
    if not any(measure.end is None or measure.end >= today for measure in plan.going_on):
        yield Invalid("measures", "Ingen av tiltakene gjelder fra nå av. Legg inn et nytt, eller endre sluttdagen.")
    for measure in plan.going_on:
        if measure.evaluate_on < today:
            text = "Dagen for å evaluere «{what}» er passert. Evaluer først, eller velg en ny dag."
            yield Invalid("measures", text, what=_short(measure))


def _by_nobody(plan: ActivityPlan, staff: frozenset[PersonId]) -> Iterator[Invalid]:
    for measure in plan.going_on:
        if staff.isdisjoint(measure.who):
            text = "De som skulle gjennomføre «{what}», arbeider ikke her lenger. Velg noen andre."
            yield Invalid("measures", text, what=_short(measure))


def _short(measure: Measure) -> str:
    return shorten(measure.what, 80, placeholder=" …")


def adopt(plan: ActivityPlan, staff: frozenset[PersonId], by: Person, adopted_at: AwareDatetime) -> ActivityPlan:
    """Put the plan into effect as its next version. Raises `Refused` with the first thing that is `wanting`."""
    if plan.in_effect:
        raise Refused("Planen er allerede satt i verk slik den står.")
    if wants := wanting(plan, staff, oslo_date(adopted_at)):
        raise Refused(str(wants[0]))
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
