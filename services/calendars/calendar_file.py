"""What a subscribed calendar gives: the file that calendars read (RFC 5545), made each time it is fetched."""

from collections.abc import Mapping
from datetime import timedelta

from icalendar import TRANSP, Calendar, Event, Timezone, vDuration

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.translation.plan_in_language import in_language, speak_as
from domain.year.subscription import YearCalendar, YearEntry, may_subscribe, year_calendar
from storage.database import Database
from storage.unit_of_work import Tx, Unit

PRODUCT = "-//Skolemiljø//Årshjul//NB"
EVERY = timedelta(hours=12)
"""How often a calendar is asked to look again; most choose for themselves."""
ZONE = "Europe/Oslo"


def subscribed(token: str, database: Database, school_plans: Mapping[SchoolId, SchoolPlan]) -> YearCalendar | None:
    """None for a link that leads nowhere, or no longer. Raises `Damaged` and `Unavailable`."""
    return database.read(lambda unit: _found(token, unit, school_plans))


def _found(token: str, unit: Unit, school_plans: Mapping[SchoolId, SchoolPlan]) -> YearCalendar | None:
    school_id = unit.school_of_calendar(token)
    school_plan = school_plans.get(school_id) if school_id else None
    return _calendar(token, unit.school(school_id), school_plan) if school_id and school_plan else None


def _calendar(token: str, tx: Tx, school_plan: SchoolPlan) -> YearCalendar | None:
    link = tx.calendar_links.find(token)
    person = tx.people.known.get(link.person) if link else None
    if link is None or person is None or not may_subscribe(person, link.to):
        return None
    school_plan = in_language(school_plan, person.language)
    speak_as(school_plan)
    return year_calendar(tx.year.states(school_plan), tx.year.changes(), school_plan, person, link.to)


def ics(calendar: YearCalendar) -> bytes:
    """The same bytes for the same calendar. One with nothing in it holds a time zone: it must hold something."""
    file = Calendar.new(
        name=" ".join(calendar.name.split()),
        prodid=PRODUCT,
        uid=calendar.uid,
        refresh_interval=EVERY,
        subcomponents=[_event(one) for one in calendar.entries] or [Timezone.from_tzid(ZONE)],
    )
    file.add("X-PUBLISHED-TTL", vDuration(EVERY))
    made: bytes = file.to_ical()
    return made


def _event(entry: YearEntry) -> Event:
    """All of its day, in which one is free for other things."""
    return Event.new(
        uid=entry.uid,
        summary=entry.title,
        description=entry.text,
        start=entry.day,
        end=entry.day + timedelta(days=1),
        stamp=entry.changed_at,
        last_modified=entry.changed_at,
        sequence=entry.changes,
        transparency=TRANSP.TRANSPARENT,
    )
