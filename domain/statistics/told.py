"""What is told outside the school of a half-year: counted once, when it is over, and the same ever after.

So that a hidden count cannot be worked out from the others either, none is told by another:

- A case has one month and one kind of weekday, and there are six of each: steps of five then leave every count as wide
  as its step, whatever they are, and no table need be left out, which would tell something too.
- Each case has a kind: where nearly all kinds are few and the cases many, the kinds are left out, and no other table.
- Grades, kinds and places are all that the school has, not those that there were; a case without a grade has none.
- Of what was kept to there is one number, and not what was not: «not» with the sum would tell too much. What one of
  them needs is never another of them, for they are counted within different numbers of days.
- Alerts are those that came to a case that was there already: each case begins with one, and is counted as a case.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from pydantic.dataclasses import dataclass

from domain.statistics.figures import CountedCase, figures
from domain.statistics.hiding import Stepped, in_steps, step_of
from domain.statistics.period import Period, year_of_halves
from domain.text.messages import N_, Labels, _
from domain.value import VALUE

ADDS_UP = frozenset({"month", "weekday"})
COVERS = frozenset({"kind"})
SATURDAY, SUNDAY = "5", "6"
TAKEN, MET, PLANNED = 1, 7, 14
"""Days from the alert. What is done within fewer never needs what is done within more."""
KEPT_LABELS = Labels(
    {
        "taken": N_("Varselet ble tatt imot senest dagen etter"),
        "met": N_("Oppstartsmøtet ble holdt innen sju dager"),
        "planned": N_("Planen var i verk innen fjorten dager"),
        "evaluated": N_("Tiltakene er evaluert, og hver gang i tide"),
        "safe": N_("Eleven sier at det er trygt og godt"),
    }
)
_KEPT: Mapping[str, Callable[[CountedCase], bool]] = {
    "taken": lambda case: _within(case.taken_after, TAKEN),
    "met": lambda case: _within(case.met_after, MET),
    "planned": lambda case: _within(case.planned_after, PLANNED),
    "evaluated": lambda case: bool(case.evaluated) and all(case.evaluated),
    "safe": lambda case: case.safe is True,
}
TASK_LABELS = Labels({"done": N_("Gjort i tide"), "late": N_("Gjort for sent, eller ikke gjort")})


class ReportKind(StrEnum):
    """The two forms it is given in, with the same numbers."""

    PDF = "rapport"
    CSV = "rapport_csv"


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class ToldHalf:
    """What is told of a half-year, as it was counted on a day (Oslo). `cases`, `alerts` (those that came to a case that
    was there already) and `tasks` of the årshjul, None when that year's is not known; `labels`: by the table's name
    what the school called its kinds and places.
    """

    half: Period
    on: date
    cases: Stepped
    alerts: Stepped
    tasks: dict[str, int] | None = None
    labels: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Countable:
    """All that there may be of each: what is listed must not tell what there were."""

    grades: tuple[int, ...]
    kinds: dict[str, str]
    places: dict[str, str]


def tell(
    half: Period,
    cases: Iterable[CountedCase],
    alerts: Iterable[date],
    tasks: Sequence[bool] | None,
    lists: Countable,
    on: date,
) -> ToldHalf:
    """Of what belongs to the half. `alerts`: the day of each that came to a case that was there already; `tasks` as in
    `figures`, those of the half.
    """
    mine = [case for case in cases if case.on in half]
    found = figures(half, mine, alerts, tasks or ())
    keys = {"grade": map(str, lists.grades), "kind": lists.kinds, "place": lists.places}
    tables = {
        "month": found.by["month"],
        "weekday": _week(found.by["weekday"]),
        **{name: {key: found.by[name].get(key, 0) for key in every} for name, every in keys.items()},
        "kept": {name: sum(map(kept, mine)) for name, kept in _KEPT.items()},
    }
    return ToldHalf(
        half=half,
        on=on,
        cases=in_steps(found.cases, tables, ADDS_UP, COVERS),
        alerts=in_steps(found.alerts, {"month": found.alerts_by_month}, ADDS_UP),
        tasks=None if tasks is None else {"done": step_of(tasks.count(True)), "late": step_of(tasks.count(False))},
        labels={"kind": lists.kinds, "place": lists.places},
    )


def in_report(half: Period, other: Period) -> bool:
    """Whether a report on the half tells of the other too: of its year so far, and of the year before."""
    return year_of_halves(half).before.first <= other.first <= half.first


def said(step: int) -> str:
    """A count as it is told: «færre enn 5», «5–9»."""
    return f"{step}–{step + 4}" if step else _("færre enn {few}", few=5)


def _within(took: int | None, days: int) -> bool:
    return took is not None and took <= days


def _week(days: Mapping[str, int]) -> dict[str, int]:
    """The days of the weekend are one."""
    weekend = {SATURDAY: days[SATURDAY] + days[SUNDAY]}
    return {day: count for day, count in days.items() if day != SUNDAY} | weekend
