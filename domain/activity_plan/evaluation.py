"""Evaluating a plan with pupil and guardians (L541, L920–931, L1294–1306)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, Field
from pydantic.dataclasses import dataclass

from domain.activity_plan.activity_plan import FAR, ActivityPlan, Measure
from domain.activity_plan.intervals import reason_to_wait
from domain.days import Days
from domain.errors import Invalid
from domain.ids import CaseId, MeasureId, PersonId
from domain.oslo import LONG_AGO
from domain.text.messages import N_, Labels, SchoolLabels, _
from domain.text.moments import full_day
from domain.text.prose import WORDS, Prose, letters
from domain.value import VALUE


class Worked(StrEnum):
    """Whether a measure works."""

    YES = "ja"
    PARTLY = "delvis"
    NO = "nei"
    NOT_ASSESSED = "ikke_vurdert"


class Next(StrEnum):
    """What becomes of it."""

    CONTINUE = "fortsett"
    CHANGE = "endre"
    END = "avslutt"


class Often(StrEnum):
    """Four steps, in words a child can use."""

    NEVER = "aldri"
    SELDOM = "sjelden"
    OFTEN = "ofte"
    ALWAYS = "alltid"


WORKED_LABELS = Labels(
    {
        Worked.YES: N_("Virker"),
        Worked.PARTLY: N_("Virker delvis"),
        Worked.NO: N_("Virker ikke"),
        Worked.NOT_ASSESSED: N_("Ikke vurdert"),
    }
)
SAFE_QUESTION = N_("Har du det trygt og godt nå?")
SAFE_LABELS = Labels({True: N_("Ja"), False: N_("Nei, eller ikke helt")})
NOT_ASKED = N_("Ikke spurt")
NEXT_LABELS = Labels({Next.CONTINUE: N_("fortsetter"), Next.CHANGE: N_("endres"), Next.END: N_("avsluttes")})
QUESTIONS: SchoolLabels[str] = SchoolLabels(
    "questions",
    {
        "first": N_("Er du trygg på skolen?"),
        "second": N_("Har du noen å være sammen med?"),
        "third": N_("Har du det bra i friminuttene?"),
    },
)
OFTEN_LABELS = Labels(
    {
        Often.NEVER: N_("aldri"),
        Often.SELDOM: N_("sjelden"),
        Often.OFTEN: N_("ofte"),
        Often.ALWAYS: N_("alltid"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class MeasureResult:
    """One measure: whether it works, and what becomes of it."""

    measure: MeasureId
    worked: Worked
    next: Next

    @property
    def in_words(self) -> str:
        """«virker delvis, fortsetter»"""
        return f"{WORKED_LABELS[self.worked].lower()}, {NEXT_LABELS[self.next]}"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Baseline:
    """The short questions, asked before the measures begin."""

    case_id: CaseId
    on: date
    answers: dict[str, Often]
    at: AwareDatetime
    by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Evaluation:
    """`answers` to the short questions that are asked the same way each time, to compare (L1294–1297).

    `safe_now` is the pupil's own answer, None when the pupil was not asked, and `not_asked_because` why. `present`: who
    took part (L920–931). `later_because`: why the next day is later than the procedure's interval. `of_another`: as it
    is read, without what was said before it was put right whom the case is about.
    """

    case_id: CaseId
    plan_version: int
    on: date
    results: tuple[MeasureResult, ...]
    pupil_words: Prose
    guardians_view: Prose = ""
    present: Prose = ""
    safe_now: bool | None = None
    not_asked_because: Prose = ""
    answers: dict[str, Often] = Field(default_factory=dict)
    next_on: date | None = None
    later_because: Prose = ""
    at: AwareDatetime
    by: PersonId
    of_another: bool = False

    @property
    def safe_in_words(self) -> str:
        """The pupil's answer, or why there is none; nothing of one from before it was asked."""
        if self.safe_now is not None:
            return SAFE_LABELS[self.safe_now]
        return _("Ikke spurt: {reason}", reason=self.not_asked_because) if self.not_asked_because else ""

    @property
    def words(self) -> dict[str, str]:
        """All that a person wrote in it, by what it is called."""
        return {
            "pupil_words": self.pupil_words,
            "guardians_view": self.guardians_view,
            "present": self.present,
            "not_asked_because": self.not_asked_because,
            "later_because": self.later_because,
        }


def check_baseline(baseline: Baseline, began: date | None, today: date) -> Baseline:
    """Raises `Invalid` for a question without an answer, a day that has not come, or one after the measures began.

    `began` is the day the plan first was put into effect; None before that.
    """
    if missing := [name for name in QUESTIONS if name not in baseline.answers]:
        raise Invalid(missing[0], "Velg et svar.")
    _check_day(baseline.on, today - LONG_AGO, today)
    if began is not None and baseline.on > began:
        raise Invalid(
            "on",
            "Tiltakene begynte {began}. Det eleven svarer etter den dagen, hører hjemme i evalueringen.",
            began=full_day(began),
        )
    return baseline


