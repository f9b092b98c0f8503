"""What answers a press that came to nothing, made of what it carried: all that was written, and the way on."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.router import Forbidden, OldCard
from bot.teams.incoming import Incoming, card_body, error_body, text_body
from bot.turns.unavailable import WRITING_AN_ALERT
from cards.alert.actions import SendAlert, ShowAlert
from cards.case.actions import OpenCase, SayWord, ShowMine
from cards.kit.again import carried
from cards.kit.elements import SCHOOL, Piece, stamp
from cards.kit.forms import Action
from cards.steps.form import questions_of
from domain.errors import DomainError, NotFound
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import _, language
from domain.translation.plan_in_language import in_language
from storage.failures import place

log = structlog.get_logger(__name__)
Body = dict[str, Any]
SchoolPlans = Mapping[SchoolId, SchoolPlan]


def given_back(incoming: Incoming, why: str, school_plans: SchoolPlans, ways: Sequence[Piece] = ()) -> Body:
    """Without the database: a form with what was written, or the reason in words. `ways`: where one may go when it is
    no use to try again.

    An answer that is no card resets what was typed, so a form is never answered with one; nor is what sends words that
    only travel with its button.
    """
    action = Action.by_verb.get(incoming.verb or "")
    travels = incoming.held and incoming.held.text and incoming.verb == SendAlert.verb
    if action is None or not (action.asks() or travels):
        return text_body(why)
    card = carried(action, incoming.data, why, ways, _questions(incoming, school_plans))
    if school := incoming.data.get(SCHOOL):
        stamp(card, str(school))
    return card_body(card)


def refused(incoming: Incoming, error: DomainError, school_plans: SchoolPlans) -> Body:
    """As `given_back`: a rule says the same however often it is asked."""
    return given_back(incoming, str(error), school_plans, ways_on(incoming, error))


def failed(incoming: Incoming, error: Exception, school_plans: SchoolPlans) -> Body:
    """The log gets what a developer needs to find it and nothing that was said; the person gets its number."""
    number = secrets.token_hex(4)
    where = place(error.__traceback__)
    log.error("turn failed", incident=number, verb=known(incoming.verb), error=type(error).__name__, at=where)
    why = _("Noe gikk galt hos oss (feil-ID {number}). Prøv igjen.", number=number)
    body = given_back(incoming, why, school_plans)
    return error_body("InternalError", why, status=500) if body == text_body(why) else body


def known(verb: str | None) -> str:
    """The verb, if it is one of ours: what else a client sends goes into no log and no metric."""
    return verb if verb in Action.by_verb else "unknown"


def ways_on(incoming: Incoming, error: Exception) -> list[Piece]:
    """The likeliest first. What was not found, or is not for this person, is not offered."""
    ways: list[Piece] = []
    if isinstance(error, DomainError) and not isinstance(error, Forbidden | NotFound | OldCard):
        if alert_id := str(error.params.get("alert_id") or incoming.data.get("alert_id") or ""):
            ways.append(ShowAlert.button(_("Vis varselet"), alert_id=alert_id))
        if case_id := str(incoming.data.get("case_id") or ""):
            ways.append(OpenCase.button(_("Vis saken"), case_id=case_id))
    if incoming.verb in WRITING_AN_ALERT:
        ways.append(SayWord.button(_("Varsle rektor"), word="varsle"))
    if isinstance(error, OldCard):
        ways.append(SayWord.button(_("Hjelp"), word="hjelp"))
    first, *rest = [*ways, ShowMine.button(_("Mine oppgaver"))]
    return [{**first, "style": "positive"}, *rest]


def _questions(incoming: Incoming, school_plans: SchoolPlans) -> Mapping[str, str]:
    """Of the step, in the words of the school the button was of."""
    plan = school_plans.get(SchoolId(str(incoming.data.get(SCHOOL))))
    step = str(incoming.data.get("step") or "")
    return questions_of(in_language(plan, language.get()).procedure, step) if plan and step else {}
