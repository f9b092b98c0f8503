"""The buttons by which someone answers for what several have logged on one pupil."""

from typing import Annotated

from cards.kit.fields import Id, PageNo, Reason
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission


class ShowPattern(Action, verb="pattern.show", requires=Permission.READ_CASE):
    pattern: Id
    page: PageNo = 1


class AlertPattern(Action, verb="pattern.alert", requires=Permission.RAISE_ALERT):
    """A draft of an alert, with the pupil chosen."""

    pattern: Id
    draft_id: Id


class AssessPattern(Action, verb="pattern.assess", requires=Permission.READ_CASE):
    """`newest`: the last entry that was seen."""

    pattern: Id
    newest: Id
    reason: Annotated[Reason, Ask("Vurdert, ikke varslet fordi …", lines=True, limit=600)]
