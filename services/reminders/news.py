"""What is new in cases, for those who answer for them."""

from collections.abc import Sequence

from domain.case.case import Case
from domain.people.person import Person
from domain.reminders.news import is_new
from storage.unit_of_work import Tx


class News:
    """Of these open cases, from one look at who has done what with them."""

    def __init__(self, cases: Sequence[Case], tx: Tx) -> None:
        self._cases = cases
        self._people = tx.people.active()
        self._touches = tx.trail.touches([one for case in cases for one in case.family])

    def of(self, person: Person) -> list[Case]:
        """The cases with something this person has not seen."""
        return [case for case in self._cases if person.id in case.members and self._new(case, person)]

    def _new(self, case: Case, person: Person) -> bool:
        touches = (touch for one in case.family for touch in self._touches.get(one, ()))
        return is_new(case, person, self._people, touches)
