"""The buttons of the activity plan: read it, write one part or one measure at a time, put it into effect, evaluate."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from cards.kit.fields import Entry, Id, Key, Line, PageNo, Why
from cards.kit.forms import LINE_MAX, Action, Ask
from domain.activity_plan.evaluation import QUESTIONS, SAFE_QUESTION
from domain.activity_plan.form_fields import EvaluationAnswers, Fields, one_list
from domain.activity_plan.parts import Part
from domain.activity_plan.versions import FOLLOWED_QUESTION
from domain.people.permissions import Permission
from domain.text.answered import Each, Several, Written
from domain.text.messages import N_
from domain.text.prose import ENTRY_MAX

ON_THE_FORM = ""
"""What is asked is told where the form is made: the plan's texts, and the short questions."""
_Prose = Annotated[Entry, Ask(ON_THE_FORM, lines=True, limit=ENTRY_MAX)]
Seen = Annotated[str, StringConstraints(max_length=120)]
"""What the card was drawn from (`domain.text.concurrent_edits`): a later wording is not written over unseen."""
Later = Annotated[Entry, Ask("Hvorfor må det evalueres senere?", lines=True, limit=600, required=True)]
"""Asked when the day is later than the procedure says."""
ForPupil = Annotated[Written, StringConstraints(max_length=300)]
Measured = Annotated[Written, StringConstraints(max_length=600)]
Number = Annotated[int, Field(ge=1, le=999)]


class ShowPlan(Action, verb="plan.show", requires=Permission.READ_CASE):
    """`page` of its measures."""

    case_id: Id
    page: PageNo = 1


class PlanVersions(Action, verb="plan.versions", requires=Permission.READ_CASE):
    case_id: Id


class PlanVersion(Action, verb="plan.version", requires=Permission.READ_CASE):
    """One version as it was put into effect: the first is number 1 in the order of time."""

    case_id: Id
    number: Number


class OpenPlanPart(Action, verb="plan.part", requires=Permission.WORK_CASE):
    case_id: Id
    part: Part


class OpenMeasure(Action, verb="plan.open_measure", requires=Permission.WORK_CASE):
    """An existing measure, or a new one when no id travels."""

    case_id: Id
    measure_id: Id | None = None


class WritePlan(Action, verb="plan.write", requires=Permission.WORK_CASE, waits=("case_id", "part")):
    """The texts of one part. Which they are and what they are called, the plan's own list says."""

    case_id: Id
    part: Part
    seen: Seen
    problem: _Prose = ""
    findings: _Prose = ""
    maintaining_factors: _Prose = ""
    best_interests: _Prose = ""
    pupil_suggestions: _Prose = ""
    pupil_suggestions_used: _Prose = ""
    guardians_suggestions: _Prose = ""
    followed: Annotated[Key, Ask(FOLLOWED_QUESTION, expanded=True)] = ""
    guardians_not_used_because: _Prose = ""
    problem_for_pupil: _Prose = ""
    problem_for_home: _Prose = ""
    names_reason: Why

    @property
    def typed(self) -> Fields:
        return {name: getattr(self, name) for name in self.asks()}


class PutMeasure(Action, verb="plan.measure", requires=Permission.WORK_CASE, waits=("case_id", "changes")):
    """A new measure has nothing to be `seen`, and `changes` none. `problem` is asked while the plan has none."""

    case_id: Id
    measure_id: Id
    changes: Id | None = None
    seen: Seen = ""
    level: Annotated[Key, Ask("Nivå", expanded=True)]
    what: Annotated[Measured, Ask("Hva skal gjøres?", lines=True, limit=600, required=True)] = ""
    example: Annotated[
        Key, Ask("Eller velg et eksempel fra skolens plan", hint=N_("Brukes når feltet over er tomt"))
    ] = ""
    for_doer: Annotated[
        Measured,
        Ask("Hva skal den som gjør det, vite?", lines=True, limit=600, hint=N_("La stå tomt når teksten over er nok")),
    ] = ""
    who: Annotated[Several, Ask("Hvem av de ansatte gjennomfører det?")] = ()
    another: Annotated[Key, Ask("En ansatt til, som ikke er med i saken")] = ""
    start: Annotated[date | None, Ask("Fra hvilken dag?", required=True)] = None
    end: Annotated[date | None, Ask("Til hvilken dag?")] = None
    evaluate_on: Annotated[date | None, Ask("Når skal det evalueres?", required=True)] = None
    problem: Annotated[Entry, Ask("Hvilket problem skal tiltakene løse?", lines=True, limit=ENTRY_MAX)] = ""
    answers: Annotated[Line, Ask("Hva svarer tiltaket på?", lines=True, limit=200)] = ""
    for_pupil: Annotated[
        ForPupil,
        Ask("Til eleven, med enkle ord", lines=True, limit=300),
    ] = ""
    later_because: Later = ""
    names_reason: Why

    @property
    def typed(self) -> Fields:
        days = {"start": self.start, "end": self.end, "evaluate_on": self.evaluate_on}
        said = {
            "level": self.level,
            "what": self.what,
            "for_doer": self.for_doer,
            "example": self.example,
            "problem": self.problem,
            "answers": self.answers,
            "for_pupil": self.for_pupil,
            "who": ",".join(self.who),
            "another": self.another,
            "later_because": self.later_because,
        }
        return one_list(said | {name: day.isoformat() if day else "" for name, day in days.items()})


