"""The reporter's own alert: seen again, added to, and completed when more is known. Never the case."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.handlers.common import groups, known_group, pupil_in, staff_of
from bot.handlers.naming import bar_from_case, join_pupil
from bot.router import Router, Show, Turn
from cards.alert_actions import AddToAlert, IdentifiedFromAlert, IdentifyFromAlert, NameFromAlert, ShowAlert
from cards.elements import Card
from cards.forms import NOTHING, Filled
from cards.receipt import identify_card, name_card, own_alert
from cards.words import moment, person_choices
from domain.alert import Alert, add_exposed
from domain.errors import Refused
from domain.event import AlertId, Event
from domain.people import PersonId
from domain.routing import About, Staff, route
from storage.support import new_id

router = Router()


@router.on(ShowAlert)
def show(action: ShowAlert, turn: Turn) -> Show:
    return Show(_view(_own(action.alert_id, turn), turn))


@router.on(AddToAlert)
def add(action: AddToAlert, turn: Turn) -> Show:
    alert = _own(action.alert_id, turn)
    addition = hashlib.sha256(f"{action.addition_id}:{action.text}".encode()).hexdigest()[:24]
    for number, case_id in enumerate(alert.cases):
        event = _added(action.text, turn.actor.id, turn.now)
        where = {"case_id": case_id, "alert_id": alert.id if number == 0 else None}
        turn.tx.events.add_once(f"{addition}{number or ''}", event.model_copy(update=where))
    return Show(_view(alert, turn))


@router.form(AddToAlert)
def add_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return _view(_own(ids["alert_id"], turn), turn, filled)


@router.on(IdentifyFromAlert)
def identify(action: IdentifyFromAlert, turn: Turn) -> Show:
    alert = _unidentified(action.alert_id, turn)
    if not action.group:
        return Show(identify_card(alert, [*groups(turn)[0], *groups(turn)[1]]))
    group = known_group(turn, action.group)
    return Show(identify_card(alert, (), group=group, pupils=turn.tx.pupils.of_group(group)))


@router.on(IdentifiedFromAlert)
def identified(action: IdentifiedFromAlert, turn: Turn) -> Show:
    alert = _unidentified(action.alert_id, turn)
    pupil = pupil_in(turn, action.group, action.pupil)
    known = alert.model_copy(update={"form": add_exposed(alert.form, pupil.id)})
    for case_id in alert.cases:
        case = turn.tx.cases.unguarded(case_id)
        if case.pupil_id is None:
            join_pupil(case, pupil, turn)
    turn.tx.alerts.save(known)
    return Show(_view(known, turn))


@router.form(IdentifyFromAlert)
@router.form(IdentifiedFromAlert)
def identify_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    alert = _unidentified(ids["alert_id"], turn)
    if group := ids.get("group"):
        return identify_card(alert, (), group=group, pupils=turn.tx.pupils.of_group(group), filled=filled)
    return identify_card(alert, [*groups(turn)[0], *groups(turn)[1]], filled=filled)


@router.on(NameFromAlert)
def name(action: NameFromAlert, turn: Turn) -> Show:
    alert = _own(action.alert_id, turn)
    if not action.suspect:
        return Show(_name_card(alert, turn))
    staff = staff_of(turn)
    for case_id in alert.cases:
        bar_from_case(turn.tx.cases.unguarded(case_id), PersonId(action.suspect), "suspect", staff, turn)
    named = _named(alert, action.suspect, staff, turn)
    turn.tx.alerts.save(named)
    return Show(_view(named, turn))


def _named(alert: Alert, suspect: str, staff: Staff, turn: Turn) -> Alert:
    """When the one named leads the school, the owner is told as well, or the reporter must ring (law 3)."""
    form = alert.form.model_copy(update={"suspect": suspect})
    routed = route(form, About(), turn.actor.id, staff, turn.plan.routing)
    if not routed.past_the_school:
        return alert.model_copy(update={"form": form})
    told = tuple(dict.fromkeys((*alert.told, *routed.tell)))
    return alert.model_copy(update={"form": form, "told": told, "ring": routed.ring})


@router.form(NameFromAlert)
def name_again(ids: Mapping[str, str], turn: Turn, filled: Filled) -> Card:
    return _name_card(_own(ids["alert_id"], turn), turn, filled)


def _own(alert_id: str, turn: Turn) -> Alert:
    return turn.tx.alerts.get(AlertId(alert_id), turn.actor.id)


def _unidentified(alert_id: str, turn: Turn) -> Alert:
    alert = _own(alert_id, turn)
    if alert.form.exposed:
        raise Refused("Eleven i dette varselet er allerede kjent.")
    return alert


def _name_card(alert: Alert, turn: Turn, filled: Filled = NOTHING) -> Card:
    others = [p for p in turn.tx.people.active() if p.id != turn.actor.id]
    return name_card(alert, turn.plan, person_choices(others), filled)


def _added(words: str, by: PersonId, now: datetime) -> Event:
    return Event(kind="alert:added", at=now, by=by, text=words)


def _view(alert: Alert, turn: Turn, filled: Filled = NOTHING) -> Card:
    taken = [(ref, turn.tx.cases.received_at(c)) for c, ref in zip(alert.cases, alert.references, strict=True)]
    received = [f"Sak {reference} er tatt imot {moment(at)}." for reference, at in taken if at]
    additions = [event for event in turn.tx.events.of_alert(alert.id) if event.kind == "alert:added"]
    pupils = turn.tx.pupils.some(alert.form.pupils)
    suspect = turn.tx.people.name(alert.form.suspect) if alert.form.suspect else ""
    return own_alert(alert, turn.plan, pupils, suspect, additions, received, new_id(), filled)
