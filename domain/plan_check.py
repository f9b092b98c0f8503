"""What a plan leads to, in plain lines for the school's administrator. Nothing is read or sent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.calendar import oslo_time
from domain.deadlines import acknowledge_due, identify_pupil_due, start_meeting_due
from domain.people import ROLE_LABELS, Role
from domain.plan import CalendarPlan, Contacts, Plan, Recipient, Scope

ENDS_SOON = timedelta(days=60)


def plan_warnings(plan: Plan, today: date) -> tuple[str, ...]:
    """Blanks to fill in, what is only assumed, and a calendar that has run out or soon will."""
    return (*_blanks(plan.contacts), *_free_days(plan.calendar), *_school_year(plan.calendar, today))


def _blanks(contacts: Contacts) -> Iterator[str]:
    for contact in (contacts.school_owner, contacts.school_owner_director, *contacts.others):
        if contact.phone is None:
            yield f"fyll inn: telefon til {contact.title}"
    if contacts.school_owner_director.name is None:
        yield f"fyll inn: navnet på {contacts.school_owner_director.title}"


def _free_days(calendar: CalendarPlan) -> Iterator[str]:
    for day in (*calendar.school_free, *calendar.aks_free):
        if day.assumed:
            yield f"antatt, se over: {day.label} {_day(day.first)}"
    for day in calendar.school_free:
        if day.last < calendar.first_school_day or day.first > calendar.last_school_day:
            yield f"{day.label} {_day(day.first)} ligger utenfor skoleåret {calendar.school_year}"


def _school_year(calendar: CalendarPlan, today: date) -> Iterator[str]:
    last = calendar.last_school_day
    if today > last:
        yield f"skoleåret {calendar.school_year} er slutt: legg inn kalenderen for det neste"
    elif today > last - ENDS_SOON:
        yield f"skoleåret {calendar.school_year} slutter {_day(last)}: legg inn kalenderen for det neste"


def dry_run(plan: Plan, received: datetime) -> tuple[str, ...]:
    """What happens to an alert received then: by when, and who is told by role."""
    recipients = plan.routing.recipients
    return (
        f"{plan.school}, plan {plan.version}: i orden.",
        f"Et varsel mottatt {_moment(received)}:",
        f"  tas imot innen {_moment(acknowledge_due(received, plan, serious=False))}",
        f"  tas imot innen {_moment(acknowledge_due(received, plan, serious=True))} når det er alvorlig",
        f"  oppstartsmøte innkalt senest {_day(start_meeting_due(received, plan))}",
        f"  ukjent elev funnet ut av senest {_day(identify_pupil_due(received, plan))}",
        f"  elev i 4B som går på AKS: {', '.join(_recipient(r, 4, '4B') for r in recipients)}",
        f"  elev i 6A: {', '.join(_recipient(r, 6, '6A') for r in recipients if r.scope is not Scope.BASE)}",
        *(line for r in recipients for line in _in_line(r)),
        f"  mistanke mot en ansatt: bare {_role(plan.routing.employee_suspected.role)} eller stedfortreder",
        f"  mistanke mot ledelsen: bare {_role(plan.routing.leadership_suspected)}, og ingen på skolen",
        f"  ledelsen er: {', '.join(map(_role, plan.routing.leadership))}",
    )


def _recipient(recipient: Recipient, grade: int, school_class: str) -> str:
    whose = {Scope.GRADE: f" for {grade}. trinn", Scope.CLASS: f" for {school_class}", Scope.BASE: " for elevens base"}
    return _role(recipient.role) + whose.get(recipient.scope, "")


def _in_line(recipient: Recipient) -> Iterator[str]:
    if recipient.next_in_line:
        yield f"  når {_role(recipient.role)} ikke kan nås: {', så '.join(map(_role, recipient.next_in_line))}"


def _role(role: Role) -> str:
    return ROLE_LABELS[role].lower()


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _moment(at: datetime) -> str:
    return f"{oslo_time(at):%d.%m.%Y kl. %H.%M}"
