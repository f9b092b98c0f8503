"""What is left of a case whose working copy was deleted: that it was, and where it is to be found."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.case.case import Case
from domain.documents.filing import Filing
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.retention.rules import Rule
from domain.text.prose import Prose
from domain.value import VALUE, Sorted


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Stub:
    """`references`: the case's own first, then those that went into it; `documents`: their numbers in the archive.

    `leaders`: every leader may know that there was one; else only those of `known_to`, who led it at the end (law 3).
    """

    references: tuple[str, ...]
    opened_on: date
    closed_on: date
    documents: tuple[Prose, ...]
    rule: Rule
    at: AwareDatetime
    leaders: bool
    known_to: Sorted[PersonId] = frozenset()

    def may_be_told(self, person: Person) -> bool:
        leads = may(person, Permission.LEAD_CASE)
        return leads and (person.id in self.known_to or (self.leaders and may(person, Permission.BREAK_GLASS)))


def stub_of(
    case: Case, others: Iterable[Case], filed: Sequence[Filing], rule: Rule, staff: Iterable[Person], now: datetime
) -> Stub:
    """Of a closed case; `others` went into it. Whom it was kept from is not kept."""
    led = (one.id for one in staff if case.admits(one.id, oslo_date(now)) and may(one, Permission.LEAD_CASE))
    return Stub(
        references=(case.reference, *(one.reference for one in others)),
        opened_on=oslo_date(case.opened_at),
        closed_on=oslo_date(case.closed_at or now),
        documents=tuple(dict.fromkeys(one.number for one in filed)),
        rule=rule,
        at=now,
        leaders=case.may_be_spoken_of and not case.barred,
        known_to=frozenset(led),
    )
