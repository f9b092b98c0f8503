"""Whether what was typed looks like content about a pupil: that does not belong in a chat (law 1).

Rules and word lists (`domain/privacy/telling.py`), no model: who, and what, and not a question of what to
do in general.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from domain.privacy import telling
from domain.privacy.near_names import ANYWHERE, AT_THE_START, SHORTEST, full_name, near_full_name, near_name


def tokens(text: str) -> list[str]:
    """The words as they were written, without signs."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


LONG = 24
"""More words than this are content, whatever they say."""
A_STORY = 4
"""More words than this about one who is meant, and not of the staff, are too, unless they ask."""
COMMON = frozenset(
    tokens(
        """
        a alle alt andre at av bare bruke bruker da dag de del den denne der det dette din disse dit ditt du eg ein
        eit eller en enn ennå er et etter for fordi forfalt forfalte fra frist fristen får få før gi gjelder gjør
        gjøre gå går ha hadde hallo har hei hele her hjelp hjelpe hva hvem hvilke hvilken hvis hvor hvordan hvorfor
        i idag ikke imot inn jeg kan klasse kunne lage legg legge logg logge lukkede man med meg mellom melde men
        meny min mine mitt mot må ned nei nye ny noe noen nå når og også om opp oss på sa sak saken saker sakene se
        seg si siste sin skal skole skolen skrive skulle slik som så tatt takk til trenger trinn trinnet under ut
        var varsel varsle varsler ved venter vi vil ville vis vise vite være vært vår ønsker å åpen åpne åpent
        """
    )
)
"""Words that say nothing of anyone; a name among them is not one."""
NAMES_TOO = frozenset(
    tokens(
        """
        alv april ask august bjørn bror can do else even fin finn fred glede gro hans hope jan jo joy june juni lan
        liv live lo love lykke mai mars odd per pål rein ro rose sander si sky so sol stein stig storm svein to tor
        trygg ulv unn viking
        """
    )
)
"""Words that are first names too: they count with a harm word, or in a full name."""
_CLASS = re.compile(r"(?:10|[1-9])[a-hæøå]")
_HELPERS = frozenset(tokens("er var ble blir blei vart har hadde fikk får ofte også igjen ikke alltid nå bare was got"))
_OPENING = 4
"""Among so many words it stands that something is asked, and by whom."""


def names_among(names: Iterable[str]) -> frozenset[str]:
    """First names and full names of people, casefolded, as `looks_like_content` takes them."""
    split = [tokens(" ".join(reversed(name.casefold().split(",", 1)))) for name in names]
    return frozenset(
        known for words in split if words for known in (words[0], " ".join(words), f"{words[0]} {words[-1]}")
    )


def first_names(names: Iterable[str]) -> frozenset[str]:
    """Casefolded."""
    return frozenset(words[0] for name in names if (words := tokens(name.casefold())))


def may_name(text: str, explained: AbstractSet[str]) -> bool:
    """Whether a word is left unexplained."""
    return any(word.casefold() not in explained and not word[0].isdecimal() for word in tokens(text))


def looks_like_content(text: str, names: frozenset[str] = frozenset(), staff: frozenset[str] = frozenset()) -> bool:
    """It names a pupil, tells of someone who was harmed or is not well, or is long. `names` are those of
    `names_among`; `staff`: first names of those who work there, which name a pupil only beside something bad.
    """
    said = _Said(text, names, staff)
    return len(said.words) > LONG or said.names_someone or (said.of_someone and not said.asks_in_general)


def names_someone(
    text: str, names: frozenset[str], staff: frozenset[str] = frozenset(), *, nearly: bool = False
) -> bool:
    """As `looks_like_content` finds a pupil's name, letter by letter, or nearly."""
    said = _Said(text, names, staff)
    exactly = bool(said.named_alone) or full_name(said.words, names) or bool(said.bad and said.named)
    return exactly or (nearly and said.names_someone)


