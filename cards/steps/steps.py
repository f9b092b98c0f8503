"""Where a case stands in the procedure, and its open steps. All of it stands behind a press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.case.actions import CaseForm, OpenCase, OpenForm, ReceiveCase
from cards.kit import wording as words
from cards.kit.elements import (
    Card,
    Piece,
    box,
    buttons,
    card,
    facts,
    fold,
    heading,
    problem,
    said,
    subheading,
    text,
)
from cards.steps.actions import OpenStep, ShowSteps
from domain.case.case import Case
from domain.case.deadlines import enforcement_from
from domain.lateness.first_days import FirstDays
from domain.lateness.wording import days_late, lateness
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.procedure import BRANCH_LABELS, WITH_PLAN, Does
from domain.steps.progress import Progress, Step, StepState
from domain.steps.take_step import may_press
from domain.steps.wording import by_when, first_due, left, over_due
from domain.text.messages import N_, _, n_, worded

ON_CASE = 5
AGAIN = N_("Det som er gjort, står i historien. Det nyeste svaret gjelder.")
FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The procedure of one case for one viewer: `owners` by step id."""

    progress: Progress
    first_days: FirstDays
    owners: Mapping[str, tuple[Person, ...]]
    viewer: Person
    today: date

    @property
    def has_plan(self) -> bool:
        """Whether the start meeting decided on measures: then there is a plan to write."""
        return self.progress.branch in WITH_PLAN

    def first_due(self, step: Step) -> str:
        """Of an open step that has got another day, when its first has passed; else nothing."""
        days = self.first_days.open(step.rule.id, step.due)
        return first_due(days.first) if days and days.late(self.today) and days.first != step.due else ""

    def how_late(self, step: Step) -> str:
        """Of one that is settled."""
        return lateness(step.first, self.first_days.of.get(step.first.id)) if step.first else days_late(step.days_late)

    def owns(self, step: Step) -> bool:
        return self.viewer in self.owners.get(step.rule.id, ())

    @property
    def waiting(self) -> list[Step]:
        """What someone must see to: what is late first, then the viewer's own, then by day."""
        found = [step for step in self.progress.open if step.waits]
        return sorted(found, key=lambda step: (not step.overdue(self.today), not self.owns(step), step.due or date.max))

    def to_the_owner(self, case: Case) -> list[Step]:
        """What is to be told to the school owner, when the viewer is the one to: it stands above all else."""
        return [step for step in self.waiting if step.rule.does is Does.OWNER_NOTICE and self.may_press(case, step)]

    def first(self, case: Case) -> list[Step]:
        """What stands on the card unfolded: the first thing to do, and to call the start meeting when that is late."""
        waiting = self._below(case)
        calling = [step for step in waiting[1:] if step.rule.start_meeting_clock and step.overdue(self.today)]
        return [*waiting[:1], *calling]

    def rest(self, case: Case) -> list[Step]:
        """What else waits, folded."""
        first = self.first(case)
        return [step for step in self._below(case) if step not in first]

    def _below(self, case: Case) -> list[Step]:
        above = self.to_the_owner(case)
        return [step for step in self.waiting if step not in above]

    def may_press(self, case: Case, step: Step) -> bool:
        return may_press(self.viewer, step.rule, self.owners.get(step.rule.id, ()), case)

    def whose(self, step: Step) -> str:
        """By name when there are few, else «deg og 3 til»; the viewer as «deg», and first."""
        named = self._named(step)
        if len(named) <= FEW:
            return words.listing(named)
        return n_("{name} og {count} til", "{name} og {count} til", len(named) - 1, name=named[0])

    def all_of(self, step: Step) -> str:
        """Everyone by name, of a step that `whose` does not name them all of; else nothing."""
        named = self._named(step)
        return words.listing(named) if len(named) > FEW else ""

    def _named(self, step: Step) -> list[str]:
        people = self.owners.get(step.rule.id, ())
        viewer_first = sorted(people, key=lambda person: person.id != self.viewer.id)
        return [_("du") if person.id == self.viewer.id else person.name for person in viewer_first]


def standing(case: Case, working: Working) -> list[Card]:
    """The first thing to do, and both clocks."""
    if not case.open:
        return []
    first = working.first(case)
    return [
        *([subheading(_("Neste steg"))] if first or not working.waiting else []),
        *[box(*open_step(case, step, working), emphasis=False) for step in first],
        *([] if working.waiting else [text(_("Ingen steg venter."))]),
        *clocks(case, working),
    ]