def check_evaluation(
    evaluation: Evaluation, asked: Sequence[Measure], began: date, latest: date, today: date
) -> Evaluation:
    """The evaluation, when it can be taken: of the measures asked about, and with the pupil heard, or why not.

    `began` is the day the plan first was put into effect, `latest` the last day to evaluate again without a reason to
    wait. When all of them end, there is no next day. Raises `Invalid`.
    """
    said = {result.measure for result in evaluation.results}
    if missing := [measure.id for measure in asked if measure.id not in said]:
        field = f"worked-{missing[0]}"
        raise Invalid(field, "Velg om tiltaket virker, eller «Ikke vurdert».")
    _check_heard(evaluation)
    _check_day(evaluation.on, began, today)
    if all(result.next is Next.END for result in evaluation.results):
        return replace(evaluation, next_on=None, later_because="")
    if evaluation.next_on is None or evaluation.next_on <= max(evaluation.on, today):
        raise Invalid("next_on", "Velg en dag som kommer.")
    if evaluation.next_on > today + FAR:
        raise Invalid("next_on", "Dagen er mer enn et halvt år fram. Sjekk årstallet.")
    because = reason_to_wait(evaluation.next_on, latest, evaluation.later_because)
    return replace(evaluation, later_because=because)


def _check_heard(evaluation: Evaluation) -> None:
    """The pupil is asked, or it is said why not; and so are the guardians, and who took part (L920–931)."""
    if evaluation.safe_now is None and letters(evaluation.not_asked_because) < WORDS:
        raise Invalid("not_asked_because", "Skriv hvorfor eleven ikke er spurt.")
    if evaluation.safe_now is not None and letters(evaluation.pupil_words) < WORDS:
        raise Invalid("pupil_words", "Skriv elevens egne ord.")
    if letters(evaluation.present) < WORDS:
        raise Invalid("present", "Skriv hvem som var med.")
    if letters(evaluation.guardians_view) < WORDS:
        raise Invalid("guardians_view", "Skriv hva foresatte mener, eller hvorfor de ikke er hørt.")


def needs_new(evaluation: Evaluation, agreed: ActivityPlan) -> bool | None:
    """Whether the pupil must have other measures than those of the plan as agreed: the pupil does not have it safe, or
    was not asked, and none goes on, or one does not work. None when the plan is enough for now.
    """
    if evaluation.safe_now:
        return False
    fails = any(result.worked is Worked.NO for result in evaluation.results)
    return True if fails or not agreed.going_on else None


def _check_day(on: date, first: date, today: date) -> None:
    Days(since=first).has_been("on", on, today)


def apply(plan: ActivityPlan, evaluation: Evaluation) -> ActivityPlan:
    """The plan as agreed: measures that end get that day as their last, unless they have not begun; the others last
    until the next evaluation; those that were not evaluated keep their days.

    That is part of the version in effect, and of what is being written on; a measure that is to be changed is changed
    afterwards, as a new version.
    """
    becomes = {result.measure: result.next for result in evaluation.results}
    measures = tuple(_becomes(m, becomes[m.id], evaluation) if m.id in becomes else m for m in plan.measures)
    return replace(plan, measures=measures)


def _becomes(measure: Measure, becomes: Next, evaluation: Evaluation) -> Measure:
    if becomes is Next.END:
        end = evaluation.on if measure.start <= evaluation.on else measure.end
        return replace(measure, ended=evaluation.on, end=end, to_change=False)
    day = evaluation.next_on or measure.evaluate_on
    end = max(measure.end, day) if measure.end else None
    because = evaluation.later_because if evaluation.next_on else measure.later_because
    return replace(measure, end=end, evaluate_on=day, to_change=becomes is Next.CHANGE, later_because=because)


def rounds(baseline: Baseline | None, evaluations: Sequence[Evaluation]) -> list[tuple[date, dict[str, Often]]]:
    """Each time the short questions were answered, oldest first: before the measures, and at the evaluations. What was
    said in several parts of one evaluation was said once, the last time.
    """
    first = [(baseline.on, baseline.answers)] if baseline and baseline.answers else []
    parts = {evaluation.on: evaluation.answers for evaluation in evaluations if evaluation.answers}
    return [*first, *parts.items()]


def before_after(baseline: Baseline | None, evaluations: Sequence[Evaluation]) -> list[tuple[str, str, str]]:
    """Each question with the first and the last answer, when there are two to compare."""
    asked = rounds(baseline, evaluations)
    found = []
    for name, question in QUESTIONS.items():
        answers = [answers[name] for _, answers in asked if name in answers]
        if len(answers) > 1:
            found.append((question, OFTEN_LABELS[answers[0]], OFTEN_LABELS[answers[-1]]))
    return found
