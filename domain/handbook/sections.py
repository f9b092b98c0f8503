"""The whole plan to look things up in: its handbook, its procedure phase by phase, its year, and its free days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.people.person import in_a_sentence
from domain.school_plan.calendar import CalendarPlan
from domain.school_plan.fields import Duty
from domain.school_plan.procedure import BRANCH_LABELS, StepRule
from domain.school_plan.school_plan import SchoolPlan
from domain.school_plan.year_task import YearTask
from domain.text.messages import _, quoted
from domain.text.moments import full_day, listing


@dataclass(frozen=True, slots=True)
class Entry:
    """What the plan says of one thing. `words`: what it is asked for by, beside its title."""

    id: str
    title: str
    points: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSection:
    """What is looked at together. `duty`: of which; none for what belongs to no duty."""

    id: str
    title: str
    entries: tuple[Entry, ...]
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class Handbook:
    """`chapters` are the plan's own, `phases` those of its procedure; `others` are found by words only.

    What is found by words is answered in a message, where no step of the procedure stands: what steps are called may
    tell what a case is about (law 1).
    """

    chapters: tuple[PlanSection, ...]
    phases: tuple[PlanSection, ...]
    others: tuple[Entry, ...]

    @property
    def sections(self) -> dict[str, PlanSection]:
        return {section.id: section for section in (*self.chapters, *self.phases)}

    @property
    def found_by_words(self) -> dict[str, Entry]:
        return {one.id: one for one in (*(entry for of in self.chapters for entry in of.entries), *self.others)}

    @property
    def entries(self) -> dict[str, Entry]:
        told = (entry for section in self.sections.values() for entry in section.entries)
        return {entry.id: entry for entry in (*told, *self.others)}


def handbook_of(plan: SchoolPlan) -> Handbook:
    """In the words of the school, and so in the reader's language."""
    chapters = tuple(
        PlanSection(one.id, one.title, tuple(Entry(t.id, t.title, t.points, t.words) for t in one.topics), one.duty)
        for one in plan.handbook
    )
    others = (*map(_of_task, plan.year), _of_calendar(plan.calendar))
    return Handbook(chapters, tuple(_phases(plan.procedure.steps)), others)


def _phases(steps: Iterable[StepRule]) -> Iterator[PlanSection]:
    by_phase: dict[str, dict[str, list[StepRule]]] = {}
    for rule in steps:
        by_phase.setdefault(rule.phase, {}).setdefault(rule.title, []).append(rule)
    for number, (phase, by_title) in enumerate(by_phase.items(), start=1):
        yield PlanSection(f"phase.{number}", phase, tuple(map(_of_steps, by_title.values())))


def _of_steps(rules: Sequence[StepRule]) -> Entry:
    """Steps of one title are one thing to look up: each with the outcomes that it comes after."""
    told = [point for rule in rules for point in ([_after(rule)] if len(rules) > 1 else []) + _of_step(rule)]
    return Entry(f"step.{rules[0].id}", rules[0].title, tuple(filter(None, told)))


def _after(rule: StepRule) -> str:
    outcomes = " / ".join(quoted(BRANCH_LABELS[branch]) for branch in rule.branches)
    return _("Når utfallet av oppstartsmøtet er {outcomes}:", outcomes=outcomes) if outcomes else ""


def _of_step(rule: StepRule) -> list[str]:
    who = _("Hvem: {roles}.", roles=listing(map(in_a_sentence, rule.owners))) if rule.owners else ""
    return [rule.text, *rule.method, who]


def _of_task(task: YearTask) -> Entry:
    who = _("Hvem: {roles}.", roles=listing(map(in_a_sentence, task.owners)))
    shown_by = _("Vises ved: {evidence}.", evidence=task.evidence) if task.evidence else ""
    return Entry(f"task.{task.id}", task.title, (task.text, who, *filter(None, [shown_by])))


def _of_calendar(calendar: CalendarPlan) -> Entry:
    free = [
        _("{what}: {first} til {last}.", what=day.label, first=full_day(day.first), last=full_day(day.last))
        if day.first != day.last
        else _("{what}: {day}.", what=day.label, day=full_day(day.first))
        for day in (*calendar.school_free, *calendar.aks_free)
    ]
    first, last = full_day(calendar.first_school_day), full_day(calendar.last_school_day)
    return Entry(
        "calendar",
        _("Skoleruta {year}", year=calendar.school_year),
        (_("Første skoledag: {day}.", day=first), _("Siste skoledag: {day}.", day=last), *free),
        ("ferie", "fridager", "planleggingsdag", "første skoledag", "siste skoledag", "skoleruta"),
    )
