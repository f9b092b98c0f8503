"""Putting an activity plan into effect: what the law wants (§ 12-4 third paragraph), and what one may ask oneself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

from pydantic import AwareDatetime

from domain.activity_plan.activity_plan import ActivityPlan, Level, Measure, answered_for
from domain.errors import Invalid, Refused
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.procedure import PlanText
from domain.text.messages import N_, _
from domain.text.moments import listing
from domain.text.prose import letters

CONCRETE = 40
PROBLEM_LETTERS = 15
PASSED = N_("Dagen for å evaluere {named} er passert. Evaluer først, eller velg en ny dag.")
ALL_PASSED = N_("Dagen for å evaluere er passert for alle tiltakene. Evaluer først, eller velg en ny dag for hvert.")
ROUTINES = ("vanlig inspeksjon", "vanlig tilsyn", "klasseregler", "følge med som vanlig", "ordensregler")


def lacking(plan: ActivityPlan) -> list[Invalid]:
    """What the law wants and is not there: the five fields of § 12-4, also in a short plan (law 7)."""
    problems = []
    if letters(plan.text(PlanText.PROBLEM)) < PROBLEM_LETTERS:
        problems.append(Invalid("problem", "Skriv hvilket problem tiltakene skal løse (§ 12-4 a)."))
    if not plan.measures:
        problems.append(Invalid("measures", "Legg inn minst ett tiltak: hva, når, hvem og når det evalueres (§ 12-4)."))
    if not answered_for(plan):
        problems.append(Invalid("guardians_not_used_because", "Skriv hvorfor foresattes forslag ikke følges."))
    return problems


def wanting(
    plan: ActivityPlan, staff: frozenset[PersonId], today: date, *, other_than: ActivityPlan | None = None
) -> list[Invalid]:
    """What must be put right: what the law wants, and that someone on the staff carries out each measure.

    Of a plan that is not in effect also that a measure holds from today on, and is evaluated on a day to come.
    `other_than`: the version whose measures have not been enough for the pupil.
    """
    new = [] if plan.in_effect or not plan.measures else list(_nothing_to_come(plan, today))
    if other_than and not _does(plan) - _does(other_than):
        new.append(
            Invalid("measures", "Eleven har det ikke trygt med disse tiltakene. Legg inn et nytt, eller endre et.")
        )
    return [*lacking(plan), *new, *_by_nobody(plan, staff)]


def _does(plan: ActivityPlan) -> set[tuple[Level, str, frozenset[PersonId]]]:
    """What is done for the pupil, and by whom; on other days it is the same."""
    return {(measure.level, measure.what, frozenset(measure.who)) for measure in plan.going_on}


def _nothing_to_come(plan: ActivityPlan, today: date) -> Iterator[Invalid]:
    if not any(measure.end is None or measure.end >= today for measure in plan.going_on):
        yield Invalid("measures", "Ingen av tiltakene gjelder fra nå av. Legg inn et nytt, eller endre sluttdagen.")
    passed = [measure for measure in plan.going_on if measure.evaluate_on < today]
    if passed:
        yield _not_evaluated(passed, everything=len(passed) == len(plan.going_on))


def _not_evaluated(passed: Sequence[Measure], *, everything: bool) -> Invalid:
    if everything and len(passed) > 1:
        return Invalid("measures", ALL_PASSED)
    return Invalid("measures", PASSED, named=listing(f"«{_short(measure)}»" for measure in passed))


def by_nobody(plan: ActivityPlan, staff: frozenset[PersonId]) -> tuple[Measure, ...]:
    """The measures going on that nobody on the `staff` carries out: those who did, have left (law 8)."""
    return tuple(measure for measure in plan.going_on if staff.isdisjoint(measure.who))


def _by_nobody(plan: ActivityPlan, staff: frozenset[PersonId]) -> Iterator[Invalid]:
    for measure in by_nobody(plan, staff):
        yield Invalid(
            "measures",
            "De som skulle gjennomføre «{what}», har sluttet. Velg noen andre.",
            what=_short(measure),
        )


def _short(measure: Measure) -> str:
    return shorten(measure.what, 80, placeholder=" …")


def adopt(
    plan: ActivityPlan,
    staff: frozenset[PersonId],
    by: Person,
    adopted_at: AwareDatetime,
    *,
    other_than: ActivityPlan | None = None,
) -> ActivityPlan:
    """Put the plan into effect as its next version. Raises `Refused` with the first thing that is `wanting`."""
    if plan.in_effect:
        raise Refused("Planen er allerede satt i verk slik den står.")
    if wants := wanting(plan, staff, oslo_date(adopted_at), other_than=other_than):
        raise Refused(wants[0].template, **wants[0].params)
    return replace(plan, version=plan.version + 1, adopted_at=adopted_at, adopted_by=by.id)


def _lacks_words(plan: ActivityPlan) -> bool:
    """For the pupil's own page."""
    texts = (plan.text(PlanText.PROBLEM_FOR_PUPIL), *(measure.for_pupil for measure in plan.going_on))
    return not all(texts)


def quality_questions(plan: ActivityPlan, *, at_aks: bool, asked_first: bool) -> list[str]:
    """What Statsforvalteren most often finds wanting: asked, never enforced."""
    measures, levels = plan.measures, {m.level for m in plan.measures}
    endless = [m.what for m in measures if m.end is None]
    routine = [m.what for m in measures if any(word in m.what.casefold() for word in ROUTINES)]
    vague, alone = len(plan.text(PlanText.PROBLEM)) < CONCRETE, bool(measures) and levels == {Level.INDIVIDUAL}
    asked = (
        (vague, _("Er problemet konkret nok? Skriv hvorfor eleven ikke har det trygt, ikke bare at det er utrygt.")),
        (not plan.text(PlanText.MAINTAINING_FACTORS), _("Har dere funnet det som holder problemet ved like?")),
        (not plan.text(PlanText.BEST_INTERESTS), _("Er barnets beste vurdert?")),
        (not plan.text(PlanText.PUPIL_SUGGESTIONS), _("Har eleven selv fått foreslå noe?")),
        (
            not asked_first and not plan.version,
            _("Har eleven svart på de korte spørsmålene før tiltakene begynner?"),
        ),
        (_lacks_words(plan), _("Står problemet og alle tiltakene også med ord eleven forstår?")),
        (bool(endless), _("Har alle tiltak en sluttdag?")),
        (bool(routine), _("Er noen av tiltakene vanlige rutiner? De hører ikke hjemme i planen.")),
        (alone, _("Er det også tiltak i miljøet rundt, ikke bare for eleven?")),
        (at_aks and Level.AKS not in levels, _("Trengs et tiltak på {after_school}?")),
    )
    return [question for ask, question in asked if ask]
