"""The school of the tests as plain values with ids, for tests of rules and of storage."""

from datetime import timedelta
from typing import Any

from domain.alert import Alert, AlertForm, DraftId, PupilRole, Suspicion
from domain.case import Case, Status
from domain.event import AlertId, CaseId
from domain.people import Person, PersonId, Pupil, PupilId
from tests.kit.school import FACT, MONDAY, PUPILS, SCHOOL, STAFF


def person(key: str) -> Person:
    """Someone of the staff, whose id is the key."""
    return STAFF[key].model_copy(update={"id": PersonId(key)})


def everyone() -> list[Person]:
    return [person(key) for key in STAFF]


def pupil(number: int = 0) -> Pupil:
    return PUPILS[number].model_copy(update={"id": PupilId(f"pupil{number}")})


def ids(*keys: str) -> frozenset[PersonId]:
    return frozenset(map(PersonId, keys))


def form(**answers: Any) -> AlertForm:  # noqa: ANN401  (any answer of the form)
    """The shortest form that can be sent, with other answers on top."""
    shortest = AlertForm(pupils=(pupil().id,), kinds=("mobbing",), facts=FACT, suspicion=Suspicion.NONE)
    return AlertForm.model_validate(shortest.model_copy(update=answers).model_dump())


def roles(**by_pupil: PupilRole) -> dict[PupilId, PupilRole]:
    return {PupilId(key): role for key, role in by_pupil.items()}


def alert(**change: Any) -> Alert:  # noqa: ANN401  (any field of an alert)
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
    return sent.model_copy(update=change)


def case(number: int = 1, /, **change: Any) -> Case:  # noqa: ANN401  (any field of a case)
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
    return opened.model_copy(update=change)
