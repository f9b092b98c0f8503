"""What the forms of an activity plan say, by input, as a client sends it; and what that means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.activity_plan.activity_plan import WHAT_MAX, ActivityPlan, Level, Measure
from domain.activity_plan.evaluation import QUESTIONS, Evaluation, MeasureResult, Next, Often, Worked
from domain.errors import Invalid
from domain.ids import MeasureId, PersonId
from domain.oslo import oslo_date
from domain.school_plan.procedure import PlanText

FOLLOWED = {True: "ja", False: "nei", None: ""}
SAFE = {"ja": True, "nei": False, "ikke_spurt": None}
Fields = dict[str, str]


def part_fields(plan: ActivityPlan, texts: Iterable[PlanText], told: Mapping[PlanText, str]) -> Fields:
    """What these texts say now; one not written yet begins with what the steps have told. With the guardians'
    suggestions it says whether they are followed.
    """
    fields = {str(name): plan.text(name) or told.get(name, "") for name in texts}
    asks = PlanText.GUARDIANS_SUGGESTIONS in fields
    return fields | ({"followed": FOLLOWED[plan.guardians_followed]} if asks else {})


def followed_in(fields: Mapping[str, str], plan: ActivityPlan) -> bool | None:
    """Whether the guardians are followed; as the plan says, on a page that does not ask."""
    answers = {answer: followed for followed, answer in FOLLOWED.items()}
    return answers.get(fields.get("followed", "-"), plan.guardians_followed)


def measure_fields(measure: Measure) -> Fields:
    return {
        "level": measure.level,
        "what": measure.what,
        "for_doer": measure.for_doer,
        "answers": measure.answers,
        "for_pupil": measure.for_pupil,
        "who": ",".join(sorted(measure.who)),
        "start": measure.start.isoformat(),
        "end": measure.end.isoformat() if measure.end else "",
        "evaluate_on": measure.evaluate_on.isoformat(),
        "later_because": measure.later_because,
    }


def new_fields(today: date, evaluate_on: date, what: str = "") -> Fields:
    """Where a new measure begins; `what` has been agreed already."""
    days = {"start": today.isoformat(), "evaluate_on": evaluate_on.isoformat()}
    return {"level": Level.INDIVIDUAL, "what": what[:WHAT_MAX], **days}


def with_example(fields: Mapping[str, str], examples: Mapping[str, tuple[str, str]]) -> Fields:
    """The chosen one of the school's examples, by its id its level and words, is what is to be done. Raises `Invalid`
    where something else is written too.
    """
    chosen = fields.get("example", "")
    if not chosen:
        return dict(fields)
    if chosen not in examples:
        raise Invalid("example", "Velg fra listen.")
    level, what = examples[chosen]
    if fields["what"] not in {"", what}:
        raise Invalid("example", "Du har også skrevet et tiltak. Tøm ett av feltene.")
    return {**fields, "level": level, "what": what}


def one_list(fields: Mapping[str, str]) -> Fields:
    """Those who are ticked and the one who is chosen beside them are the same list."""
    who = {*fields.get("who", "").split(","), fields.get("another", "")} - {""}
    return {**fields, "who": ",".join(sorted(who)), "another": ""}


def measure_in(fields: Mapping[str, str], measure_id: str) -> Measure:
    """Raises `Invalid` for a level that is not offered, and for a day that is missing."""
    if fields["level"] not in set(Level):
        raise Invalid("level", "Velg fra listen.")
    if empty := next((name for name in ("start", "evaluate_on") if not fields[name]), None):
        raise Invalid(empty, "Velg en dag.")
    return Measure(
        id=MeasureId(measure_id),
        level=Level(fields["level"]),
        what=fields["what"],
        for_doer=fields.get("for_doer", ""),
        answers=fields.get("answers", ""),
        for_pupil=fields.get("for_pupil", ""),
        who=tuple(PersonId(person) for person in fields["who"].split(",") if person),
        start=date.fromisoformat(fields["start"]),
        end=date.fromisoformat(fields["end"]) if fields["end"] else None,
        evaluate_on=date.fromisoformat(fields["evaluate_on"]),
        later_because=fields.get("later_because", ""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAnswers:
    """What is said at an evaluation. `worked` and `becomes` by measure; of the questions, those that are answered.

    `seen` is what the form was drawn from.
    """

    seen: str
    on: date | None
    worked: Mapping[str, str]
    becomes: Mapping[str, str]
    safe_now: str
    not_asked_because: str
    pupil_words: str
    present: str
    guardians_view: str
    answers: Mapping[str, str]
    next_on: date | None
    later_because: str
    names_reason: Mapping[str, str]


def evaluation_in(
    said: EvaluationAnswers, plan: ActivityPlan, measures: Sequence[Measure], by: PersonId, now: datetime
) -> Evaluation:
    """As it was said of measures of a plan, still to be checked. Raises `Invalid` for an answer that is not offered.

    Why the pupil was not asked is kept of one who was not.
    """
    if said.safe_now not in SAFE:
        raise Invalid("safe_now", "Velg hva eleven svarte, eller «Ikke spurt».")
    asked = SAFE[said.safe_now] is not None
    return Evaluation(
        case_id=plan.case_id,
        plan_version=plan.version,
        on=said.on or oslo_date(now),
        results=tuple(_result(measure.id, said) for measure in measures if said.worked.get(measure.id)),
        pupil_words=said.pupil_words,
        guardians_view=said.guardians_view,
        present=said.present,
        safe_now=SAFE[said.safe_now],
        not_asked_because="" if asked else said.not_asked_because,
        answers=answers_in(said.answers),
        next_on=said.next_on,
        later_because=said.later_because,
        at=now,
        by=by,
    )


def evaluation_fields(evaluation: Evaluation) -> Fields:
    """What was said of the pupil, to go on from with the rest of the measures."""
    safe = {answer: name for name, answer in SAFE.items()}[evaluation.safe_now]
    said = {
        "on": evaluation.on.isoformat(),
        "safe_now": safe,
        "not_asked_because": evaluation.not_asked_because,
        "pupil_words": evaluation.pupil_words,
        "present": evaluation.present,
        "guardians_view": evaluation.guardians_view,
        **evaluation.answers,
    }
    return {name: words for name, words in said.items() if words}


def _result(measure_id: MeasureId, said: EvaluationAnswers) -> MeasureResult:
    worked, becomes = said.worked[measure_id], said.becomes.get(measure_id, "")
    of_worked, of_becomes = f"worked-{measure_id}", f"becomes-{measure_id}"
    if worked not in set(Worked):
        raise Invalid(of_worked, "Velg fra listen.")
    if becomes not in set(Next):
        raise Invalid(of_becomes, "Velg hva dere gjør videre.")
    return MeasureResult(measure=measure_id, worked=Worked(worked), next=Next(becomes))


def answers_in(answers: Mapping[str, str]) -> dict[str, Often]:
    """What was answered of the short questions. Raises `Invalid`."""
    given = {name: answer for name in QUESTIONS if (answer := answers.get(name, ""))}
    if wrong := [name for name, answer in given.items() if answer not in set(Often)]:
        raise Invalid(wrong[0], "Velg fra listen.")
    return {name: Often(answer) for name, answer in given.items()}
