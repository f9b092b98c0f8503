from typing import Literal

from cards.kit.forms import Action
from domain.people.permissions import Permission


class ChooseLanguage(Action, verb="language.choose", requires=Permission.HAVE_OWN):
    """What one is spoken to in from now on."""

    language: Literal["as_teams", "nb", "nn", "en"]
