"""The buttons of who has opened a case."""

from cards.kit.fields import Id, PageNo
from cards.kit.forms import Action
from domain.people.permissions import Permission


class ShowOpened(Action, verb="case.opened_by", requires=Permission.LEAD_CASE):
    """Who has opened the case, and who was refused."""

    case_id: Id
    page: PageNo = 1
