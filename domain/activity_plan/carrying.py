"""Those who carry a measure out: which are theirs, what is new for them, and the line they write each week (L1288)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.activity_plan.activity_plan import ActivityPlan, Measure
from domain.case.case import Case
from domain.case.log import LogEntry
from domain.ids import PersonId
from domain.oslo import oslo_date

THURSDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A measure of a plan in effect, for one who carries it out, with what that person has written of it, oldest first.

    `case` is for rules: nothing of it but the pupil is shown.
    """

    measure: Measure
    case: Case
    by: PersonId
    lines: tuple[LogEntry, ...]

    def lacks_line(self, today: date) -> bool:
        """Whether it has begun, and none of the lines is of this week."""
        week = week_of(today)
        return self.measure.start <= today and all(week_of(oslo_date(one.occurred_at)) != week for one in self.lines)


def carried(
    case: Case, in_effect: ActivityPlan | None, person: PersonId, lines: Sequence[LogEntry], today: date
) -> list[Carried]:
    """What the person is to do. Nothing of a case that is not open, or that the person is barred from (law 3)."""
    if in_effect is None or not case.open or person in case.barred:
        return []
    return [
        Carried(measure=one, case=case, by=person, lines=tuple(line for line in lines if line.measure == one.id))
        for one in in_effect.measures
        if person in one.who and runs(one, today)
    ]


def runs(measure: Measure, today: date) -> bool:
    """Whether it is still to be done; also before its first day."""
    return not measure.ended and (measure.end is None or measure.end >= today)


def newly_told(before: ActivityPlan | None, plan: ActivityPlan, today: date) -> frozenset[PersonId]:
    """Those for whom a version has something that the one before it had not, or had otherwise."""
    was = {(one.id, person): _told(one) for one in (before.measures if before else ()) for person in one.who}
    running = (one for one in plan.measures if runs(one, today))
    return frozenset(person for one in running for person in one.who if was.get((one.id, person)) != _told(one))


def _told(measure: Measure) -> tuple[object, ...]:
    return measure.to_do, measure.start, measure.end, measure.evaluate_on


def asks_for_lines(today: date) -> bool:
    """Whether it is so late in the week that a line of it is asked for: from Thursday on."""
    return today.isoweekday() >= THURSDAY


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())
