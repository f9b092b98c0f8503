"""What answers a press that came to nothing, made of what it carried: all that was written, and the way on.

When nothing can be kept an alert is told of by voice, past the school if need be.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from bot.router import Forbidden, OldCard
from bot.teams.incoming import Incoming, card_body, error_body, text_body
from cards.alert.actions import SendAlert, ShowAlert
from cards.case.actions import OpenCase, SayWord, ShowMine
from cards.kit.again import carried
from cards.kit.elements import SCHOOL, Piece, stamp
from cards.kit.forms import Action
from cards.steps.form import questions_of
from domain.alert.alert import Suspicion
from domain.errors import DomainError, NotFound
from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import N_, Labels, _, language, worded
from domain.translation.plan_in_language import in_language
from storage.failures import place

log = structlog.get_logger(__name__)
Body = dict[str, Any]
SchoolPlans = Mapping[SchoolId, SchoolPlan]


_DAMAGED = Labels(
    {
        "drafts": N_("Utkastet kan ikke leses. Skriv «varsle» og begynn på nytt, og si fra til drift."),
        "alerts": N_("Varselet kan ikke leses. Si fra til drift. Haster det, si fra muntlig."),
    }
)
_SOMETHING = N_("Noe her kan ikke leses. Si fra til drift. Haster det, si fra muntlig.")
WRITING_AN_ALERT = frozenset(
    f"alert.{press}" for press in ("start", "facts", "class", "found", "roles", "suspect", "more", "page", "send")
)
"""The presses of one that is not sent yet."""


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


def unavailable(incoming: Incoming, school_plans: SchoolPlans) -> str:
    """Made of what the press carried, without the database."""
    if incoming.verb not in WRITING_AN_ALERT:
        return _("Dette gikk ikke nå, og ingenting er lagret. Prøv igjen om litt. Haster det, si fra muntlig.")
    owner = _owner(incoming, school_plans)
    if incoming.data.get("suspicion") == Suspicion.LEADERSHIP:
        return _("Varselet er ikke sendt. Ring skoleeieren: {owner}.", owner=owner)
    return _(
        "Varselet er ikke sendt. Ring rektor. Gjelder det noen i ledelsen, ring i stedet skoleeieren: {owner}.",
        owner=owner,
    )


def damaged(table: str) -> str:
    """What cannot be read, and what to do instead. Never which case: the asker may not be on it."""
    return _DAMAGED.get(table) or worded(_SOMETHING)


def _owner(incoming: Incoming, school_plans: SchoolPlans) -> str:
    """The numbers of the school the button was of."""
    own = school_plans.get(SchoolId(str(incoming.data.get(SCHOOL))))
    plan = own or (next(iter(school_plans.values())) if len(school_plans) == 1 else None)
    contacts = (plan.contacts.school_owner, plan.contacts.school_owner_director) if plan else ()
    said = [" ".join(filter(None, (one.title, one.phone))) for one in contacts if one.phone]
    return ", ".join(said) or _("nummeret står i skolens handlingsplan")
