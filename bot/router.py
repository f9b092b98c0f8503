"""From a verb to its handler: permission, then the form, then 3–8 lines that do it.

Handlers register themselves with the decorators of `router`; `bot.handlers.load` finds their modules at start.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from bot import drafts, sureness
from cards.case.done import done_card
from cards.case.drafts import as_left, can_wait
from cards.kit.again import at_top, fitted, problems
from cards.kit.elements import Card
from cards.kit.forms import NOTHING, Action, Filled
from cards.steps.form import questions_of
from domain.errors import DomainError, Invalid, InvalidEach, NotFound, Refused, UsedUp
from domain.ids import new_id
from domain.message import Done, FormSubject, MessageKind, Subject
from domain.oslo import oslo_date
from domain.people.permissions import may
from domain.school_plan.procedure import Does
from domain.steps.progress import Step
from domain.text.form_draft import FormDraft
from domain.text.messages import N_
from services.case_file import CaseFile
from services.turn import Turn
from storage.case.form_drafts import LIFE

OLD_CARD = N_("Dette kortet er fra en eldre versjon. Skriv «hjelp» for å få et nytt.")


@dataclass(frozen=True, slots=True)
class Show:
    """The card that answers. `settles` says that the message in the chat becomes this content-free card too:
    the kind and subject of a queued one.
    """

    card: Card
    settles: tuple[MessageKind, Subject] | None = None


class Forbidden(Refused):
    """The role does not carry the permission; recorded as a refusal."""


class OldCard(Refused):
    """The card is of another version of the bot, or forged."""


A = TypeVar("A", bound=Action)
Handler = Callable[[A, Turn], Show]
Form = Callable[[Mapping[str, str], Turn, Filled], Card]
StepForm = Callable[[CaseFile, Step, Turn, Filled], Card]
F = TypeVar("F", bound=Form)
S = TypeVar("S", bound=StepForm)


class Router:
    """Handlers and forms by action. `missing` names the actions nobody handles; the bot does not start with any."""

    def __init__(self) -> None:
        self._handlers: dict[type[Action], Handler[Any]] = {}
        self._forms: dict[type[Action], Form] = {}
        self._steps: dict[Does, StepForm] = {}

    def on(self, action: type[A]) -> Callable[[Handler[A]], Handler[A]]:
        def register(handler: Handler[A]) -> Handler[A]:
            self._handlers[action] = handler
            return handler

        return register

    def form(self, action: type[Action]) -> Callable[[F], F]:
        """How the form of an action is drawn again when an answer cannot be taken."""

        def register(form: F) -> F:
            self._forms[action] = form
            return form

        return register

    def step(self, does: Does) -> Callable[[S], S]:
        """The form of a step that is more than its questions."""

        def register(form: S) -> S:
            self._steps[does] = form
            return form

        return register

    def step_form(self, does: Does) -> StepForm | None:
        return self._steps.get(does)

    def missing(self) -> set[str]:
        """Verbs without a handler, and forms nobody could draw again."""
        actions = Action.by_verb.values()
        unhandled = {a.verb for a in actions if a not in self._handlers}
        return unhandled | {f"{a.verb} (form)" for a in actions if a.asks() and a not in self._forms}

    def dispatch(self, verb: str, data: Mapping[str, object], turn: Turn) -> Show:
        """Raises `OldCard`, `Forbidden` for a missing permission, and as handlers do."""
        action_type = _permitted(verb, turn)
        data, turn = sureness.said(data, turn)
        data = drafts.leave(data, turn)
        if drafts.put_away(data):
            return self._put_away(action_type, data, turn)
        try:
            action = action_type.read(data)
        except ValidationError as error:
            wrong = problems(action_type, error)
            if wrong is None:
                raise OldCard(OLD_CARD) from error
            return self._again(action_type, data, turn, errors=wrong)
        show = self._handlers[action_type](action, turn)
        drafts.finished(action_type, data, turn)
        return show

    def open(self, form: type[Action], ids: Mapping[str, str], turn: Turn, filled: Filled = NOTHING) -> Show:
        """A form, as it was left if it was begun; otherwise as `filled`."""
        draft = None if turn.held else drafts.find(form, ids, turn)
        if draft is None:
            return Show(self._drawn(form, ids, turn, filled))
        return Show(self._drawn(form, {**ids, **draft.ids}, turn, Filled(draft.answers), draft))

    def reopen(self, draft: FormDraft, turn: Turn) -> Show:
        """A form as it was left; what was written in it, when the form can no longer be had."""
        form = _permitted(draft.form, turn)
        draft = drafts.renewed(form, draft, turn)
        try:
            return Show(self._drawn(form, draft.ids, turn, Filled(draft.answers), draft))
        except NotFound:
            raise
        except DomainError as error:
            questions = questions_of(turn.school_plan.procedure, draft.ids.get("step", ""))
            return Show(as_left(form, draft, str(error), questions))

    def another(self, draft: FormDraft, turn: Turn) -> Show:
        """The same form, empty, beside what was begun."""
        form = _permitted(draft.form, turn)
        ids = {name: value for name, value in draft.ids.items() if name not in {*drafts.BEGUN_AS, "seen"}}
        ids |= {name: new_id() for name in drafts.BEGUN_AS if name in draft.ids and "changes" not in ids}
        return Show(self._drawn(form, ids, turn, NOTHING))

    def again(self, verb: str, data: Mapping[str, object], turn: Turn, error: DomainError) -> Show:
        """The same form after a rule refused it: what is wrong, and all that was written. Raises `error` if there is
        none, or it is used up, and as its form does when it cannot be drawn for this person now.
        """
        action_type = Action.by_verb[verb]
        data, turn = sureness.said(data, turn)
        if isinstance(error, UsedUp) or action_type not in self._forms or not action_type.asks():
            raise error
        if isinstance(error, Invalid) and action_type.asks_for(error.field):
            each = error.by_field if isinstance(error, InvalidEach) else {error.field: error}
            errors = {field: str(one) for field, one in each.items()}
            show = self._again(action_type, data, turn, errors=errors)
            sureness.asked(show.card, action_type, turn, error)
            return show
        return self._again(action_type, data, turn, note=str(error))

    def _again(
        self,
        form: type[Action],
        data: Mapping[str, object],
        turn: Turn,
        *,
        errors: Mapping[str, str] | None = None,
        note: str = "",
    ) -> Show:
        values, hidden = _parted(form, data)
        filled = Filled(fitted(values), errors or {}, note)
        drawn = at_top(self._drawn(form, hidden, turn, filled), filled)
        if (
            form.waits
            and turn.held is None
            and any(form.is_text(name) and said.strip() for name, said in values.items())
        ):
            with suppress(Refused):
                drafts.keep(form, data, turn)
        return Show(drawn)

    def _put_away(self, form: type[Action], data: Mapping[str, object], turn: Turn) -> Show:
        """Kept as it is, of a form that can be drawn for this person."""
        values, hidden = _parted(form, data)
        if not form.waits or form not in self._forms:
            raise OldCard(OLD_CARD)
        self._forms[form](hidden, turn, Filled(values))
        draft = drafts.keep(form, data, turn)
        until = None if draft.case_id else oslo_date(turn.now + LIFE)
        subject = FormSubject(done=Done.DRAFT, case_id=draft.case_id, draft=draft.id, day=until)
        reference = turn.case(draft.case_id).case.reference if draft.case_id else ""
        return Show(done_card(subject, reference, turn.now), settles=(MessageKind.FORM_DONE, subject))

    def _drawn(
        self, form: type[Action], ids: Mapping[str, str], turn: Turn, filled: Filled, draft: FormDraft | None = None
    ) -> Card:
        drawn = self._forms[form](ids, turn, filled)
        return can_wait(drawn, form, draft) if form.waits else drawn


def _permitted(verb: str, turn: Turn) -> type[Action]:
    """Raises `OldCard` and `Forbidden`."""
    action_type = Action.by_verb.get(verb)
    if action_type is None:
        raise OldCard(OLD_CARD)
    if not may(turn.actor, action_type.requires):
        raise Forbidden("Du har ikke tilgang til dette. Spør en leder om du trenger det.")
    return action_type


def _parted(form: type[Action], data: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """What was answered, and what travelled in the button."""
    said = {name: str(value) for name, value in data.items()}
    values = {name: value for name, value in said.items() if form.asks_for(name)}
    return values, {name: value for name, value in said.items() if name not in values}


router = Router()
"""The bot's one router."""
