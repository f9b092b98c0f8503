"""School years and half-years, which is what is counted of."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.text.messages import _

AUGUST, JULY = 8, 7


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first day to the last, both in it. Oslo days."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def months(self) -> tuple[int, ...]:
        """In their order."""
        many = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple((self.first.month - 1 + number) % 12 + 1 for number in range(many))

    @property
    def is_half(self) -> bool:
        return len(self.months) < 12

    @property
    def name(self) -> str:
        """What a button carries: «2026-08-01/2027-07-31»."""
        return f"{self.first}/{self.last}"

    @classmethod
    def named(cls, name: str) -> "Period":
        """That of a `name`. Raises `ValueError`."""
        return cls(*map(date.fromisoformat, name.split("/")))

    @property
    def label(self) -> str:
        """As people call it: «2026/27», «høsten 2026»."""
        if not self.is_half:
            return f"{self.first.year}/{self.last.year % 100:02d}"
        return (
            _("høsten {year}", year=self.first.year)
            if self.first.month == JULY
            else _("våren {year}", year=self.first.year)
        )

    @property
    def before(self) -> "Period":
        """The same of the year before."""
        return Period(self.first.replace(year=self.first.year - 1), self.last.replace(year=self.last.year - 1))


def school_year(day: date) -> Period:
    """The school year of a day: it begins in August."""
    begins = day.year if day.month >= AUGUST else day.year - 1
    return Period(date(begins, AUGUST, 1), date(begins + 1, AUGUST - 1, 31))


def half_year(day: date) -> Period:
    """From January and from July: what is told outside the school is told of these, so that what is told of one is
    never part of what is told of another. Both have six months (`told` says why).
    """
    if day.month < JULY:
        return Period(date(day.year, 1, 1), date(day.year, JULY - 1, 30))
    return Period(date(day.year, JULY, 1), date(day.year, 12, 31))


def year_of_halves(half: Period) -> Period:
    """The autumn and the spring after it."""
    begins = half.first.year if half.first.month == JULY else half.first.year - 1
    return Period(date(begins, JULY, 1), date(begins + 1, JULY - 1, 30))


def halves_over(since: date, today: date) -> list[Period]:
    """Those that are over, the newest first, from the one of `since` on."""
    found = [half_year(since)]
    while (following := half_year(found[-1].last + timedelta(days=1))).last < today:
        found.append(following)
    return [half for half in reversed(found) if half.last < today]
