"""What /metrics tells: counts by verb and state, never an id or a word of a case."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from storage.database import Database


class Metrics:
    """A registry of its own, so that two apps in one process do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._presses = Counter(
            "skolemiljo_presses_total", "Buttons pressed", ["verb", "status"], registry=self.registry
        )
        self._outbox = Gauge("skolemiljo_outbox_messages", "Messages by state", ["state"], registry=self.registry)
        self._age = Gauge(
            "skolemiljo_outbox_oldest_due_seconds", "Age of the oldest due message", registry=self.registry
        )

    def pressed(self, verb: str, status: int) -> None:
        self._presses.labels(verb, str(status)).inc()

    def exposition(self, database: Database, now: datetime) -> bytes:
        """The text format, with the outbox as it stands now."""
        with database.begin() as unit:
            counts, oldest = unit.queue.counts(), unit.queue.oldest_due()
        for state, number in counts.items():
            self._outbox.labels(state).set(number)
        self._age.set(max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
        return generate_latest(self.registry)
