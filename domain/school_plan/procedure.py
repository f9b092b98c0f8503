"""The school's saksgang as data (L753–1026): steps, who takes them, when they open and by when they are due."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from domain.school_plan.fields import Choice, Condition, Deadline, Duty, Line, Slug, Text, called, unless_said
from domain.school_plan.notice import named_neutrally
from domain.text.messages import N_, SchoolLabels, _
from domain.value import Frozen

Title = Annotated[str, StringConstraints(min_length=1, max_length=36, strip_whitespace=True)]
"""Fits a button on a phone."""


class Branch(StrEnum):
    """What the start meeting leads to (L829–840)."""

    FULL_PLAN = "aktivitetsplan"
    SHORT_PLAN = "kort_plan"
    NO_NEED = "ikke_behov"


WITH_PLAN = frozenset({Branch.FULL_PLAN, Branch.SHORT_PLAN})
BRANCH_LABELS: SchoolLabels[str] = SchoolLabels(
    "branches",
    {
        Branch.FULL_PLAN: N_("Aktivitetsplan"),
        Branch.SHORT_PLAN: N_("Kort plan"),
        Branch.NO_NEED: N_("Ikke behov for tiltak"),
    },
)


class Does(StrEnum):
    """What a step is, beyond answering what it asks."""

    STANDING = "alltid"
    ALERTED = "varslet"
    RECEIVE = "ta_imot"
    IDENTIFY = "finn_eleven"
    OWNER_NOTICE = "skoleeier"
    OUTCOME = "utfall"
    PLAN = "plan"
    EVALUATE = "evaluering"
    NEW_MEASURES = "nye_tiltak"
    OWN_CASE = "egen_sak"
    OTHER_CASES = "andre_saker"
    CLOSE = "avslutt"
    WORK = "utføre"


class Answer(StrEnum):
    """The kinds of answer a step may ask for; the value is what the plan file says."""

    DATE = "dato"
    COMING_DATE = "dag_som_kommer"
    RAISED = "tatt_opp"
    PRESENT = "til_stede"
    PLACE = "sted"
    TEXT = "tekst"
    QUOTE = "sitat"
    PERSON = "person"
    SAFE_ADULT = "trygghetsperson"
    CHOICE = "valg"
    CHECKS = "avkryss"
    NUMBER = "nummer"
    REASON = "grunn"


PEOPLE = {Answer.PERSON, Answer.SAFE_ADULT}
DATES = {Answer.DATE, Answer.COMING_DATE, Answer.RAISED}
PROSE = {Answer.TEXT, Answer.QUOTE, Answer.REASON}


class PlanText(StrEnum):
    """The texts of a pupil's activity plan (§ 12-4 third paragraph; L1230–1306)."""

    PROBLEM = "problem"
    FINDINGS = "findings"
    MAINTAINING_FACTORS = "maintaining_factors"
    BEST_INTERESTS = "best_interests"
    PUPIL_SUGGESTIONS = "pupil_suggestions"
    PUPIL_SUGGESTIONS_USED = "pupil_suggestions_used"
    GUARDIANS_SUGGESTIONS = "guardians_suggestions"
    GUARDIANS_NOT_USED_BECAUSE = "guardians_not_used_because"
    PROBLEM_FOR_HOME = "problem_for_home"
    PROBLEM_FOR_PUPIL = "problem_for_pupil"


class Option(Choice):
    """One answer of several. `branch`: what the start meeting leads to with it; by its id, when that says so."""

    branch: Branch | None = None

    @model_validator(mode="before")
    @classmethod
    def _leads_where_it_says(cls, data: object) -> object:
        return unless_said(data, branch=called(data)) if called(data) in set(Branch) else data


class Question(Frozen):
    """One thing a step asks for when it is done. `options` for a choice and for checks.

    `id` tells it from the step's other questions; where there is one of its kind, the kind is enough.

    `fills` names the text of the activity plan that the answer is offered in; `hands` the steps that become the
    answered person's; `agrees` the steps that are due the answered day. `all_of`: every box must be ticked.
    `measures`: the answer is a measure a line, each offered where a measure is written.
    `when_choice`: it is asked for when the step's choice is this, and may be left empty otherwise. `must_be`: the only
    option with which that choice can be made. `informs`: it says what the guardians were told. `school_found`: it is
    what the school has found, which is gone through with the home, and does not stand in what the home is sent.
    """

    id: Slug
    answer: Answer
    label: Line
    required: bool = True
    options: tuple[Option, ...] = ()
    fills: PlanText | None = None
    hands: tuple[Slug, ...] = ()
    agrees: tuple[Slug, ...] = ()
    all_of: bool = False
    measures: bool = False
    when_choice: Slug | None = None
    must_be: Slug | None = None
    informs: bool = False
    school_found: bool = False

    @model_validator(mode="before")
    @classmethod
    def _called_by_its_kind(cls, data: object) -> object:
        return unless_said(data, id=data.get("answer")) if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _has_options(self) -> Self:
        if (self.answer in {Answer.CHOICE, Answer.CHECKS}) is not bool(self.options):
            raise ValueError(_("{answer} skal ha alternativer, og ingen andre svar skal ha det", answer=self.answer))
        if self.must_be and self.must_be not in {option.id for option in self.options}:
            raise ValueError(_("{answer} har ikke alternativet som må velges", answer=self.answer))
        if self.hands and self.answer not in PEOPLE:
            raise ValueError(_("{answer} er ikke en person, og kan ikke få et steg", answer=self.answer))
        if self.measures and self.answer is not Answer.TEXT:
            raise ValueError(_("{answer} er ikke en tekst, og kan ikke være tiltak", answer=self.answer))
        if self.agrees and self.answer is not Answer.COMING_DATE:
            raise ValueError(
                _("{answer} er ikke en dag som kommer, og kan ikke være frist for et steg", answer=self.answer)
            )
        return self


