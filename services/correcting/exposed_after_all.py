"""A pupil of an alert turns out to be exposed: the pupil gets a case of the same alert (L563)."""

from dataclasses import replace

from domain.alert.routing import About, Staff, owners_contacts, route
from domain.case.case import Case
from domain.case.members import of_kin
from domain.case.new_case import open_case, year_of
from domain.errors import Refused
from domain.event import EventKind
from domain.ids import CaseId, new_id
from domain.message import CaseSubject, MessageKind
from domain.people.person import Pupil
from services.case.disqualify import kin_alone, left_to_someone
from services.case_file import CaseFile
from services.people.staff import by_rule, staff_of
from services.turn import Turn


def open_for(file: CaseFile, pupil: Pupil, turn: Turn) -> Case:
    """Its clocks start now, when it became known; force stays recorded where it is. Who is barred from the other case
    is from this, but for the next of kin of its pupil. Raises `Refused` for a case about staff: whom that is told is
    asked for in an alert, and when nobody may act in it.
    """
    if file.case.enhanced:
        raise Refused("Saken gjelder en ansatt (§ 12-5). Skriv et nytt varsel om eleven.")
    alert = next(one for one in file.alerts[::-1] if pupil.id in one.form.pupils)
    staff = staff_of(turn)
    routed = route(alert.form, About.of(pupil), alert.reporter, staff, turn.school_plan.routing)
    case_id, reference = CaseId(new_id()), turn.tx.cases.next_reference(year_of(turn.now))
    known_now = replace(alert, sent_at=turn.now)
    elsewhere = max(1, len(alert.form.exposed))
    case, sent = open_case(case_id, reference, known_now, pupil, routed, turn.school_plan, elsewhere)
    case = _with_bars(case, pupil, file, staff, turn)
    aside = file.history.of_kind(EventKind.CASE_DISQUALIFIED)
    also = (replace(one, case_id=case.id) for one in aside if one.by and one.details.person in case.barred)
    turn.tx.cases.open(case, replace(sent, at=alert.sent_at), *of_kin(case, routed.kin, turn.now), *also)
    turn.tx.alerts.stands_behind(alert.id, case.id)
    file.put_right(replace(one, later=one.later | {case.id: reference}) for one in file.sent if one.id == alert.id)
    told = sorted(case.members - {turn.actor.id})
    turn.tx.outbox.put_all(MessageKind.ALERT_NOTICE, CaseSubject(case_id=case.id), told, turn.now)
    return case


def _with_bars(case: Case, pupil: Pupil, file: CaseFile, staff: Staff, turn: Turn) -> Case:
    """The next in line come in for those who are barred, and the owner's contact who has come on the other case."""
    case = replace(case, barred=case.barred | (file.case.barred - kin_alone(file, staff, turn)))
    owners = owners_contacts(staff, turn.school_plan.routing, case.barred) & file.case.members
    members = case.members | by_rule(case, pupil, staff, turn.school_plan) | owners
    none = Refused("Ingen kan handle i en ny sak om eleven. Ring skoleeier.")
    return left_to_someone(replace(case, members=members - case.barred), staff, turn, otherwise=none)
