"""What is to become of a case, by its own file and the rules the school has now."""

from collections.abc import Iterable
from datetime import date

from domain.case.case import Case
from domain.documents.filing import Filing
from domain.event import Event, EventKind
from domain.oslo import oslo_date
from domain.retention.keeping import KEEPING, held, postponed_to
from domain.retention.rules import Fate, WorkingCopy, earliest, fate
from domain.school_plan.school_plan import SchoolPlan
from services.case_file import CaseFile
from services.documents.filings import waiting_to_be_filed
from storage.unit_of_work import Tx


def fate_of(case: Case, tx: Tx, school_plan: SchoolPlan) -> Fate:
    """Raises `Damaged` when what decides it cannot be read."""
    file = CaseFile(case, tx, school_plan)
    told = keeping_of(file)
    copy = WorkingCopy(
        case=case,
        filed=file.history.filings,
        waiting=waiting_to_be_filed(file) if case.closed_at else (),
        changed_at=tx.past.changed_at(case.family) or case.opened_at,
        postponed=postponed_to(told),
        held=held(told),
    )
    return fate(copy, school_plan.retention)


def may_have_had_its_time(case: Case, tx: Tx, school_plan: SchoolPlan, today: date) -> bool:
    """Told by little: its fate takes the whole of its history."""
    filed = any(tx.events.kept(EventKind.DOCUMENT_FILED, one, Filing) for one in case.family)
    return earliest(case, school_plan.retention, filed=filed) <= today


def keeping_of(file: CaseFile) -> list[Event]:
    """What has been decided of the keeping of the case itself, in the order it was."""
    return sorted((one for kind in KEEPING for one in file.history.of_kind(kind)), key=lambda one: one.at)


def warned_on(case: Case, tx: Tx) -> date | None:
    """The Oslo day those who lead it were told last."""
    told: Iterable[Event] = tx.events.of_kind(EventKind.CASE_DELETION_TOLD, [case.id])
    return max((oslo_date(one.at) for one in told), default=None)
