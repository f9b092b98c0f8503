"""The buttons that put something right, or end a case without the pupil's own words."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from cards.kit.fields import Entry, Id, Key, Line, Reason
from cards.kit.forms import Action, Ask
from domain.alert.alert import PupilRole
from domain.people.permissions import Permission
from domain.text.prose import ENTRY_MAX


class ShowCorrecting(Action, verb="case.correcting", requires=Permission.LEAD_CASE):
    """What can be put right in a case."""

    case_id: Id


class AnotherGroup(Action, verb="case.another_group", requires=Permission.LEAD_CASE):
    """The case is about another pupil: first the class. Without one the form is shown."""

    case_id: Id
    group: Annotated[Key, Ask("Klasse eller base")] = ""


class AnotherPupil(Action, verb="case.another_pupil", requires=Permission.LEAD_CASE):
    case_id: Id
    group: Key
    record_id: Id
    pupil: Annotated[Id, Ask("Hvem er eleven?", expanded=True)]
    reason: Annotated[Reason, Ask("Hvordan ble det feil?", lines=True, limit=600)]


class RightRole(Action, verb="case.role", requires=Permission.LEAD_CASE):
    """A pupil of the alert had another part in it."""

    case_id: Id
    record_id: Id
    pupil: Annotated[Id, Ask("Hvilken elev?")]
    role: Annotated[PupilRole, Ask("Hva er riktig?", expanded=True)]
    reason: Annotated[Reason, Ask("Hvordan ble det feil?", lines=True, limit=600)]


class ForceGroup(Action, verb="case.force_group", requires=Permission.LEAD_CASE):
    """On whom force was used: first the class. Without one the form is shown."""

    case_id: Id
    incident_id: Id
    group: Annotated[Key, Ask("Klasse eller base")] = ""


class ForceOn(Action, verb="case.force_on", requires=Permission.LEAD_CASE):
    case_id: Id
    incident_id: Id
    group: Key
    record_id: Id
    pupil: Annotated[Id, Ask("Hvem er eleven?", expanded=True)]


class Misregister(Action, verb="case.misregister", requires=Permission.LEAD_CASE):
    case_id: Id
    record_id: Id
    reason: Annotated[Reason, Ask("Hva ble feil?", lines=True, limit=600)]


class PupilLeft(Action, verb="case.pupil_left", requires=Permission.LEAD_CASE):
    case_id: Id
    record_id: Id
    on: Annotated[date, Ask("Når sluttet eleven?")]
    receiving: Annotated[Line, Ask("Hvilken skole begynner eleven på?")] = ""
    reason: Annotated[Reason, Ask("Hva er gjort med det som gjenstår?", lines=True, limit=600)]


class UndoStep(Action, verb="step.undo", requires=Permission.WORK_CASE):
    """A step was not done after all."""

    case_id: Id
    step: Key
    record_id: Id
    undoes: Id
    reason: Annotated[Line, Ask("Hvorfor?", lines=True, limit=200)] = ""


class SayWrong(Action, verb="alert.wrong", requires=Permission.RAISE_ALERT):
    """The reporter says what in the own alert is wrong. Without words the form is shown."""

    alert_id: Id
    addition_id: Key = ""
    wrong: Annotated[Entry, StringConstraints(max_length=ENTRY_MAX), Ask("Hva ble feil?", lines=True, limit=600)] = ""
