"""A pupil of an alert turns out to be exposed: the pupil gets a case of the same alert (L563)."""

from dataclasses import replace

from domain.alert.routing import About, route
from domain.case.case import Case
from domain.case.members import of_kin
from domain.case.new_case import open_case, year_of
from domain.errors import Refused
from domain.ids import CaseId, new_id
from domain.message import CaseSubject, MessageKind
from domain.people.person import Pupil
from services.case_file import CaseFile
from services.people.staff import staff_of
from services.turn import Turn


def open_for(file: CaseFile, pupil: Pupil, turn: Turn) -> Case:
    """Its clocks start now, when it became known; force stays recorded where it is. Raises `Refused` for a case about
    staff: whom that is told is asked for in an alert.
    """
    if file.case.enhanced:
        raise Refused("Saken gjelder en ansatt (§ 12-5). Skriv et nytt varsel om eleven.")
    alert = next(one for one in file.alerts[::-1] if pupil.id in one.form.pupils)
    routed = route(alert.form, About.of(pupil), alert.reporter, staff_of(turn), turn.school_plan.routing)
    case_id, reference = CaseId(new_id()), turn.tx.cases.next_reference(year_of(turn.now))
    known_now = replace(alert, sent_at=turn.now)
    elsewhere = max(1, len(alert.form.exposed))
    case, sent = open_case(case_id, reference, known_now, pupil, routed, turn.school_plan, elsewhere)
    case = replace(case, barred=case.barred | file.case.barred, members=case.members - file.case.barred)
    turn.tx.cases.open(case, replace(sent, at=alert.sent_at), *of_kin(case, routed.kin, turn.now))
    turn.tx.alerts.stands_behind(alert.id, case.id)
    told = sorted(case.members - {turn.actor.id})
    turn.tx.outbox.put_all(MessageKind.ALERT_NOTICE, CaseSubject(case_id=case.id), told, turn.now)
    return case
