"""It becomes known which employee a suspicion is about (law 3)."""

from dataclasses import replace

from domain.alert.alert import AlertForm, Suspicion
from domain.alert.routing import About, Staff, barred_by, route, suspicion_of
from domain.case.members import bar
from domain.errors import Invalid, Refused
from domain.ids import PersonId
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.turn import Turn


def bar_from_case(file: CaseFile, suspect: PersonId, field: str, staff: Staff, turn: Turn) -> None:
    """Someone is named: barred from now on; when it is a leader, the school's leadership is, and the owner is told.

    Raises `Invalid` for someone who is not on the staff list.
    """
    case, routing = file.case, turn.school_plan.routing
    if suspect == turn.actor.id or suspect not in {person.id for person in staff.people}:
        raise Invalid(field, "Velg fra listen.")
    if not case.enhanced:
        raise Refused("Sak {reference} gjelder ingen ansatt. Skriv et nytt varsel om det.", reference=case.reference)
    if suspect in file.history.named:
        return
    form = AlertForm(suspicion=Suspicion.EMPLOYEE, suspect=suspect)
    past = suspicion_of(form, staff, routing) is Suspicion.LEADERSHIP
    away = case.past_the_school and not past
    joining = frozenset() if away else route(form, About(), turn.actor.id, staff, routing).members
    named, event = bar(case, suspect, barred_by(form, staff, routing), joining, turn.actor, turn.now)
    if past:
        named = replace(named, past_the_school=True, members=joining)
    tell_joined(case, file.save(named, event), turn)
