"""Names as people type them: the last name first, or with one letter wrong."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

SHORTEST = 5
"""A shorter name with a letter wrong is another word."""
AT_THE_START, ANYWHERE = 7, 8
"""A word that is so long and near a name is one also where every word has a capital, or where none has."""
SHORTEST_SHORT = 3
"""Letters of a pet name."""
_SPELT = "x=ks ck=k ph=f th=t c=k z=s w=v y=i muham=moham ammed=amad amed=amad ou=u"
_SOUNDS = [(written, sound) for written, _is, sound in (one.partition("=") for one in _SPELT.split())]
LONGEST_FULL = 4
"""Words of a full name."""


def full_name(words: Sequence[str], names: AbstractSet[str]) -> bool:
    """A full name stands there, as it is or with the last name first; the last word may have a genitive's s."""
    for at in range(len(words)):
        for end in range(at + 2, min(at + LONGEST_FULL, len(words)) + 1):
            run = [*words[at:end]]
            bare = [*run[:-1], run[-1].removesuffix("s")]
            if any(" ".join(one) in names for one in (run, bare, [run[-1], *run[:-1]], [bare[-1], *bare[:-1]])):
                return True
            if any(" ".join([*one[1:], one[0]]) in names for one in (run, bare)):
                return True
    return False


def near_full_name(words: Sequence[str], names: AbstractSet[str]) -> bool:
    """As `full_name`, of two words, with a letter wrong in either."""
    whole = [name.split() for name in names if name.count(" ") == 1]
    return any(
        (near(a, first) and near(b, last)) or (near(b, first) and near(a, last))
        for a, b in pairwise(words)
        for first, last in whole
    )


def near_name(word: str, names: AbstractSet[str]) -> bool:
    """One of them alone, with a letter wrong."""
    return len(word) >= SHORTEST and any(
        near(form, name) for name in names if len(name) >= SHORTEST for form in (word, word.removesuffix("s"))
    )


def near(typed: str, name: str) -> bool:
    """The same, or of five letters or more with one wrong, missing, too many, or two that changed places."""
    if typed == name:
        return True
    if abs(len(typed) - len(name)) > 1 or min(len(typed), len(name)) < SHORTEST - 1 or len(name) < SHORTEST:
        return False
    start = next((at for at, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), min(len(typed), len(name)))
    left, right = typed[start:], name[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def short_form(word: str, name: str, *, bent: bool) -> bool:
    """«Alex» or «Aleks» of Aleksander, «Sander» too; `bent`: also «Matti» of Mathias. Or nearly the name."""
    said, whole = as_said(word), as_said(name)
    if len(said) < SHORTEST_SHORT:
        return False
    begun = whole.startswith(said) or (bent and len(said) > SHORTEST_SHORT and whole.startswith(said.rstrip("aei")))
    ended = len(said) > SHORTEST_SHORT and whole.endswith(said)
    return begun or ended or (bent and near(word, name))


def as_said(word: str) -> str:
    """One way to write what sounds alike, and no letter twice in a row."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return "".join(letter for letter, _more in groupby(word))
