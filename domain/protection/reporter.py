"""Who reported is shown to those who need it only, where the school's plan says so (§ 12-5; routing.hide_reporter)."""

from collections.abc import Container
from dataclasses import replace

from domain.alert.alert import Alert
from domain.case.case import Case
from domain.case.members import decides
from domain.event import Event, EventKind
from domain.ids import PersonId
from domain.people.person import UNNAMED_REPORTER, Person, Role

_BY_A_REPORTER = frozenset(
    {
        EventKind.ALERT_SENT,
        EventKind.ALERT_ADDED,
        EventKind.ALERT_WRONG,
        EventKind.CASE_BARRED,
        EventKind.CASE_IDENTIFIED,
    }
)
"""What is done from one's own alert."""


def knows_reporter(viewer: Person, case: Case, by_hand: Container[PersonId]) -> bool:
    """Of a case about staff the principal, or who decides in the principal's stead by rule: not who was put on it
    `by_hand`. Of any other everyone on it.
    """
    if not case.enhanced:
        return True
    return decides(case, viewer) and (viewer.has(Role.PRINCIPAL) or viewer.id not in by_hand)


def without_reporter(alert: Alert, viewer: PersonId) -> Alert:
    """As read by someone who is not to know who sent it, nor on whose behalf; one's own is one's own."""
    if alert.reporter == viewer:
        return alert
    return replace(alert, reporter=UNNAMED_REPORTER, form=replace(alert.form, on_behalf_of=None))


def told_without(event: Event, reporters: Container[PersonId]) -> Event:
    """What one of those `reporters` did from the own alert, without saying who."""
    hidden = event.kind in _BY_A_REPORTER and event.by in reporters
    return replace(event, by=UNNAMED_REPORTER) if hidden else event
