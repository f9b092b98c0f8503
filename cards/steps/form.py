"""The form of a step: what it is, and only what it needs to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cards.case.actions import CaseForm, OpenForm
from cards.correcting.actions import ForceGroup
from cards.kit import wording as words
from cards.kit.elements import (
    Card,
    Choices,
    buttons,
    card,
    facts,
    heading,
    subheading,
    text,
)
from cards.kit.fields import asks, with_why
from cards.kit.forms import NOTHING, Ask, Filled
from cards.steps.actions import HandOverStep, OpenStep, PostponeStep, StepNotNeeded, TakeStep
from cards.steps.steps import Working, back, told_at
from domain.case.case import Case
from domain.correcting.undo import done_last, may_undo
from domain.people.permissions import may
from domain.people.person import Person, Pupil
from domain.school_plan.fields import Condition
from domain.school_plan.procedure import DATES, PEOPLE, PROSE, Answer, Procedure, Question, StepRule
from domain.steps.progress import Step
from domain.steps.take_step import answer_field, may_be_postponed
from domain.steps.wording import by_when, over_due
from domain.text.messages import N_, _, n_, worded
from domain.text.prose import ENTRY_MAX


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """Against whom, and how many times this school year as far as the viewer may know."""

    pupil: Pupil
    times: int


MOST_OFFERED = 25
ONLY_MEMBERS = N_("Bare de som er med i saken, kan få steget. En leder tar med flere under «Hvem er med?».")


def step_form(
    case: Case,
    step: Step,
    working: Working,
    staff: Sequence[Person],
    record_id: str,
    filled: Filled = NOTHING,
    beside: Sequence[Card] = (),
) -> Card:
    """What the step is, whose, by when, and only what it needs to be done. `beside`: what is told above the questions.

    Who is to do something is chosen among those on the case and of the grade; the safe adult among all the staff.
    """
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id, "record_id": record_id, "incident": step.incident}
    ids = {name: value for name, value in ids.items() if value}
    asked = asked_of(step.rule)
    today = {answer_field(q): working.today.isoformat() for q in step.rule.asks if q.answer is Answer.DATE}
    return card(
        *_lead(case, step, working),
        list(beside),
        TakeStep.inputs(
            Filled({**today, **filled.values}, filled.errors),
            choices=_choices(case, step, staff, filled),
            asked=with_why(TakeStep, asked, filled),
        ),
        buttons(TakeStep.button(_("Ferdig"), style="positive", **ids)),
        None if step.again else subheading(_("Andre valg")),
        None if step.again else others(case, step),
        _undo(case, step, working),
        actions=[back(case)],
    )


def _lead(case: Case, step: Step, working: Working) -> list[Card]:
    told = told_at(case, step)
    return [
        heading(step.rule.title),
        text(step.rule.text),
        *facts(
            {
                _("Gjelder"): _("det som ble varslet {moment}", moment=words.moment(told)) if told else None,
                _("Hvem"): working.whose(step),
                _("Møtet"): words.day(step.due) if step.due and step.meeting else None,
                _("Frist"): None if step.meeting else over_due(step, working.today) or by_when(step, working.today),
                _("Sist gjort"): words.day(step.done_on) if step.done_on else None,
            }
        ),
    ]


def of_force(force: Force) -> list[Card]:
    """Whose record and guardians it is about, who need not be the pupil of the case."""
    times = n_("{count} gang", "{count} ganger", force.times)
    return facts(
        {
            _("Grepet inn mot"): words.pupil_names([force.pupil])[force.pupil.id],
            _("Grepet inn mot eleven dette skoleåret"): times,
        }
    )


def on_whom(case: Case, step: Step, viewer: Person, force: Force | None) -> list[Card]:
    """It was not said, or said wrong."""
    if step.rule.when is not Condition.FORCE or not may(viewer, ForceGroup.requires):
        return []
    title = _("Rett hvem det ble grepet inn mot") if force else _("Si hvem det ble grepet inn mot")
    return buttons(ForceGroup.button(title, case_id=case.id, incident_id=step.incident or "", blank=True))


def others(case: Case, step: Step) -> list[Card]:
    """What else one can do with a step than do it."""
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id}
    return buttons(
        OpenForm.button(_("Gi videre"), form=CaseForm.HAND_OVER, **ids),
        OpenForm.button(_("Flytt fristen"), form=CaseForm.POSTPONE, **ids) if may_be_postponed(step) else None,
        None if step.rule.required else OpenForm.button(_("Ikke nødvendig"), form=CaseForm.NOT_NEEDED, **ids),
        OpenForm.button(_("Undersøk på nytt"), form=CaseForm.MAP_AGAIN, **ids) if step.rule.back_to else None,
    )


def _undo(case: Case, step: Step, working: Working) -> list[Card]:
    last = done_last(step)
    undone = OpenForm.button(_("Angre at det er gjort"), case_id=case.id, form=CaseForm.UNDO, step=step.rule.id)
    return buttons(undone) if last and may_undo(last, working.viewer, working.today) else []


def asked_of(rule: StepRule) -> dict[str, Ask]:
    """What a step asks, by the inputs it asks it in."""
    return {answer_field(question): _ask(question) for question in rule.asks}


def questions_of(procedure: Procedure, step: str) -> dict[str, str]:
    """What each input of the form of a step is called."""
    asked = [asked_of(rule) for rule in procedure.steps if rule.id == step]
    return {name: ask.label for each in asked for name, ask in each.items()}


def _ask(question: Question) -> Ask:
    lines = question.answer in PROSE
    limit = ENTRY_MAX if lines else 200
    expanded = question.answer in {Answer.CHOICE, Answer.CHECKS}
    required = question.required and question.when_choice is None
    kind = date if question.answer in DATES else tuple if question.answer is Answer.CHECKS else str
    return Ask(question.label, lines=lines, limit=limit, expanded=expanded, required=required, kind=kind)


def _choices(case: Case, step: Step, staff: Sequence[Person], filled: Filled) -> dict[str, Choices]:
    found: dict[str, Choices] = {}
    for question in step.rule.asks:
        if question.answer in PEOPLE:
            field = answer_field(question)
            people, value = _offered(question, case, staff), filled.values.get(field, "")
            found[field] = words.person_choices(people, value, near=case.members)
        elif question.options:
            found[answer_field(question)] = words.choices(question.options)
    return found


def _offered(question: Question, case: Case, staff: Sequence[Person]) -> Sequence[Person]:
    """Those on the case; of whom steps are given to, also the others of the grade, as many as a card has room for."""
    if question.answer is Answer.SAFE_ADULT:
        return staff
    members = [person for person in staff if person.id in case.members]
    near = [person for person in staff if person.id not in case.members and _near(person, case)]
    return [*members, *near][:MOST_OFFERED] if question.hands else members


def _near(person: Person, case: Case) -> bool:
    return case.grade in person.grades or case.school_class in person.classes or not person.grades


def small_form(
    case: Case,
    step: Step,
    action: type[HandOverStep] | type[PostponeStep] | type[StepNotNeeded],
    record_id: str,
    *,
    people: Sequence[Person] = (),
    filled: Filled = NOTHING,
) -> Card:
    """Hand over, put off, or not needed: with what that asks."""
    titles = {HandOverStep: _("Gi videre"), PostponeStep: _("Flytt fristen"), StepNotNeeded: _("Ikke nødvendig")}
    choices = (
        {"person": words.person_choices(people, filled.values.get("person", ""))} if action is HandOverStep else {}
    )
    ids: dict[str, Any] = {"case_id": case.id, "step": step.rule.id, "record_id": record_id}
    if action is StepNotNeeded and step.incident:
        ids["incident"] = step.incident
    return card(
        heading(f"{titles[action]}: {step.rule.title}"),
        text(worded(ONLY_MEMBERS), subtle=True) if action is HandOverStep else None,
        action.inputs(filled, choices=choices, asked=asks(action, filled)),
        actions=[
            action.button(_("Lagre"), style="positive", **ids),
            OpenStep.button(_("Tilbake"), case_id=case.id, step=step.rule.id),
        ],
    )