def nearly_named(text: str, names: frozenset[str]) -> list[str]:
    """Words that stand out and are one of the names with a letter wrong."""
    written = tokens(text)
    likely = (word for at, word in enumerate(written) if _stands_out(word, at) and _may_be_a_name(word.casefold()))
    return [word for word in likely if near_name(word.casefold(), names)]


def tells_of_someone(text: str, names: frozenset[str]) -> bool:
    """It names a pupil, or tells that someone was harmed; however long it is, and whatever topic it is about."""
    said = _Said(text, names)
    return said.names_someone or said.someone_was_harmed


@dataclass(frozen=True)
class _Said:
    """What was typed, word by word."""

    text: str
    names: frozenset[str]
    staff: frozenset[str] = frozenset()

    @cached_property
    def written(self) -> list[str]:
        return tokens(self.text)

    @cached_property
    def words(self) -> list[str]:
        return [word.casefold() for word in self.written]

    @cached_property
    def plain(self) -> list[str]:
        """Without everyday sayings that only sound like harm."""
        said = telling.IDIOMS.sub(" ", " ".join(self.words))
        return tokens(said if self.of_people else telling.SWITCHED_OFF.sub(" ", said))

    @cached_property
    def of_people(self) -> bool:
        several = not {*self.words}.isdisjoint(telling.ANYONE | telling.MANY)
        return several or self.one or not self.names.isdisjoint(self.words) or any(map(_CLASS.fullmatch, self.words))

    @cached_property
    def named(self) -> set[str]:
        words = (word for at, word in enumerate(self.words) if not self._staff(at))
        return {name for word in words for name in (word, word.removesuffix("s")) if name in self.names}

    @property
    def named_alone(self) -> set[str]:
        """Names that need no word beside them."""
        return {name for name in self.named if _name_alone(name) and name not in self.colleagues}

    def _staff(self, at: int) -> bool:
        """«Spør Kari», «rektor Kari»: one who works at the school, when nothing bad is said."""
        called = at > 0 and self.words[at - 1] in telling.CALLED and self.written[at].istitle()
        return called and not self.bad

    @cached_property
    def names_someone(self) -> bool:
        if self.named_alone or full_name(self.words, self.names):
            return True
        if near_full_name(self.words, self.names):
            return True
        anywhere = self.bad or len(self.words) == 1
        likely = [
            word for at, word in enumerate(self.written) if (anywhere or _stands_out(word, at)) and not self._staff(at)
        ]
        folded = [word.casefold() for word in likely]
        return any(
            near_name(word, self.names)
            for word in folded
            if _may_be_a_name(word) and not {word, word.removesuffix("s")} & self.colleagues
        )

    @property
    def colleagues(self) -> frozenset[str]:
        """First names that are one of the staff's unless something bad is said."""
        return frozenset() if self.bad else self.staff

    @cached_property
    def happened(self) -> list[int]:
        """Where «slo», «gråt», «utestengt» stand among the plain words; not the mere topic: «mobbing»."""
        return [at for at, word in enumerate(self.plain) if _happened(word)]

    @cached_property
    def unwell(self) -> bool:
        """How somebody is, or what is said of them."""
        return any(map(_is_unwell, self.plain)) or bool(telling.PHRASES.search(" ".join(self.words)))

    @cached_property
    def bad(self) -> bool:
        return bool(self.happened) or self.unwell or any(map(telling.TOPICS.fullmatch, self.plain))

    @cached_property
    def like_names(self) -> bool:
        return any(map(_like_a_name, self.written[1:]))

    @cached_property
    def one(self) -> bool:
        """One who is meant."""
        several = telling.OF_SEVERAL.search(" ".join(self.words))
        return bool(several) or any(map(telling.ONE.fullmatch, self.words))

    @cached_property
    def kin(self) -> bool:
        return any(map(telling.KIN.fullmatch, self.words))

    @cached_property
    def just_then(self) -> bool:
        return any(map(telling.JUST_THEN.fullmatch, self.words)) or any(map(_CLASS.fullmatch, self.words))

    @cached_property
    def asks(self) -> bool:
        return bool(self.words) and (self.words[0] in telling.ASKS or self.text.rstrip().endswith("?"))

    @cached_property
    def someone_was_harmed(self) -> bool:
        """With someone before it: «Ola slo», «ola ble slått»; neither «hvem slo» nor «hvor mange er mobbet»."""
        if not self.happened or (self.asks_how_many and not self.means_someone):
            return False
        return bool(self.named) or any(_subject(self.plain, at) for at in self.happened)

    @cached_property
    def of_someone(self) -> bool:
        """Someone, and what was done or how they are."""
        words = set(self.words)
        harmed = bool(self.happened)
        if self.bad and (
            self.one or self.kin or self.named or self.like_names or (not self.asks and words & telling.ANYONE)
        ):
            return True
        if harmed and (
            words & (telling.ANYONE | telling.MANY) or any(map(_CLASS.fullmatch, words)) or self.someone_was_harmed
        ):
            return True
        if words & (telling.MANY | telling.ANYONE) and self.unwell and not self.asks:
            return True
        return self._something_was or self._story

    @property
    def _story(self) -> bool:
        """«Han fikk en snøball i ansiktet»."""
        told = len(self.words) > A_STORY and not self.asks and not any(map(self._staff, range(len(self.words))))
        return told and self.one and telling.STAFF.isdisjoint(self.words)

    @property
    def _something_was(self) -> bool:
        """«Det var slåsskamp i garderoben», «ble slått i går»."""
        event = any(map(telling.EVENTS.fullmatch, self.plain)) and not self.asks
        passive = any(at and self.plain[at - 1] in telling.PASSIVE for at in self.happened)
        return (event and (self.just_then or not telling.WAS.isdisjoint(self.words))) or (passive and self.just_then)

    @cached_property
    def means_someone(self) -> bool:
        return self.one or self.kin or bool(self.named) or self.like_names or self.just_then

    @property
    def asks_how_many(self) -> bool:
        return tuple(self.words[:2]) in telling.HOW_MANY

    @property
    def asks_in_general(self) -> bool:
        """«Hva gjør jeg når en elev blir mobbet»: nobody is meant, and nothing is said to have happened."""
        if self.means_someone:
            return False
        if self.asks_how_many:
            return True
        opening = [word for word in self.words if word not in {"hei", "hi", "hello", "hallo", "hjelp"}][:_OPENING]
        whenever = not telling.WHENEVER.isdisjoint(self.words)
        return bool(opening) and opening[0] in telling.ASKS and (whenever or bool({*opening[1:]} & telling.WE))


