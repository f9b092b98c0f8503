"""Which of one's cases are asked for: of some classes, grades, kinds, places or a year, and in some state."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.case.case import Case, Status
from domain.ids import CaseId
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.text.messages import N_, Labels, _

SCHOOL_YEAR_BEGINS = 8
"""The month."""


class CaseState(StrEnum):
    """What a list can be narrowed to; the value is the word for it."""

    OPEN = "åpne"
    ENDED = "avsluttede"
    OVERDUE = "over fristen"
    UNTAKEN = "ikke tatt imot"
    MINE = "mine"
    NEW = "nye"
    NO_PLAN = "uten plan"


CALLED = Labels(
    {
        CaseState.OPEN: N_("åpne"),
        CaseState.ENDED: N_("avsluttede"),
        CaseState.OVERDUE: N_("over fristen"),
        CaseState.UNTAKEN: N_("ikke tatt imot"),
        CaseState.MINE: N_("mine"),
        CaseState.NEW: N_("nye"),
        CaseState.NO_PLAN: N_("uten plan"),
    }
)
"""What each is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What does not stand in the cases themselves: those past a day, with something new, with a plan in effect, and
    what was alerted of in each, by the ids of the plan file.
    """

    late: Collection[CaseId] = frozenset()
    new: Collection[CaseId] = frozenset()
    planned: Collection[CaseId] = frozenset()
    kinds: Mapping[CaseId, Collection[str]] = field(default_factory=dict)
    places: Mapping[CaseId, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Cases of any of the classes or grades, of any of the kinds, in any of the places, in the year, and in all of the
    states. `year` is «2025», or «2025-26» for a school year. `unknown` is what was not understood.
    """

    classes: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[CaseState, ...] = ()
    year: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """In our own words and the plan file's ids: all that travels in a button (law 1), and can be read back."""
        grades = [f"{grade}. trinn" for grade in self.grades]
        return ", ".join([*self.classes, *grades, *self.kinds, *self.places, *self.states, *filter(None, [self.year])])

    def called(self, labels: Mapping[str, str]) -> str:
        """As people read it; `labels` are what the plan file calls its ids."""
        grades = [_("{grade}. trinn", grade=grade) for grade in self.grades]
        told = [labels.get(one, one) for one in (*self.kinds, *self.places)]
        states = [CALLED[state] for state in self.states]
        return ", ".join([*self.classes, *grades, *told, *states, *filter(None, [self.year])])

    @property
    def of_content(self) -> bool:
        """Whether how many there are would itself tell what has happened: such a count stands in no message (law 1)."""
        return bool(self.kinds or self.places)

    @property
    def wants_open(self) -> bool:
        return CaseState.OPEN in self.states or CaseState.ENDED not in self.states

    @property
    def wants_ended(self) -> bool:
        """A year has both, unless one of them is said."""
        return CaseState.ENDED in self.states or bool(self.year and CaseState.OPEN not in self.states)

    def narrow(self, cases: Iterable[Case], asker: Person, beside: Beside) -> list[Case]:
        """Those of the cases that are meant."""
        return [
            case
            for case in cases
            if self._of_group(case)
            and self._told_of(case, beside)
            and self._of_year(case)
            and self._in_state(case, asker, beside)
        ]

    def _of_group(self, case: Case) -> bool:
        everything = not (self.classes or self.grades)
        return everything or _class_of(case) in self.classes or case.grade in self.grades

    def _told_of(self, case: Case, beside: Beside) -> bool:
        return _any_of(self.kinds, beside.kinds.get(case.id, ())) and _any_of(
            self.places, beside.places.get(case.id, ())
        )

    def _of_year(self, case: Case) -> bool:
        """A case that has ended by when it did, when only such are asked for; else by when it was opened."""
        if not self.year:
            return True
        ended = case.closed_at or case.merged_at
        only_ended = CaseState.ENDED in self.states and CaseState.OPEN not in self.states
        first, last = span_of(self.year)
        return first <= oslo_date(ended if ended and only_ended else case.opened_at) <= last

    def _in_state(self, case: Case, asker: Person, beside: Beside) -> bool:
        holds = {
            CaseState.OVERDUE: case.id in beside.late,
            CaseState.UNTAKEN: case.status is Status.REPORTED,
            CaseState.MINE: _is_of(case, asker),
            CaseState.NEW: case.id in beside.new,
            CaseState.NO_PLAN: case.id not in beside.planned,
        }
        wanted = self.wants_open if case.open else self.wants_ended
        return wanted and all(holds[state] for state in self.states if state in holds)


def span_of(year: str) -> tuple[date, date]:
    """The first and the last day of «2025», or of the school year «2025-26»."""
    first = int(year[:4])
    if "-" in year:
        return date(first, SCHOOL_YEAR_BEGINS, 1), date(first + 1, SCHOOL_YEAR_BEGINS - 1, 31)
    return date(first, 1, 1), date(first, 12, 31)


def school_year_of(day: date) -> str:
    """«2026-27»."""
    first = day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1
    return school_year(first)


def school_year(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02d}"


def _any_of(wanted: Sequence[str], told: Collection[str]) -> bool:
    return not wanted or not {*wanted}.isdisjoint(told)


def _class_of(case: Case) -> str:
    return (case.school_class or "").replace(" ", "").upper()


def _is_of(case: Case, person: Person) -> bool:
    """One the person has taken, or that is about the own class or grade."""
    return case.received_by == person.id or case.school_class in person.classes or case.grade in person.grades
