"""The activity plan, read as a whole and version by version. All of it stands behind a press."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from cards import words
from cards.elements import Card, box, buttons, card, facts, heading, points, problem, said, subheading, text
from cards.plan_actions import (
    AdoptPlan,
    DiscardChanges,
    DropMeasure,
    OpenBaseline,
    OpenMeasure,
    OpenPlanPart,
    Part,
    PlanVersion,
    PlanVersions,
    ShowPlan,
)
from cards.steps import back
from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure
from domain.case import Case
from domain.people import Frozen, PersonId
from domain.plan_changes import FOLLOWED_LABELS, FOLLOWED_QUESTION, Change, described
from domain.procedure import BRANCH_LABELS, Branch
from domain.two_writers import mark_of

PARTS = {
    Part.PROBLEM: ("problem", "findings", "maintaining_factors", "best_interests"),
    Part.VIEWS: ("pupil_suggestions", "pupil_suggestions_used", "guardians_suggestions", "guardians_not_used_because"),
}
PART_TITLES = {Part.PROBLEM: "Problem og funn", Part.VIEWS: "Elevens og foresattes syn"}
CLIP = 500


class PlanView(Frozen):
    """A plan for one viewer: what it lacks, what one may ask oneself, and the names of staff.

    `answers` are those to the short questions before the measures.
    """

    case: Case
    plan: ActivityPlan
    kind: Branch
    names: Mapping[PersonId, str]
    lacks: tuple[str, ...]
    questions: tuple[str, ...]
    answers: Mapping[str, str]
    may_adopt: bool
    may_ask_first: bool
    record_id: str
    note: str = ""
    warning: str = ""


def plan_card(view: PlanView) -> Card:
    """The whole plan, long texts shortened: each opens in full where it is written."""
    case, plan = view.case, view.plan
    draft = plan.version and not plan.in_effect
    ask_first = OpenBaseline.button("Spør eleven før tiltakene", case_id=case.id) if view.may_ask_first else None
    return card(
        heading(f"{BRANCH_LABELS[view.kind]}, sak {case.reference}"),
        said(f"✓ {view.note}") if view.note else None,
        problem(view.warning) if view.warning else None,
        facts({"Versjon": _version(plan), "Neste evaluering": _day(plan.next_evaluation)}),
        [part for which in Part for part in _part(case, plan, which)],
        subheading("Tiltak"),
        [_measure(case, measure, view.names) for measure in plan.measures] or text("Ingen tiltak ennå.", subtle=True),
        buttons(OpenMeasure.button("Nytt tiltak", case_id=case.id)) if case.open else None,
        [subheading("Før tiltakene"), *facts(view.answers)] if view.answers else None,
        buttons(ask_first) if ask_first else None,
        [said(line, subtle=True) for line in _names(plan)],
        [problem(line) for line in view.lacks] if case.open else None,
        [subheading("Tenk gjennom"), points(view.questions)] if view.questions and case.open else None,  # type: ignore[list-item]  # there are some
        actions=[
            AdoptPlan.button(
                "Sett planen i verk", case_id=case.id, record_id=view.record_id, seen=mark_of(plan), style="positive"
            )
            if view.may_adopt and not view.lacks and not plan.in_effect
            else None,
            DiscardChanges.button("Forkast endringene", case_id=case.id) if draft and case.open else None,
            PlanVersions.button("Versjoner", case_id=case.id) if plan.version else None,
            back(case),
        ],
    )


def _names(plan: ActivityPlan) -> Iterator[str]:
    """The names of other pupils that must stand, where, and why."""
    texts = {name: getattr(plan, name) for name in TEXTS} | {measure.id: measure.what for measure in plan.measures}
    for where, names in plan.confirmed_names.items():
        for name, why in names.items():
            if name in texts.get(where, "").casefold():
                yield f"Navnet «{name}» må stå i {f'«{TEXTS[where]}»' if where in TEXTS else 'et tiltak'}: {why}"


def _version(plan: ActivityPlan) -> str:
    if plan.adopted_at:
        return f"{plan.version}, i verk fra {words.moment(plan.adopted_at)}"
    return f"endret siden versjon {plan.version}, ikke satt i verk" if plan.version else "ikke satt i verk ennå"


def _part(case: Case, plan: ActivityPlan, part: Part) -> list[Card]:
    followed = {FOLLOWED_QUESTION: FOLLOWED_LABELS[plan.guardians_followed]} if part is Part.VIEWS else {}
    pieces = facts({TEXTS[name]: _clipped(getattr(plan, name)) for name in PARTS[part]} | followed)
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
    who = words.listing(sorted(names.get(person, "Ukjent") for person in measure.who))
    becomes = (
        f"avsluttet i evaluering {words.day(measure.ended)}"
        if measure.ended
        else f"evalueres {words.day(measure.evaluate_on)}"
    )
    edit = None if measure.ended else OpenMeasure.button("Endre", case_id=case.id, measure_id=measure.id)
    return box(
        said(f"{LEVEL_LABELS[measure.level]}: {_clipped(measure.what)}"),
        said(f"{who} · {words.day(measure.start)} {ends} · {becomes}", subtle=True),
        buttons(edit, DropMeasure.button("Ta ut", case_id=case.id, measure_id=measure.id)) if case.open else None,
    )


def to_plan(case: Case) -> Card:
    return ShowPlan.button("Tilbake til planen", case_id=case.id)


def sure_card(case: Case, title: str, lines: Sequence[str], answer: Card) -> Card:
    """Asked before something is taken out of a plan: a thumb can slip."""
    return card(heading(title), [said(line) for line in lines], actions=[answer, to_plan(case)])


def versions_card(case: Case, versions: Sequence[tuple[int, ActivityPlan, str, str]]) -> Card:
    """Each version that was put into effect, newest first: when, by whom, what was different, and the way to it."""
    pieces: list[Any] = []
    for number, plan, by, different in versions:
        pieces += [
            subheading(f"Versjon {plan.version}"),
            said(f"{_adopted(plan)} · {by}", subtle=True),
            said(f"{different}."),
            buttons(PlanVersion.button(f"Vis versjon {plan.version}", case_id=case.id, number=str(number))),
        ]
    return card(heading(f"Versjoner av planen, sak {case.reference}"), pieces, actions=[to_plan(case)])


def version_card(
    case: Case, plan: ActivityPlan, by: str, names: Mapping[PersonId, str], found: Sequence[Change]
) -> Card:
    """One version as it was put into effect, and what stood there before where that was something else."""
    texts = {label: _clipped(getattr(plan, name)) for name, label in TEXTS.items()}
    texts[FOLLOWED_QUESTION] = FOLLOWED_LABELS[plan.guardians_followed]
    return card(
        heading(f"Versjon {plan.version} av planen, sak {case.reference}"),
        said(f"Satt i verk {_adopted(plan)} av {by}", subtle=True),
        facts(texts),
        subheading("Tiltak"),
        [said(_clipped(described(measure, names))) for measure in plan.measures],
        [subheading("Endret siden versjonen før")] if found else None,
        [
            box(said(change.what), *facts({"Før": _clipped(change.before), "Nå": _clipped(change.after)}))
            for change in found
        ],
        text("Lange tekster er kortet av her. De står i sin helhet i «Vis at vi handlet».", subtle=True, small=True),
        actions=[PlanVersions.button("Alle versjoner", case_id=case.id), to_plan(case)],
    )


def _adopted(plan: ActivityPlan) -> str:
    return words.moment(plan.adopted_at) if plan.adopted_at else ""


def _day(day: date | None) -> str | None:
    return words.day(day) if day else None
