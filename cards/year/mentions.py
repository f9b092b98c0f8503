"""Those whose task is due today, called on in the post: Teams tells whoever is in the team of it."""

import re
from collections.abc import Sequence

from cards.kit.elements import Card, text
from domain.people.person import Person
from domain.text.messages import _

_OTHER = re.compile(r"[^\w .'’-]|_")
"""What a name needs not, and a line of markdown or a tag would read as something else."""


def mention_line(people: Sequence[Person]) -> Card | None:
    """A line that names them. `mentioned` must say who they are."""
    return text(_("Frist i dag: {people}", people=", ".join(map(_tag, people)))) if people else None


def mentioned(card: Card, people: Sequence[Person]) -> Card:
    """The card, with who the names in it are. Never a pupil: only the school's staff have an account."""
    entities = [
        {"type": "mention", "text": _tag(one), "mentioned": {"id": one.entra_object_id, "name": _name(one)}}
        for one in people
    ]
    return {**card, "msteams": {"entities": entities}} if entities else card


def _tag(person: Person) -> str:
    return f"<at>{_name(person)}</at>"


def _name(person: Person) -> str:
    return _OTHER.sub("", person.name)
