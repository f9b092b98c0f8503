"""The buttons of what is counted."""

from typing import Annotated

from pydantic import StringConstraints

from cards.kit.forms import Action
from domain.people.permissions import Permission


class ShowStatistics(Action, verb="statistics.show", requires=Permission.COORDINATE_CASE, reads=True):
    """Of the cases the person may open, this school year beside the last."""


Half = Annotated[str, StringConstraints(pattern=r"^20\d\d-\d\d-\d\d/20\d\d-\d\d-\d\d$")]
"""A half-year's `Period.name`."""


class OpenReports(Action, verb="statistics.reports", requires=Permission.SEE_OVERSIGHT, reads=True):
    """The half-years of which something can be told outside."""


class GetReport(Action, verb="statistics.report", requires=Permission.SEE_OVERSIGHT):
    """The links to it; what it says is counted at the first asking."""

    half: Half
