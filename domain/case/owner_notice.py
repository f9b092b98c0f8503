"""What the principal decides of an incident: the school owner is told, or it is openly groundless (§ 12-4, § 12-5)."""

from dataclasses import replace

from domain.case.case import Case, Changed, happened, require_open
from domain.case.deadlines import due_when_open
from domain.days import Days
from domain.errors import Invalid, Refused
from domain.event import Details, EventKind
from domain.ids import IncidentId
from domain.incident import Incident, Mark, OwnerDecision, OwnerNotice
from domain.oslo import oslo_date
from domain.people.person import Person
from domain.school_plan.calendar import SchoolCalendar
from domain.school_plan.procedure import StepRule

GROUNDLESS_MIN = 10


def decide_owner_notice(case: Case, incident_id: IncidentId, decision: OwnerDecision, by: Person) -> Changed:
    """Each serious incident, and each suspicion, has a decision of its own.

    Raises `Refused` for an incident that needs none (any more), `Invalid` for a decision that cannot be taken.
    """
    require_open(case)
    incident = next((one for one in case.incidents if one.id == incident_id), None)
    if incident is None or incident.marks.isdisjoint({Mark.SERIOUS, Mark.STAFF}):
        raise Refused("Sak {reference} krever ikke at du melder fra til skoleeier.", reference=case.reference)
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
        if Mark.SERIOUS in incident.marks:
            raise Invalid("notice", "Saken er alvorlig. Du skal melde fra til skoleeier (§ 12-4), uten unntak.")
        if len(decision.reason) < GROUNDLESS_MIN:
            raise Invalid("reason", "Skriv hvorfor mistanken er åpenbart grunnløs.")
    Days(since=oslo_date(incident.told_at)).has_been("on", decision.day, oslo_date(decision.at))


def only_notice(incident: Incident) -> OwnerNotice:
    """What is decided where nothing else can be, and so is not asked. Raises `Invalid` where there is a choice."""
    if may_be_groundless(incident):
        raise Invalid("notice", "Fyll ut dette feltet.")
    return OwnerNotice.NOTIFIED


def may_be_groundless(incident: Incident) -> bool:
    """A suspicion against staff may (§ 12-5); what is serious is told of whatever it turns out to be (§ 12-4)."""
    return Mark.STAFF in incident.marks and Mark.SERIOUS not in incident.marks


def owner_told_late(incident: Incident, rule: StepRule, calendar: SchoolCalendar) -> int:
    """How many days after its day it was decided; 0 for what was in time, or is not decided. Counted from when the
    school knew what makes it a duty.
    """
    decision = incident.owner_decision
    if decision is None:
        return 0
    known = oslo_date(incident.known_since(Mark.SERIOUS, Mark.STAFF))
    by = due_when_open(known, rule.due, calendar) if rule.due and not rule.same_day else known
    return max(0, (decision.day - by).days)
