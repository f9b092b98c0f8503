"""A form that can wait: put away, taken up again as it was left, or deleted."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from cards.case.actions import AnotherForm, DropDraft, OpenCase, OpenDraft, ShowMine
from cards.kit import wording as words
from cards.kit.again import KEEP, LEFT, carried
from cards.kit.elements import Card, Piece, buttons, card, execute, heading, text
from cards.kit.forms import Action
from domain.text.entered import Unreadable, day_of
from domain.text.form_draft import FormDraft
from domain.text.messages import N_, Labels, _

TITLES = Labels(
    {
        "case.log": N_("Logg"),
        "log.pupil": N_("Logg"),
        "step.take": N_("Steg"),
        "plan.write": N_("Tekst i planen"),
        "plan.measure": N_("Tiltak"),
        "plan.evaluate": N_("Evaluering"),
        "plan.read_aloud": N_("Lest opp for eleven"),
        "case.close": N_("Avslutning"),
        "year.new": N_("Ny oppgave"),
    }
)
"""What the forms are called that can wait, by the verb of their button. Each of them has one."""


def can_wait(drawn: Card, action: type[Action], draft: FormDraft | None) -> Card:
    """The form with a button to put it away. What is written is kept too by whoever leaves it another way.

    Of one taken up again it says when it was left, and gives ways to delete it and to begin another.
    """
    every = [*buttons_in(drawn)]
    sends = next((button["data"] for button in every if button["verb"] == action.verb), None)
    if sends is None:
        return drawn
    was = wording_of(action, dict(_inputs(drawn)))
    left = json.dumps({"form": action.verb, "ids": sends, "was": was})
    for button in every:
        if button["verb"] != action.verb:
            button.pop("associatedInputs", None)
            button["data"][LEFT] = left
    offered = [execute(_("Lagre utkast"), action.verb, {**sends, KEEP: "true"})]
    if draft:
        offered += [
            DropDraft.button(_("Slett utkastet"), draft=draft.id),
            AnotherForm.button(_("Tomt skjema"), draft=draft.id),
        ]
        drawn["body"].insert(0, _kept(draft))
    _put_after(drawn, action, buttons(*offered))
    return drawn


def as_left(action: type[Action], draft: FormDraft, why: str, questions: Mapping[str, str]) -> Card:
    """What stands in it, when its form can no longer be had. `questions`: as in `carried`."""
    ways = [
        OpenCase.button(_("Vis saken"), case_id=draft.case_id, style="positive") if draft.case_id else None,
        DropDraft.button(_("Slett utkastet"), draft=draft.id),
        ShowMine.button(_("Mine oppgaver")),
    ]
    said = {**draft.ids, **draft.answers}
    drawn = carried(action, said, why, [way for way in ways if way], questions)
    drawn["body"].insert(0, _kept(draft))
    return drawn


def _kept(draft: FormDraft) -> Piece:
    told = _("Utkastet ditt fra {moment}. Bare du ser det.", moment=words.moment(draft.kept_at))
    return text(told, subtle=True)


def wording_of(action: type[Action], said: Mapping[str, object]) -> str:
    """What tells one filling in of a form from another; nothing that is left out, or not ticked, stands in it."""
    filled = {name: _plainly(str(value)) for name, value in said.items() if action.asks_for(name)}
    written = sorted((name, value) for name, value in filled.items() if value not in {"", "false"})
    return hashlib.sha256(repr(written).encode()).hexdigest()[:16]


def _plainly(value: str) -> str:
    """Each phone writes days in its own way."""
    try:
        return day_of(value).isoformat()
    except Unreadable:
        return value.strip()


def _put_after(drawn: Card, action: type[Action], rows: list[Piece]) -> None:
    """Below the button that sends, wherever on the card that stands: the chief one is met first."""
    foot = drawn.get("actions", [])
    if any(button["verb"] == action.verb for button in foot):
        drawn["body"] += [{"type": "ActionSet", "actions": drawn.pop("actions")}, *rows]
        return
    body = drawn["body"]
    sends = (n for n, piece in enumerate(body, 1) if any(b["verb"] == action.verb for b in buttons_in(piece)))
    at = next(sends, len(body))
    body[at:at] = rows


def buttons_in(piece: Any) -> Iterator[Piece]:  # noqa: ANN401  (any type)
    """Wherever they stand; of what can itself be pressed too."""
    for part in _parts(piece):
        if part.get("type") == "Action.Execute":
            yield part


def _inputs(piece: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  (any type)
    """The inputs, and what stands in them."""
    for part in _parts(piece):
        if str(part.get("type", "")).startswith("Input."):
            yield part["id"], part.get("value", "")


def _parts(piece: Any) -> Iterator[Piece]:  # noqa: ANN401  (any type)
    if isinstance(piece, list):
        for part in piece:
            yield from _parts(part)
    elif isinstance(piece, dict):
        yield piece
        for name in ("body", "items", "actions", "selectAction"):
            yield from _parts(piece.get(name))


def sure(draft: FormDraft) -> Card:
    return card(
        heading(_("Vil du slette utkastet?")),
        text(_("Det som er skrevet, blir borte.")),
        actions=[
            OpenDraft.button(_("Fortsett å skrive"), draft=draft.id, style="positive"),
            DropDraft.button(_("Slett utkastet"), draft=draft.id, sure="true", style="destructive"),
        ],
    )


def gone() -> Card:
    return card(heading(_("Utkastet er slettet")), actions=[ShowMine.button(_("Mine oppgaver"))])
