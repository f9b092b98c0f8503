"""What is counted of a school year's cases, alerts and tasks, and how it adds up. Nothing here says which case."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from domain.statistics.period import Period
from domain.text.messages import N_, Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCase:
    """What is counted of one case. `on`: the Oslo day it was told of. The spans are in days from there, None for what
    has not been; `evaluated`: of each evaluation, whether it was in time; `safe`: the pupil's last answer to whether it
    is safe and good.
    """

    on: date
    grade: int | None = None
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    taken_after: int | None = None
    met_after: int | None = None
    planned_after: int | None = None
    evaluated: tuple[bool, ...] = ()
    safe: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How long something took: of how many cases, days in the middle, and the longest."""

    cases: int
    middle: float
    longest: int


SPANS = Labels(
    {
        "taken_after": N_("Fra varsel til det ble tatt imot"),
        "met_after": N_("Fra varsel til oppstartsmøtet"),
        "planned_after": N_("Fra varsel til planen var i verk"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one period. `by` has what is counted one by one: month, weekday (0: Monday), grade, kind, place."""

    period: Period
    alerts: int
    cases: int
    alerts_by_month: Mapping[str, int]
    by: Mapping[str, Mapping[str, int]]
    spans: Mapping[str, Span] = field(default_factory=dict)
    evaluations: Mapping[bool, int] = field(default_factory=dict)
    safe: Mapping[bool | None, int] = field(default_factory=dict)
    tasks: Mapping[bool, int] = field(default_factory=dict)


def figures(period: Period, cases: Iterable[CountedCase], alerts: Iterable[date], tasks: Iterable[bool]) -> Figures:
    """Of what belongs to the period. `alerts`: the day of each; `tasks`: of each task of the årshjul that is done or
    past its day, whether it was done in time.
    """
    mine = [case for case in cases if case.on in period]
    days = [day for day in alerts if day in period]
    return Figures(
        period=period,
        alerts=len(days),
        cases=len(mine),
        alerts_by_month=_months(period, days),
        by={
            "month": _months(period, (case.on for case in mine)),
            "weekday": _ordered((str(case.on.weekday()) for case in mine), map(str, range(7))),
            "grade": _ordered(str(case.grade or "") for case in mine),
            "kind": _ordered(kind for case in mine for kind in case.kinds),
            "place": _ordered(place for case in mine for place in case.places),
        },
        spans=_spans(mine),
        evaluations=Counter(in_time for case in mine for in_time in case.evaluated),
        safe=Counter(case.safe for case in mine),
        tasks=Counter(tasks),
    )


def _months(period: Period, days: Iterable[date]) -> dict[str, int]:
    return _ordered((str(day.month) for day in days), map(str, period.months))


def _ordered(found: Iterable[str], every: Iterable[str] = ()) -> dict[str, int]:
    """`every`: those that stand there also when there are none, in their order."""
    counts = Counter(found)
    order = [*every] or sorted(counts, key=lambda one: (len(one), one))
    return {one: counts[one] for one in order}


def _spans(cases: Sequence[CountedCase]) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for name in SPANS:
        days = [taken for case in cases if (taken := getattr(case, name)) is not None]
        if days:
            found[name] = Span(cases=len(days), middle=median(days), longest=max(days))
    return found
