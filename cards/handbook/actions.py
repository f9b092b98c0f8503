"""The buttons of what the plan says. What they open holds nothing of a case, and is for whoever is at the
school, a substitute too.
"""

from cards.kit.fields import Key
from cards.kit.forms import Action
from domain.people.permissions import Permission


class OpenSection(Action, verb="handbook.section", requires=Permission.HAVE_OWN, reads=True):
    section: Key


class OpenEntry(Action, verb="handbook.entry", requires=Permission.HAVE_OWN, reads=True):
    entry: Key


class ShowWhoIs(Action, verb="handbook.who", requires=Permission.ASK, reads=True):
    """Who has a role at the school now."""

    role: Key
