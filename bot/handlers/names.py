"""Other pupils' names in what is written about a pupil: pointed out before it is saved (L1212–1213)."""

from collections.abc import Mapping, Sequence

from bot.router import Turn
from domain.case import Case
from domain.errors import Invalid
from domain.name_guard import OtherNames, close_to, composed, unconfirmed
from storage.tied import tied_to

AROUND = 20
SHORTEST_REASON = 5


def guard(case: Case, texts: Sequence[str], confirmed: Mapping[str, str], reason: str, turn: Turn) -> dict[str, str]:
    """The names confirmed so far, with those of these texts when a reason was given.

    Raises `Invalid` that points out the names of other pupils that nobody has answered for.
    """
    names = _other_names(case, turn)
    found = [(text, hit) for text in map(composed, texts) for hit in unconfirmed(names.find(text), confirmed)]
    if not found:
        return dict(confirmed)
    if len(reason.strip()) < SHORTEST_REASON:
        places = " · ".join(dict.fromkeys(_around(text, hit.start, hit.end) for text, hit in found))
        raise Invalid("names_reason", "Andre elevers navn: {places} – ta dem bort, eller skriv hvorfor.", places=places)
    return {**confirmed, **{hit.text.casefold(): reason.strip() for _, hit in found}}


def _other_names(case: Case, turn: Turn) -> OtherNames:
    pupils = turn.tx.pupils.read_all()
    own = next((pupil for pupil in pupils if pupil.id == case.pupil_id), None)
    others = [pupil for pupil in pupils if pupil is not own]
    return OtherNames(others, close=close_to(others, case.school_class, tied_to(case, turn.tx)), own=own)


def _around(text: str, start: int, end: int) -> str:
    """The name marked, with a few words on each side."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = "…" * (start > AROUND), "…" * (end + AROUND < len(text))
    return f"{cut[0]}{before}⟦{text[start:end]}⟧{after}{cut[1]}".replace("\n", " ")
