"""What waits for something late could not begin; what waits for what is in time is only still to come."""

from datetime import date

from domain.lateness.first_days import FirstDays
from domain.lateness.held_up import held_up
from tests.kit.steps.journey import MONDAY, THE_PLAN, Journey

NONE_MOVED = FirstDays((), (), THE_PLAN.procedure)


def test_nothing_is_held_up_while_all_is_in_time() -> None:
    assert held_up(Journey().now, NONE_MOVED, MONDAY) == {}


def test_what_waits_for_something_late_is_held_up_also_by_way_of_another() -> None:
    journey = Journey()
    held = held_up(journey.now, NONE_MOVED, date(2027, 1, 11))
    assert {one.rule.id for one in held["oppstartsmøte"]} >= {"innkalling"}
    last = next(rule.id for rule in THE_PLAN.procedure.steps if rule.back_to)
    assert last not in held, "to close it is nothing that is left"
    for causes in held.values():
        assert all(step.overdue(date(2027, 1, 11)) for step in causes)


def test_the_talk_with_the_pupil_waits_for_the_alert_to_be_received() -> None:
    held = held_up(Journey().now, NONE_MOVED, date(2027, 1, 11))
    assert [one.rule.id for one in held["elevsamtale"]] == ["ta_imot"]
