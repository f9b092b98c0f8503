"""Days, moments and lists in the reader's language, as Babel knows them. Moments are told in Oslo time."""

from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_time, get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from domain.oslo import is_day_alone, oslo_date, oslo_time
from domain.text.messages import SOURCE, _, language

_LOCALES = {"nb": Locale("nb", "NO"), "nn": Locale("nn", "NO"), "en": Locale("en", "GB")}


this_year: ContextVar[int] = ContextVar("this_year", default=0)
"""The year (Oslo) of whoever reads; 0 where nobody does now, as on paper."""


def reading_on(today: date) -> None:
    """From now on days are told to someone who reads them that day."""
    this_year.set(today.year)


def clock(at: datetime) -> str:
    """«12.41»"""
    return format_time(oslo_time(at), "HH.mm", locale=_locale())


def day(when: date) -> str:
    """«mandag 23.11.2026»: what is said of a case or a plan may be read in another year."""
    return format_date(when, "EEEE d.M.y", locale=_locale())


def day_of_school_year(when: date) -> str:
    """«mandag 23.11.», for the årshjul, which has one of each; with the year, when it is another than the reader's."""
    other = this_year.get() not in {0, when.year}
    return day(when) if other else format_date(when, "EEEE d.M.", locale=_locale())


def weekday(when: date) -> str:
    """«mandag»"""
    return format_date(when, "EEEE", locale=_locale())


def spoken_day(when: date) -> str:
    """«onsdag 2. desember», for a child."""
    return format_date(when, "EEEE d. MMMM", locale=_locale())


def in_a_letter(when: date) -> str:
    """«mandag 23. november 2026»"""
    return format_date(when, "EEEE d. MMMM y", locale=_locale())


def month(when: date) -> str:
    """«november 2026»"""
    return format_date(when, "LLLL y", locale=_locale())


def full_day(when: date) -> str:
    """«23.11.2026»"""
    return format_date(when, "d.M.y", locale=_locale())


def moment(at: datetime) -> str:
    """«23.11.2026 kl. 12.41»"""
    return _("{date} kl. {time}", date=full_day(oslo_date(at)), time=clock(at))


def happened(at: datetime) -> str:
    """As `moment`; of what was told with a day alone, the day."""
    return full_day(oslo_date(at)) if is_day_alone(at) else moment(at)


def written_down(on: date, at: datetime) -> str:
    """«skrevet ned 23.11.2026»: of a day that was told of afterwards, when that was."""
    later = oslo_date(at)
    return _("skrevet ned {day}", day=full_day(later)) if on < later else ""


def listing(parts: Iterable[str]) -> str:
    """«a, b og c»"""
    return format_list([*parts], locale=_locale())


def either(parts: Iterable[str]) -> str:
    """«a, b eller c»"""
    return format_list([*parts], "or", locale=_locale())


def month_alone(number: int) -> str:
    """«nov», of 11."""
    return str(get_month_names("abbreviated", locale=_locale())[number]).rstrip(".")


def weekday_alone(number: int) -> str:
    """«mandag», of 0."""
    return str(get_day_names("wide", locale=_locale())[number])


def decimal(number: float) -> str:
    """«2,5»"""
    return format_decimal(number, locale=_locale())


def _locale() -> Locale:
    return _LOCALES.get(language.get(), _LOCALES[SOURCE])
