"""People are met: where they are reached is remembered, and what waited for it goes."""

from collections.abc import Iterable

from storage.people.references import Reference
from storage.unit_of_work import Unit


def meet(rows: Iterable[Reference], unit: Unit) -> bool:
    """Whether any of it was news."""
    news = [row for row in rows if unit.references.learn(row)]
    for row in news:
        unit.queue.wake([person for person, *_ in unit.identities(row.entra_object_id)], row.seen_at)
    return bool(news)
