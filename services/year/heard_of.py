"""What each of the staff hears of the årshjul in the morning."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.ids import PersonId
from domain.oslo import at_oslo
from domain.people.person import Person
from domain.reminders.absence import Absence, Lines, Quiet, last_heard
from domain.reminders.channel import gets, grades_of
from domain.reminders.newcomers import NOBODY_NEW
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from domain.year.heard import NOTHING, Heard, YearMorning, told_of_no_plan
from domain.year.parts import Parts
from domain.year.posts import for_channel
from domain.year.tasks import TaskState
from services.new_duties import had_at
from services.newcomers import told_this_morning
from services.year.taker import stands_in_for, stood_in_for
from services.year.year_posts import states
from storage.unit_of_work import Tx


def heard_by(person: Person, tx: Tx, school_plan: SchoolPlan, today: date) -> Heard:
    """Nothing for who is away or has asked for quiet, or on a day that the staff do not work; what came meanwhile they
    hear afterwards. Who does not want the tasks of the årshjul hears the rest.
    """
    calendar = SchoolCalendar(school_plan.calendar)
    spared = tx.once(("spared", today), lambda: {*tx.absences.on(today), *tx.absences.quiet(today)})
    if not calendar.is_staff_day(today) or person.id in spared:
        return NOTHING
    last, away, quiet = tx.once(("since", today), lambda: _since(tx, today))
    since = last_heard(last, away.get(person.id), quiet.get(person.id))
    new = tx.once(("new", since), lambda: told_this_morning(tx, school_plan, since, today))
    mornings = tx.once(("year morning", since, today), lambda: _morning(tx, school_plan, since, today))
    unwanted = tx.once("without year", lambda: tx.absences.without(Lines.YEAR))
    told = NOTHING if person.id in unwanted else _told(person, mornings, tx, _then(school_plan, since), today)
    no_plan = told_of_no_plan(school_plan.calendar, person, today)
    return replace(told, no_plan=no_plan, newcomers=new.get(person.id, NOBODY_NEW))


def _told(person: Person, mornings: YearMorning, tx: Tx, then: datetime, today: date) -> Heard:
    stands_in = stands_in_for(person, tx, today)
    had = (person, *(stood_in_for(person, tx, then) if stands_in else ()))
    return mornings.of(person, stands_in, [had_at(one, tx, then) for one in had])


def _then(school_plan: SchoolPlan, since: date) -> datetime:
    """When the morning of that day was."""
    return at_oslo(since, school_plan.reminders.morning)


def _morning(tx: Tx, school_plan: SchoolPlan, since: date, today: date) -> YearMorning:
    of_year, alone = tx.once("unposted", lambda: _unposted(tx, school_plan))
    before = tx.year.states(school_plan, _then(school_plan, since))
    calendar = SchoolCalendar(school_plan.calendar)
    return YearMorning(of_year, alone, since=since, today=today, calendar=calendar, before=before)


def _since(tx: Tx, today: date) -> tuple[date, Mapping[PersonId, Absence], Mapping[PersonId, Quiet]]:
    """The last morning, and what each has said last of being away and quiet."""
    last = tx.sweeps_done.last_time("morning", today) or today - timedelta(days=1)
    return last, tx.absences.newest(), tx.absences.newest_quiet()


def _unposted(tx: Tx, school_plan: SchoolPlan) -> tuple[Sequence[TaskState], Mapping[str, Parts]]:
    """Every task, and by key the parts that no channel is told of."""
    of_year, channels, school = states(tx, school_plan), tx.channels.all(), grades_of(tx.people.active())
    told = defaultdict[str, set[str]](set)
    for channel in channels:
        for state in for_channel(of_year, gets(channels, channel), school):
            told[state.one.key] |= state.parts
    return of_year, {one.one.key: one.parts - told[one.one.key] for one in of_year}
