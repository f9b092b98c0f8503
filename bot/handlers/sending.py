"""A draft becomes an alert, its cases and its notices, in one transaction (law 4)."""

from bot.handlers.common import about, staff_of
from bot.router import Show, Turn
from cards.receipt import receipt
from domain.alert import Alert, Draft, Told
from domain.calendar import oslo_date
from domain.deadlines import acknowledge_due, start_meeting_due
from domain.event import AlertId, CaseId
from domain.opening import open_case, year_of
from domain.people import PersonId, Pupil
from domain.routing import Routed, route
from storage.support import new_id


def receipt_of(alert: Alert, turn: Turn) -> Show:
    """The same receipt, however often it is asked for; the message in the chat becomes it too."""
    acknowledge = oslo_date(acknowledge_due(alert.sent_at, turn.plan, serious=False))
    card = receipt(alert, turn.plan, acknowledge, start_meeting_due(alert.sent_at, turn.plan))
    return Show(card, settles=("alert.receipt", alert.id))


def send(draft: Draft, turn: Turn) -> Alert:
    """Open a case for each exposed pupil, tell those the plan says, and let the draft go."""
    form, staff = draft.form, staff_of(turn)
    exposed: list[Pupil | None] = list(turn.tx.pupils.some(form.exposed)) or [None]
    routes = [route(form, about(turn, form, p), turn.actor.id, staff, turn.plan.routing) for p in exposed]
    past = routes[0].past_the_school
    year = year_of(turn.now)
    alert = Alert(
        id=AlertId(new_id()),
        school_id=turn.tx.school_id,
        draft_id=draft.id,
        reporter=turn.actor.id,
        sent_at=turn.now,
        form=form,
        cases=tuple(CaseId(new_id()) for _ in exposed),
        references=tuple(turn.tx.cases.next_reference(year, past_the_school=past) for _ in exposed),
        told=_told(routes),
        ring=all(routed.ring for routed in routes),
    )
    opened = [
        open_case(case_id, reference, alert, pupil, routed, turn.plan)
        for case_id, reference, pupil, routed in zip(alert.cases, alert.references, exposed, routes, strict=True)
    ]
    for case, _ in opened:
        turn.tx.cases.open(case)
    turn.tx.alerts.add(alert, *(event for _, event in opened))
    for case, _ in opened:
        _notify(case.id, case.members - {turn.actor.id}, turn)
    turn.tx.drafts.drop(draft.id)
    return alert


def _told(routes: list[Routed]) -> tuple[Told, ...]:
    return tuple({told.person: told for routed in routes for told in routed.tell}.values())


def _notify(case_id: CaseId, people: frozenset[PersonId], turn: Turn) -> None:
    """Everyone on the case; who cannot be reached gets it when they first talk with the bot."""
    turn.tx.outbox.put_all("alert.notice", case_id, sorted(people), turn.now)
