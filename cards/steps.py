"""Where a case stands in the procedure, its open steps, and the form of each. All of it stands behind a press."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cards import words
from cards.actions import CaseForm, OpenCase, OpenForm, ReceiveCase
from cards.elements import (
    Card,
    Choices,
    box,
    button_rows,
    buttons,
    card,
    facts,
    heading,
    problem,
    said,
    subheading,
    text,
)
from cards.forms import NOTHING, Ask, Filled
from cards.step_actions import HandOverStep, OpenStep, PostponeStep, ShowSteps, StepNotNeeded, TakeStep
from domain.access import Permission, may
from domain.calendar import is_working_day
from domain.case import Case
from domain.log import ENTRY_MAX
from domain.people import Frozen, Person
from domain.procedure import BRANCH_LABELS, Answer, Branch, Does, Question
from domain.progress import Progress, State, Step
from domain.work import may_be_postponed

ON_CASE = 4
FEW = 3
SENTENCES = {Answer.TEXT, Answer.TEXT_2, Answer.TEXT_3, Answer.TEXT_4, Answer.QUOTE}
PEOPLE = {Answer.PERSON, Answer.PERSON_2, Answer.PERSON_3, Answer.SAFE_ADULT}


class Working(Frozen):
    """The procedure of one case for one viewer: `owners` by step id."""

    progress: Progress
    owners: Mapping[str, tuple[Person, ...]]
    viewer: Person
    today: date

    @property
    def has_plan(self) -> bool:
        """Whether the start meeting decided on measures: then there is a plan to write."""
        return self.progress.branch in {Branch.FULL_PLAN, Branch.SHORT_PLAN}

    def owns(self, step: Step) -> bool:
        return self.viewer in self.owners.get(step.plan.id, ())

    def whose(self, step: Step) -> str:
        """By name when there are few, the viewer as «deg»."""
        people = self.owners.get(step.plan.id, ())
        names = ["deg" if person.id == self.viewer.id else person.name for person in people]
        if len(names) > FEW:
            return f"{len(names)} ansatte"
        return words.listing(sorted(names, key=lambda name: name != "deg"))


def standing(case: Case, working: Working) -> list[Card]:
    """The line of phases, both clocks, and the open steps with a button each."""
    if not case.open:
        return []
    waiting = [step for step in working.progress.open if step.plan.required]
    more = len(working.progress.open) - min(len(waiting), ON_CASE)
    return [
        said(phases(working.progress), subtle=True),
        *clocks(working),
        subheading("Neste steg"),
        *[_open_step(case, step, working) for step in waiting[:ON_CASE]],
        *([] if waiting else [text("Ingen steg venter.")]),
        buttons(ShowSteps.button(f"Alle steg ({more} til)" if more > 0 else "Alle steg", case_id=case.id)),
    ]


def phases(progress: Progress) -> str:
    """«✓ Varsle · ● Undersøkelse · ○ Avslutt»: done, now, later; what is only optional has no place in it."""
    marks = []
    for phase in dict.fromkeys(step.plan.phase for step in progress.steps):
        steps = [step for step in progress.steps if step.plan.phase == phase and step.plan.required]
        if not steps:
            continue
        now = any(step.state is State.OPEN for step in steps)
        done = all(step.state in {State.DONE, State.NOT_NEEDED} for step in steps)
        marks.append(f"{'●' if now else '✓' if done else '○'} {phase}")
    return words.items(marks)


def clocks(working: Working) -> list[Card]:
    """Days left to call the start meeting, and the week of § 12-6 when it runs."""
    progress, today = working.progress, working.today
    calling = next((s for s in progress.steps if s.plan.start_meeting_clock and s.state is State.OPEN), None)
    lines = {"Utfall": BRANCH_LABELS[progress.branch] if progress.branch else None}
    if calling and calling.due:
        lines["Kall inn til oppstartsmøte"] = f"senest {words.day(calling.due)} ({left(today, calling.due)})"
    if progress.raised_on:
        ends = date.fromordinal(progress.raised_on.toordinal() + 7)
        lines["§ 12-6"] = f"tatt opp {words.day(progress.raised_on)}, uken er ute {words.day(ends)}"
    return facts(lines)


def left(today: date, last: date) -> str:
    """«3 virkedager igjen», «i dag», «2 virkedager over fristen»."""
    if today == last:
        return "i dag"
    first, then = sorted((today, last))
    number = sum(is_working_day(date.fromordinal(n)) for n in range(first.toordinal() + 1, then.toordinal() + 1))
    return f"{words.count(number, 'virkedag', 'virkedager')} {'igjen' if today < last else 'over fristen'}"


def _open_step(case: Case, step: Step, working: Working) -> Card:
    due = f"senest {words.day(step.due)}" if step.due else "uten frist"
    again = f", sist {words.day(step.done_on)}" if step.done_on else ""
    line = f"{due}{again} · {working.whose(step)}"
    return box(
        buttons(pressed) if (pressed := button(case, step, working)) else said(step.plan.title),
        problem(f"Over fristen: {line}") if step.overdue(working.today) else said(line, subtle=True),
    )


_NEEDS = {
    Does.RECEIVE: Permission.LEAD_CASE,
    Does.OWNER_NOTICE: Permission.DECIDE_ENHANCED,
    Does.OWN_CASE: Permission.COORDINATE_CASE,
}


def button(case: Case, step: Step, working: Working) -> Card | None:
    """The one button of an open step, for those who may press it: some open a form of their own."""
    viewer = working.viewer
    if not may(viewer, _NEEDS.get(step.plan.does, Permission.WORK_CASE)):
        return None
    if step.plan.does is Does.CLOSE and not (working.owns(step) or may(viewer, Permission.COORDINATE_CASE)):
        return None
    if step.plan.does is Does.RECEIVE:
        return ReceiveCase.button("Ta imot", case_id=case.id, style="positive")
    if step.plan.does is Does.OWNER_NOTICE:
        return OpenForm.button("Melding til skoleeier", case_id=case.id, form=CaseForm.OWNER_NOTICE)
    return OpenStep.button(step.plan.title, case_id=case.id, step=step.plan.id)


def all_steps(case: Case, working: Working) -> Card:
    """Every step of the case, by phase: what is done, what waits, and what can be done when it is needed."""
    optional = [step for step in working.progress.open if not step.plan.required]
    done = {State.DONE: "✓", State.NOT_NEEDED: "–", State.OPEN: "●", State.LATER: "○"}
    lines: list[Card] = []
    for phase in dict.fromkeys(step.plan.phase for step in working.progress.steps):
        steps = [s for s in working.progress.steps if s.plan.phase == phase and s not in optional]
        marks = [said(f"{done[step.state]} {step.plan.title}{_when(step)}") for step in steps]
        lines += [subheading(phase), *marks] if steps else []
    return card(
        heading(f"Alle steg i sak {case.reference}"),
        lines,
        subheading("Åpne steg"),
        button_rows([button(case, step, working) for step in working.progress.open if step.plan.required]),
        subheading("Ved behov") if optional else None,
        button_rows([button(case, step, working) for step in optional]) if optional else None,
        actions=[back(case)],
    )


def _when(step: Step) -> str:
    late = f", {words.count(step.days_late, 'dag', 'dager')} etter fristen" if step.days_late else ""
    if step.done_on and step.state in {State.DONE, State.NOT_NEEDED}:
        return f": {words.day(step.done_on)}{late}"
    return f": senest {words.day(step.due)}" if step.due else ""


def step_form(
    case: Case, step: Step, working: Working, staff: Sequence[Person], record_id: str, filled: Filled = NOTHING
) -> Card:
    """What the step is, whose, by when, and only what it needs to be done.

    Who is to do something is chosen among those on the case; the pupil's safe adult among all the staff.
    """
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id, "record_id": record_id}
    asked = {question.answer.name.lower(): _ask(question) for question in step.plan.asks}
    values = {"date": working.today.isoformat(), **filled.values}
    return card(
        *_lead(step, working),
        TakeStep.inputs(Filled(values, filled.errors), choices=_choices(case, step, staff), asked=asked),
        buttons(TakeStep.button("Ferdig", style="positive", **ids)),
        subheading("Eller"),
        others(case, step),
        actions=[back(case)],
    )


def _lead(step: Step, working: Working) -> list[Card]:
    due = f"senest {words.day(step.due)}" if step.due else None
    last = words.day(step.done_on) if step.done_on else None
    return [
        heading(step.plan.title),
        text(step.plan.text),
        *facts({"Hvem": working.whose(step), "Frist": due, "Sist gjort": last}),
    ]


def others(case: Case, step: Step) -> Card:
    """What else one can do with a step than do it."""
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id}
    return buttons(
        OpenForm.button("Gi videre", form=CaseForm.HAND_OVER, **ids),
        OpenForm.button("Utsett", form=CaseForm.POSTPONE, **ids) if may_be_postponed(step) else None,
        None if step.plan.required else OpenForm.button("Ikke nødvendig", form=CaseForm.NOT_NEEDED, **ids),
    )


def _ask(question: Question) -> Ask:
    lines = question.answer in SENTENCES
    limit = ENTRY_MAX if lines else 200
    expanded = question.answer in {Answer.CHOICE, Answer.CHECKS}
    required = question.required and question.answer is not Answer.CHECKS
    return Ask(question.label, lines=lines, limit=limit, expanded=expanded, required=required)


def _choices(case: Case, step: Step, staff: Sequence[Person]) -> dict[str, Choices]:
    found: dict[str, Choices] = {}
    for question in step.plan.asks:
        if question.answer in PEOPLE:
            anyone = question.answer is Answer.SAFE_ADULT
            offered = [person for person in staff if anyone or person.id in case.members]
            found[question.answer.name.lower()] = words.person_choices(offered)
        elif question.options:
            found[question.answer.name.lower()] = words.choices(question.options)
    return found


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
    titles = {HandOverStep: "Gi videre", PostponeStep: "Utsett", StepNotNeeded: "Ikke nødvendig"}
    choices = {"person": words.person_choices(people)} if action is HandOverStep else {}
    return card(
        heading(f"{titles[action]}: {step.plan.title}"),
        action.inputs(filled, choices=choices),
        actions=[
            action.button("Lagre", style="positive", case_id=case.id, step=step.plan.id, record_id=record_id),
            OpenStep.button("Tilbake", case_id=case.id, step=step.plan.id),
        ],
    )


def back(case: Case) -> Card:
    return OpenCase.button("Tilbake til saken", case_id=case.id)
