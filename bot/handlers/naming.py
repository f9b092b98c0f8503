"""What becomes known later: who the pupil is, and which employee a suspicion is about."""

from bot.handlers.common import staff_of
from bot.router import Turn
from domain.alert import AlertForm, Suspicion
from domain.case import Case, bar, identify
from domain.errors import Invalid, Refused
from domain.people import PersonId, Pupil
from domain.routing import About, Staff, barred_by, route, suspicion_of


def join_pupil(case: Case, pupil: Pupil, turn: Turn) -> Case:
    """The pupil is known: those the plan puts on the pupil's case join it, and are told."""
    staff, routing = staff_of(turn), turn.plan.routing
    form = AlertForm(suspicion=Suspicion.NONE)
    routed = route(form, About.of(pupil), turn.actor.id, staff, routing)
    joining = frozenset() if case.enhanced else routed.members
    known, event = identify(case, pupil, joining, turn.actor, turn.now)
    saved = turn.tx.cases.save(known, event)
    _tell_new(case, saved, turn)
    return saved


def bar_from_case(case: Case, suspect: PersonId, field: str, staff: Staff, turn: Turn) -> Case:
    """Someone is named: barred from now on; when it is a leader, the school's leadership is, and the owner is told.

    Raises `Invalid` for someone who is not on the staff list.
    """
    if suspect == turn.actor.id or suspect not in {person.id for person in staff.people}:
        raise Invalid(field, "Velg fra listen.")
    if not case.enhanced:
        raise Refused("Sak {reference} gjelder ingen ansatt. Skriv et nytt varsel om det.", reference=case.reference)
    routing = turn.plan.routing
    form = AlertForm(suspicion=Suspicion.EMPLOYEE, suspect=suspect)
    past = suspicion_of(form, staff, routing) is Suspicion.LEADERSHIP
    away = case.past_the_school and not past
    joining = frozenset() if away else route(form, About(), turn.actor.id, staff, routing).members
    named, event = bar(case, barred_by(form, staff, routing), joining, turn.actor, turn.now)
    event = event.model_copy(update={"text": f"Mistanken gjelder {turn.tx.people.name(suspect)}."})
    if past:
        named = named.model_copy(update={"past_the_school": True, "members": joining})
    saved = turn.tx.cases.save(named, event)
    _tell_new(case, saved, turn)
    return saved


def _tell_new(before: Case, after: Case, turn: Turn) -> None:
    new = sorted(after.members - before.members - {turn.actor.id})
    turn.tx.outbox.put_all("case.joined", after.id, new, turn.now, key=str(after.version))
