"""What can be read of an alert from a sentence that someone typed: rules and word lists, no model.

The kinds and places are the plan file's own. What a word means of them is told by their labels: a choice is meant when
its label is about the same as the word (`_MEANS`), or has the word itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from domain.school_plan.alert_form import PickLists
from domain.school_plan.fields import Choice

MOST_KINDS = 2
LABEL_WORD = 5
"""The letters of a label's word that says by itself what it is about."""
_VIOLENCE = (
    r"slag|slo|slår|slått|slegen|slege|slåss|sloss|spark\w*|dytt\w*|bank[ae]t?|lugg\w*|beit|bitt|klorte|klora|kløp"
    r"|hit|hits|kick\w*|push\w*|punch\w*|slap\w*|shov\w*|bitten|fight\w*|fought|beaten|vold|vald|violence|slåssing"
)
_MEANS = (
    ("mobb", r"mobb\w*|bull(?:y|ied|ies|ying)"),
    ("utfrys|utest|exclu", r"utfrys\w*|utfros|utest\w*|alene|åleine|exclud\w*|ekskluder\w*|fryser|frys|frosset|lonely"),
    ("slag|spark|vold|vald|violence", _VIOLENCE),
    (
        "verbal|stygge ord",
        r"kalte|kalt|kalla|ert\w*|stygt|hån\w*|skjelt\w*|baksnakk\w*|teas\w*|insult\w*|mock\w*|names",
    ),
    ("trus|threat", r"tru(?:a|er|et|ar|ga|gar|ge)|trus\w*|threat\w*|kniv\w*|knife"),
    ("rasis|diskrim|racis", r"rasis\w*|racis\w*|neger|nigger|svarting|diskrim\w*|hudfarge\w*"),
    (
        "seksuell|sexual",
        r"seksuel\w*|beføl\w*|tafs\w*|klådd\w*|naken\w*|nakne|nude\w*|groped|voldt\w*|valdt\w*|sexual\w*",
    ),
    (
        "digital|på nett",
        r"nett|nettet|digital\w*|snap\w*|tiktok|instagram|facebook|mobil\w*|online|chat\w*|film[ae]t?|video\w*",
    ),
    ("skade på|skadeverk|damage", r"ødela|ødelagt|øydela|øydelagt|knuste|hærverk|herverk|tagg\w*|vandal\w*|smashed"),
)
"""What a kind's label has, and the words that are about it."""
_WHERE = (
    ("klasserom|classroom", r"klasserom\w*|timen|classroom"),
    ("gang|hall|corridor", r"gangen|gangane|korridor\w*|hallway|corridor|trapp\w*|stairs"),
    (
        "skolegård|skulegard|yard",
        r"skolegård\w*|skulegard\w*|friminutt\w*|storefri\w*|ute|recess|playground|yard|break",
    ),
    ("garderobe|changing", r"garderobe\w*|dusj\w*|omkledning\w*|locker\w*|changing"),
    ("gym", r"gym\w*|hallen|idrettshall\w*"),
    ("bibliotek|library", r"bibliotek\w*|library"),
    ("aks|sfo", r"aks|sfo|aktivitetsskolen|afterschool"),
    ("skolevei|skuleveg|way to", r"skolevei\w*|skuleveg\w*|buss\w*|bus|hjemvei\w*|heimveg\w*"),
    ("digital|nett", r"nett|nettet|digital\w*|snap\w*|tiktok|instagram|online|chat\w*"),
)
_DAYS = (r"mandag\w*|måndag\w*|monday", r"tirsdag\w*|tysdag\w*|tuesday", r"onsdag\w*|wednesday", r"torsdag\w*|thursday")
_WEEKDAYS = (*_DAYS, r"fredag\w*|friday", r"lørdag\w*|laurdag\w*|saturday", r"søndag\w*|sundag\w*|sunday")
_WORD = re.compile(r"\w+")
_TODAY = re.compile(r"\b(?:i ?dag|nå|nettopp|akkurat|no nettopp|i morges|today|just now|this morning)\b")
_YESTERDAY = re.compile(r"\b(?:i ?går|yesterday)\b")
_CLASS = re.compile(r"\b(10|[1-9]) ?\.? ?([a-hæøå])\b")
_CLOCK = re.compile(
    r"\b(?:kl|klokka|klokken|at(?= \d\d?(?:[.:]\d\d| ?[ap]m| ?o'?clock)))\.? ?"
    r"(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\b"
    r"|(?<![\d.])(?P<bare>[01]?\d|2[0-3])(?::|\.(?=00|1[3-9]|[2-5]\d))(?P<past>[0-5]\d)(?![\d.]*\d)"
)
"""A point is of a clock beside a word for it, or where no month can stand."""
_POINT = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.]*\d)")
_DATE = re.compile(r"(?<![\d.:])([0-3]?\d)\.(0?[1-9]|1[0-2])(?:\.(20\d\d))?\b")
_MONTHS = ("jan", "feb", "mar", "apr", "ma[iy]", "jun", "jul", "aug", "sep", "o[kc]t", "nov", "de[sc]")
_DAY_OF_MONTH = re.compile(rf"\b([0-3]?\d)(?:\.|st|nd|rd|th)? ({'|'.join(_MONTHS)})[a-z]*\b(?: (20\d\d))?")
AFTERNOON = 7
"""«Klokka 2» is in the day: no school is open before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Ids of the plan's choices, a class of the school's, and an Oslo day and clock. Empty: nothing was recognised."""

    group: str | None = None
    kinds: tuple[str, ...] = ()
    place: str | None = None
    on: date | None = None
    at: time | None = None


