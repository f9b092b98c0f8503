"""The buttons of how long a closed case is kept."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from cards.kit.fields import Id, Reason
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission


class KeepingForm(StrEnum):
    NONE = ""
    LONGER = "longer"
    HOLD = "hold"
    LIFT = "lift"


class ShowKeeping(Action, verb="case.keeping", requires=Permission.LEAD_CASE):
    """When the case is deleted, and by which rule; or one of the forms."""

    case_id: Id
    form: KeepingForm = KeepingForm.NONE


class KeepLonger(Action, verb="case.keep_longer", requires=Permission.LEAD_CASE):
    case_id: Id
    record_id: Id
    until: Annotated[date, Ask("Til hvilken dag?")]
    reason: Annotated[Reason, Ask("Hvorfor må saken bli liggende?", lines=True, limit=600)]


class HoldCase(Action, verb="case.hold", requires=Permission.LEAD_CASE):
    """`lift`: it may be deleted again."""

    case_id: Id
    record_id: Id
    lift: bool = False
    reason: Annotated[Reason, Ask("Hvorfor?", lines=True, limit=600)]
