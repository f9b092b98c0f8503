"""A person's morning."""

from collections.abc import Sequence
from datetime import date

from cards.kit.elements import Card
from cards.reminders.digest import digest_card
from domain.alert.alert import Alert
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.reminders.digest import Nudge
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message
from services.alert.report_care import to_report
from services.case.identify_pupil import to_identify
from services.reminders.news import News
from services.steps.case_progress import morning, standing
from services.year.heard_of import heard_by
from storage.unit_of_work import Tx


@message(MessageKind.DIGEST, summary=N_("Dette venter på deg."))
def digest(subject: DaySubject, sending: Sending) -> Card | None:
    """As things stand now: what has been done since is not there, and yesterday's is not sent today."""
    tx, school_plan, today = sending.tx, sending.school_plan, oslo_date(sending.now)
    person = tx.people.known.get(sending.recipient)
    if person is None or subject.day != today:
        return None
    cases, digests = tx.cases.visible(person.id, today), morning(tx, school_plan, today)
    nudges = digests.digest(person, standing(cases, tx, school_plan))
    year, listens = heard_by(person, tx, school_plan, today), digests.listens(person)
    asked = _asked(person, nudges, tx, school_plan) if digests.is_there(person) else []
    new = News(cases, tx).of(person) if listens else []
    lines = sum(one.lacks_line(today) for one in tx.measures.of(person.id, today)) if listens else 0
    if not (nudges or new or asked or lines or year):
        return None
    quiet = tx.absences.quiet(today).get(person.id)
    until = quiet.until if quiet else None
    return digest_card(nudges, today, new, asked, lines=lines, year=year, quiet_until=until)


def _asked(person: Person, nudges: Sequence[Nudge], tx: Tx, school_plan: SchoolPlan) -> list[tuple[Alert, date]]:
    """The person's own alerts whose next step is theirs, unless it is told of among the steps."""
    alerts, own = tx.alerts.of_reporter(person.id), {nudge.case.id for nudge in nudges}
    asked = [(alert, due) for alert, case, due in to_identify(alerts, tx) if case.id not in own]
    return asked + [one for one in to_report(alerts, tx, school_plan) if one not in asked]
