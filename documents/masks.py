"""Who must not stand in a document: other pupils always, staff when that is chosen."""

import re
from collections.abc import Iterable, Mapping
from string import ascii_uppercase

from domain.name_guard import OtherNames
from domain.people import Person, PersonId, Pupil, PupilId


class Mask:
    """One for each document, so that «elev A» is the same pupil throughout it."""

    def __init__(
        self, others: Iterable[Pupil], own: Pupil | None, people: Mapping[PersonId, Person], *, hide_staff: bool
    ) -> None:
        self._names = OtherNames(others, classmates_of=own.school_class if own else None, own=own)
        self.staff_names = {id_: p.role_label if hide_staff else p.name for id_, p in people.items()}
        hidden = sorted(people.values(), key=lambda person: -len(person.name)) if hide_staff else ()
        self._hidden = [
            (re.compile(rf"(?<!\w){re.escape(person.name)}s?(?!\w)", re.IGNORECASE), f"[{person.role_label}]")
            for person in hidden
        ]
        self._labels: dict[PupilId, str] = {}

    def pupil(self, pupil_id: PupilId) -> str:
        """«elev A», «elev B» … in the order they first appear."""
        number = len(self._labels)
        letters = ascii_uppercase[number % 26] + (str(number // 26) if number >= 26 else "")
        return self._labels.setdefault(pupil_id, f"elev {letters}")

    def staff(self, person_id: PersonId | None) -> str:
        """The name, or the role when names are to be left out."""
        return self.staff_names.get(person_id, "Systemet") if person_id else "Systemet"

    def text(self, words: str) -> str:
        """A person's words without the names that must not stand there."""
        words = self._names.rewritten(words, lambda hit: f"[{self.pupil(hit.pupil_id)}]")
        for pattern, label in self._hidden:
            words = pattern.sub(label, words)
        return words
