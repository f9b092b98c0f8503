"""The buttons of lists that ask something."""

from typing import Annotated

from pydantic import StringConstraints

from cards.kit.fields import Line
from cards.kit.forms import Action, Ask
from domain.people.permissions import Permission


class SearchPupil(Action, verb="cases.search", requires=Permission.READ_CASE, reads=True):
    """Opens the form: a pupil's name is never typed in the chat (law 1)."""


class FindPupil(Action, verb="cases.found", requires=Permission.READ_CASE):
    pupil_name: Annotated[Line, StringConstraints(min_length=2), Ask("Hva heter eleven?", limit=80)]
