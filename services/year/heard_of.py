"""What each of the staff hears of the årshjul in the morning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.people.person import Person
from domain.reminders.channel import receiving
from domain.reminders.newcomers import NOBODY_NEW
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.year.heard import NOTHING, Heard, heard
from domain.year.tasks import TaskState
from services.year.newcomers import told_this_morning
from services.year.year_posts import states
from storage.unit_of_work import Tx


def heard_by(person: Person, tx: Tx, school_plan: SchoolPlan, today: date) -> Heard:
    """Nothing for who is away, or on a day that the staff do not work."""
    calendar = SchoolCalendar(school_plan.calendar)
    if not calendar.is_staff_day(today) or person.id in tx.absences.on(today):
        return NOTHING
    of_year, alone = tx.once(("heard", today), lambda: _of_today(tx, school_plan))
    since = tx.once(("since", today), lambda: tx.sweeps_done.last_time("morning", today) or today - timedelta(days=1))
    new = tx.once(("new", since), lambda: told_this_morning(tx, school_plan, since, today))
    found = heard(of_year, alone, person, since=since, today=today, calendar=calendar)
    return replace(found, newcomers=new.get(person.id, NOBODY_NEW))


def _of_today(tx: Tx, school_plan: SchoolPlan) -> tuple[Sequence[TaskState], Sequence[TaskState]]:
    """Every task, and those that no channel is told of."""
    of_year, channels = states(tx, school_plan), tx.channels.all()
    alone = [one for one in of_year if not receiving(channels, one.task.posted_to, one.task.grades)]
    return of_year, alone
