"""Pupils' names where they do not belong: other pupils' in what is written about one (L1212–1213), and any in what is
about none; pointed out before it is saved.
"""

from collections.abc import Collection, Mapping, Sequence

from domain.errors import Invalid
from domain.privacy.coach import Advice, advice_on
from domain.privacy.content import COMMON, first_names, may_name, names_among, nearly_named, tells_of_someone
from domain.privacy.name_guard import OtherNames, close_to, composed, unconfirmed
from domain.text.prose import letters
from services.case_file import CaseFile
from services.turn import Turn

AROUND = 20
SHORTEST_REASON = 5


Confirmed = dict[str, dict[str, str]]
"""Of each text, by its own name, the names that must stand in it, and why."""


def guard(file: CaseFile, texts: Mapping[str, str], confirmed: Confirmed, reason: str, turn: Turn) -> Confirmed:
    """The names confirmed so far, with those of these texts when a reason was given. One answers for each text.

    Raises `Invalid` that points out the names of other pupils that nobody has answered for.
    """
    names = _other_names(file, turn)
    whole = {where: composed(text) for where, text in texts.items()}
    found = [
        (where, hit) for where, text in whole.items() for hit in unconfirmed(names.find(text), confirmed.get(where, {}))
    ]
    if found and letters(reason) < SHORTEST_REASON:
        places = " · ".join(dict.fromkeys(_around(whole[where], hit.start, hit.end) for where, hit in found))
        raise Invalid(
            "names_reason",
            "Navn på andre elever: {places}. Ta dem bort, eller skriv hvorfor de må stå her.",
            places=places,
        )
    answered = {where: dict(known) for where, known in confirmed.items()}
    for where, hit in found:
        answered.setdefault(where, {})[hit.text.casefold()] = reason.strip()
    return answered


def guard_once(file: CaseFile, texts: Sequence[str], reason: str, turn: Turn) -> str:
    """As `guard`, for what is written once: what the history is to say of the names that must stand in it."""
    found = guard(file, {str(number): text for number, text in enumerate(texts)}, {}, reason, turn)
    return reason.strip() if found else ""


def require_nobody(texts: Mapping[str, str], turn: Turn) -> None:
    """Of what many read. Raises `Invalid`, on the field, for a text that names a pupil or tells what has happened."""
    pupils = turn.tx.pupils.read_all()
    full, known = OtherNames(pupils, close=()), names_among(pupil.name for pupil in pupils)
    for field, text in texts.items():
        if full.find(text) or tells_of_someone(text, known):
            raise Invalid(
                field,
                "Dette ser ut til å handle om en elev. Skriv det uten navn og uten noe som har skjedd. Gjelder det en "
                "elev, skal du varsle.",
            )


def advice_before_sending(text: str, own: Collection[str], turn: Turn) -> Advice:
    """What to look over in a text on some pupils; those of their classes are known by one name alone."""
    if not may_name(text, COMMON):
        return advice_on(text)
    pupils = turn.tx.pupils.read_all()
    classes = {pupil.school_class for pupil in pupils if pupil.id in own}
    others = [pupil for pupil in pupils if pupil.id not in own]
    close = {pupil.id for pupil in others if pupil.school_class in classes}
    found = [hit.text for hit in OtherNames(others, close=close).find(text)]
    called = first_names(pupil.name for pupil in others if pupil.id in close)
    known = first_names(pupil.name for pupil in pupils if pupil.id in own)
    nearly = [word for word in nearly_named(text, called) if word not in found and not nearly_named(word, known)]
    return advice_on(text, [*found, *nearly])


def names_gone(file: CaseFile, turn: Turn) -> OtherNames | None:
    """The names of those the case was wrongly said to be about, and who have no part in it: not to be read on the card.

    None when there are none.
    """
    named = {pupil for alert in file.alerts for pupil in alert.form.pupils}
    gone = [pupil for pupil in turn.tx.pupils.some(file.case.wrong_pupils) if pupil.id not in named]
    return OtherNames(gone, close={pupil.id for pupil in gone}, own=file.pupil) if gone else None


def _other_names(file: CaseFile, turn: Turn) -> OtherNames:
    case, pupils = file.case, turn.tx.pupils.read_all()
    own = next((pupil for pupil in pupils if pupil.id == case.pupil_id), None)
    others = [pupil for pupil in pupils if pupil is not own]
    return OtherNames(others, close=close_to(others, case.school_class, file.related_pupils), own=own)


def _around(text: str, start: int, end: int) -> str:
    """The name marked, with a few words on each side."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = "…" * (start > AROUND), "…" * (end + AROUND < len(text))
    return f"{cut[0]}{before}«{text[start:end]}»{after}{cut[1]}".replace("\n", " ").rstrip(" .")
