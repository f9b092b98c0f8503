"""Which of one's cases are asked for: of some classes or grades, and in some state."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.case.case import Case, Status
from domain.ids import CaseId
from domain.people.person import Person


class CaseState(StrEnum):
    """What a list can be narrowed to; the value is the word for it."""

    OVERDUE = "forfalt"
    UNTAKEN = "ikke tatt imot"
    MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Cases of any of the classes or grades, and in all of the states. `unknown` is what was not understood."""

    classes: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    states: tuple[CaseState, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """In our own words, the only ones that travel in a button (law 1), and can be read back."""
        return ", ".join([*self.classes, *(f"{grade}. trinn" for grade in self.grades), *self.states])

    def narrow(self, cases: Iterable[Case], asker: Person, late: Collection[CaseId]) -> list[Case]:
        """Those of the cases that are meant; `late` are the ids of those past a day."""
        return [case for case in cases if self._of_group(case) and self._in_state(case, asker, late)]

    def _of_group(self, case: Case) -> bool:
        everything = not (self.classes or self.grades)
        return everything or _class_of(case) in self.classes or case.grade in self.grades

    def _in_state(self, case: Case, asker: Person, late: Collection[CaseId]) -> bool:
        holds = {
            CaseState.OVERDUE: case.id in late,
            CaseState.UNTAKEN: case.status is Status.REPORTED,
            CaseState.MINE: _is_of(case, asker),
        }
        return all(holds[state] for state in self.states)


def _class_of(case: Case) -> str:
    return (case.school_class or "").replace(" ", "").upper()


def _is_of(case: Case, person: Person) -> bool:
    """One the person has taken, or that is about the own class or grade."""
    return case.received_by == person.id or case.school_class in person.classes or case.grade in person.grades
