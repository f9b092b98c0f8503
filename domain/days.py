"""Days that people type, and which of them can be true: one check for every form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.errors import Invalid, Unsure
from domain.oslo import LONG_AGO
from domain.text.moments import day as in_words
from domain.text.moments import full_day

FAR = LONG_AGO
"""A day further off than this is taken for a slip of the year too."""


class Doubtful(Unsure):
    """A day that may be true all the same."""

    def __init__(self, field: str, template: str, *, day: date) -> None:
        super().__init__(field, template, sure=sureness(field, day), day=in_words(day))


def sureness(field: str, day: date) -> str:
    """What says that someone is sure of a day: of that one alone."""
    return f"{field}:{day.isoformat()}"


def _always(_day: date) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What a day is held against: when the school is open, the day of what it follows from (`since`), and what the
    person has said to be sure of.
    """

    is_open: Callable[[date], bool] = _always
    since: date | None = None
    sure: frozenset[str] = frozenset()

    def has_been(self, field: str, day: date, today: date) -> date:
        """What follows from something was done that day. Raises `Invalid`."""
        self.has_come(field, day, today)
        if day < today - LONG_AGO:
            raise Invalid(field, "Dagen er mer enn ett år siden. Sjekk årstallet.")
        return self._after(field, day)

    def happened(self, field: str, day: date, today: date) -> date:
        """Something was seen or said that day. Raises `Invalid`, and `Doubtful` for what is long ago."""
        self.has_come(field, day, today)
        if day < today - LONG_AGO and sureness(field, day) not in self.sure:
            raise Doubtful(field, "{day} er mer enn ett år siden. Er det riktig? Da trykker du en gang til.", day=day)
        return day

    def is_agreed(self, field: str, day: date, today: date) -> date:
        """People are to meet that day, or were, when it is told later. Raises `Invalid`, and `Doubtful` for a day that
        the school is closed, or of another year.
        """
        if not today - LONG_AGO <= day <= today + FAR:
            raise Invalid(field, "Dagen er mer enn ett år unna. Sjekk årstallet.")
        self._after(field, day)
        if sureness(field, day) in self.sure:
            return day
        if not self.is_open(day):
            raise Doubtful(field, "Skolen er stengt {day}. Er det riktig? Da trykker du en gang til.", day=day)
        if day.year > today.year:
            raise Doubtful(field, "{day} er neste år. Er det riktig? Da trykker du en gang til.", day=day)
        return day

    def is_school_day(self, field: str, day: date | None) -> None:
        """Something is to be done that day at school. Raises `Invalid`."""
        if day is not None and not self.is_open(day):
            raise Invalid(field, "Skolen er stengt den dagen. Velg en skoledag.")

    def _after(self, field: str, day: date) -> date:
        if self.since is not None and day < self.since:
            raise Invalid(field, "Dagen er for langt tilbake: tidligst {first}.", first=full_day(self.since))
        return day

    @staticmethod
    def has_come(field: str, day: date, today: date) -> None:
        """Raises `Invalid`."""
        if day > today:
            raise Invalid(field, "Dagen kan ikke være i framtiden.")


ANY_DAY = Days()
"""Where nothing is known of the school."""
