"""A form that could not be taken, shown again: what is wrong stands at its top, and nothing written is gone."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from cards.case.actions import ShowMine
from cards.kit.elements import REQUIRED, Card, card, execute, heading, problem, text, text_input
from cards.kit.forms import OF, Action, Filled
from domain.text.messages import N_, _, worded

_INSIDE = ("body", "items", "columns")
KEEP = "keep"
"""Stands in what a form sends when it is to be put away as it is."""
SURE = "sure_of"
"""Stands in the button of a form that asked about a day: which day is right when it is pressed again."""
LEFT = "left"
"""Stands in the other buttons of such a form: which form is left by them, and as it was drawn."""
CHOSEN = 300
LONGEST, ROOM = 4000, 11_000
"""Letters of one text that are given back, and of all of them: more than forms take, and no more than a card does."""
_SAY = {
    "missing": N_("Fyll ut dette feltet."),
    "string_too_long": N_("Skriv høyst {max_length} tegn."),
    "too_long": N_("Skriv høyst {max_length} tegn."),
    "string_too_short": N_("Skriv minst {min_length} tegn."),
    "too_short": N_("Skriv minst {min_length} tegn."),
    "enum": N_("Dette svaret finnes ikke lenger i listen. Velg på nytt."),
    "literal_error": N_("Dette svaret finnes ikke lenger i listen. Velg på nytt."),
    "date_parsing": N_("Skriv en gyldig dato."),
    "date_year": N_("Sjekk årstallet."),
    "time_parsing": N_("Skriv et gyldig klokkeslett."),
    "names": N_("Velg navnet i listen."),
    "bool_parsing": N_("Svar ja eller nei."),
}
_CANNOT_BE_USED = N_("Dette svaret kan ikke brukes. Svar på nytt.")


def problems(action: type[Action], error: ValidationError) -> dict[str, str] | None:
    """What is wrong, by field; None when it is not the person's answers that are (a forged or an old card)."""
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        name = OF.join(str(part) for part in one["loc"][:2] if part != "[key]")
        if not action.asks_for(name):
            return None
        found[name] = worded(_SAY.get(one["type"], _CANNOT_BE_USED), one.get("ctx"))
    return found


def fitted(said: Mapping[str, str]) -> dict[str, str]:
    """What was answered, as far as a card has room for it: no form takes so much."""
    if sum(map(len, said.values())) <= ROOM:
        return dict(said)
    room = ROOM // max(1, sum(len(value) > CHOSEN for value in said.values()))
    return {name: value[:room] for name, value in said.items()}


def at_top(drawn: Card, filled: Filled) -> Card:
    """The form with what is wrong said before anything else, each with the field it is about: nothing of
    answers, where nothing can be answered any more.
    """
    labels = dict(_labels(drawn))
    said = [filled.note] if filled.note else []
    said += [_about(labels.get(name, ""), wrong) for name, wrong in filled.errors.items() if labels]
    drawn["body"][:0] = [problem(line) for line in said]
    return drawn


def carried(action: type[Action], data: Mapping[str, object], why: str) -> Card:
    """The form as far as what the press carried makes one: for when nothing else can be read.

    Texts stand to be read and kept; the other answers travel in the button, as they were given.
    """
    own = {name: value for name, value in data.items() if isinstance(value, str) and action.has(name)}
    written = {name: value for name, value in own.items() if _written(action, name, value)}
    room = min(LONGEST, ROOM // max(1, len(written)))
    texts = {name: value[:room] for name, value in written.items()}
    rest = {name: value for name, value in own.items() if name not in texts}
    keeps = KEEP in data and bool(action.waits)
    return card(
        problem(why),
        heading(_("Det du skrev")) if texts else None,
        [text_input(name, action.label(name), value=said, lines=True, limit=LONGEST) for name, said in texts.items()],
        text(_("Det er ikke lagret. Prøv igjen, eller ta vare på det et annet sted."), subtle=True) if texts else None,
        actions=[
            execute(_("Lagre utkast"), action.verb, {**rest, KEEP: "true"}, style="positive")
            if keeps
            else execute(_("Prøv igjen"), action.verb, rest, style="positive"),
            ShowMine.button(_("Mine oppgaver")),
        ],
    )


def _written(action: type[Action], name: str, value: str) -> bool:
    """Whether it is words. What a step asks may as well be answered with a day or persons: those have no spaces."""
    chosen = OF in name and " " not in value.strip() and len(value) <= CHOSEN
    return action.is_text(name) and bool(value) and not chosen


def _about(label: str, wrong: str) -> str:
    if not label:
        return wrong
    return f"{label} {wrong}" if "?" in label else f"{label}: {wrong}"


def _labels(piece: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (any type)
    """What each input of a card is called."""
    if isinstance(piece, list):
        for part in piece:
            yield from _labels(part)
    elif isinstance(piece, dict):
        if str(piece.get("type", "")).startswith("Input."):
            label = str(piece.get("label") or piece.get("title") or "").removesuffix(REQUIRED)
            yield from ((name, label) for name in {piece["id"], piece["id"].removesuffix(f"{OF}1")})
        for name in _INSIDE:
            yield from _labels(piece.get(name))
