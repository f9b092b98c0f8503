"""What the principal decides of an incident: the school owner is told, or it is openly groundless (§ 12-4, § 12-5)."""

from dataclasses import replace

from domain.case.case import Case, Changed, happened, require_open
from domain.errors import Invalid, Refused
from domain.event import Details, EventKind
from domain.ids import IncidentId
from domain.incident import Incident, Mark, OwnerDecision, OwnerNotice
from domain.oslo import oslo_date
from domain.people.person import Person

GROUNDLESS_MIN = 10


def decide_owner_notice(case: Case, incident_id: IncidentId, decision: OwnerDecision, by: Person) -> Changed:
    """Each serious incident, and each suspicion, has a decision of its own.

    Raises `Refused` for an incident that needs none (any more), `Invalid` for a decision that cannot be taken.
    """
    require_open(case)
    incident = next((one for one in case.incidents if one.id == incident_id), None)
    if incident is None or incident.marks.isdisjoint({Mark.SERIOUS, Mark.STAFF}):
        raise Refused("Sak {reference} krever ikke melding til skoleeier.", reference=case.reference)
    if not incident.needs_owner_decision:
        raise Refused("Det er allerede tatt stilling til dette i sak {reference}.", reference=case.reference)
    _check(incident, decision)
    decided = replace(incident, owner_decision=decision)
    incidents = tuple(decided if one.id == decided.id else one for one in case.incidents)
    details = Details(
        incident=incident.id,
        notice=decision.notice,
        day=decision.day,
        reason=decision.reason,
        document=decision.document,
    )
    event = happened(case, EventKind.CASE_OWNER_DECISION, by, decision.at, details)
    return replace(case, incidents=incidents), event


def _check(incident: Incident, decision: OwnerDecision) -> None:
    if decision.notice is OwnerNotice.GROUNDLESS:
        if Mark.STAFF not in incident.marks:
            raise Invalid("notice", "Bare en mistanke mot en ansatt kan være åpenbart grunnløs (§ 12-5).")
        if Mark.SERIOUS in incident.marks:
            raise Invalid("notice", "Saken er alvorlig, og skal meldes til skoleeier (§ 12-4).")
        if len(decision.reason) < GROUNDLESS_MIN:
            raise Invalid("reason", "Skriv hvorfor mistanken er åpenbart grunnløs.")
    if not oslo_date(incident.told_at) <= decision.day <= oslo_date(decision.at):
        raise Invalid("on", "Velg en dag fra saken ble åpnet til i dag.")
