"""A person's morning."""

from cards.kit.elements import Card
from cards.reminders.digest import digest_card
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.text.messages import N_
from scheduler.messages.registry import Sending, message
from services.alert.report_care import to_report
from services.case.identify_pupil import to_identify
from services.reminders.news import News
from services.steps.case_progress import morning, standing
from services.year.heard_of import heard_by


@message(MessageKind.DIGEST, summary=N_("Dette venter på deg."))
def digest(subject: DaySubject, sending: Sending) -> Card | None:
    """As things stand now: what has been done since is not there, and yesterday's is not sent today."""
    tx, school_plan, today = sending.tx, sending.school_plan, oslo_date(sending.now)
    person = tx.people.known.get(sending.recipient)
    if person is None or subject.day != today:
        return None
    cases, digests = tx.cases.visible(person.id), morning(tx, school_plan, today)
    nudges = digests.digest(person, standing(cases, tx, school_plan))
    year = heard_by(person, tx, school_plan, today)
    if not digests.listens(person):
        return digest_card(nudges, today, year=year) if nudges or year else None
    new, own = News(cases, tx).of(person), {nudge.case.id for nudge in nudges}
    alerts = tx.alerts.of_reporter(person.id)
    asked = [(a, due) for a, case, due in to_identify(alerts, tx) if case.id not in own]
    asked += [(a, due) for a, due in to_report(alerts, tx, school_plan) if (a, due) not in asked]
    lines = sum(one.lacks_line(today) for one in tx.measures.of(person.id, today))
    if not (nudges or new or asked or lines or year):
        return None
    return digest_card(nudges, today, new, asked, lines=lines, year=year)
