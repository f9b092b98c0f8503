"""«Nødtilgang»: a leader who is not on a case reads it in need, for a day, and those on it hear of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.case.case import Case, happened, require_reason
from domain.errors import NotFound
from domain.event import Details, Event, EventKind
from domain.incident import Mark
from domain.oslo import oslo_date
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.text.messages import N_

LASTS = timedelta(hours=24)
NONE = N_(
    "Fant ingen sak med det saksnummeret som du kan få nødtilgang til. Sjekk saksnummeret, eller snakk med rektor."
)
"""Alike for a case that does not exist and one that may never be read so (law 2)."""


def may_be_read_in_need(case: Case, person: Person) -> bool:
    """Never a case about staff (§ 12-5), one past the school, or one the person is barred from (law 3)."""
    about_staff = case.enhanced or any(Mark.STAFF in one.marks for one in case.incidents)
    kept_away = about_staff or case.past_the_school or person.id in case.barred
    return case.open and not kept_away and may(person, Permission.BREAK_GLASS)


def break_glass(case: Case, person: Person, reason: str, now: datetime) -> Event:
    """What the case says of it, with the day it ends. Raises `NotFound`, and `Invalid` without a reason."""
    if not may_be_read_in_need(case, person):
        raise NotFound(NONE)
    details = Details(person=person.id, reason=require_reason(reason), day=oslo_date(now + LASTS))
    return happened(case, EventKind.CASE_IN_NEED, person, now, details)


def in_need_until(case: Case, person: Person, told: Iterable[Event], now: datetime) -> datetime | None:
    """When the person's access ends; None for who has none now. `told`: all that the case says of such access."""
    began = [event.at for event in told if event.kind is EventKind.CASE_IN_NEED and event.by == person.id]
    until = max((at + LASTS for at in began if at <= now < at + LASTS), default=None)
    return until if may_be_read_in_need(case, person) else None
