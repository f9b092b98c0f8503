"""Each person's morning."""

from collections.abc import Sequence
from datetime import datetime

from domain.activity_plan.carrying import asks_for_lines
from domain.case.case import Case
from domain.ids import PersonId
from domain.message import DaySubject, MessageKind
from domain.oslo import oslo_date
from domain.school_plan.school_plan import SchoolPlan
from domain.steps.progress import Progress
from services.alert.report_care import still_to_report
from services.case.identify_pupil import still_to_ask
from services.reminders.news import News
from services.steps.case_progress import morning
from services.year.heard_of import heard_by
from storage.unit_of_work import Tx


def queue_digests(stood: Sequence[tuple[Case, Progress]], tx: Tx, school_plan: SchoolPlan, now: datetime) -> None:
    """To those who have something to think of, or to look at. `stood`: the cases where something is due soon.

    A line of this week that is missing stands in every digest, and brings one of its own late in the week. What the
    law asks of a reporter comes to who has asked for quiet too.
    """
    today = oslo_date(now)
    with tx.only_looking():
        told = _told(stood, tx, school_plan, now)
    tx.outbox.put_all(MessageKind.DIGEST, DaySubject(day=today), told, now)


def _told(stood: Sequence[tuple[Case, Progress]], tx: Tx, school_plan: SchoolPlan, now: datetime) -> list[PersonId]:
    today = oslo_date(now)
    digests, cases = morning(tx, school_plan, today), tx.cases.all_open()
    news, asked = News(cases, tx), still_to_ask(cases, tx) | still_to_report(tx, school_plan, now)
    lacking = tx.measures.without_line(today) if asks_for_lines(today) else set()
    return [
        person.id
        for person in tx.people.active()
        if digests.digest(person, stood)
        or heard_by(person, tx, school_plan, today)
        or (digests.is_there(person) and person.id in asked)
        or (digests.listens(person) and (person.id in lacking or news.of(person)))
    ]
