"""What is different between two versions of an activity plan, with the words of both."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure, MeasureId
from domain.evaluation import Evaluation
from domain.people import Frozen, PersonId

FOLLOWED_QUESTION = "Følger dere foresattes forslag?"
FOLLOWED_LABELS = {True: "Ja", False: "Nei, ikke alle", None: ""}


class Change(Frozen):
    """One thing that is different: what it is, as it stood and as it stands; nothing where there was nothing."""

    what: str
    before: str
    after: str


def in_turn(versions: Sequence[ActivityPlan]) -> list[tuple[ActivityPlan | None, ActivityPlan]]:
    """Each version with the one before it, oldest first."""
    before: list[ActivityPlan | None] = [None, *versions]
    return list(zip(before, versions, strict=False))


def wordings(evaluation: Evaluation, versions: Sequence[ActivityPlan]) -> dict[MeasureId, str]:
    """What each measure said in the version that was evaluated."""
    was = (evaluation.case_id, evaluation.plan_version)
    return {
        measure.id: measure.what
        for plan in versions
        if (plan.case_id, plan.version) == was
        for measure in plan.measures
    }


def changes(old: ActivityPlan | None, new: ActivityPlan, names: Mapping[PersonId, str]) -> list[Change]:
    """From the version before, in the order of the plan; none of a first version."""
    return [*_text_changes(old, new), *_measure_changes(old, new, names)] if old else []


def told(old: ActivityPlan | None, found: list[Change]) -> str:
    """The changes by name, in a line."""
    return ", ".join(change.what for change in found) if old else "Første versjon"


def _text_changes(old: ActivityPlan, new: ActivityPlan) -> Iterator[Change]:
    for name, label in TEXTS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(what=f"Endret: {label}", before=before, after=after)
    if old.guardians_followed is not new.guardians_followed:
        answers = (FOLLOWED_LABELS[plan.guardians_followed] for plan in (old, new))
        yield Change(what=f"Endret: {FOLLOWED_QUESTION}", before=next(answers), after=next(answers))


def _measure_changes(old: ActivityPlan, new: ActivityPlan, names: Mapping[PersonId, str]) -> Iterator[Change]:
    before, after = {m.id: m for m in old.measures}, {m.id: m for m in new.measures}
    for measure in new.measures:
        was = before.get(measure.id)
        if was is None:
            yield Change(what="Nytt tiltak", before="", after=described(measure, names))
        elif was != measure:
            yield Change(what="Endret tiltak", before=described(was, names), after=described(measure, names))
    for measure in old.measures:
        if measure.id not in after:
            yield Change(what="Tiltak tatt ut", before=described(measure, names), after="")


def described(measure: Measure, names: Mapping[PersonId, str]) -> str:
    """A measure in a line: «Klasse: Fast lekeplass. Lærer, fra 24.11.2026 til 18.12.2026, evalueres 01.12.2026»."""
    who = ", ".join(sorted(names.get(person, "Ukjent") for person in measure.who))
    what = f"{LEVEL_LABELS[measure.level]}: {measure.what.rstrip('.')}."
    return f"{what} {who}, {period(measure)}, {_evaluated(measure)}"


def period(measure: Measure) -> str:
    return f"fra {_day(measure.start)} {f'til {_day(measure.end)}' if measure.end else 'uten sluttdag'}"


def _evaluated(measure: Measure) -> str:
    return (
        f"avsluttet i evaluering {_day(measure.ended)}" if measure.ended else f"evalueres {_day(measure.evaluate_on)}"
    )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
