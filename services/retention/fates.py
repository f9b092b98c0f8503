"""What is to become of a case, by its own file and the rules the school has now."""

from domain.case.case import Case
from domain.retention.rules import Fate, WorkingCopy, fate
from domain.school_plan.school_plan import SchoolPlan
from services.case_file import CaseFile
from services.documents.filings import waiting_to_be_filed
from storage.unit_of_work import Tx


def fate_of(case: Case, tx: Tx, school_plan: SchoolPlan) -> Fate:
    """Raises `Damaged` when what decides it cannot be read."""
    file = CaseFile(case, tx, school_plan)
    copy = WorkingCopy(
        case=case,
        filed=file.history.filings,
        waiting=waiting_to_be_filed(file) if case.closed_at else (),
        changed_at=tx.past.changed_at(case.family) or case.opened_at,
    )
    return fate(copy, school_plan.retention)