def _several(value: object) -> object:
    """Plans of before 2026-27.6 name one step, or none."""
    return (value,) if isinstance(value, str) else value or ()


BackTo = Annotated[tuple[Slug, ...], BeforeValidator(_several)]


class StepRule(Frozen):
    """One step. `after` lists what must be settled before it opens; with no branch it belongs to every case.

    `notice` is all that messages say of it: `title` and `text` stand only in the reply to a press (law 1).
    `back_to` is what «ny kartlegging» begins anew; `before_closing` what the law wants done before the case is closed;
    `own_case`: it is also a step of the linked case of a pupil who violates, which is for the plan of that pupil.
    `same_day`: it is due the day it opens. `other_pupil`: what is said in it is of another pupil, and stands in no
    document of the one the case is of.

    `due_when`: it has its day only when that is so, and is but offered otherwise; `required_when`: then it must be
    done. `method`: how it is done, in points; `topics`: what of the handbook stands with it; `hands_out`: the text for
    guardians is given in it.
    """

    id: Slug
    phase: Line
    title: Title
    notice: Title
    duty: Duty
    text: Text
    source: Line
    owners: tuple[Slug, ...] = ()
    safe_adult: bool = False
    does: Does = Does.WORK
    branches: tuple[Branch, ...] = ()
    after: tuple[Slug, ...] = ()
    when: Condition | None = None
    required: bool = True
    due: Deadline | None = None
    same_day: bool = False
    same_day_as: Slug | None = None
    start_meeting_clock: bool = False
    assumed: bool = False
    every: Deadline | None = None
    first_after: Deadline | None = None
    asks: tuple[Question, ...] = ()
    back_to: BackTo = ()
    before_closing: bool = False
    plan_talk: bool = False
    own_case: bool = False
    other_pupil: bool = False
    due_when: Condition | None = None
    required_when: Condition | None = None
    method: tuple[Text, ...] = ()
    topics: tuple[Slug, ...] = Field(default=(), max_length=4)
    hands_out: bool = False

    _named_neutrally = model_validator(mode="before")(named_neutrally)

    @model_validator(mode="after")
    def _someone_owns_it(self) -> Self:
        if not (self.owners or self.safe_adult or self.does in {Does.STANDING, Does.ALERTED}):
            raise ValueError(_("{step}: ingen har ansvaret", step=self.id))
        asked = [question.id for question in self.asks]
        if len(asked) != len(set(asked)):
            raise ValueError(_("{step}: spør om det samme to ganger", step=self.id))
        if self.other_pupil and any(question.fills or question.measures for question in self.asks):
            raise ValueError(_("{step}: det den andre eleven sier, kan ikke stå i elevens plan", step=self.id))
        if self.does is Does.OUTCOME and not self._asks_for_a_branch():
            branches = ", ".join(Branch)
            raise ValueError(_("{step}: utfallet må være et valg mellom {branches}", step=self.id, branches=branches))
        return self

    def _asks_for_a_branch(self) -> bool:
        asked = next((question for question in self.asks if question.answer is Answer.CHOICE), None)
        if asked is None or not asked.required:
            return False
        branches = [option.branch for option in asked.options]
        return None not in branches and len(branches) == len(set(branches))

    def leads_to(self, option_id: str) -> Branch | None:
        """By the option that was chosen."""
        options = (option for question in self.asks if question.answer is Answer.CHOICE for option in question.options)
        return next((option.branch for option in options if option.id == option_id), None)

    def belongs(self, branch: Branch | None) -> bool:
        return not self.branches or branch in self.branches


class Procedure(Frozen):
    """All steps, in the order people read them."""

    steps: tuple[StepRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [step.id for step in self.steps]
        if len(ids) != len(set(ids)):
            raise ValueError(_("samme steg står to ganger"))
        for step in self.steps:
            named = {step_id for question in step.asks for step_id in (*question.hands, *question.agrees)}
            unknown = {*step.after, *named, *step.back_to, *filter(None, (step.same_day_as,))} - set(ids)
            if unknown:
                others = ", ".join(sorted(unknown))
                raise ValueError(_("{step}: kjenner ikke steget {others}", step=step.id, others=others))
            if step.id in self.following(step.id):
                raise ValueError(_("{step}: venter på seg selv", step=step.id))
        return self

    def step(self, step_id: str) -> StepRule:
        """Raises `KeyError` for a step this plan does not have."""
        return self.by_id[step_id]

    @cached_property
    def by_id(self) -> dict[str, StepRule]:
        return {step.id: step for step in self.steps}

    @cached_property
    def titles(self) -> dict[str, str]:
        return {step.id: step.title for step in self.steps}

    @cached_property
    def branch_labels(self) -> dict[str, str]:
        """What the start meeting leads to, in the school's words."""
        options = (option for step in self.steps for asked in step.asks for option in asked.options)
        return {option.branch: option.label for option in options if option.branch}

    def does(self, step_id: str) -> Does | None:
        """None for a step this plan does not have."""
        step = self.by_id.get(step_id)
        return step.does if step else None

    def following(self, step_id: str, branch: Branch | None = None) -> frozenset[str]:
        """All steps that wait for this one, near or far; only those of the branch, when one is given."""
        steps = [step for step in self.steps if branch is None or step.belongs(branch)]
        found: set[str] = set()
        waiting = {step_id}
        while waiting:
            waiting = {step.id for step in steps if waiting.intersection(step.after)} - found
            found |= waiting
        return frozenset(found)
