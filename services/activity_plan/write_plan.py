"""An activity plan is written: a page of texts or a measure at a time, also by two at once.

Other pupils' names are asked about before anything is saved.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from domain.activity_plan.activity_plan import ActivityPlan, Measure, drop_measure, put_measure, write
from domain.activity_plan.form_fields import (
    Fields,
    followed_in,
    measure_fields,
    measure_in,
    new_fields,
    part_fields,
    with_example,
)
from domain.activity_plan.intervals import reason_to_wait, suggested_day
from domain.activity_plan.parts import Part, inputs_of, measure_texts, require_easy, texts_of
from domain.case.case import require_open
from domain.case.deadlines import require_school_day
from domain.errors import Invalid, Refused
from domain.event import EventKind
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import Does, PlanText
from domain.text.concurrent_edits import OVERTAKEN, Together, mark_of, together
from domain.text.prose import ENTRY_MAX
from services.case_file import CaseFile
from services.people.guard_names import Reasons, guard
from services.turn import Turn


def told_since(file: CaseFile) -> dict[PlanText, str]:
    """What steps have told for the plan's texts since it was put into effect, and what stands there does not say."""
    adopted_at = file.in_effect.adopted_at if file.in_effect else None
    told = _told(file, adopted_at) if adopted_at else {}
    return {name: words for name, words in told.items() if file.plan.text(name) and words not in file.plan.text(name)}


def part_as_it_stands(file: CaseFile, part: Part) -> Fields:
    return part_fields(file.plan, _texts(file, part), _told(file, None))


def _texts(file: CaseFile, part: Part) -> tuple[PlanText, ...]:
    return texts_of(part, enhanced=file.case.enhanced)


def _told(file: CaseFile, since: datetime | None) -> dict[PlanText, str]:
    """What steps have told after that moment, and what the pupil said last when the plan was read aloud."""
    told, mine = file.progress.told_since(since), PlanText.PUPIL_SUGGESTIONS
    heard = [event for event in file.history.of_kind(EventKind.PLAN_READ_ALOUD) if not since or event.at > since]
    words = [event.details.words for event in heard if event.details.words]
    own = "\n\n".join(filter(None, (told.get(mine), *words[-1:])))[:ENTRY_MAX]
    return told | ({mine: own} if own else {})


def write_part(file: CaseFile, part: Part, seen: str, typed: Mapping[str, str], reasons: Reasons, turn: Turn) -> None:
    """The texts of one page. `seen` are the marks of the form, `reasons` why another's name must stand in it.

    Raises `Invalid` for what someone else has written meanwhile, and for a name.
    """
    require_open(file.case)
    plan, stands = file.plan, part_as_it_stands(file, part)
    both = together(seen, stands, typed)
    _require_seen(both)
    texts = {name: both.fields[name] for name in _texts(file, part)}
    named = {str(name): text for name, text in texts.items()}
    confirmed = guard(file, named, plan.confirmed_names, reasons, turn)
    written = write(plan, texts, followed=followed_in(both.fields, plan))
    require_easy("problem_for_pupil", texts.get(PlanText.PROBLEM_FOR_PUPIL, ""), turn.sure)
    _save(file, replace(written, confirmed_names=confirmed), turn)


def known_measure(file: CaseFile, measure_id: str) -> Measure | None:
    """None for one that is new, or was taken out."""
    return next((measure for measure in file.plan.measures if measure.id == measure_id), None)


def new_measure(file: CaseFile, turn: Turn) -> Fields:
    """Where the form of a new measure begins: with the next that was agreed in a meeting. It is evaluated with the
    others, or when the procedure says.
    """
    plan = file.plan
    told = file.progress.told_measures[len(plan.measures) :]
    others, latest = plan.next_evaluation, _latest_day(file, turn.today)
    with_others = others is not None and turn.today < others <= latest
    return new_fields(turn.today, others if others and with_others else latest, told[0] if told else "")


def _latest_day(file: CaseFile, since: date) -> date:
    """The last day to evaluate a measure without a reason to wait; the first time sooner than later."""
    step, calendar = file.progress.that(Does.EVALUATE), SchoolCalendar(file.school_plan.calendar)
    return suggested_day(step.rule if step else None, since, calendar, first=not file.evaluations)


