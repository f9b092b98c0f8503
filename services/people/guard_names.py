"""Pupils' names where they do not belong: other pupils' in what is written about one (L1212–1213), and any in what is
about none; pointed out before it is saved.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import Invalid, InvalidEach
from domain.privacy.coach import Advice, advice_on
from domain.privacy.content import COMMON, first_names, may_name, names_among, nearly_named, tells_of_someone
from domain.privacy.hit import Hit
from domain.privacy.name_guard import NOBODY, OtherNames, unconfirmed
from domain.privacy.names.close import Close, close_to
from domain.privacy.names.folding import composed, same
from domain.privacy.names.forms import Spelling
from domain.privacy.names.shown import around
from domain.text.prose import letters
from services.case_file import CaseFile
from services.turn import Turn

SHORTEST_REASON = 5
AT_ONCE = 8
"""Names that are asked about at a time."""
REASON = "names_reason"

Confirmed = dict[str, dict[str, str]]
"""Of each text, by its own name, the names that must stand in it, and why."""
Reasons = Mapping[str, str]
"""Why a name must stand where it does, by `key_of` both."""
NO_REASONS: Reasons = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in a text nobody has answered for; `field` is the input of the form."""

    where: str
    field: str
    text: str
    hit: Hit

    @property
    def key(self) -> str:
        return key_of(self.field, self.hit.text)

    @property
    def place(self) -> str:
        return around(self.text, self.hit.start, self.hit.end)

    @property
    def asked(self) -> Invalid:
        if self.hit.spelling in {Spelling.FOR_SHORT, Spelling.MISSPELT}:
            return Invalid(
                REASON,
                "Kan dette være navnet på en annen elev? {place}. Ta det bort, eller skriv hvorfor det kan stå.",
                place=self.place,
            )
        return Invalid(
            REASON,
            "Navn på en annen elev: {place}. Ta det bort, eller skriv hvorfor det må stå her.",
            place=self.place,
        )


def key_of(field: str, name: str) -> str:
    """Of a name in an input: the same name in other letters is the same."""
    return f"{field}~{hashlib.sha256(same(name).encode()).hexdigest()[:8]}"


def guard(
    file: CaseFile,
    texts: Mapping[str, str],
    confirmed: Confirmed,
    reasons: Reasons,
    turn: Turn,
    fields: Mapping[str, str] | None = None,
) -> Confirmed:
    """The names confirmed so far, with those of these texts that a reason was given for: each name by itself, and for
    each text. `fields`: the input of a text that has another name than the text.

    Raises `InvalidEach` that points out the names of other pupils that nobody has answered for.
    """
    names = _other_names(file, turn)
    whole = {where: composed(text) for where, text in texts.items()}
    found = [
        _Found(where, (fields or {}).get(where, where), text, hit)
        for where, text in whole.items()
        for hit in unconfirmed(names.find(text), confirmed.get(where, {}))
    ]
    _require_reasons([one for one in found if letters(reasons.get(one.key, "")) < SHORTEST_REASON])
    answered = {where: dict(known) for where, known in confirmed.items()}
    for one in found:
        answered.setdefault(one.where, {})[one.hit.text.casefold()] = reasons[one.key].strip()
    return answered


def _require_reasons(found: Sequence[_Found]) -> None:
    first: dict[str, _Found] = {}
    for one in found:
        first.setdefault(one.key, one)
    asked = [*first.values()][:AT_ONCE]
    if asked:
        raise InvalidEach(
            {f"{REASON}-{one.key}": one.asked for one in asked},
            "Navn på andre elever: {places}. Ta dem bort, eller skriv hvorfor de må stå her.",
            places=" · ".join(dict.fromkeys(one.place for one in asked)),
        )


def guard_once(file: CaseFile, texts: Mapping[str, str], reasons: Reasons, turn: Turn) -> str:
    """As `guard`, for what is written once: what the history is to say of the names that must stand in it."""
    found = guard(file, texts, {}, reasons, turn)
    return " · ".join(dict.fromkeys(why for names in found.values() for why in names.values()))


def require_nobody(texts: Mapping[str, str], turn: Turn) -> None:
    """Of what many read. Raises `Invalid`, on the field, for a text that names a pupil or tells what has happened."""
    pupils = turn.tx.pupils.read_all()
    full, known = OtherNames(pupils, close=NOBODY), names_among(name for pupil in pupils for name in pupil.names)
    for field, text in texts.items():
        if full.find(text) or tells_of_someone(text, known):
            raise Invalid(
                field,
                "Dette ser ut til å handle om en elev. Skriv det uten navn og uten noe som har skjedd. Gjelder det en "
                "elev, skal du varsle.",
            )


def advice_before_sending(text: str, own: Collection[str], turn: Turn) -> Advice:
    """What to look over in a text on some pupils; those of their grades and bases are known by one name alone."""
    if not may_name(text, COMMON):
        return advice_on(text)
    pupils = turn.tx.pupils.read_all()
    theirs = [pupil for pupil in pupils if pupil.id in own]
    others = [pupil for pupil in pupils if pupil.id not in own]
    close = {one for pupil in theirs for one in close_to(others, pupil, turn.today).by_one_name}
    staff = turn.tx.people.known.values()
    found = [hit.text for hit in OtherNames(others, close=Close(frozenset(close)), staff=staff).find(text)]
    classes = {pupil.school_class for pupil in theirs}
    called = first_names(name for pupil in others if pupil.school_class in classes for name in pupil.names)
    known = first_names(name for pupil in theirs for name in pupil.names)
    nearly = [word for word in nearly_named(text, called) if word not in found and not nearly_named(word, known)]
    return advice_on(text, [*found, *nearly])


def names_gone(file: CaseFile, turn: Turn) -> OtherNames | None:
    """The names of those the case was wrongly said to be about, and who have no part in it: not to be read on the card.

    None when there are none.
    """
    named = {pupil for alert in file.alerts for pupil in alert.form.pupils}
    gone = [pupil for pupil in turn.tx.pupils.some(file.case.wrong_pupils) if pupil.id not in named]
    ids = frozenset(pupil.id for pupil in gone)
    return OtherNames(gone, close=Close(ids, ids), own=file.pupil) if gone else None


def _other_names(file: CaseFile, turn: Turn) -> OtherNames:
    others = [pupil for pupil in turn.tx.pupils.read_all() if pupil.id != file.case.pupil_id]
    return OtherNames(others, close=file.close(others), own=file.pupil, staff=turn.tx.people.known.values())
