"""The buttons of a case's steps. What a step asks for stands in the plan; here are the kinds of answer there can be."""

from datetime import date
from typing import Annotated

from pydantic import Field

from cards.kit.fields import Entry, Id, Key, Reason, Why
from cards.kit.forms import Action, Ask
from domain.activity_plan.evaluation import SAFE_QUESTION
from domain.people.permissions import Permission
from domain.text.answered import Answers, Several
from domain.text.prose import ENTRY_MAX

IN_THE_PLAN = ""
"""What is asked stands in the plan."""


class ShowSteps(Action, verb="step.list", requires=Permission.READ_CASE):
    case_id: Id


class OpenStep(Action, verb="step.open", requires=Permission.WORK_CASE):
    case_id: Id
    step: Key


class NextStep(Action, verb="step.next", requires=Permission.READ_CASE):
    """What waits for the one who presses, of this case."""

    case_id: Id


class TakeStep(Action, verb="step.take", requires=Permission.WORK_CASE, waits=("case_id", "step")):
    """A step is done. Which of these it asks for, and in which words, the plan says.

    `incident`: the one the form spoke of, where each has its own.
    """

    case_id: Id
    step: Key
    record_id: Id
    incident: Key = ""
    answers: Annotated[Answers, Ask(IN_THE_PLAN)] = Field(default_factory=dict)
    names_reason: Why


class HandOverStep(Action, verb="step.hand_over", requires=Permission.WORK_CASE):
    case_id: Id
    step: Key
    record_id: Id
    person: Annotated[Id, Ask("Hvem skal gjøre det?")]


class PostponeStep(Action, verb="step.postpone", requires=Permission.WORK_CASE):
    case_id: Id
    step: Key
    record_id: Id
    until: Annotated[date, Ask("Ny frist")]
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]
    names_reason: Why


class StepNotNeeded(Action, verb="step.not_needed", requires=Permission.WORK_CASE):
    case_id: Id
    step: Key
    record_id: Id
    incident: Key = ""
    reason: Annotated[Reason, Ask("Hvorfor trengs det ikke?", lines=True, limit=600)]
    names_reason: Why


class MapAgain(Action, verb="step.map_again", requires=Permission.WORK_CASE):
    """«Ny kartlegging»: the measures have not worked, or the pupil says so."""

    case_id: Id
    step: Key
    record_id: Id
    reason: Annotated[Reason, Ask("Hvorfor undersøker dere på nytt?", lines=True, limit=600)]
    names_reason: Why


class CloseCase(Action, verb="case.close", requires=Permission.WORK_CASE, waits=("case_id", "step")):
    """Law 8: the pupil's own experience, not whether it was bullying. For those whose step it is, and coordinators."""

    case_id: Id
    step: Key
    record_id: Id
    safe_now: Annotated[Key, Ask(SAFE_QUESTION, expanded=True)]
    pupil_words: Annotated[Entry, Ask("Elevens egne ord", lines=True, limit=ENTRY_MAX, required=True)] = ""
    reason: Annotated[Entry, Ask("Hvorfor avsluttes saken?", lines=True, limit=600, required=True)] = ""
    names_reason: Why


class ReopenCase(Action, verb="case.reopen", requires=Permission.COORDINATE_CASE):
    case_id: Id
    record_id: Id
    reason: Annotated[Reason, Ask("Hvorfor åpnes saken igjen?", lines=True, limit=600)]
    names_reason: Why


class OwnCase(Action, verb="step.own_case", requires=Permission.COORDINATE_CASE):
    """The pupil who may have violated gets a plan of their own, in a case linked to this one: first the class."""

    case_id: Id
    step: Key
    group: Annotated[Key, Ask("Hvilken klasse går eleven i?")] = ""


class OwnCaseNamed(Action, verb="step.own_case_named", requires=Permission.COORDINATE_CASE):
    """Of one whom the alert named: nothing more is asked."""

    case_id: Id
    step: Key
    record_id: Id
    pupil: Id


class OwnCaseFor(Action, verb="step.own_case_for", requires=Permission.COORDINATE_CASE):
    case_id: Id
    step: Key
    group: Key
    record_id: Id
    pupil: Annotated[Id, Ask("Hvem er eleven?")]


class TakeOffOthers(Action, verb="step.other_cases", requires=Permission.LEAD_CASE):
    """Who was named late is taken off the pupil's other cases, or stays; why stands in this one."""

    case_id: Id
    step: Key
    record_id: Id
    cases: Annotated[Several, Ask("Hvilke saker skal personen ut av?", expanded=True, required=False)] = ()
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]
