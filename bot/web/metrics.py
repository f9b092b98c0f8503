"""What /metrics tells: counts by verb, state and unit of failure, never an id or a word of a case."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.web.door import Door
from domain.ids import SchoolId
from domain.oslo import oslo_date
from domain.school_plan.calendar import last_planned
from domain.school_plan.school_plan import SchoolPlan
from storage.database import Database, Unavailable
from storage.failures import Failures


class Metrics:
    """A registry of its own, so that two apps in one process do not share counts."""

    def __init__(self, failures: Failures, door: Door) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Alone(failures))
        self.registry.register(_Connections(door))
        self._presses = Counter(
            "skolemiljo_presses_total", "Buttons pressed", ["verb", "status"], registry=self.registry
        )
        self._unavailable = Counter(
            "skolemiljo_unavailable_total",
            "Words and presses that the database could not be asked about",
            registry=self.registry,
        )
        self._limited = Counter(
            "skolemiljo_limited_total",
            "What one person did too much of in a short time: not done, or not written down",
            ["what"],
            registry=self.registry,
        )
        self._outbox = Gauge("skolemiljo_outbox_messages", "Messages by state", ["state"], registry=self.registry)
        self._age = Gauge(
            "skolemiljo_outbox_oldest_due_seconds", "Age of the oldest due message", registry=self.registry
        )

        self._plan_ends = Gauge(
            "skolemiljo_plan_ends_in_days",
            "Days left of the last school year that a school has a plan file for; less than none when it is over",
            ["school"],
            registry=self.registry,
        )

    def pressed(self, verb: str, status: int) -> None:
        self._presses.labels(verb, str(status)).inc()

    def unavailable(self) -> None:
        """Someone was answered that it does not go now."""
        self._unavailable.inc()

    def limited(self, what: str) -> None:
        """A word, press or link was not answered, or a refusal not written down: someone is in too much of a hurry."""
        self._limited.labels(what).inc()

    def exposition(self, database: Database, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime) -> bytes:
        """The text format, with the outbox as it stands now; without it when the database does not answer."""
        for school, plan in school_plans.items():
            self._plan_ends.labels(school).set((last_planned(plan.calendar).ends - oslo_date(now)).days)
        self._outbox.clear()
        try:
            counts, oldest = database.read(lambda unit: (unit.queue.counts(), unit.queue.oldest_due()))
        except Unavailable:
            return generate_latest(self.registry)
        for state, number in counts.items():
            self._outbox.labels(state).set(number)
        self._age.set(max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
        return generate_latest(self.registry)


class _Alone(Collector):
    """What went wrong by itself, by unit."""

    def __init__(self, failures: Failures) -> None:
        self._failures = failures

    def collect(self) -> Iterator[CounterMetricFamily]:
        found = CounterMetricFamily("skolemiljo_failures", "What went wrong alone, by unit", labels=["unit"])
        for unit, number in dict(self._failures.counts).items():
            found.add_metric([unit], number)
        yield found


class _Connections(Collector):
    """How many there are, and how many were turned away and why."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily]:
        yield GaugeMetricFamily("skolemiljo_connections_open", "Connections", value=self._door.open)
        found = CounterMetricFamily("skolemiljo_connections_turned_away", "Connections not kept", labels=["why"])
        for why, number in dict(self._door.turned_away).items():
            found.add_metric([why], number)
        yield found
