"""Pupils of whatever grade who are told by their class: «Sara i 6B», «A.B. fra 6B», «6B-eleven Sara», «Alex i 6B»."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from domain.people.person import Pupil
from domain.people.together import groups_of
from domain.privacy.hit import Hit, is_a_word
from domain.privacy.names.forms import Form, Spelling, group_forms
from domain.privacy.names.groups import Groups
from domain.privacy.names.known_as import names_of, singles_of
from domain.privacy.near_names import short_form
from domain.privacy.telling import CALLED

NEAR = 60
"""Letters between a name and a class in the same line that tell of one another."""
SHORTEST_SMALL = 4
"""A shorter word in small letters is no pet name."""


class ByClass:
    """The classes and bases of the pupils, and what each of the `others` may be called beside one."""

    def __init__(self, others: Iterable[Pupil], own: Pupil | None) -> None:
        self._others = {str(one.id): one for one in others}
        self._own = own
        pupils = [*self._others.values(), *([own] if own else [])]
        self._of = {str(one.id): Groups.plain(groups_of(one)) for one in pupils}
        self._groups = Groups(name for one in pupils for name in groups_of(one))
        self._single: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in pupils:
            for group in self._of[str(one.id)]:
                self._single[group] += [(name, str(one.id)) for name in sorted(singles_of(one))]

    @property
    def forms(self) -> Iterator[tuple[Form, str]]:
        for who, one in self._others.items():
            yield from ((form, who) for form in chain.from_iterable(map(group_forms, names_of(one))))

    def tells(self, hit: Hit, text: str, folded: str, end: int) -> bool:
        """Whether it is said that the one named, whose name ends there in `folded`, goes in a class that is theirs."""
        said = self._groups.after(folded, end)
        initials = hit.spelling is Spelling.INITIALS_OF_A_GROUP
        if self._is_theirs(said, hit.who):
            shouted = text[hit.end :].lstrip()[:1].isupper()
            return not (initials and is_a_word(hit) and (shouted or said.isdecimal()))
        if initials or not text[hit.start].isupper() or _of_the_staff(text[: hit.start]):
            return False
        start = end - len(hit.text)
        return any(self._is_theirs(group, hit.who) for group in self._around(folded, start, end))

    def _around(self, folded: str, start: int, end: int) -> Iterator[str]:
        """The classes that are said near by, in the same line."""
        for began, ended, group in self._groups.classes(folded):
            between = folded[end:began] if began >= end else folded[ended:start]
            if len(between) <= NEAR and "\n" not in between:
                yield group

    def _is_theirs(self, said: str, who: str) -> bool:
        mine = self._of[str(self._own.id)] if self._own else frozenset()
        return said in self._of[who] and not (said in mine and self._names_own(who))

    def _names_own(self, who: str) -> bool:
        """Whether the pupil it is about bears a name of theirs."""
        return self._own is not None and not singles_of(self._own).isdisjoint(singles_of(self._others[who]))

    def called(self, word: str, folded: str, end: int, *, capital: bool) -> str | None:
        """Who is called so for short, or nearly so, in the class that is said after the word; nobody when the pupil it
        is about may be.
        """
        if not capital and len(word) < SHORTEST_SMALL:
            return None
        said = self._groups.after(folded, end)
        if not said or said.isdecimal():
            return None
        meant = [who for name, who in self._single.get(said, ()) if short_form(word, name, bent=capital)]
        return next(iter(meant), None) if self._own is None or self._own.id not in meant else None


def _of_the_staff(before: str) -> bool:
    """«Kontaktlærer Ingrid snakket med 7A»."""
    words = before.split()
    return bool(words) and words[-1].casefold() in CALLED


def known(forms: Iterable[tuple[Form, str]]) -> Mapping[str, list[tuple[Form, str]]]:
    """By what a word of it begins with."""
    found: dict[str, list[tuple[Form, str]]] = defaultdict(list)
    for form, who in forms:
        for key in form.keys:
            found[key].append((form, who))
    return found
