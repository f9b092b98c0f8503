"""A form that can wait: put away, taken up again as it was left, or deleted."""

from cards.case.actions import DropDraft, OpenDraft, ShowMine
from cards.kit import wording as words
from cards.kit.elements import Card, buttons, card, execute, heading, text
from cards.kit.forms import Action
from domain.text.form_draft import FormDraft
from domain.text.messages import N_, Labels, _

KEEP = "keep"
"""Stands in what a form sends when it is to be put away as it is."""
TITLES = Labels(
    {
        "case.log": N_("Logg"),
        "log.pupil": N_("Logg"),
        "step.take": N_("Steg"),
        "plan.write": N_("Tekst i planen"),
        "plan.measure": N_("Tiltak"),
        "plan.evaluate": N_("Evaluering"),
        "case.close": N_("Avslutning"),
    }
)
"""What the forms are called that can wait, by the verb of their button. Each of them has one."""


def can_wait(drawn: Card, action: type[Action], draft: FormDraft | None) -> Card:
    """The form with a button to put it away; of one taken up again also when it was left, and a way to delete it."""
    sends = next((data for verb, data in _buttons(drawn) if verb == action.verb), None)
    if sends is None:
        return drawn
    keep = execute(_("Lagre utkast"), action.verb, {**sends, KEEP: "true"})
    drop = DropDraft.button(_("Slett utkastet"), draft=draft.id, blank=True) if draft else None
    drawn["body"] += buttons(keep, drop)
    if draft:
        left = _("Utkastet ditt fra {moment}. Bare du ser det.", moment=words.moment(draft.kept_at))
        drawn["body"].insert(0, text(left, subtle=True))
    return drawn


def _buttons(piece: object) -> list[tuple[str, dict[str, str]]]:
    """The verb and data of each, wherever they stand."""
    if isinstance(piece, list):
        return [found for part in piece for found in _buttons(part)]
    if not isinstance(piece, dict):
        return []
    if piece.get("type") == "Action.Execute":
        return [(piece["verb"], piece["data"])]
    return [found for name in ("body", "items", "actions") for found in _buttons(piece.get(name))]


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
    return card(heading(_("Utkastet er slettet")), actions=[ShowMine.button(_("Mine"))])
