"""A form that was begun and is not finished: kept when it could not be taken or is put away, and there when it is
opened again.
"""

from collections.abc import Mapping

from cards.case.drafts import KEEP
from cards.kit.again import LONGEST
from cards.kit.forms import Action
from domain.ids import CaseId
from domain.text.form_draft import FormDraft
from services.turn import Turn

Data = Mapping[str, object]


BEGUN_AS = ("entry_id", "record_id", "measure_id")
"""What tells two of the same form apart that were begun on two devices."""


def find(form: type[Action], ids: Data, turn: Turn) -> FormDraft | None:
    """What the person left last in that form."""
    return turn.tx.form_drafts.newest(turn.actor.id, _place(form, ids)) if form.waits else None


def keep(form: type[Action], data: Data, turn: Turn) -> FormDraft:
    """As it was sent, in the place of what was kept before."""
    own = {name: value for name, value in data.items() if isinstance(value, str) and form.has(name)}
    case_id = own.get("case_id")
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