def _happened(word: str) -> bool:
    return bool(telling.HARM.fullmatch(word)) and not telling.TOPICS.fullmatch(word)


def _is_unwell(word: str) -> bool:
    return bool(
        telling.UNWELL.fullmatch(word) or telling.DIAGNOSES.fullmatch(word) or telling.JUDGEMENTS.fullmatch(word)
    )


def _bad(word: str) -> bool:
    return bool(telling.HARM.fullmatch(word) or telling.TOPICS.fullmatch(word)) or _is_unwell(word)


def _name_alone(name: str) -> bool:
    return len(name) > 2 and name not in COMMON | NAMES_TOO


def _stands_out(word: str, at: int) -> bool:
    """By a capital, or by its length alone."""
    return len(word) >= (ANYWHERE if word.islower() else SHORTEST if at else AT_THE_START)


def _may_be_a_name(word: str) -> bool:
    return word not in COMMON | telling.NO_NAMES and not _bad(word)


def _subject(words: Sequence[str], at: int) -> bool:
    before = [word for word in words[:at] if word not in _HELPERS]
    return bool(before) and before[-1] not in COMMON | telling.THINGS | telling.NO_NAMES and not _bad(before[-1])


def _like_a_name(word: str) -> bool:
    return word.isalpha() and word.istitle() and _may_be_a_name(word.casefold())
