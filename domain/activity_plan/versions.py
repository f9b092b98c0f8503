"""What is different between two versions of an activity plan, with the words of both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from domain.activity_plan.activity_plan import LEVEL_LABELS, TEXTS, ActivityPlan, Measure
from domain.activity_plan.evaluation import Evaluation
from domain.ids import CaseId, MeasureId, PersonId
from domain.text.messages import N_, Labels, _, worded
from domain.text.moments import full_day

FOLLOWED_QUESTION = N_("Følger dere foresattes forslag?")
FOLLOWED_LABELS = Labels({True: N_("Ja"), False: N_("Nei, ikke alle"), None: ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is different: what it is, as it stood and as it stands; nothing where there was nothing."""

    what: str
    before: str
    after: str


def in_turn(
    versions: Sequence[ActivityPlan], left: Sequence[ActivityPlan] = ()
) -> list[tuple[ActivityPlan | None, ActivityPlan, ActivityPlan]]:
    """Each version, oldest first: the one of the same case before it as its evaluations had left it, as it was put into
    effect, and as its own evaluations have left it. `left`: those that evaluations have changed.
    """
    after = {(plan.case_id, plan.version): plan for plan in left}
    before: dict[CaseId, ActivityPlan] = {}
    found = []
    for plan in versions:
        became = after.get((plan.case_id, plan.version), plan)
        found.append((before.get(plan.case_id), plan, became))
        before[plan.case_id] = became
    return found


def wordings(evaluation: Evaluation, versions: Sequence[ActivityPlan]) -> dict[MeasureId, str]:
    """What each measure said in the version that was evaluated."""
    was = (evaluation.case_id, evaluation.plan_version)
    return {
        measure.id: measure.what
        for plan in versions
        if (plan.case_id, plan.version) == was
        for measure in plan.measures
    }


def changes(
    old: ActivityPlan | None, new: ActivityPlan, names: Mapping[PersonId, str], written: Callable[[str], str] = str
) -> list[Change]:
    """From the version before, in the order of the plan; none of a first version. What a person wrote stands as
    `written` gives it.
    """
    if old is None:
        return []
    told = partial(described, names=names, written=written)
    return [*_text_changes(old, new, written), *_measure_changes(old, new, told)]


def told(old: ActivityPlan | None, found: list[Change]) -> str:
    """The changes by name, in a line: some names are questions."""
    if old is None:
        return _("Første versjon")
    return " · ".join(change.what for change in found) or _("Ingenting er endret")


def _text_changes(old: ActivityPlan, new: ActivityPlan, written: Callable[[str], str]) -> Iterator[Change]:
    for name, label in TEXTS.items():
        before, after = old.text(name), new.text(name)
        if before != after:
            yield Change(what=_("Endret: {what}", what=label), before=written(before), after=written(after))
    if old.guardians_followed is not new.guardians_followed:
        answers = (FOLLOWED_LABELS[plan.guardians_followed] for plan in (old, new))
        what = _("Endret: {what}", what=worded(FOLLOWED_QUESTION))
        yield Change(what=what, before=next(answers), after=next(answers))


def _measure_changes(old: ActivityPlan, new: ActivityPlan, told: Callable[[Measure], str]) -> Iterator[Change]:
    before, after = {m.id: m for m in old.measures}, {m.id: m for m in new.measures}
    for measure in new.measures:
        was = before.get(measure.id)
        if was is None:
            yield Change(what=_("Nytt tiltak"), before="", after=told(measure))
        elif was != measure:
            yield Change(what=_("Endret tiltak"), before=told(was), after=told(measure))
    for measure in old.measures:
        if measure.id not in after:
            yield Change(what=_("Tiltak tatt ut"), before=told(measure), after="")


def described(measure: Measure, names: Mapping[PersonId, str], written: Callable[[str], str] = str) -> str:
    """A measure in a line: «Klasse: Fast lekeplass. Lærer, fra 24.11.2026 til 18.12.2026, evalueres 1.12.2026»; what
    a person wrote as `written` gives it.
    """
    who = ", ".join(sorted(names.get(person, _("Ukjent")) for person in measure.who))
    what = f"{LEVEL_LABELS[measure.level]}: {written(_in_full(measure).rstrip('.'))}."
    return f"{what} {who}, {period(measure)}, {_evaluated(measure, written)}"


def _in_full(measure: Measure) -> str:
    said = (
        what_and_for_doer(measure),
        _("Svarer på: {what}", what=measure.answers) if measure.answers else "",
        _("Til eleven: {words}", words=measure.for_pupil) if measure.for_pupil else "",
    )
    return ". ".join(part.rstrip(".") for part in said if part)


def what_and_for_doer(measure: Measure) -> str:
    """Also what those who do it are told, where that is something else."""
    if not measure.for_doer:
        return measure.what
    what = measure.what.rstrip(".")
    return _("{what}. Den som gjør det, skal vite: {for_doer}", what=what, for_doer=measure.for_doer)


def period(measure: Measure) -> str:
    if measure.end:
        return _("fra {start} til {end}", start=full_day(measure.start), end=full_day(measure.end))
    return _("fra {start} uten sluttdag", start=full_day(measure.start))


def _evaluated(measure: Measure, written: Callable[[str], str]) -> str:
    if measure.ended:
        return _("avsluttet i evaluering {day}", day=full_day(measure.ended))
    evaluates = _evaluates(measure, written)
    return _("{evaluates}, skal endres", evaluates=evaluates) if measure.to_change else evaluates


def _evaluates(measure: Measure, written: Callable[[str], str]) -> str:
    day = full_day(measure.evaluate_on)
    if measure.later_because:
        return _("evalueres {day}, fordi: {reason}", day=day, reason=written(measure.later_because))
    return _("evalueres {day}", day=day)
