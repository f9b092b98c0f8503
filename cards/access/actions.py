"""The buttons of who has opened a case, of «nødtilgang», and of access to what is kept of a person."""

from typing import Annotated

from pydantic import StringConstraints

from cards.kit.fields import Id, Line, PageNo, Reason
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission

Number = Annotated[str, StringConstraints(max_length=20)]


class ShowOpened(Action, verb="case.opened_by", requires=Permission.LEAD_CASE):
    """Who has opened the case, and who was refused."""

    case_id: Id
    page: PageNo = 1


class OpenInNeed(Action, verb="case.in_need_form", requires=Permission.BREAK_GLASS, reads=True):
    number: Number = ""


class ReadInNeed(Action, verb="case.in_need", requires=Permission.BREAK_GLASS):
    """By its number: who is not on a case has no button of it."""

    record_id: Id
    number: Annotated[Number, StringConstraints(min_length=1), Ask("Saksnummer", limit=20)]
    reason: Annotated[Reason, Ask("Hvorfor må du lese saken nå?", lines=True, limit=600)]


class OpenSubjectAccess(Action, verb="subject_access.form", requires=Permission.LEAD_CASE, reads=True):
    """Opens the form: a pupil's name is never typed in the chat (law 1)."""


class GetPupilAccess(Action, verb="subject_access.pupil", requires=Permission.LEAD_CASE):
    """What is left out until it is ticked, stands in `Withheld`."""

    pupil_name: Annotated[Line, StringConstraints(min_length=2), Ask("Hva heter eleven (hele navnet)?", limit=80)]
    reporters: Annotated[bool, Ask("Jeg har sett gjennom hvem som varslet, og det skal være med")] = False
    care: Annotated[bool, Ask("Jeg har sett gjennom bekymring for omsorgen (§ 24-3), og den skal være med")] = False
    staff: Annotated[bool, Ask("Jeg har sett gjennom saker om ansatte (§ 12-5), og de skal være med")] = False


class GetOwnAccess(Action, verb="subject_access.own", requires=Permission.ASK):
    """What is kept of the one who presses."""
