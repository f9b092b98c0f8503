"""The activity plan of a case: written, put into effect, evaluated, and the case closed on the pupil's own words."""

from collections.abc import Mapping
from datetime import date, timedelta

from demo.in_use.words import CLOSING, MEASURES, PROBLEM
from domain.activity_plan.evaluation import QUESTIONS, Next, Often, Worked
from domain.activity_plan.form_fields import EvaluationAnswers
from domain.activity_plan.intervals import to_evaluate
from domain.activity_plan.parts import Part
from domain.ids import new_id
from domain.school_plan.procedure import Does
from domain.steps.closing import SAFE, ClosingAnswers
from domain.steps.progress import Step
from domain.text.concurrent_edits import mark_of, marks
from services.activity_plan.adopt_plan import adopt_plan
from services.activity_plan.evaluate_plan import evaluate_plan, evaluation_mark, plan_to_evaluate
from services.activity_plan.write_plan import part_as_it_stands, write_measure, write_part
from services.case_file import CaseFile
from services.people.guard_names import NO_REASONS
from services.steps.close_case import close_case
from services.turn import Turn

LASTS = timedelta(weeks=9)
LATER = "Skolen er stengt i mellomtiden."


def adopts(file: CaseFile, evaluated: date, who: str, turn: Turn) -> None:
    """The plan with all the law wants. `who`: ids of those who carry the measures out, by commas."""
    stands = part_as_it_stands(file, Part.PROBLEM)
    write_part(file, Part.PROBLEM, marks(stands), stands | PROBLEM, NO_REASONS, turn)
    days = {
        "start": turn.today.isoformat(),
        "end": (evaluated + LASTS).isoformat(),
        "evaluate_on": evaluated.isoformat(),
        "later_because": LATER,
    }
    for level, what in MEASURES:
        write_measure(file, new_id(), "", {"level": level, "what": what, "who": who, **days}, NO_REASONS, turn)
    adopt_plan(file, new_id(), mark_of(file.plan), turn)


def evaluates(file: CaseFile, said: Mapping[str, str], again: date, turn: Turn, *, safe: bool) -> None:
    """All that is due, and next on the day `again`."""
    step, measures = _step(file, Does.EVALUATE), to_evaluate(plan_to_evaluate(file), turn.today)
    answers = EvaluationAnswers(
        seen=evaluation_mark(file, measures),
        on=turn.today,
        worked={measure.id: Worked.YES if safe else Worked.PARTLY for measure in measures},
        becomes={measure.id: Next.CONTINUE for measure in measures},
        safe_now="ja" if safe else "nei",
        not_asked_because="",
        pupil_words=said["pupil_words"],
        present="Eleven, mor, sosiallærer og kontaktlærer",
        guardians_view=said["guardians_view"],
        answers=dict.fromkeys(QUESTIONS, Often.ALWAYS if safe else Often.OFTEN),
        next_on=again,
        later_because=LATER,
        names_reason=NO_REASONS,
    )
    evaluate_plan(file, step.rule.id, new_id(), answers, turn)


def closes(file: CaseFile, turn: Turn) -> None:
    close_case(
        file, _step(file, Does.CLOSE).rule.id, new_id(), ClosingAnswers(safe_now=SAFE, **CLOSING), NO_REASONS, turn
    )


def _step(file: CaseFile, does: Does) -> Step:
    """Raises `LookupError` when the case does not have it."""
    step = file.progress.that(does)
    if step is None:
        raise LookupError(does)
    return step
