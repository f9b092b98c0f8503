"""Other pupils' names in a plan (L1212–1213): found, pointed out, and taken out or confirmed with a reason."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache, cached_property

from domain.people.person import Pupil
from domain.privacy.by_class import ByClass, known
from domain.privacy.hit import Hit, counts, with_first_initial, with_initial
from domain.privacy.names.close import Close
from domain.privacy.names.folding import alike, apart, composed, fold, same
from domain.privacy.names.forms import Form, Spelling, full_forms
from domain.privacy.names.known_as import Named, forms_of, names_of, singles_of
from domain.privacy.names.misspelt import Misspelt
from domain.privacy.names.words import BEFORE, CLITICS, ENDINGS, GROUPS, LETTERS, SHORTEST_IN_COMPOUND, TAIL
from domain.text.messages import _

NOBODY = Close()
OF_A_CLASS = {Spelling.OF_A_GROUP, Spelling.INITIALS_OF_A_GROUP}
LESS_THAN_FULL = {Spelling.PARTLY, Spelling.SINGLE, Spelling.OF_A_GROUP}


class OtherNames:
    """The names of others, made ready once for many texts.

    Of those `close` also each name alone and the initials, or with a letter wrong; of any pupil a name with the class
    or the grade. What a pupil was called before is a name too. A name that the pupil it is about (`own`) bears is not
    another's, and what is the full name of one of the `staff` is a pupil's only when it is all of that pupil's full
    name.
    """

    def __init__(
        self, others: Iterable[Named], *, close: Close, own: Named | None = None, staff: Iterable[Named] = ()
    ) -> None:
        self._others, self._close, self._own = list(others), close, own
        self._staff = list(staff)
        mine = {form.body for form in forms_of(own, close=True)} if own else set()
        self._known: dict[str, list[tuple[Form, str]]] = defaultdict(list)
        self._mine = {_bare(name) for name in singles_of(own)} if own else set()
        for other in self._others:
            self._know(
                (f for f in forms_of(other, close=other.id in close.by_one_name) if f.body not in mine), other.id
            )
        for named in (*self._staff, *([own] if own else [])):
            for parts in names_of(named):
                self._know(full_forms(parts), "")

    def _know(self, forms: Iterable[Form], who: str) -> None:
        for form in forms:
            for key in form.keys:
                self._known[key].append((form, who))

    @cached_property
    def _spelt(self) -> frozenset[str]:
        """Names of those whom a text may well name."""
        return frozenset(name for one in (self._own, *self._staff) if one for name in singles_of(one))

    @cached_property
    def _misspelt(self) -> Misspelt:
        near, said = (
            [(name, one.id) for one in self._others if one.id in ids for name in sorted(singles_of(one))]
            for ids in (self._close.misspelt, self._close.by_one_name)
        )
        return Misspelt(near, self._spelt | {name for name, _who in (*near, *said)}, said)

    @cached_property
    def _by_class(self) -> ByClass:
        own = self._own if isinstance(self._own, Pupil) else None
        return ByClass((one for one in self._others if isinstance(one, Pupil)), own)

    @cached_property
    def _of_a_class(self) -> Mapping[str, list[tuple[Form, str]]]:
        return known(self._by_class.forms)

    def find(self, text: str) -> list[Hit]:
        """Where they stand, also with an ending such as -s, ’ or -en, or in a word such as «Karigjengen».

        Positions are those of `composed(text)`.
        """
        text = composed(text)
        texts = dict.fromkeys((text, apart(text)))
        found = [hit for one in texts for hit in self._all(one)]
        whole = [replace(hit, text=text[hit.start : hit.end]) for hit in found]
        return _joined(text, _without_staff(whole))

    def _all(self, text: str) -> list[Hit]:
        """Whoever is named in it is likely meant by a word there that is a name too."""
        folded, at = fold(text)
        likely = self._close.tied
        found = [*self._matched(text, folded, at, likely)]
        if named := {hit.who for hit in found if hit.who and hit.text[0].isupper()} - likely:
            found = [*self._matched(text, folded, at, likely | named)]
        return [*found, *self._nearly(text, folded, at)]

    def _matched(self, text: str, folded: str, at: Sequence[int], likely: AbstractSet[str]) -> Iterator[Hit]:
        for place, form, who in self._likely(folded):
            if match := _pattern(form.body).match(folded, place):
                start, stem, end = (at[spot] for spot in (match.start(), match.end(1), match.end()))
                hit = Hit(
                    start=start, end=end, text=text[start:end], who=who, ending=text[stem:end], spelling=form.spelling
                )
                if self._counts(hit, text, folded, match.end(), likely):
                    yield with_first_initial(with_initial(hit, text), text)

    def _likely(self, folded: str) -> Iterator[tuple[int, Form, str]]:
        """Where a word begins as a name does."""
        whole = alike(folded)
        for word in LETTERS.finditer(folded):
            for skipped, key in dict.fromkeys((skipped, alike(stem)) for skipped, stem in _stems(word[0])):
                for form, who in (*self._known.get(key, ()), *self._of_a_class.get(key, ())):
                    if form.needle in whole:
                        yield word.start() + skipped, form, who

    def _counts(self, hit: Hit, text: str, folded: str, end: int, likely: AbstractSet[str]) -> bool:
        if hit.spelling in OF_A_CLASS and not self._by_class.tells(hit, text, folded, end):
            return False
        if hit.spelling in LESS_THAN_FULL and _bare(hit.text.removesuffix(hit.ending)) in self._mine:
            return False
        bent = hit.ending and hit.spelling in {Spelling.SINGLE, Spelling.OF_A_GROUP} and same(hit.text) in self._spelt
        return not bent and counts(hit, text, likely=hit.who in likely)

    def _nearly(self, text: str, folded: str, at: Sequence[int]) -> Iterator[Hit]:
        for word in LETTERS.finditer(folded):
            start, end = at[word.start()], at[word.end()]
            if found := self._meant(word, folded, capital=text[start].isupper()):
                who, ending, spelling = found
                yield Hit(start=start, end=end, text=text[start:end], who=who, ending=ending, spelling=spelling)

    def _meant(self, word: re.Match[str], folded: str, *, capital: bool) -> tuple[str, str, Spelling] | None:
        """Who may be meant by a word that is no name, the ending it has, and how it is one."""
        if found := self._misspelt.whose(word[0], capital=capital):
            return (*found, Spelling.MISSPELT)
        if self._misspelt.is_known(word[0]):
            return None
        who = self._by_class.called(word[0], folded, word.end(), capital=capital)
        return (who, "", Spelling.FOR_SHORT) if who else None

    def hidden(self, text: str) -> str:
        """The text without the names."""
        return self.rewritten(text, lambda hit: _("[en annen elev]") + hit.ending)

    def rewritten(self, text: str, write: Callable[[Hit], str]) -> str:
        """The text with each name as `write` gives it."""
        return _rewritten(composed(text), (hit for hit in self.find(text) if hit.certain), write)


def _bare(name: str) -> str:
    """«Anne-Marie», «Anne Marie» and «Annemarie» are one."""
    return alike("".join(LETTERS.findall(fold(composed(name))[0])))


@cache
def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(f"({body}){TAIL}")


def _stems(word: str) -> Iterator[tuple[int, str]]:
    """The word without the endings it may have, without «gjeng» and the like, and without what stands before a name in
    one word; and how many letters that is.
    """
    yield from ((0, word.removesuffix(ending)) for ending in ENDINGS if word.endswith(ending))
    for group in GROUPS:
        if (place := word.find(group, SHORTEST_IN_COMPOUND)) > 0:
            yield from ((0, stem) for stem in dict.fromkeys((word[:place], word[:place].removesuffix("s"))))
    for first in (*BEFORE, *CLITICS):
        if word.startswith(first) and len(word) >= len(first) + SHORTEST_IN_COMPOUND:
            rest = word.removeprefix(first)
            yield from ((len(first), rest.removesuffix(ending)) for ending in ENDINGS if rest.endswith(ending))


def _without_staff(found: list[Hit]) -> list[Hit]:
    """The others': what is the full name of a colleague, or of the pupil it is about, is not a part of another's."""
    full = [hit for hit in found if hit.spelling is Spelling.FULL]
    known = [hit for hit in full if not hit.who]
    others = [hit for hit in full if hit.who and not any(_says_more(one, hit) for one in known)]
    theirs = [one for one in known if not any(hit.holds(one) for hit in others)]
    rest = [hit for hit in found if hit.spelling is not Spelling.FULL and not any(hit.meets(one) for one in theirs)]
    return [*others, *rest]


def _says_more(one: Hit, other: Hit) -> bool:
    """Of two that begin or end alike: «Nora Hagen» is no ending of «Nora Hage»."""
    return one.holds(other) and (one.text != other.text or len(one.ending) < len(other.ending))


def _joined(text: str, found: Iterable[Hit]) -> list[Hit]:
    """In order; those that overlap become one, of whom the fuller name is."""
    apart: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, hit.spelling)):
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
            continue
        last = apart[-1]
        best = min(last, hit, key=lambda one: one.spelling)
        end, ending = (hit.end, hit.ending) if hit.end > last.end else (last.end, last.ending)
        whole = text[last.start : end]
        apart[-1] = replace(last, end=end, text=whole, ending=ending, who=best.who, spelling=best.spelling)
    return apart


def marked(text: str, hits: Iterable[Hit]) -> str:
    """The text with each name between ⟦ and ⟧."""
    return _rewritten(composed(text), hits, lambda hit: f"⟦{hit.text}⟧")


def _rewritten(text: str, hits: Iterable[Hit], write: Callable[[Hit], str]) -> str:
    at, out = 0, ""
    for hit in hits:
        out += text[at : hit.start] + write(hit)
        at = hit.end
    return out + text[at:]


def unconfirmed(hits: Iterable[Hit], confirmed: Mapping[str, str]) -> list[Hit]:
    """Those nobody has said must stand; the same name in other letters is the same."""
    known = {same(name) for name in confirmed}
    return [hit for hit in hits if same(hit.text) not in known]
