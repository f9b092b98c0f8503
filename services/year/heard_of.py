"""What each of the staff hears of the årshjul in the morning."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.ids import PersonId
from domain.people.person import Person
from domain.reminders.absence import Absence, Lines, Quiet, last_heard
from domain.reminders.channel import grades_of
from domain.reminders.newcomers import NOBODY_NEW
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.year.heard import NOTHING, Heard, heard, told_of_no_plan
from domain.year.parts import Parts
from domain.year.posts import for_channel
from domain.year.tasks import TaskState
from services.newcomers import told_this_morning
from services.year.year_posts import states
from storage.unit_of_work import Tx


def heard_by(person: Person, tx: Tx, school_plan: SchoolPlan, today: date) -> Heard:
    """Nothing for who is away, has asked for quiet or does not want these lines, or on a day that the staff do not
    work. What came while they were away or quiet they hear afterwards.
    """
    calendar = SchoolCalendar(school_plan.calendar)
    if not calendar.is_staff_day(today) or person.id in tx.once(("spared", today), lambda: _spared(tx, today)):
        return NOTHING
    of_year, alone = tx.once(("heard", today), lambda: _of_today(tx, school_plan))
    last, away, quiet = tx.once(("since", today), lambda: _since(tx, today))
    since = last_heard(last, away.get(person.id), quiet.get(person.id))
    new = tx.once(("new", since), lambda: told_this_morning(tx, school_plan, since, today))
    told = heard(of_year, alone, person, since=since, today=today, calendar=calendar)
    no_plan = told_of_no_plan(school_plan.calendar, person, today)
    return replace(told, no_plan=no_plan, newcomers=new.get(person.id, NOBODY_NEW))


def _spared(tx: Tx, today: date) -> frozenset[PersonId]:
    spared = {*tx.absences.on(today), *tx.absences.quiet(today), *tx.absences.without(Lines.YEAR)}
    return frozenset(spared)


def _since(tx: Tx, today: date) -> tuple[date, Mapping[PersonId, Absence], Mapping[PersonId, Quiet]]:
    """The last morning, and what each has said last of being away and quiet."""
    last = tx.sweeps_done.last_time("morning", today) or today - timedelta(days=1)
    return last, tx.absences.newest(), tx.absences.newest_quiet()


def _of_today(tx: Tx, school_plan: SchoolPlan) -> tuple[Sequence[TaskState], Mapping[str, Parts]]:
    """Every task, and by key the parts that no channel is told of."""
    of_year, channels, grades = states(tx, school_plan), tx.channels.all(), grades_of(tx.people.active())
    told = defaultdict[str, set[str]](set)
    for channel in channels:
        for state in for_channel(of_year, channel, channels, grades):
            told[state.one.key] |= state.parts
    return of_year, {one.one.key: one.parts - told[one.one.key] for one in of_year}
