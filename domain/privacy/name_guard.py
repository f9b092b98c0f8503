"""Other pupils' names in a plan (L1212–1213): found, pointed out, and taken out or confirmed with a reason.

Names are looked for in a folded text: small letters, no accents but å, one sign for each apostrophe and hyphen.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple, Protocol

from domain.people.person import Pupil
from domain.text.messages import _

_WORDS = """
alle alt andre annen annens april ask at august av be bjørn da dag de den der din do du dy eik en enn er et even
falk fin finn fred fri glad glede ha han hans hauk hen her hun i ingen iris is ja jo jul juli juni kai klar la lage
lang lilje liv live lo love løv løve mai man mange mars med men min mine må nei noe noen nor ny nå odd og om on oss per
på ren ro rolig rose rød se seg ser si siden sin sine skal snill so sol som sommer stein sterk stille stor storm
svein så ta ti tid tiden til timen timens to tom tor tre trygg ulv ung varg vel vi vil vind viola vold vår våren
vårt
"""
COMMON = frozenset(_WORDS.split())
"""Names, also with an ending, that are words too: only with a capital, and not first in a sentence."""
_NOUNS = """
alv are arne asken bakke bakken ball ben bent berg bjørk bo borg borgen brekke bror bru brun bråten by dal dalen
eide elg elv elva elven eng engen fager fjell fjord foss frank furu gran gro gry grønn gull gård gården hage hagen
haug haugen hav helga hell helle holm hus iver jarl kant kimen kjær klokke kristen latter li lie lien lik lin linen
lov lund ly lykke lyng lys løkka løkken maks mark mat maten mats mil mila mo moen myr måne nes nord ord perle pål
ravn rein ring rune saga samen sand signe siv skog skogen sky solberg stien stig stigen stjerne strand strøm svale
tale teigen tiger tone topp tore troll turen tuva ulla vang vann venn vennen vik viken vilje voll vollen ås åsen ørn
øy
"""
NOUNS = frozenset(_NOUNS.split())
"""The same, but words that seldom begin a sentence: only with a capital."""
_SHORTENED = ("f.eks.", "bl.a.", "ca.", "kl.", "evt.", "inkl.", "jf.", "m.fl.", "mfl.", "nr.", "dvs.", "ift.", "pga.")
_PARTICLE_WORDS = "abu al av bin bint da dal de del den der di dos du el ibn la le ter van von"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_ABBREVIATIONS = "AKS BUP EM FAU FN HMS IKT IOP IT KRLE NM OK OL PC PP PPT SFO SMU SU TV UDE VM"
_NOT_INITIALS = frozenset(_ABBREVIATIONS.split())
_SIGNS = dict.fromkeys("‘’\N{MODIFIER LETTER APOSTROPHE}´`", "'") | dict.fromkeys(
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}–", "-"
)
_OPENING = " \t\r\n\N{NO-BREAK SPACE}«“”„\"'‘’([{-–—•*_#"
_LETTER = r"[^\W\d_]"
_LETTERS = re.compile(f"{_LETTER}+")
_ENDINGS = ("", "s", "n", "en", "ns", "ens")
_GROUPS = ("bror", "familie", "far", "flokk", "gjeng", "grupp", "klikk", "mamma", "mor", "pappa", "søster", "venn")
_SHORTEST_IN_COMPOUND = 3
_TAIL = rf"(?:-?s?(?:{'|'.join(_GROUPS)}){_LETTER}*|'s|-?s|-?ens?|(?<=e)ns?|')?(?!{_LETTER})"
_GAP = r"\.?\s+"
_DOT = r"\.[\s-]?"


class Named(Protocol):
    """Someone with a name: a pupil, or one of the staff."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a name stands: `text[start:end]`, as it is written there; `ending` is what follows the name itself."""

    start: int
    end: int
    text: str
    who: str
    ending: str = ""


class _Kind(Enum):
    FULL = auto()
    SINGLE = auto()
    INITIALS = auto()


class _Form(NamedTuple):
    """A way to write a name: what a word of it begins with, its pattern, and what must stand in the text as well."""

    keys: frozenset[str]
    body: str
    kind: _Kind
    needle: str = ""


def close_to(pupils: Iterable[Pupil], school_class: str | None, tied: Collection[str] = ()) -> frozenset[str]:
    """Those who are known by one name alone: of the class a case is about, or tied to the case."""
    return frozenset(pupil.id for pupil in pupils if pupil.school_class == school_class or pupil.id in tied)


class OtherNames:
    """The names of others, made ready once for many texts.

    Of those in `close` also each name alone and the initials; a name that the pupil it is about (`own`) bears too is
    not another's.
    """

    def __init__(self, others: Iterable[Named], *, close: Collection[str], own: Named | None = None) -> None:
        mine = {form.body for form in _forms(_parts(own.name), close=True)} if own else set()
        self._known: dict[str, list[tuple[_Form, str]]] = defaultdict(list)
        for other in others:
            for form in _forms(_parts(other.name), close=other.id in close):
                for key in form.keys if form.body not in mine else ():
                    self._known[key].append((form, other.id))

    def find(self, text: str) -> list[Hit]:
        """Where they stand, also with an ending such as -s, ’ or -en, or in a word such as «Karigjengen».

        Positions are those of `composed(text)`.
        """
        text = composed(text)
        folded, at = _fold(text)
        found = []
        for place, form, who in self._likely(folded):
            if match := re.compile(f"({form.body}){_TAIL}").match(folded, place):
                start, stem, end = (at[spot] for spot in (match.start(), match.end(1), match.end()))
                if _counts(form.kind, text, start, text[start:stem], text[start:end]):
                    found.append(Hit(start=start, end=end, text=text[start:end], who=who, ending=text[stem:end]))
        return _joined(text, found)

    def _likely(self, folded: str) -> Iterator[tuple[int, _Form, str]]:
        """Where a word begins as a name does."""
        for word in _LETTERS.finditer(folded):
            for stem in _stems(word[0]):
                for form, who in self._known.get(stem, ()):
                    if form.needle in folded:
                        yield word.start(), form, who

    def hidden(self, text: str) -> str:
        """The text without the names."""
        return self.rewritten(text, lambda hit: _("[en annen elev]") + hit.ending)

    def rewritten(self, text: str, write: Callable[[Hit], str]) -> str:
        """The text with each name as `write` gives it."""
        return _rewritten(composed(text), self.find(text), write)


