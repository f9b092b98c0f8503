"""«Fortrolig adresse»: where such a pupil goes and lives stands in nothing for a home, nor in another's papers."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from domain.people.person import Pupil
from domain.people.together import groups_of
from domain.privacy.names.folding import composed, fold
from domain.text.messages import _

_ROAD = (
    r"(?:veg|vei|veien|vegen|gate|gata|gaten|sti|stien|stige|svingen|bakke|bakken|all[eé]|all[eé]en|plass|plassen|tunet|"
    r"terrasse|terrassen|ringen|kroken|haugen|lia|løkka|jordet|åsen|toppen|torg|torget)"
)
_ADDRESS = re.compile(
    rf"(?<!\w)(?:[A-ZÆØÅ][\w'-]*\s+){{0,3}}[A-ZÆØÅ]?[\w'-]*{_ROAD}\s*\d{{1,4}}(?:\s?[A-Za-z](?!\w))?(?!\w)"
    r"|(?<![\w.])\d{4}\s+[A-ZÆØÅ][a-zæøå]{2,}"
)
"""A road with the number of a house, and a postal code with its place."""


class Whereabouts:
    """What must not be told of where those with a protected address go and live, in the papers of one case.

    `home`: for the pupil's own home (then nor is what is the pupil's own told); else for work with the case. What the
    pupil the case is about has in common with the others is told as the pupil's own. Of the `tied` it is always kept
    back, of others where they are named.
    """

    def __init__(self, own: Pupil | None, others: Iterable[Pupil], tied: Collection[str], *, home: bool) -> None:
        mine = _named_groups(own) if own else frozenset()
        self.own_is_kept = home and own is not None and own.protected_address
        told = frozenset() if self.own_is_kept else mine
        self._of = {str(one.id): _named_groups(one) - told for one in others if one.protected_address}
        self._always = frozenset(tied) & self._of.keys()
        self._mine = mine if self.own_is_kept else frozenset()

    def hidden(self, text: str, named: Iterable[str] = ()) -> str:
        """The text without them; `named` are the ids of those whom it names."""
        of = self._always.union(one for one in named if one in self._of)
        if not (of or self.own_is_kept):
            return text
        text = _ADDRESS.sub(_("[adresse]"), composed(text))
        groups = self._mine.union(*(self._of[one] for one in of))
        kept = _("[klasse eller base]")
        for start, end in [*_said(groups, text)][::-1]:
            text = text[:start] + kept + text[end:]
        return text

    @property
    def nobody(self) -> bool:
        """Whether it is about nobody: then no text needs to be looked through."""
        return not (self._of or self.own_is_kept)


def _named_groups(pupil: Pupil) -> frozenset[str]:
    """The classes and bases, those from before too; a grade is not told apart by them."""
    return frozenset(group for group in groups_of(pupil) if not group.isdecimal())


def _said(groups: Collection[str], text: str) -> Iterator[tuple[int, int]]:
    folded, at = fold(text)
    found = _pattern(frozenset(groups)).finditer(folded) if groups else ()
    return ((at[one.start()], at[one.end()]) for one in found)


@cache
def _pattern(groups: frozenset[str]) -> re.Pattern[str]:
    """«4B», «4. b», «4Bs», «B-klassen», «Base 4»."""
    spelt = sorted((way for group in groups for way in _ways(group)), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelt)})s?(?![^\W_])")


def _ways(group: str) -> Iterator[str]:
    signs = [sign for sign in fold(group)[0] if sign.isalnum()]
    yield r"[\s.-]*".join(map(re.escape, signs))
    if re.fullmatch(r"\d+[^\W\d_]", "".join(signs)):
        yield rf"{re.escape(signs[-1])}-?klasse(?:n|ns)?"
