"""Other pupils' names in a plan (L1212–1213): found, pointed out, and taken out or confirmed with a reason."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain

from domain.people.person import Pupil
from domain.people.together import groups_of
from domain.privacy.names.close import Close
from domain.privacy.names.folding import composed, fold, same
from domain.privacy.names.forms import Form, Spelling, full_forms, group_forms
from domain.privacy.names.groups import Groups
from domain.privacy.names.known_as import Named, forms_of, names_of, singles_of
from domain.privacy.names.misspelt import Misspelt
from domain.privacy.names.words import (
    BEFORE,
    CLITICS,
    COMMON,
    ENDINGS,
    GROUPS,
    LETTERS,
    NOT_INITIALS,
    NOUNS,
    OPENING,
    SHORTENED,
    SHORTEST_IN_COMPOUND,
    TAIL,
)
from domain.text.messages import _

NOBODY = Close()
_INITIAL = re.compile(r"\s+[^\W\d_](?![^\W\d_]|[-'’\d]\w)")
_DOT = re.compile(r"\.(?=\s+[^\W\d_A-ZÆØÅ]|\s*[,;:)«»-])")
"""That does not end the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a name stands: `text[start:end]`, as it is written there; `ending` is what follows the name itself."""

    start: int
    end: int
    text: str
    who: str
    ending: str = ""
    spelling: Spelling = Spelling.FULL

    @property
    def certain(self) -> bool:
        """Whether it is to be taken out without a question: not a word in small letters that is like a name."""
        return self.spelling is not Spelling.MISSPELT or self.text[0].isupper()

    def holds(self, other: "Hit") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Hit") -> bool:
        return self.start < other.end and other.start < self.end


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
        near = (one for one in self._others if one.id in self._close.misspelt)
        return Misspelt(((name, one.id) for one in near for name in singles_of(one)), self._spelt)

    @cached_property
    def _placed(self) -> tuple[Groups, dict[str, list[tuple[Form, str]]], dict[str, frozenset[str]]]:
        """The groups of the school, the names of all pupils, and which groups each of those is of."""
        pupils = [one for one in (*self._others, self._own) if isinstance(one, Pupil)]
        forms: dict[str, list[tuple[Form, str]]] = defaultdict(list)
        for one in pupils:
            for form in chain.from_iterable(map(group_forms, names_of(one))):
                for key in form.keys if one is not self._own else ():
                    forms[key].append((form, one.id))
        of = {str(one.id): groups_of(one) for one in pupils}
        plain = {who: Groups.plain(names) for who, names in of.items()}
        return Groups(name for names in of.values() for name in names), forms, plain

    def find(self, text: str) -> list[Hit]:
        """Where they stand, also with an ending such as -s, ’ or -en, or in a word such as «Karigjengen».

        Positions are those of `composed(text)`.
        """
        text = composed(text)
        return _joined(text, _without_staff([*self._matched(text), *self._nearly(text)]))

    def _matched(self, text: str) -> Iterator[Hit]:
        folded, at = fold(text)
        for place, form, who in self._likely(folded):
            if match := _pattern(form.body).match(folded, place):
                start, stem, end = (at[spot] for spot in (match.start(), match.end(1), match.end()))
                hit = Hit(
                    start=start, end=end, text=text[start:end], who=who, ending=text[stem:end], spelling=form.spelling
                )
                if self._counts(hit, text, folded, match.end()):
                    yield _with_initial(hit, text)

    def _likely(self, folded: str) -> Iterator[tuple[int, Form, str]]:
        """Where a word begins as a name does."""
        _groups, placed, _of = self._placed
        for word in LETTERS.finditer(folded):
            for skipped, stem in _stems(word[0]):
                for form, who in (*self._known.get(stem, ()), *placed.get(stem, ())):
                    if form.needle in folded:
                        yield word.start() + skipped, form, who

    def _counts(self, hit: Hit, text: str, folded: str, end: int) -> bool:
        if hit.spelling is Spelling.OF_A_GROUP and not self._is_of(hit.who, folded, end):
            return False
        bent = hit.ending and hit.spelling in {Spelling.SINGLE, Spelling.OF_A_GROUP} and same(hit.text) in self._spelt
        return not bent and _counts(hit, text, likely=hit.who in self._close.tied)

    def _is_of(self, who: str, folded: str, end: int) -> bool:
        groups, _placed, of = self._placed
        said = groups.after(folded, end)
        mine = of.get(self._own.id, frozenset()) if self._own else frozenset()
        return said in of[who] and not (said in mine and self._names_own(who))

    def _names_own(self, who: str) -> bool:
        """Whether the pupil it is about bears a name of theirs."""
        theirs = next(one for one in self._others if one.id == who)
        return self._own is not None and not singles_of(self._own).isdisjoint(singles_of(theirs))

    def _nearly(self, text: str) -> Iterator[Hit]:
        folded, at = fold(text)
        for word in LETTERS.finditer(folded):
            start, end = at[word.start()], at[word.end()]
            if found := self._misspelt.whose(word[0], capital=text[start].isupper()):
                who, ending = found
                written = text[start:end]
                yield Hit(start=start, end=end, text=written, who=who, ending=ending, spelling=Spelling.MISSPELT)

    def hidden(self, text: str) -> str:
        """The text without the names."""
        return self.rewritten(text, lambda hit: _("[en annen elev]") + hit.ending)

    def rewritten(self, text: str, write: Callable[[Hit], str]) -> str:
        """The text with each name as `write` gives it."""
        return _rewritten(composed(text), (hit for hit in self.find(text) if hit.certain), write)


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


def _counts(hit: Hit, text: str, *, likely: bool) -> bool:
    """Initials are in capitals; a name that is a word too has one, mostly inside a sentence, or is `likely` meant."""
    stem = hit.text.removesuffix(hit.ending)
    written = {stem.casefold(), hit.text.casefold()}
    if hit.spelling is Spelling.INITIALS:
        together = "." not in stem and hit.ending.isupper()
        known = {stem, hit.text} & NOT_INITIALS or hit.ending.casefold() == "a"
        return stem.isupper() and not together and not known and written.isdisjoint(COMMON)
    if hit.spelling is Spelling.WITH_INITIAL:
        return stem.split()[-1].isupper()
    if hit.spelling in {Spelling.FULL, Spelling.PARTLY}:
        words = stem.replace("-", " ").replace(",", " ").split()
        return not {word.casefold() for word in words} <= COMMON | NOUNS or all(word[0].isupper() for word in words)
    if written.isdisjoint(COMMON | NOUNS):
        return True
    capital, first = text[hit.start].isupper(), _opens_sentence(text[: hit.start])
    return capital and (likely or hit.spelling is Spelling.OF_A_GROUP or written.isdisjoint(COMMON) or not first)


def _opens_sentence(before: str) -> bool:
    bare = before.rstrip(OPENING)
    if not bare or "\n" in before[len(bare) :]:
        return True
    return bare[-1] in ".!?:…" and not bare.casefold().endswith(SHORTENED)


def _with_initial(hit: Hit, text: str) -> Hit:
    """A capital after a name goes with it: «Peder B.»."""
    end = hit.end
    if hit.spelling is not Spelling.WITH_INITIAL:
        more = None if hit.ending or hit.spelling is Spelling.INITIALS else _INITIAL.match(text, end)
        if more is None or not more[0].strip().isupper():
            return hit
        end = more.end()
    dot = _DOT.match(text, end)
    end = dot.end() if dot and not hit.ending else end
    return replace(hit, end=end, text=text[hit.start : end])


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