def folded_steps(case: Case, working: Working) -> list[Card]:
    """The line of phases, the other open steps with a button each, and the way to them all."""
    if not case.open:
        return []
    rest = working.rest(case)
    more = len(working.waiting) - ON_CASE
    all_of_them = n_("Alle steg ({count} venter)", "Alle steg ({count} venter)", more) if more > 0 else _("Alle steg")
    return fold(
        "steps",
        _("Steg ({count})", count=len(working.waiting)),
        said(phases(working.progress), subtle=True),
        [said(line, subtle=True) for line in filter(None, map(working.all_of, working.first(case)))],
        [box(*open_step(case, step, working, named=True), emphasis=False) for step in rest[: ON_CASE - 1]],
        buttons(ShowSteps.button(all_of_them, case_id=case.id)),
    )


def phases(progress: Progress) -> str:
    """«Gjort: Varsle · Nå: Undersøkelse · Senere: Avslutt»; what is only optional has no place in it.

    What is a duty all the time is never done, and says so.
    """
    found: dict[StepState, list[str]] = {StepState.DONE: [], StepState.OPEN: [], StepState.LATER: []}
    dated = [step for step in progress.steps if step.state is not StepState.ALWAYS]
    for phase in dict.fromkeys(step.rule.phase for step in dated):
        steps = [step for step in dated if step.rule.phase == phase and step.rule.required]
        if steps:
            found[_of_all(steps)].append(phase)
    if not progress.branch:
        found[StepState.LATER].append(_("Videre etter oppstartsmøtet"))
    always = ", ".join(step.rule.title.lower() for step in progress.steps if step.state is StepState.ALWAYS)
    lines = [_stands(state, ", ".join(names)) for state, names in found.items() if names]
    return words.items([*lines, *([_("Hele tiden: {duties}", duties=always)] if always else [])])


def _of_all(steps: Sequence[Step]) -> StepState:
    """Of a phase with these steps: now, when one of them is open."""
    if any(step.state is StepState.OPEN for step in steps):
        return StepState.OPEN
    done = all(step.state in {StepState.DONE, StepState.NOT_NEEDED} for step in steps)
    return StepState.DONE if done else StepState.LATER


def _stands(state: StepState, what: str) -> str:
    """In words: a sign alone says nothing to who hears it."""
    match state:
        case StepState.ALWAYS:
            return _("Hele tiden: {duties}", duties=what.lower())
        case StepState.NOT_NEEDED:
            return _("Ikke nødvendig: {title}", title=what)
        case StepState.DONE:
            return _("Gjort: {what}", what=what)
        case StepState.OPEN:
            return _("Nå: {what}", what=what)
        case StepState.LATER:
            return _("Senere: {what}", what=what)


def clocks(case: Case, working: Working) -> list[Card]:
    """Days left to call the start meeting, when it does not stand above; and the week of § 12-6 when it runs."""
    progress, today = working.progress, working.today
    calling = next((s for s in progress.steps if s.rule.start_meeting_clock and s.state is StepState.OPEN), None)
    lines = {_("Utfall"): BRANCH_LABELS[progress.branch] if progress.branch and not case.violator else None}
    if calling and calling not in working.first(case):
        lines[calling.rule.title] = _due(case, calling, today)
    if progress.raised_on:
        ends = enforcement_from(progress.raised_on)
        lines[_("§ 12-6")] = _("tatt opp {day}, {week}", day=words.day(progress.raised_on), week=_week(ends, today))
    return facts(lines)


def _week(ends: date, today: date) -> str:
    number = (ends - today).days
    if number < 0:
        return _("uken var ute {day}", day=words.day(ends))
    if not number:
        return _("uken er ute {day} (i dag)", day=words.day(ends))
    return n_(
        "uken er ute {day} ({count} dag igjen)",
        "uken er ute {day} ({count} dager igjen)",
        number,
        day=words.day(ends),
    )


