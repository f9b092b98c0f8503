"""A row of the table: what several rounds gave, beside what was aimed at."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`values`: one for each round. `least` and `most` are aims; neither is for what is there to compare with."""

    name: str
    unit: str
    values: Sequence[float]
    least: float | None = None
    most: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def aim(self) -> str:
        least, most = (f"{limit:g}" if limit is not None else "" for limit in (self.least, self.most))
        return f"≥ {least}" if least else f"≤ {most}" if most else ""

    @property
    def reached(self) -> str:
        """By the median: one slow round is the machine's. Of what must not happen at all, by the worst."""
        if not self.aim:
            return ""
        worst = max(self.values) if self.most == 0 else self.median
        kept = (self.least is None or worst >= self.least) and (self.most is None or worst <= self.most)
        return "yes" if kept else "no"

    @property
    def cells(self) -> tuple[str, ...]:
        spread = (min(self.values), self.median, max(self.values))
        return self.name, self.unit, *map(_short, spread), str(len(self.values)), self.aim, self.reached


HEADINGS = ("what", "unit", "min", "median", "max", "rounds", "aim", "reached")


def ratios(figure: Figure, name: str, of: Sequence[float], least: float | None = None) -> Figure:
    """Round for round, `of` divided by the figure's values."""
    return Figure(name, "ratio", [one / other for one, other in zip(of, figure.values, strict=True)], least=least)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that so great a share of them are not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
