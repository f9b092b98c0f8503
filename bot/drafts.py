"""A form that was begun and is not finished: kept when it could not be taken or is put away, and there when it is
opened again.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from cards.case.drafts import wording_of
from cards.kit.again import KEEP, LEFT, LONGEST
from cards.kit.forms import Action
from domain.case.case import require_open
from domain.errors import DomainError
from domain.ids import CaseId, new_id
from domain.text.form_draft import FormDraft
from services.turn import Turn

Data = Mapping[str, object]

RECORDED_AS = ("entry_id", "record_id")
BEGUN_AS = (*RECORDED_AS, "measure_id")
"""What tells two of the same form apart that were begun on two devices."""


def find(form: type[Action], ids: Data, turn: Turn) -> FormDraft | None:
    """What the person left last in that form."""
    draft = turn.tx.form_drafts.newest(turn.actor.id, _place(form, ids)) if form.waits else None
    return renewed(form, draft, turn) if draft else None


def renewed(form: type[Action], draft: FormDraft, turn: Turn) -> FormDraft:
    """The draft, under an id of its own when that of its form has been used: what it becomes is something new."""
    used = [name for name in RECORDED_AS if turn.tx.events.used(draft.ids.get(name, ""))]
    used += ["measure_id"] if _is_a_measure(draft, turn) else []
    if not used:
        return draft
    ids = draft.ids | {name: new_id() for name in used}
    anew = replace(draft, id=_id_of(form, ids, turn), ids=ids)
    turn.tx.form_drafts.drop(draft.id, turn.actor.id)
    turn.tx.form_drafts.keep(anew, turn.actor.id, _place(form, ids))
    return anew


def _is_a_measure(draft: FormDraft, turn: Turn) -> bool:
    """Whether a measure that was to be new is one by now."""
    begun = draft.ids.get("measure_id")
    if not begun or not draft.case_id or "changes" in draft.ids:
        return False
    return any(measure.id == begun for measure in turn.case(draft.case_id).plan.measures)


def keep(form: type[Action], data: Data, turn: Turn) -> FormDraft:
    """As it was sent, in the place of what was kept before. Raises `Refused` on a case that is closed."""
    own = {name: value for name, value in data.items() if isinstance(value, str) and form.has(name)}
    case_id = own.get("case_id")
    if case_id:
        require_open(turn.case(case_id).case)
    draft = FormDraft(
        id=_id_of(form, data, turn),
        form=form.verb,
        kept_at=turn.now,
        case_id=CaseId(case_id) if case_id else None,
        ids={name: value for name, value in own.items() if not form.asks_for(name)},
        answers={name: value[:LONGEST] for name, value in own.items() if form.asks_for(name)},
    )
    turn.tx.form_drafts.keep(draft, turn.actor.id, _place(form, data))
    return draft


def leave(data: Data, turn: Turn) -> dict[str, object]:
    """What was written in a form that is left by another of its buttons is kept; what that button itself carries."""
    kept = {name: value for name, value in data.items() if name != LEFT}
    left = _left(data.get(LEFT))
    if left is None:
        return kept
    form, ids, was = left
    said = {name: str(value) for name, value in kept.items() if form.asks_for(name)}
    if turn.held:
        turn.held.text = said.get("text", turn.held.text)
    elif said and wording_of(form, said) != was:
        with suppress(DomainError):
            keep(form, {**ids, **said}, turn)
    return {name: value for name, value in kept.items() if name not in said}


def _left(told: object) -> tuple[type[Action], dict[str, str], str] | None:
    """The form, its ids and its wording when it was drawn; nothing for what is not of ours."""
    try:
        said = json.loads(str(told or "{}"))
        form, ids = Action.by_verb[said["form"]], said["ids"]
        return (form, {str(k): str(v) for k, v in ids.items()}, str(said["was"])) if form.waits else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def finished(form: type[Action], data: Data, turn: Turn) -> None:
    """It has been taken: nothing is left to keep."""
    if form.waits:
        turn.tx.form_drafts.drop(_id_of(form, data, turn), turn.actor.id)


def put_away(data: Data) -> bool:
    """Whether the form is only to be kept."""
    return KEEP in data


def _place(form: type[Action], data: Data) -> str:
    return "|".join([form.verb, *(str(data.get(name) or "") for name in form.waits)])


def _id_of(form: type[Action], data: Data, turn: Turn) -> str:
    begun = next((str(data[name]) for name in BEGUN_AS if data.get(name)), "")
    return turn.tx.form_drafts.id_of(turn.actor.id, f"{_place(form, data)}|{begun}")
