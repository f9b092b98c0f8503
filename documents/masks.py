"""Who must not stand in a document: other pupils always, staff when that is chosen."""

import re
from collections.abc import Iterable, Mapping
from string import ascii_uppercase

from domain.name_guard import find_names
from domain.people import ROLE_LABELS, Person, PersonId, Pupil, PupilId, Role


class Mask:
    """One for each document, so that «elev A» is the same pupil throughout it."""

    def __init__(
        self, others: Iterable[Pupil], own: Pupil | None, people: Mapping[PersonId, Person], *, hide_staff: bool
    ) -> None:
        self._others = tuple(others)
        self._own = own
        self._class = own.school_class if own else None
        self.people = people
        self._hide_staff = hide_staff
        self._labels: dict[PupilId, str] = {}

    def pupil(self, pupil_id: PupilId) -> str:
        """«elev A», «elev B» … in the order they first appear."""
        number = len(self._labels)
        letters = ascii_uppercase[number % 26] + (str(number // 26) if number >= 26 else "")
        return self._labels.setdefault(pupil_id, f"elev {letters}")

    def staff(self, person_id: PersonId | None) -> str:
        """The name, or the role when names are to be left out."""
        person = self.people.get(person_id) if person_id else None
        if person is None:
            return "Systemet"
        return _role(person) if self._hide_staff else person.name

    def text(self, words: str) -> str:
        """A person's words without the names that must not stand there."""
        out, at = "", 0
        for hit in find_names(words, self._others, classmates_of=self._class, own=self._own):
            out += f"{words[at : hit.start]}[{self.pupil(hit.pupil_id)}]"
            at = hit.end
        return self._without_staff(out + words[at:])

    def _without_staff(self, words: str) -> str:
        if not self._hide_staff:
            return words
        for person in sorted(self.people.values(), key=lambda p: -len(p.name)):
            words = re.sub(
                rf"(?<!\w){re.escape(person.name)}s?(?!\w)", f"[{_role(person)}]", words, flags=re.IGNORECASE
            )
        return words


def _role(person: Person) -> str:
    return next((ROLE_LABELS[role].lower() for role in Role if role in person.roles), "ansatt")
