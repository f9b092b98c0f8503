"""The buttons of who has opened a case, of «nødtilgang», of access to what is kept of a person, and of substitutes."""

from datetime import time
from typing import Annotated, Literal

from pydantic import StringConstraints

from cards.kit.fields import Id, Line, PageNo, Reason
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission
from domain.text.answered import Several
from domain.text.messages import N_

Number = Annotated[str, StringConstraints(max_length=20)]
Account = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", to_lower=True)]
"""An Entra object id."""


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


class ListSubstitutes(Action, verb="substitute.list", requires=Permission.LET_IN_SUBSTITUTE, reads=True):
    """Those who are let in now."""

    page: PageNo = 1


class OpenSubstitute(Action, verb="substitute.form", requires=Permission.LET_IN_SUBSTITUTE, reads=True):
    """The form, empty or as it was filled in for the one to put right."""

    instead_of: Id | Literal[""] = ""


class LetInSubstitute(Action, verb="substitute.let_in", requires=Permission.LET_IN_SUBSTITUTE):
    """`account`: the client's people picker sends the Entra object id."""

    instead_of: Id | Literal[""] = ""
    account: Annotated[Account, Ask("Hvem er vikaren?", hint=N_("Søk etter navnet"), required=True)]
    name: Annotated[Line, StringConstraints(min_length=3), Ask("Fornavn og etternavn, slik det skal stå", limit=70)]
    groups: Annotated[Several, Ask("Hvilke klasser og baser?", required=True)] = ()
    until: Annotated[time | None, Ask("Slutter kl. (tomt: ut dagen)")] = None


class EndSubstitute(Action, verb="substitute.end", requires=Permission.LET_IN_SUBSTITUTE):
    """At once."""

    person: Id
