"""The buttons of what is counted."""

from cards.kit.forms import Action
from domain.people.permissions import Permission


class ShowStatistics(Action, verb="statistics.show", requires=Permission.COORDINATE_CASE, reads=True):
    """Of the cases the person may open, this school year beside the last."""
