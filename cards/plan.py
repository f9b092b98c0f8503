"""The activity plan: read as a whole, written a part or a measure at a time. All of it stands behind a press."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import words
from cards.elements import Card, Choices, box, buttons, card, facts, heading, points, problem, said, subheading, text
from cards.forms import NOTHING, Ask, Filled
from cards.plan_actions import (
    AdoptPlan,
    DropMeasure,
    OpenMeasure,
    OpenPlanPart,
    Part,
    PlanVersions,
    PutMeasure,
    ShowPlan,
    WritePlan,
)
from cards.steps import back
from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Level, Measure
from domain.case import Case
from domain.log import ENTRY_MAX
from domain.people import Frozen, Person, PersonId
from domain.procedure import BRANCH_LABELS, Branch, PlanText

PARTS = {
    Part.PROBLEM: ("problem", "findings", "maintaining_factors", "best_interests"),
    Part.VIEWS: ("pupil_suggestions", "pupil_suggestions_used", "guardians_suggestions", "guardians_not_used_because"),
}
PART_TITLES = {Part.PROBLEM: "Problem og funn", Part.VIEWS: "Elevens og foresattes syn"}
GUIDANCE = {
    "problem": "Hvorfor har ikke eleven det trygt og godt? Hva skjer, hvor, hvor ofte, og hva gjør det med eleven?",
    "findings": "Oppsummer. Ingen sensitive opplysninger om andre elever, og ingen navn.",
    "best_interests": "Hva mener eleven, og hva er best for akkurat denne eleven?",
}
FOLLOWED: Choices = [("ja", "Ja"), ("nei", "Nei, ikke alle")]
CLIP = 500


class PlanView(Frozen):
    """A plan for one viewer: what it lacks, what one may ask oneself, and the names of staff."""

    case: Case
    plan: ActivityPlan
    kind: Branch
    names: Mapping[PersonId, str]
    lacks: tuple[str, ...]
    questions: tuple[str, ...]
    may_adopt: bool
    record_id: str
    note: str = ""


def plan_card(view: PlanView) -> Card:
    """The whole plan, long texts shortened: each opens in full where it is written."""
    case, plan = view.case, view.plan
    return card(
        heading(f"{BRANCH_LABELS[view.kind]}, sak {case.reference}"),
        said(f"✓ {view.note}") if view.note else None,
        facts({"Versjon": _version(plan), "Neste evaluering": _day(plan.next_evaluation)}),
        [part for which in Part for part in _part(case, plan, which)],
        subheading("Tiltak"),
        [_measure(case, measure, view.names) for measure in plan.measures] or text("Ingen tiltak ennå.", subtle=True),
        buttons(OpenMeasure.button("Nytt tiltak", case_id=case.id)) if case.open else None,
        [problem(line) for line in view.lacks],
        [subheading("Tenk gjennom"), points(view.questions)] if view.questions else None,  # type: ignore[list-item]  # there are some
        actions=[
            AdoptPlan.button("Sett planen i verk", case_id=case.id, record_id=view.record_id, style="positive")
            if view.may_adopt and not view.lacks and not plan.in_effect
            else None,
            PlanVersions.button("Versjoner", case_id=case.id) if plan.version else None,
            back(case),
        ],
    )


def _version(plan: ActivityPlan) -> str:
    if plan.adopted_at:
        return f"{plan.version}, i verk fra {words.moment(plan.adopted_at)}"
    return f"endret siden versjon {plan.version}, ikke satt i verk" if plan.version else "ikke satt i verk ennå"


def _part(case: Case, plan: ActivityPlan, part: Part) -> list[Card]:
    pieces = facts({TEXTS[name]: _clipped(getattr(plan, name)) for name in PARTS[part]})
    edit = (
        buttons(OpenPlanPart.button(f"Skriv {_lower(PART_TITLES[part])}", case_id=case.id, part=part))
        if case.open
        else None
    )
    empty = [] if pieces else [text("Ikke skrevet ennå.", subtle=True)]
    return [subheading(PART_TITLES[part]), *pieces, *empty, *([edit] if edit else [])]


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _clipped(words_: str) -> str:
    return words_ if len(words_) <= CLIP else f"{words_[:CLIP].rsplit(' ', 1)[0]} …"


def _measure(case: Case, measure: Measure, names: Mapping[PersonId, str]) -> Card:
    ends = f"til {words.day(measure.end)}" if measure.end else "uten sluttdag"
    who = words.listing(names.get(person, "Ukjent") for person in measure.who)
    edit = OpenMeasure.button("Endre", case_id=case.id, measure_id=measure.id)
    return box(
        said(f"{LEVEL_LABELS[measure.level]}: {_clipped(measure.what)}"),
        said(f"{who} · {words.day(measure.start)} {ends} · evalueres {words.day(measure.evaluate_on)}", subtle=True),
        buttons(edit, DropMeasure.button("Ta ut", case_id=case.id, measure_id=measure.id)) if case.open else None,
    )


def part_form(
    case: Case, plan: ActivityPlan, part: Part, told: Mapping[PlanText, str], filled: Filled = NOTHING
) -> Card:
    """One page of texts; one not written yet begins with what the steps have told. A name found is asked about."""
    asked = {name: Ask(TEXTS[name], lines=True, limit=ENTRY_MAX) for name in PARTS[part]}
    if part is Part.VIEWS:
        asked = {**asked, "followed": WritePlan.asks()["followed"]}
        asked["guardians_not_used_because"] = asked.pop("guardians_not_used_because")
    followed = {True: "ja", False: "nei", None: ""}[plan.guardians_followed]
    begun = {str(name): words_ for name, words_ in told.items()}
    values = (
        {name: getattr(plan, name) or begun.get(name, "") for name in PARTS[part]}
        | {"followed": followed}
        | dict(filled.values)
    )
    guidance = {name: text(GUIDANCE[name], subtle=True, small=True) for name in PARTS[part] if name in GUIDANCE}
    return card(
        heading(f"{PART_TITLES[part]}, sak {case.reference}"),
        WritePlan.inputs(
            Filled(values, filled.errors),
            choices={"followed": FOLLOWED},
            above=guidance,
            asked=asked | _names_question(filled, WritePlan),
        ),
        actions=[WritePlan.button("Lagre", style="positive", case_id=case.id, part=part), _to_plan(case)],
    )


def measure_form(
    case: Case, measure: Measure | None, measure_id: str, staff: Sequence[Person], today: date, filled: Filled = NOTHING
) -> Card:
    """One measure, new or as it is. Those on the case and those it has already can be ticked; the others are a list."""
    values = _measure_values(measure, today) | dict(filled.values)
    ticked = {*case.members, *values.get("who", "").split(",")}
    asked = {name: ask for name, ask in PutMeasure.asks().items() if name != "names_reason"}
    return card(
        heading("Endre tiltak" if measure else "Nytt tiltak"),
        text("Så konkret at alle voksne vet hva de skal gjøre. Ikke vanlige rutiner, og ingen navn på andre elever."),
        PutMeasure.inputs(
            Filled(values, filled.errors),
            choices={
                "level": list(LEVEL_LABELS.items()),
                "who": words.person_choices(person for person in staff if person.id in ticked),
                "another": words.person_choices(person for person in staff if person.id not in ticked),
            },
            asked=asked | _names_question(filled, PutMeasure),
        ),
        actions=[PutMeasure.button("Lagre", style="positive", case_id=case.id, measure_id=measure_id), _to_plan(case)],
    )


def _measure_values(measure: Measure | None, today: date) -> dict[str, str]:
    if measure is None:
        return {"level": Level.INDIVIDUAL, "start": today.isoformat()}
    return {
        "level": measure.level,
        "what": measure.what,
        "who": ",".join(measure.who),
        "start": measure.start.isoformat(),
        "end": measure.end.isoformat() if measure.end else "",
        "evaluate_on": measure.evaluate_on.isoformat(),
    }


def _names_question(filled: Filled, action: type[WritePlan] | type[PutMeasure]) -> dict[str, Ask]:
    asked = "names_reason" in filled.errors or filled.values.get("names_reason")
    return {"names_reason": action.asks()["names_reason"]} if asked else {}


def _to_plan(case: Case) -> Card:
    return ShowPlan.button("Tilbake til planen", case_id=case.id)


def versions_card(case: Case, versions: Sequence[tuple[ActivityPlan, str, Sequence[str]]]) -> Card:
    """Each version that was put into effect, newest first: when, by whom, and what was different."""
    pieces: list[Any] = []
    for plan, by, lines in versions:
        at = words.moment(plan.adopted_at) if plan.adopted_at else ""
        pieces += [subheading(f"Versjon {plan.version}"), said(f"{at} · {by}", subtle=True), *map(said, lines)]
    return card(heading(f"Versjoner av planen, sak {case.reference}"), pieces, actions=[_to_plan(case)])


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