class DropMeasure(Action, verb="plan.drop", requires=Permission.WORK_CASE):
    """Asks first: `seen` travels with the answer, and is what was asked about."""

    case_id: Id
    measure_id: Id
    seen: Seen = ""


class AdoptPlan(Action, verb="plan.adopt", requires=Permission.WORK_CASE):
    """Put the plan, or a new version of it, into effect, as it stood on the card."""

    case_id: Id
    record_id: Id
    seen: Seen


class DiscardChanges(Action, verb="plan.discard", requires=Permission.WORK_CASE):
    """Back to the version in effect. Asks first, as `DropMeasure`."""

    case_id: Id
    seen: Seen = ""


class OpenBaseline(Action, verb="plan.open_baseline", requires=Permission.WORK_CASE):
    case_id: Id


class AskFirst(Action, verb="plan.baseline", requires=Permission.WORK_CASE):
    """The short questions before the measures begin, to compare with later."""

    case_id: Id
    record_id: Id
    seen: Seen
    on: Annotated[date | None, Ask("Hvilken dag?", required=True)] = None
    first: Annotated[Key, Ask(ON_THE_FORM, required=True)] = ""
    second: Annotated[Key, Ask(ON_THE_FORM, required=True)] = ""
    third: Annotated[Key, Ask(ON_THE_FORM, required=True)] = ""

    @property
    def answers(self) -> Fields:
        return {name: getattr(self, name) for name in QUESTIONS}


class OpenReadAloud(Action, verb="plan.open_read_aloud", requires=Permission.WORK_CASE):
    case_id: Id


class ReadAloud(Action, verb="plan.read_aloud", requires=Permission.WORK_CASE, waits=("case_id",)):
    """«Min plan» has been read to the pupil, whose words of it stand as they were said."""

    case_id: Id
    record_id: Id
    on: Annotated[date | None, Ask("Hvilken dag?", required=True)] = None
    pupil_words: Annotated[
        Entry,
        Ask("Elevens egne ord om planen", lines=True, limit=ENTRY_MAX, hint=N_("La stå tomt når alt var riktig")),
    ] = ""
    names_reason: Why


class ShowEvaluation(Action, verb="plan.evaluation", requires=Permission.READ_CASE):
    """What the last evaluation came to."""

    case_id: Id


class EvaluatePlan(Action, verb="plan.evaluate", requires=Permission.WORK_CASE, waits=("case_id", "step")):
    """`worked` and `becomes` are answered for each measure."""

    case_id: Id
    step: Key
    record_id: Id
    seen: Seen
    on: Annotated[date | None, Ask("Hvilken dag?", required=True)] = None
    worked: Annotated[Each, Ask("Virker det?", required=True)] = Field(default_factory=dict)
    becomes: Annotated[Each, Ask("Hva gjør dere videre med det?", required=True)] = Field(default_factory=dict)
    safe_now: Annotated[Key, Ask(SAFE_QUESTION, expanded=True, required=True)] = ""
    not_asked_because: Annotated[Entry, Ask("Hvorfor er ikke eleven spurt?", lines=True, limit=600, required=True)] = ""
    pupil_words: Annotated[Entry, Ask("Elevens egne ord, når eleven er spurt", lines=True, limit=ENTRY_MAX)] = ""
    present: Annotated[Entry, Ask("Hvem var med?", limit=LINE_MAX, required=True)] = ""
    guardians_view: Annotated[
        Entry, Ask("Foresattes syn, eller hvorfor de ikke er hørt", lines=True, limit=ENTRY_MAX, required=True)
    ] = ""
    first: Annotated[Key, Ask(ON_THE_FORM)] = ""
    second: Annotated[Key, Ask(ON_THE_FORM)] = ""
    third: Annotated[Key, Ask(ON_THE_FORM)] = ""
    next_on: Annotated[date | None, Ask("Når evaluerer dere neste gang?")] = None
    later_because: Later = ""
    names_reason: Why

    @property
    def said(self) -> EvaluationAnswers:
        return EvaluationAnswers(
            seen=self.seen,
            on=self.on,
            worked=self.worked,
            becomes=self.becomes,
            safe_now=self.safe_now,
            not_asked_because=self.not_asked_because,
            pupil_words=self.pupil_words,
            present=self.present,
            guardians_view=self.guardians_view,
            answers={name: getattr(self, name) for name in QUESTIONS},
            next_on=self.next_on,
            later_because=self.later_because,
            names_reason=self.names_reason,
        )