def composed(text: str) -> str:
    """One way to write a letter (NFC), however it was typed."""
    return unicodedata.normalize("NFC", text)


def _stems(word: str) -> Iterator[str]:
    """The word without the endings it may have, and without «gjeng» and the like."""
    yield from (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    for group in _GROUPS:
        if (place := word.find(group, _SHORTEST_IN_COMPOUND)) > 0:
            yield from dict.fromkeys((word[:place], word[:place].removesuffix("s")))


def _fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and where each of its signs stands in `text` (then the end of it)."""
    pieces = [_folded(sign) for sign in text]
    return "".join(pieces), [*(place for place, piece in enumerate(pieces) for _ in piece), len(text)]


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    """Nothing for a sign that does not show."""
    plain = unicodedata.normalize("NFD", _SIGNS.get(sign, sign)).casefold().replace("a\N{COMBINING RING ABOVE}", "å")
    return "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Mc", "Me", "Cf"})


def _parts(name: str) -> list[str]:
    """The names of a name, folded; «Etternavn, Fornavn» is turned round."""
    last, _, first = _fold(composed(name))[0].partition(",")
    return [part.strip(".,-'") for part in f"{first} {last}".split() if _LETTERS.search(part)]


def _forms(parts: list[str], *, close: bool) -> Iterator[_Form]:
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        bodies = dict.fromkeys([_GAP.join(map(_flexible, parts)), f"{_flexible(first)}{_GAP}{_flexible(last)}"])
        yield _Form(_keys(first), "|".join(bodies), _Kind.FULL, needle=_pieces(last)[0])
        yield _Form(_keys(last), rf"{_flexible(last)},?\s+{_flexible(first)}", _Kind.FULL, needle=_pieces(first)[0])
    if (close and parts) or len(parts) == 1:
        for single in _singles(parts):
            yield _Form(_keys(single), _flexible(single), _Kind.SINGLE)
    if close and len(parts) > 1:
        every = tuple(piece[0] for part in parts for piece in _pieces(part))
        for letters in {tuple(part[0] for part in parts), (parts[0][0], parts[-1][0]), every}:
            together, dotted = map(re.escape, letters), _DOT.join(map(re.escape, letters))
            keys = frozenset({letters[0], "".join(letters)})
            yield _Form(keys, rf"{''.join(together)}|{dotted}\.?", _Kind.INITIALS)


def _keys(part: str) -> frozenset[str]:
    """The words it may begin with: a double name is also written in two words, or in one."""
    pieces = _pieces(part)
    return frozenset(word[0] for text in (pieces[0], "".join(pieces)) if (word := _LETTERS.match(text)))


def _pieces(part: str) -> list[str]:
    return [piece for piece in part.split("-") if piece]


def _flexible(part: str) -> str:
    return r"[-\s]*".join(map(re.escape, _pieces(part)))


def _singles(parts: list[str]) -> set[str]:
    """Each name alone, and each half of a double one; «van» and the like only when it is the first or last name."""
    halves = {piece for part in parts for piece in _pieces(part)}
    ends = {parts[0], parts[-1]}
    return {name for name in {*parts, *halves} if len(name) > 1 and (name in ends or name not in _PARTICLES)}


def _counts(kind: _Kind, text: str, start: int, stem: str, word: str) -> bool:
    """Initials are in capitals; a name that is a word too has one, and mostly not because a sentence begins."""
    written = {stem.casefold(), word.casefold()}
    if kind is _Kind.INITIALS:
        return stem.isupper() and stem not in _NOT_INITIALS and written.isdisjoint(COMMON)
    if kind is _Kind.FULL or written.isdisjoint(COMMON | NOUNS):
        return True
    return text[start].isupper() and (written.isdisjoint(COMMON) or not _opens_sentence(text[:start]))


def _opens_sentence(before: str) -> bool:
    bare = before.rstrip(_OPENING)
    if not bare or "\n" in before[len(bare) :]:
        return True
    return bare[-1] in ".!?:…" and not bare.casefold().endswith(_SHORTENED)


def _joined(text: str, found: Iterable[Hit]) -> list[Hit]:
    """In order; those that overlap become one."""
    apart: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
        elif hit.end > apart[-1].end:
            whole = text[apart[-1].start : hit.end]
            apart[-1] = replace(apart[-1], end=hit.end, text=whole, ending=hit.ending)
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
    known = {_same(name) for name in confirmed}
    return [hit for hit in hits if _same(hit.text) not in known]


def _same(name: str) -> str:
    return " ".join(_fold(composed(name))[0].split())
