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
from domain.procedure import BRANCH_LABELS, PEOPLE, WITH_PLAN, Answer, Does, Question
from domain.progress import Progress, State, Step
from domain.work import may_be_postponed, may_take

ON_CASE = 5
MOST_OFFERED = 25
AGAIN = "Det som er gjort, står i historien. Det nyeste svaret gjelder."
ONLY_MEMBERS = "Bare de som er med i saken, kan få steget. En leder tar med flere under «Hvem er med?»."
FEW = 3
SENTENCES = {Answer.TEXT, Answer.TEXT_2, Answer.TEXT_3, Answer.TEXT_4, Answer.QUOTE, Answer.REASON}


class Working(Frozen):
    """The procedure of one case for one viewer: `owners` by step id."""

    progress: Progress
    owners: Mapping[str, tuple[Person, ...]]
    viewer: Person
    today: date

    @property
    def has_plan(self) -> bool:
        """Whether the start meeting decided on measures: then there is a plan to write."""
        return self.progress.branch in WITH_PLAN

    def owns(self, step: Step) -> bool:
        return self.viewer in self.owners.get(step.plan.id, ())

    @property
    def waiting(self) -> list[Step]:
        """What someone must see to: what is late first, then the viewer's own, then by day."""
        found = [step for step in self.progress.open if step.waits]
        return sorted(found, key=lambda step: (not step.overdue(self.today), not self.owns(step)))

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
    waiting = working.waiting
    more = len(waiting) - ON_CASE
    return [
        said(phases(working.progress), subtle=True),
        *clocks(case, working),
        subheading("Neste steg"),
        *[_open_step(case, step, working) for step in waiting[:ON_CASE]],
        *([] if waiting else [text("Ingen steg venter.")]),
        buttons(ShowSteps.button(f"Alle steg ({more} venter)" if more > 0 else "Alle steg", case_id=case.id)),
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
    return words.items(marks if progress.branch else [*marks, "○ Videre etter oppstartsmøtet"])


def clocks(case: Case, working: Working) -> list[Card]:
    """Days left to call the start meeting, and the week of § 12-6 when it runs."""
    progress, today = working.progress, working.today
    calling = next((s for s in progress.steps if s.plan.start_meeting_clock and s.state is State.OPEN), None)
    lines = {"Utfall": BRANCH_LABELS[progress.branch] if progress.branch and not case.violator else None}
    if calling and calling.due:
        lines["Kall inn til oppstartsmøte"] = f"senest {words.day(calling.due)} ({left(today, calling.due)})"
    if progress.raised_on:
        ends = date.fromordinal(progress.raised_on.toordinal() + 7)
        lines["§ 12-6"] = f"tatt opp {words.day(progress.raised_on)}, {_week(ends, today)}"
    return facts(lines)


def _week(ends: date, today: date) -> str:
    number = (ends - today).days
    if number < 0:
        return f"uken var ute {words.day(ends)}"
    ahead = f"{words.count(number, 'dag', 'dager')} igjen" if number else "i dag"
    return f"uken er ute {words.day(ends)} ({ahead})"


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
    own = _NEEDS.keys() & {step.plan.does}
    if not own and not may_take(viewer, working.owners.get(step.plan.id, ())):
        return None
    if step.plan.does is Does.RECEIVE:
        return ReceiveCase.button("Ta imot", case_id=case.id, style="positive")
    if step.plan.does is Does.OWNER_NOTICE:
        return OpenForm.button("Melding til skoleeier", case_id=case.id, form=CaseForm.OWNER_NOTICE)
    return OpenStep.button(step.plan.title, case_id=case.id, step=step.plan.id)


def all_steps(case: Case, working: Working) -> Card:
    """Every step of the case, by phase: what is done, what waits, and what can be done when it is needed, or again."""
    optional = [step for step in working.progress.open if not step.waits]
    again = [step for step in working.progress.steps if step.again] if case.open else []
    done = {State.DONE: "✓", State.NOT_NEEDED: "–", State.OPEN: "●", State.LATER: "○"}
    lines: list[Card] = []
    for phase in dict.fromkeys(step.plan.phase for step in working.progress.steps):
        steps = [s for s in working.progress.steps if s.plan.phase == phase and s not in optional]
        marks = [said(f"{done[step.state]} {step.plan.title}{_when(step, working)}") for step in steps]
        lines += [subheading(phase), *marks] if steps else []
    return card(
        heading(f"Alle steg i sak {case.reference}"),
        lines,
        subheading("Åpne steg"),
        button_rows([button(case, step, working) for step in working.waiting]),
        *_more("Ved behov", "", case, optional, working),
        *_more("Gjøre igjen, eller rette", AGAIN, case, again, working),
        actions=[
            back(case),
            OpenForm.button("Endre alvorlighet", case_id=case.id, form=CaseForm.MARK)
            if case.open and may(working.viewer, Permission.LEAD_CASE)
            else None,
        ],
    )


def _more(title: str, guidance: str, case: Case, steps: Sequence[Step], working: Working) -> list[Card]:
    rows = button_rows([button(case, step, working) for step in steps])
    told = [text(guidance, subtle=True, small=True)] if guidance else []
    return [subheading(title), *told, *rows] if rows else []


def _when(step: Step, working: Working) -> str:
    late = f", {words.count(step.days_late, 'dag', 'dager')} etter fristen" if step.days_late else ""
    if step.done_on and step.state in {State.DONE, State.NOT_NEEDED}:
        return f": {words.day(step.done_on)}{late}"
    whose = f" · {working.whose(step)}" if step.state is State.OPEN else ""
    over = ", over fristen" if step.overdue(working.today) else ""
    return (f": senest {words.day(step.due)}{over}" if step.due else "") + whose


def step_form(
    case: Case, step: Step, working: Working, staff: Sequence[Person], record_id: str, filled: Filled = NOTHING
) -> Card:
    """What the step is, whose, by when, and only what it needs to be done.

    Who is to do something is chosen among those on the case and of the grade; the safe adult among all the staff.
    """
    ids: dict[str, Any] = {"case_id": case.id, "step": step.plan.id, "record_id": record_id}
    asked = {question.answer.name.lower(): _ask(question) for question in step.plan.asks}
    values = {"date": working.today.isoformat(), **filled.values}
    return card(
        *_lead(step, working),
        TakeStep.inputs(Filled(values, filled.errors), choices=_choices(case, step, staff), asked=asked),
        buttons(TakeStep.button("Ferdig", style="positive", **ids)),
        None if step.again else subheading("Eller"),
        None if step.again else others(case, step),
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
    required = question.required and question.when_choice is None
    return Ask(question.label, lines=lines, limit=limit, expanded=expanded, required=required)


def _choices(case: Case, step: Step, staff: Sequence[Person]) -> dict[str, Choices]:
    found: dict[str, Choices] = {}
    for question in step.plan.asks:
        if question.answer in PEOPLE:
            offered = _offered(question, case, staff)
            found[question.answer.name.lower()] = words.person_choices(offered)
        elif question.options:
            found[question.answer.name.lower()] = words.choices(question.options)
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
    titles = {HandOverStep: "Gi videre", PostponeStep: "Utsett", StepNotNeeded: "Ikke nødvendig"}
    choices = {"person": words.person_choices(people)} if action is HandOverStep else {}
    return card(
        heading(f"{titles[action]}: {step.plan.title}"),
        text(ONLY_MEMBERS, subtle=True) if action is HandOverStep else None,
        action.inputs(filled, choices=choices),
        actions=[
            action.button("Lagre", style="positive", case_id=case.id, step=step.plan.id, record_id=record_id),
            OpenStep.button("Tilbake", case_id=case.id, step=step.plan.id),
        ],
    )


def back(case: Case) -> Card:
    return OpenCase.button("Tilbake til saken", case_id=case.id)
