"""The cases of a pupil one knows the name of: only among those one may open, so that nothing tells of any other."""

from rapidfuzz.distance import OSA

from domain.case.case import Case
from domain.people.content import tokens
from services.turn import Turn

FORGIVEN = 0.8
"""One slip in five letters."""
WHOLE = 3
"""A shorter word is meant as it stands, or as the beginning of a name."""


def cases_of_pupils_called(name: str, turn: Turn) -> list[Case]:
    """Open ones first, the newest of each first."""
    cases = [*turn.tx.cases.visible(turn.actor.id), *turn.tx.cases.ended(turn.actor.id)]
    pupils = turn.tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})
    called = {pupil.id for pupil in pupils if may_be_called(name, pupil.name)}
    return [case for case in cases if case.pupil_id in called]


def may_be_called(typed: str, name: str) -> bool:
    """Each word that was typed begins one of the name's, or is one of them but for a slip; in any order."""
    words, names = tokens(typed.casefold()), tokens(name.casefold())
    return bool(words) and all(any(_like(word, one) for one in names) for word in words)


def _like(word: str, name: str) -> bool:
    slip = len(word) > WHOLE and OSA.normalized_similarity(word, name) >= FORGIVEN
    return name.startswith(word) or slip
