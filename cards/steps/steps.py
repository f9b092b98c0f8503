"""Where a case stands in the procedure, and its open steps. All of it stands behind a press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cards.case.actions import CaseForm, OpenCase, OpenForm, ReceiveCase
from cards.kit import wording as words
from cards.kit.elements import (
    Card,
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
from domain.lateness.wording import days_late, late_now, lateness
from domain.oslo import is_working_day
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.procedure import BRANCH_LABELS, WITH_PLAN, Does
from domain.steps.progress import Progress, Step, StepState
from domain.steps.take_step import may_press
from domain.steps.wording import by_when
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

    def late_now(self, step: Step) -> str:
        """Of an open step that has had another day, when its first has passed: its newest stands there already."""
        days = self.first_days.open(step.rule.id, step.due)
        return late_now(step, days, self.today) if days and days.late(self.today) else ""

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
    return [
        subheading(_("Neste steg")),
        *[_open_step(case, step, working) for step in working.waiting[:1]],
        *([] if working.waiting else [text(_("Ingen steg venter."))]),
        *clocks(case, working),
    ]


def folded_steps(case: Case, working: Working) -> list[Card]:
    """The line of phases, the other open steps with a button each, and the way to them all."""
    if not case.open:
        return []
    waiting = working.waiting
    more = len(waiting) - ON_CASE
    all_of_them = n_("Alle steg ({count} venter)", "Alle steg ({count} venter)", more) if more > 0 else _("Alle steg")
    return fold(
        "steps",
        _("Steg ({count})", count=len(waiting)),
        said(phases(working.progress), subtle=True),
        [said(line, subtle=True) for line in filter(None, map(working.all_of, waiting[:1]))],
        [_open_step(case, step, working, named=True) for step in waiting[1:ON_CASE]],
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
    """Days left to call the start meeting, and the week of § 12-6 when it runs."""
    progress, today = working.progress, working.today
    calling = next((s for s in progress.steps if s.rule.start_meeting_clock and s.state is StepState.OPEN), None)
    lines = {_("Utfall"): BRANCH_LABELS[progress.branch] if progress.branch and not case.violator else None}
    if calling and calling.due:
        day, ahead = words.day(calling.due), left(today, calling.due)
        lines[_("Kall inn til oppstartsmøte")] = _("senest {day} ({left})", day=day, left=ahead)
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


def left(today: date, last: date) -> str:
    """«3 virkedager igjen», «i dag», «2 virkedager over fristen»."""
    if today == last:
        return _("i dag")
    first, then = sorted((today, last))
    number = sum(is_working_day(date.fromordinal(n)) for n in range(first.toordinal() + 1, then.toordinal() + 1))
    return _ahead(number) if today < last else _over(number)


def _ahead(number: int) -> str:
    if not number:
        return _("ingen virkedager igjen")
    return n_("{count} virkedag igjen", "{count} virkedager igjen", number)


def _over(number: int) -> str:
    if not number:
        return _("ingen virkedager over fristen")
    return n_("{count} virkedag over fristen", "{count} virkedager over fristen", number)


def _open_step(case: Case, step: Step, working: Working, *, named: bool = False) -> Card:
    due = by_when(step, working.today) or _("uten frist")
    again = _("sist {day}", day=words.day(step.done_on)) if step.done_on else ""
    whose = (working.all_of(step) if named else "") or working.whose(step)
    line = words.items(filter(None, [_joined(due, working.late_now(step), again), whose, about_incident(case, step)]))
    late = step.overdue(working.today)
    return box(
        buttons(pressed) if (pressed := button(case, step, working)) else said(step.rule.title),
        problem(_("Over fristen: {line}", line=line)) if late else said(line, subtle=True),
        emphasis=False,
    )


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def button(case: Case, step: Step, working: Working) -> Card | None:
    """The one button of an open step, for those who may press it: some open a form of their own."""
    if not may_press(working.viewer, step.rule, working.owners.get(step.rule.id, ()), case):
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
    due = by_when(step, working.today)
    over = _("over fristen") if step.overdue(working.today) else ""
    told = f", {_joined(due, over, working.late_now(step))}" if due else ""
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
