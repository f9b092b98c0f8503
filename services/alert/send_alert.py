"""A draft becomes an alert, its cases and its notices, in one transaction (law 4)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.alert.alert import Alert, AlertForm, Draft, Go, Told, lacking
from domain.alert.gathering import LATELY, gathered_at, may_wait
from domain.alert.roles import unanswered
from domain.alert.routing import Routed, Staff, route
from domain.case.case import Case
from domain.case.members import of_kin
from domain.case.new_case import open_case, year_of
from domain.ids import AlertId, CaseId, EntryId, PersonId, new_id
from domain.people.person import Pupil
from services.alert.alert_draft import draft_or_alert, go
from services.alert_notices import notice_of
from services.people.staff import about, staff_of
from services.turn import Turn


def send_draft(draft_id: str, turn: Turn) -> Draft | Alert:
    """The alert, sent now or before; still the draft, on the page that lacks something, when it is not enough."""
    found = draft_or_alert(draft_id, turn)
    if isinstance(found, Alert):
        return found
    enough = not (lacking(found.form) or unanswered(found.form))
    return send(found, turn) if enough else go(found, Go.REVIEW, turn)


def send(draft: Draft, turn: Turn) -> Alert:
    """Open a case for each exposed pupil, tell those the plan says, and let the draft go."""
    exposed = exposed_in(draft.form, turn)
    routes = routes_of(draft.form, exposed, staff_of(turn), turn)
    alert = _with_others(_alert(draft, routes, turn), turn)
    opened = [
        open_case(case_id, reference, alert, pupil, routed, turn.school_plan, number)
        for number, (case_id, reference, pupil, routed) in enumerate(
            zip(alert.cases, alert.references, exposed, routes, strict=True)
        )
    ]
    for case, _ in opened:
        turn.tx.cases.open(case)
    turn.tx.alerts.add(alert, *(event for _, event in opened))
    for (case, _), routed in zip(opened, routes, strict=True):
        turn.tx.events.add(*of_kin(case, routed.kin, turn.now))
    _notify([case for case, _ in opened], alert, turn)
    if draft.form.instead_of:
        _is_no_log(draft.form.instead_of, turn)
    turn.tx.drafts.drop(draft.id)
    return alert


def _is_no_log(entry_id: EntryId, turn: Turn) -> None:
    """The entry that has become an alert is a log no more, nor what it was before it was corrected."""
    entry = turn.tx.events.own_entry(entry_id, turn.actor.id)
    while entry:
        turn.tx.notes.put_away(entry, turn.actor.id, turn.now)
        entry = turn.tx.events.own_entry(entry.corrects, turn.actor.id) if entry.corrects else None


def exposed_in(form: AlertForm, turn: Turn) -> list[Pupil | None]:
    """One for each case to be; None is one who is not known, or cannot be read."""
    found = {pupil.id: pupil for pupil in turn.tx.pupils.some(form.exposed)}
    return [found.get(pupil_id) for pupil_id in form.exposed] or [None]


def routes_of(form: AlertForm, exposed: Sequence[Pupil | None], staff: Staff, turn: Turn) -> list[Routed]:
    """Where the alert goes for each of the pupils; None is one who is not known."""
    routing = turn.school_plan.routing
    return [route(form, about(turn, form, pupil), turn.actor.id, staff, routing) for pupil in exposed]


def _alert(draft: Draft, routes: Sequence[Routed], turn: Turn) -> Alert:
    year, past = year_of(turn.now), routes[0].past_the_school
    return Alert(
        id=AlertId(new_id()),
        school_id=turn.tx.school_id,
        draft_id=draft.id,
        reporter=turn.actor.id,
        sent_at=turn.now,
        form=draft.form,
        cases=tuple(CaseId(new_id()) for _ in routes),
        references=tuple(turn.tx.cases.next_reference(year, past_the_school=past) for _ in routes),
        told=_told(routes),
        ring=all(routed.ring for routed in routes),
    )


def _with_others(alert: Alert, turn: Turn) -> Alert:
    """Asked after the alert has its number, for which one waits for the next: two at once are counted."""
    if not may_wait(alert):
        return alert
    lately = turn.tx.alerts.latest(alert.reporter, turn.now - LATELY)
    return replace(alert, gathered_at=gathered_at(alert, lately))


def _told(routes: Sequence[Routed]) -> tuple[Told, ...]:
    return tuple({told.person: told for routed in routes for told in routed.tell}.values())


def _notify(cases: Sequence[Case], alert: Alert, turn: Turn) -> None:
    """Everyone on a case, once; who cannot be reached gets it when they first talk with the bot."""
    told = sorted(frozenset[PersonId]().union(*(case.members for case in cases)) - {turn.actor.id})
    turn.tx.outbox.put_all(*notice_of(alert.cases[0], [alert]), told, turn.now, due=alert.gathered_at)
