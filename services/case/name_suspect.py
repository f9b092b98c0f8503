"""It becomes known which employee a suspicion is about, before anyone has taken the case (law 3)."""

from domain.alert.alert import AlertForm, Suspicion
from domain.alert.routing import About, Routed, Staff, barred_by, route, suspicion_of
from domain.case.case import Case
from domain.case.members import bar, someone_acts, to_the_owner
from domain.errors import Invalid, Refused
from domain.ids import PersonId
from domain.people.person import Role
from domain.text.messages import _
from services.case.tell_joined import tell_joined
from services.case_file import CaseFile
from services.people.staff import may_be_named
from services.turn import Turn

MOST_NAMED = 3
"""Whoever wants to name more people rings."""


def require_suspect(case: Case, suspect: PersonId, field: str, turn: Turn) -> None:
    """Raises `Invalid` for someone who may not be named, and for the owner's contact, without whom the case
    may be left to nobody; `Refused` on a case that is not about staff.
    """
    if suspect not in {person.id for person in may_be_named(turn)}:
        raise Invalid(field, "Velg fra listen.")
    if turn.tx.people.get(suspect).has(Role.SCHOOL_OWNER):
        raise Invalid(
            field, "Skoleeiers kontaktperson kan ikke navngis her. Ring {owner} eller {director}.", **_numbers(turn)
        )
    if not case.enhanced:
        raise Refused("Sak {reference} gjelder ingen ansatt. Skriv et nytt varsel om det.", reference=case.reference)


def bar_from_case(file: CaseFile, suspect: PersonId, field: str, staff: Staff, turn: Turn) -> bool:
    """Barred from now on; when it is a leader, or nobody is left who may act, the owner's contact has the case.

    Whether it left the school by this. Raises as `require_suspect`, and `Invalid`, which says whom to ring, for a
    fourth naming by the same person.
    """
    require_suspect(file.case, suspect, field, turn)
    if suspect in file.case.barred and suspect in suspects(file):
        return False
    before, named = file.case, named_by(file, turn.actor.id)
    if len(named - {suspect}) >= MOST_NAMED:
        raise Invalid(
            field,
            "Du har allerede navngitt tre, og denne er ikke navngitt. Ring rektor nå, og si hvem det gjelder. "
            "Gjelder det noen i ledelsen, ring {owner} eller {director}.",
            **_numbers(turn),
        )
    form, routing = AlertForm(suspicion=Suspicion.EMPLOYEE, suspect=suspect), turn.school_plan.routing
    past = suspicion_of(form, staff, routing) is Suspicion.LEADERSHIP
    joining = frozenset() if before.past_the_school else route(form, About(), turn.actor.id, staff, routing).members
    after, event = bar(before, suspect, barred_by(form, staff, routing), joining, turn.actor, turn.now)
    if past or not someone_acts(after, staff.people):
        after = to_the_owner(after, past_the_school(suspect, staff, turn).members)
    tell_joined(before, file.save(after, event), turn)
    return after.past_the_school and not before.past_the_school


def past_the_school(suspect: PersonId, staff: Staff, turn: Turn) -> Routed:
    """Where an alert goes that nobody at the school may act on."""
    form = AlertForm(suspicion=Suspicion.LEADERSHIP, suspect=suspect)
    return route(form, About(), turn.actor.id, staff, turn.school_plan.routing)


def suspects(file: CaseFile) -> frozenset[PersonId]:
    """All whom the suspicion has been said to be about."""
    alerted = frozenset(alert.form.suspect for alert in file.alerts if alert.form.suspect)
    return alerted.union(file.history.named)


def named_by(file: CaseFile, person: PersonId) -> set[PersonId]:
    """Whom the person has named: in the case, and in an own alert behind it."""
    own = {alert.form.suspect for alert in file.sent if alert.reporter == person}
    return file.history.named_by(person) | {suspect for suspect in own if suspect}


def _numbers(turn: Turn) -> dict[str, str]:
    """Whom to ring outside the school."""
    contacts, blank = turn.school_plan.contacts, _("(nummeret er ikke fylt inn)")
    both = {"owner": contacts.school_owner, "director": contacts.school_owner_director}
    return {name: f"{contact.title} {contact.phone or blank}" for name, contact in both.items()}