def open_step(case: Case, step: Step, working: Working, *, named: bool = False) -> list[Piece]:
    """What is pressed, by when, and whose it is; how late it is stands in a line of its own."""
    first, over = working.first_due(step), over_due(step, working.today)
    due = "" if over else " ".join(filter(None, [_due(case, step, working.today), first and f"({first})"]))
    again = _("sist {day}", day=words.day(step.done_on)) if step.done_on else ""
    whose = (working.all_of(step) if named else "") or working.whose(step)
    return [
        *(buttons(pressed) if (pressed := button(case, step, working)) else [said(step.rule.title)]),
        *([problem(f"{over}. {first[:1].upper()}{first[1:]}." if first else over)] if over else []),
        said(words.items(filter(None, [_joined(due, again), whose, about_incident(case, step)])), subtle=True),
    ]


def _due(case: Case, step: Step, today: date) -> str:
    """By the hour for an alert that nobody has taken; with the days left to call the start meeting."""
    due = by_when(step, today)
    if step.rule.does is Does.RECEIVE and not case.received_at:
        return _("{by_when} kl. {time}", by_when=due, time=words.clock(case.acknowledge_by))
    if step.rule.start_meeting_clock and step.due and not step.overdue(today):
        return _("{by_when} ({left})", by_when=due, left=left(today, step.due))
    return due or _("uten frist")


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def button(case: Case, step: Step, working: Working) -> Card | None:
    """The one button of an open step, for those who may press it: some open a form of their own."""
    if not working.may_press(case, step):
        return None
    if step.rule.does is Does.RECEIVE:
        return ReceiveCase.button(_("Ta imot"), case_id=case.id, style="positive")
    if step.rule.does is Does.OWNER_NOTICE:
        return OpenForm.button(step.rule.title, case_id=case.id, form=CaseForm.OWNER_NOTICE)
    return OpenStep.button(step.rule.title, case_id=case.id, step=step.rule.id)


def all_steps(case: Case, working: Working) -> Card:
    """Every step of the case, by phase: what is done, what waits, and what can be done when it is needed, or again."""
    optional = [step for step in working.progress.open if not step.waits]
    again = [step for step in working.progress.steps if step.again] if case.open else []
    lines: list[Card] = []
    for phase in dict.fromkeys(step.rule.phase for step in working.progress.steps):
        steps = [s for s in working.progress.steps if s.rule.phase == phase and s not in optional]
        marks = [said(_stands(step.state, step.rule.title) + _when(case, step, working)) for step in steps]
        lines += [subheading(phase), *marks] if steps else []
    return card(
        heading(_("Alle steg i sak {reference}", reference=case.reference)),
        lines,
        subheading(_("Åpne steg")),
        buttons(*(button(case, step, working) for step in working.waiting)),
        *_more(_("Ved behov"), "", case, optional, working),
        *_more(_("Gjøre igjen, eller rette"), worded(AGAIN), case, again, working),
        actions=[
            back(case),
            OpenForm.button(_("Endre alvorlighet"), case_id=case.id, form=CaseForm.MARK)
            if case.open and may(working.viewer, Permission.LEAD_CASE)
            else None,
        ],
    )


def _more(title: str, guidance: str, case: Case, steps: Sequence[Step], working: Working) -> list[Card]:
    rows = buttons(*(button(case, step, working) for step in steps))
    told = [text(guidance, subtle=True, small=True)] if guidance else []
    return [subheading(title), *told, *rows] if rows else []


def _when(case: Case, step: Step, working: Working) -> str:
    if step.done_on and step.state in {StepState.DONE, StepState.NOT_NEEDED}:
        return f", {_joined(words.day(step.done_on), working.how_late(step))}"
    due, over, first = by_when(step, working.today), over_due(step, working.today), working.first_due(step)
    told = f" · {over}" if over else f", {due}" if due else ""
    told += f", {first}" if first else ""
    if step.state is not StepState.OPEN:
        return told
    return told + "".join(f" · {said}" for said in (working.whose(step), about_incident(case, step)) if said)


def about_incident(case: Case, step: Step) -> str:
    """Which of the case's incidents a step is for, when each has its own."""
    told = told_at(case, step)
    return _("gjelder det som ble varslet {moment}", moment=words.moment(told)) if told else ""


def told_at(case: Case, step: Step) -> datetime | None:
    incident = next((one for one in case.incidents if one.id == step.incident), None)
    return incident.told_at if incident and step.number_of > 1 else None


def back(case: Case) -> Card:
    return OpenCase.button(_("Tilbake til saken"), case_id=case.id)
