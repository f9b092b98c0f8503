"""The other pupils a case has to do with."""

from domain.case import Case
from domain.people import PupilId
from storage.unit_of_work import Tx


def tied_to(case: Case, tx: Tx) -> frozenset[PupilId]:
    """Those of its alerts, whatever their part, and those of the cases it is linked with: for rules, never to show."""
    alerted = {pupil for alert in tx.alerts.of_cases(case.family) for pupil in alert.form.pupils}
    linked = {tx.cases.unguarded(case_id).pupil_id for case_id in case.links}
    return frozenset(pupil for pupil in alerted | linked if pupil and pupil != case.pupil_id)
