"""Whom of the staff an entry may be about: then another is asked, and reads it (law 3).

To be kept off without a reason does less harm than to read what was written of oneself.
"""

import re
from collections.abc import Iterable, Iterator

from domain.case.log import LogEntry
from domain.people.person import Person, Role, in_a_sentence
from domain.privacy.content import tokens
from domain.privacy.near_names import near_name

SHORTEST_NAME = 3
"""A shorter one must be written with a capital."""
_CALLED = {
    Role.CONTACT_TEACHER: r"\w*(?:lærer|lærar|lerer)\w*|teacher\w*|frøken\w*|frøkn\w*|klassestyr\w*|klasseforst\w*",
    Role.TEACHER: r"\w*(?:lærer|lærar|lerer)\w*|teacher\w*|frøken\w*|frøkn\w*",
    Role.LINE_LEADER: r"(?:trinn|avdelings|team|fase|trinns)le(?:d|i)\w*|inspektør\w*|avdelings?le(?:d|i)\w*",
    Role.DEPUTY: r"inspektør\w*|ass|assisterende|assisterande|undervisningsinspektør\w*",
    Role.PRINCIPAL: r"rektor\w*|skolele(?:d|i)\w*|skulele(?:d|i)\w*|principal\w*|headmaster|headteacher",
    Role.AKS_BASE_LEADER: r"basele(?:d|i)\w*",
    Role.SOCIAL_TEACHER: r"sosiallær\w*|rådgiver\w*|rådgivar\w*",
}
"""What people call who has the role, whatever the school calls it."""
_DOTTED = re.compile(r"\b(?:[A-ZÆØÅ]\. ?){2,}")


def may_be_about(person: Person, entries: Iterable[LogEntry]) -> bool:
    """By any of the names, a letter wrong too, by initials, or by what they are."""
    texts = [text for entry in entries for text in (entry.text, entry.quote, entry.present)]
    written = {word for text in texts for word in (*tokens(text), *_initials(text))}
    words = {word.casefold() for word in written}
    names = frozenset(part for part in tokens(person.name.casefold()) if len(part) >= SHORTEST_NAME)
    called = re.compile("|".join(_called(person)) or r"(?!)")
    return not written.isdisjoint(_as_written(person.name)) or any(
        word.removesuffix("s") in names or word in names or near_name(word, names) or called.fullmatch(word)
        for word in words
    )


def _called(person: Person) -> Iterator[str]:
    for role in person.roles:
        yield rf"{re.escape(in_a_sentence(role).casefold().split()[-1])}\w*"
        if role in _CALLED:
            yield _CALLED[Role(role)]


def _as_written(name: str) -> set[str]:
    """Names of two letters, and the initials: of the first names, of all of them, of the first and the last."""
    parts = [part for part in tokens(name) if part[0].isupper()]
    letters = "".join(part[0] for part in parts)
    short = {part for part in parts if len(part) < SHORTEST_NAME}
    return (
        short | {letters[:size] for size in range(2, len(letters) + 1)} | {letters[:1] + letters[-1:]} - {letters[:1]}
    )


def _initials(text: str) -> list[str]:
    """«K.A.» as «KA»."""
    return [found.replace(".", "").replace(" ", "") for found in _DOTTED.findall(text)]