def suggested(text: str, lists: PickLists, groups: Collection[str], today: date) -> Suggestion:
    """To be confirmed by the person: each of it stands in the form and can be changed."""
    said = " ".join(text.casefold().split())
    day, clock = _when(said, today)
    return Suggestion(
        group=_group(said, groups),
        kinds=tuple(_meant(said, lists.kinds, _MEANS))[:MOST_KINDS],
        place=place_in(said, lists),
        on=day,
        at=clock,
    )


def place_in(text: str, lists: PickLists) -> str | None:
    """The place of the plan's that the text tells of first, by id."""
    return next(_meant(text.casefold(), lists.places, _WHERE), None)


def _group(said: str, groups: Collection[str]) -> str | None:
    known = {group.casefold(): group for group in groups}
    return next((known[name] for found in _CLASS.finditer(said) if (name := found[1] + found[2]) in known), None)


def _meant(said: str, choices: Iterable[Choice], means: Iterable[tuple[str, str]]) -> Iterator[str]:
    words = _WORD.findall(said)
    about = [label for label, pattern in means if any(re.fullmatch(pattern, word) for word in words)]
    for choice in choices:
        label = choice.label.casefold()
        named = (word for word in _WORD.findall(label) if len(word) >= LABEL_WORD)
        if any(re.search(rf"\b(?:{one})", label) for one in about) or any(word in words for word in named):
            yield choice.id


def _when(said: str, today: date) -> tuple[date | None, time | None]:
    """The last such day, and the clock; a clock without a day is none. «12.11» is a date, unless the day is another."""
    clock = _CLOCK.search(said)
    rest = _CLOCK.sub(" ", said)
    day, told = _date(rest, today), _named_day(said, today)
    point = _POINT.search(rest)
    if told and point and not clock and (day is None or _weekday(said) != day.weekday()):
        return told, time(_hour(point[1]), int(point[2]))
    day = day or told
    if day is None or clock is None:
        return day, None
    return day, time(_hour(clock["hour"] or clock["bare"]), int(clock["minute"] or clock["past"] or 0))


def _hour(told: str) -> int:
    hour = int(told)
    return hour + 12 if len(told) == 1 and 0 < hour < AFTERNOON else hour


def _date(said: str, today: date) -> date | None:
    """«20.11», «20. november»: the last one."""
    if found := _DATE.search(said):
        month = int(found[2])
    elif found := _DAY_OF_MONTH.search(said):
        month = next(at for at, name in enumerate(_MONTHS, start=1) if re.fullmatch(name, found[2]))
    else:
        return None
    years = (int(found[3]),) if found[3] else (today.year, today.year - 1)
    days = (_day_in(year, month, int(found[1])) for year in years)
    return next((day for day in days if day and day <= today), None)


def _day_in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named_day(said: str, today: date) -> date | None:
    """«I går», «på mandag»: the last such day."""
    if _YESTERDAY.search(said):
        return today - timedelta(days=1)
    if _TODAY.search(said):
        return today
    weekday = _weekday(said)
    return None if weekday is None else today - timedelta(days=(today.weekday() - weekday) % 7)


def _weekday(said: str) -> int | None:
    return next((at for at, day in enumerate(_WEEKDAYS) if re.search(rf"\b(?:{day})\b", said)), None)
