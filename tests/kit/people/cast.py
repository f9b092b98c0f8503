"""The school of the tests as plain values with ids, for tests of rules and of storage."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.alert.alert import Alert, AlertForm, PupilRole, Suspicion
from domain.case.case import Case, Status
from domain.ids import AlertId, CaseId, DraftId, IncidentId, PersonId, PupilId
from domain.incident import Incident, Mark
from domain.people.person import Person, Pupil
from tests.kit.school import FACT, MONDAY, PUPILS, SCHOOL, STAFF


def person(key: str) -> Person:
    """Someone of the staff, whose id is the key."""
    return replace(STAFF[key], id=PersonId(key))


def everyone() -> list[Person]:
    return [person(key) for key in STAFF]


def pupil(number: int = 0) -> Pupil:
    return replace(PUPILS[number], id=PupilId(f"pupil{number}"))


def ids(*keys: str) -> frozenset[PersonId]:
    return frozenset(map(PersonId, keys))


def form(**answers: Any) -> AlertForm:  # noqa: ANN401  (any type)
    """The shortest form that can be sent, with other answers on top."""
    shortest = AlertForm(pupils=(pupil().id,), kinds=("mobbing",), facts=FACT, suspicion=Suspicion.NONE)
    return replace(shortest, **answers)


def roles(**by_pupil: PupilRole) -> dict[PupilId, PupilRole]:
    return {PupilId(key): role for key, role in by_pupil.items()}


def alert(**change: Any) -> Alert:  # noqa: ANN401  (any type)
    """An alert sent by the contact teacher, about one pupil."""
    sent = Alert(
        id=AlertId("alert1"),
        school_id=SCHOOL,
        draft_id=DraftId("draft1"),
        reporter=PersonId("teacher"),
        sent_at=MONDAY,
        form=form(),
        cases=(CaseId("case1"),),
        references=("2026-001",),
        told=(),
    )
    return replace(sent, **change)


def case(number: int = 1, /, **change: Any) -> Case:  # noqa: ANN401  (any type)
    """A reported case of one pupil, with the principal and the line leader on it."""
    opened = Case(
        id=CaseId(f"case{number}"),
        school_id=SCHOOL,
        reference=f"2026-{number:03d}",
        status=Status.REPORTED,
        opened_at=MONDAY,
        plan_version="1",
        pupil_id=pupil().id,
        members=ids("principal", "line"),
        acknowledge_by=MONDAY + timedelta(hours=2),
        start_meeting_by=MONDAY.date() + timedelta(days=7),
    )
    return replace(opened, **change)


def incident(number: int = 1, /, *marks: Mark, **change: Any) -> Incident:  # noqa: ANN401  (any type)
    """What was told of on the Monday, with what was said of it."""
    told = Incident(id=IncidentId(f"incident{number}"), told_at=MONDAY, marks=frozenset(marks))
    return replace(told, **change)
