"""What somebody at the school did, and when: each act is a turn of its own, as a press of a button is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from demo.generate import POSTS
from domain.ids import SchoolId
from domain.oslo import at_oslo, is_working_day
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.school_plan import SchoolPlan
from services.turn import Turn
from storage.database import Database
from storage.unit_of_work import Tx, Unit

Doing = Callable[[Turn], object]
_ACCOUNTS = {post.key: post.entra_object_id for post in POSTS}


@dataclass(frozen=True, slots=True)
class Act:
    """`sure`: what the person is asked about a day that can be wrong, and has said is right."""

    at: datetime
    post: str
    does: Doing
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DaysBack:
    """The days around `today`, as the school counts them. Times are moments in UTC, told by the Oslo clock."""

    today: date
    calendar: SchoolCalendar

    def back(self, number: int) -> date:
        """The `number`-th school day before today. 0: today, or the next school day when the school is closed; below
        that, the school days after it.
        """
        if number <= 0:
            return self.calendar.add_school_days(self.today - timedelta(days=1), 1 - number)
        day = self.today
        for _ in range(number):
            day = self.calendar.school_day_or_before(day - timedelta(days=1))
        return day

    def at(self, number: int, hour: int, minute: int = 0) -> datetime:
        """A time of day on `back(number)`."""
        return at_oslo(self.back(number), time(hour, minute))

    def lately(self, now: datetime) -> datetime:
        """When somebody told of something last: this morning, or the working day before; holidays have such days."""
        this_morning = at_oslo(self.today, time(8, 20))
        if is_working_day(self.today) and this_morning < now:
            return this_morning
        day = self.today - timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return at_oslo(day, time(14, 10))


def whose(post: str, tx: Tx) -> Person:
    """Who sits in the post."""
    return next(one for one in tx.people.active() if one.entra_object_id == _ACCOUNTS[post])


def play(act: Act, database: Database, school_plan: SchoolPlan) -> None:
    """In a transaction, as its person at its time. Raises what the services raise."""

    def doing(unit: Unit) -> None:
        tx = unit.school(SchoolId(school_plan.school_id))
        act.does(Turn(whose(act.post, tx), act.at.astimezone(UTC), school_plan, tx, sure=act.sure))

    database.run(doing)