def write_measure(
    file: CaseFile, measure_id: str, seen: str, typed: Mapping[str, str], reasons: Reasons, turn: Turn
) -> None:
    """Put in or changed; otherwise as `write_part`."""
    require_open(file.case)
    plan = file.plan
    typed = with_example(typed, file.school_plan.measure_examples.by_id)
    measure = measure_in(_agreed(file, measure_id, seen, typed), measure_id)
    problem = _problem(plan, typed)
    texts = measure_texts(measure) | {str(name): text for name, text in problem.items()}
    fields = inputs_of(measure)
    confirmed = guard(file, texts, plan.confirmed_names, reasons, turn, fields)
    require_school_day(file.school_plan, "evaluate_on", measure.evaluate_on)
    written = put_measure(plan, _soon_enough(file, measure, turn), file.staff, turn.today)
    written = write(written, problem, followed=plan.guardians_followed) if problem else written
    require_easy("for_pupil", measure.for_pupil, turn.sure)
    _save(file, replace(written, confirmed_names=confirmed), turn)


def _problem(plan: ActivityPlan, typed: Mapping[str, str]) -> dict[PlanText, str]:
    """What is written of the problem beside a measure, while the plan says nothing of it. Raises `Invalid`."""
    said, stands = typed.get("problem", ""), plan.text(PlanText.PROBLEM)
    if stands and said not in {"", stands}:
        raise Invalid("problem", "Noen har skrevet problemet i planen. Åpne planen for å endre det.")
    return {PlanText.PROBLEM: said} if said and not stands else {}


def _agreed(file: CaseFile, measure_id: str, seen: str, typed: Mapping[str, str]) -> Fields:
    """What the measure becomes. One that someone took out does not come back, and nobody's change is lost unseen."""
    stands = known_measure(file, measure_id)
    if stands is None:
        if seen:
            raise Refused("Noen har tatt dette tiltaket ut av planen. Vis planen på nytt.")
        return dict(typed)
    both = together(seen, measure_fields(stands), typed)
    _require_seen(both)
    return both.fields


def _soon_enough(file: CaseFile, measure: Measure, turn: Turn) -> Measure:
    """A day an evaluation has set stands as it was set. Raises `Invalid` for a later one without a reason."""
    known = known_measure(file, measure.id)
    if known and known.evaluate_on == measure.evaluate_on:
        return replace(measure, later_because=measure.later_because or known.later_because)
    latest = _latest_day(file, max(measure.start, turn.today))
    return replace(measure, later_because=reason_to_wait(measure.evaluate_on, latest, measure.later_because))


def take_out_measure(file: CaseFile, measure_id: str, seen: str, turn: Turn) -> bool:
    """False when the person has not been asked about the measure as it stands."""
    require_open(file.case)
    measure = file.plan.measure(measure_id)
    if seen != mark_of(measure):
        return False
    _save(file, drop_measure(file.plan, measure.id), turn)
    return True


def to_go_back_to(file: CaseFile) -> ActivityPlan | None:
    """The case's own version in effect, when something has been written since."""
    require_open(file.case)
    if file.plan.in_effect:
        return None
    own = (plan for plan in reversed(file.history.plans) if plan.case_id == file.case.id)
    return next((plan for plan in own if plan.in_effect), None)


def discard_changes(file: CaseFile, seen: str, turn: Turn) -> bool:
    """The plan is as the version in effect again. False when there is none, or the person has not been asked."""
    in_effect = to_go_back_to(file)
    if in_effect is None or seen != mark_of(file.plan):
        return False
    _save(file, in_effect, turn)
    return True


def _require_seen(both: Together) -> None:
    """Someone else has written in the same field since the form was opened: the form shows what stands there, in full,
    and one may save again, or go back.
    """
    if both.overtaken:
        raise Invalid(both.overtaken[0], OVERTAKEN)


def _save(file: CaseFile, plan: ActivityPlan, turn: Turn) -> None:
    """The case's version goes up with it: two who write at once lose no word of each other's."""
    if plan == file.written:
        return
    file.save_plan(plan, turn.actor.id, turn.now)
    file.save(file.case)
