"""What is told outside of a half-year: counted by the bot over all cases but those about staff, at the first asking."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.case.case import Case
from domain.documents.subject_access import about_staff
from domain.errors import Refused
from domain.event import Event, EventKind
from domain.oslo import oslo_date
from domain.reminders.channel import grades_of
from domain.statistics.period import Period, halves_over, year_of_halves
from domain.statistics.told import Countable, ToldHalf, in_report, tell
from domain.text.messages import N_
from services.statistics.counting import count, counts, in_time_of
from services.turn import Turn
from storage.unit_of_work import Tx

UNREAD = N_("Ikke alle saker kan leses akkurat nå, så tallene ville blitt feil. Si fra til den som drifter boten.")


def halves_to_tell(turn: Turn) -> list[Period]:
    """Those that are over, the newest first."""
    return halves_over(turn.tx.year.since(turn.school_plan), turn.today)


def told_halves(tx: Tx) -> dict[Period, ToldHalf]:
    """What has been told, as it was at first."""
    every = tx.events.of_school(EventKind.STATISTICS_TOLD, ToldHalf)
    return {one.half: one for one in reversed(every)}


def told_in(half: Period, tx: Tx) -> dict[Period, ToldHalf]:
    """What a report on the half tells of."""
    return {other: one for other, one in told_halves(tx).items() if in_report(half, other)}


def tell_half(name: str, turn: Turn) -> Period:
    """What a report on the half tells of is counted, as far as it has not been. Raises `Refused`."""
    over = halves_to_tell(turn)
    half = next((one for one in over if one.name == name), None)
    if half is None:
        raise Refused("Rapporten kan lages når halvåret er over. Åpne «Statistikk» på nytt.")
    known = told_halves(turn.tx)
    if new := [one for one in over if in_report(half, one) and one not in known]:
        _count(new, turn)
    return half


def _count(halves: Sequence[Period], turn: Turn) -> None:
    cases = _every_case(turn)
    counted, alerts, lists = count(cases, turn), [*_later_alerts(cases, turn)], _lists(turn)
    if len(counted) != len(cases):
        raise Refused(UNREAD)
    for half in halves:
        told = tell(half, counted, alerts, _tasks(half, turn), lists, turn.today)
        event = Event(kind=EventKind.STATISTICS_TOLD, at=turn.now, by=turn.actor.id)
        turn.tx.events.keep(event, told, f"statistics/{turn.tx.school_id}/{half.name}")


def _every_case(turn: Turn) -> list[Case]:
    """Raises `Refused` while one cannot be read: what is told once is to be right."""
    ids = turn.tx.cases.ids()
    cases = turn.tx.cases.some(ids)
    if len(cases) != len(ids):
        raise Refused(UNREAD)
    return [case for case in cases if counts(case) and not about_staff(case)]


def _later_alerts(cases: Sequence[Case], turn: Turn) -> Iterator[date]:
    """The Oslo day of each alert on a case that was there already."""
    alerts = turn.tx.alerts.of_cases({one for case in cases for one in case.family}) if cases else []
    for case in cases:
        own = [oslo_date(one.sent_at) for one in alerts if not one.every_case.keys().isdisjoint(case.family)]
        yield from own[1:]


def _lists(turn: Turn) -> Countable:
    lists = turn.school_plan.pick_lists
    return Countable(
        grades=tuple(sorted(grades_of(turn.tx.people.active()))),
        kinds={one.id: one.label for one in lists.kinds},
        places={one.id: one.label for one in lists.places},
    )


def _tasks(half: Period, turn: Turn) -> list[bool] | None:
    """By the plan of that school year; None when the school has none of it."""
    plan = turn.tx.school_plans.of_year(turn.tx.school_id, year_of_halves(half).label, turn.school_plan)
    states = turn.tx.year.states(plan) if plan else []
    return in_time_of([one for one in states if one.due in half], turn.today) if plan else None
