"""Whom of the staff: a list with more names than a card has room for is opened a stretch of names at a time.

A choice takes some 250 bytes of a card, and Teams takes 40 kB; a phone's own way to search in a list is not to be
trusted. So a long list offers stretches of names. One of them is no answer: the form comes back as it was, with the
names of that stretch. It says only which names to show, so a list that has changed meanwhile does no harm.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from cards.kit.elements import Piece
from domain.people.person import Person
from domain.text.messages import _

MOST = 80
"""Names a list shows at once."""
STRETCH = 40
ACCOUNTS = "graph.microsoft.com/users"
"""Teams' own name for all accounts of the tenant."""
_STRETCH = re.compile(r"names:(\d{1,4})")

Choices = list[tuple[str, str]]


def person_choices(people: Iterable[Person], value: str = "", *, near: Collection[str] = ()) -> Choices:
    """The names; of many those `near` by id, and the stretch that `value` opens or the one it chooses."""
    everyone = list(people)
    if len(everyone) <= MOST:
        return _named(everyone)
    everyone.sort(key=lambda person: person.name)
    stretches = [everyone[at : at + STRETCH] for at in range(0, len(everyone), STRETCH)]
    opened = _number(value)
    at_once = {value, *near}
    shown = [one for at, part in enumerate(stretches) for one in part if opened == at or one.id in at_once]
    closed = [(f"names:{at}", _from_to(part)) for at, part in enumerate(stretches) if at != opened]
    return [*_named(shown), *closed]


def opens_names(value: object) -> bool:
    """Whether what was chosen is a stretch of names, and not a name."""
    return isinstance(value, str) and _number(value) is not None


def require_names(form: str, answers: Mapping[tuple[str, ...], object]) -> None:
    """Raises `ValidationError` where a stretch was chosen, by the place of the answer."""
    which = PydanticCustomError("names", "a name is still to be chosen")
    opened = [place for place, value in answers.items() if opens_names(value)]
    if opened:
        wrong = [InitErrorDetails(type=which, loc=place, input="") for place in opened]
        raise ValidationError.from_exception_data(form, wrong)


def among_accounts(piece: Piece) -> Piece:
    """A choice among all accounts of the tenant: the client itself looks them up, and answers with the Entra object id.
    What the choice offers of its own is the one that was chosen.
    """
    return {**piece, "choices.data": {"type": "Data.Query", "dataset": ACCOUNTS}}


def _number(value: str) -> int | None:
    found = _STRETCH.fullmatch(value)
    return int(found[1]) if found else None


def _named(people: Iterable[Person]) -> Choices:
    return [(person.id, f"{person.name} ({person.role_label})") for person in people]


def _from_to(people: list[Person]) -> str:
    return _("Vis navn fra {first} til {last}", first=people[0].name, last=people[-1].name)
