"""The buttons of who has opened a case, and of «nødtilgang»."""

from typing import Annotated

from pydantic import StringConstraints

from cards.kit.fields import Id, PageNo, Reason
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
