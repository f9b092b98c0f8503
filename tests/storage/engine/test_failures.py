import pytest
import structlog
from sqlalchemy.exc import OperationalError

from domain.ids import PersonId
from storage.database import Database
from storage.engine.rows import Damaged, Stale
from storage.failures import Failures
from tests.kit.people.cast import case, ids
from tests.kit.school import TODAY
from tests.storage.conftest import Begin


def fails(failures: Failures, error: BaseException, **ids: str) -> None:
    with failures.alone("case", **ids):
        raise error


def test_what_fails_alone_is_logged_once_with_ids_and_counted_each_time() -> None:
    failures = Failures()
    with structlog.testing.capture_logs() as lines:
        for case in ("c1", "c1", "c2"):
            fails(failures, ValueError("Kanarinavn"), case=case)
        failures.damaged(Damaged("cases", "c3"))
    here = f"{__name__}:{fails.__code__.co_firstlineno + 2}"
    assert lines == [
        {"event": "failed alone", "log_level": "error", "unit": "case", "error": "ValueError", "at": here, "case": one}
        for one in ("c1", "c2")
    ] + [
        {"event": "failed alone", "log_level": "error", "unit": "row", "error": "Damaged", "at": "", "row": "cases/c3"}
    ]
    assert failures.counts == {"case": 3, "row": 1}


@pytest.mark.parametrize("error", [OperationalError("", {}, Exception()), Stale(), KeyboardInterrupt()])
def test_what_the_database_says_and_a_stop_go_through(error: BaseException) -> None:
    failures = Failures()
    with pytest.raises(type(error)):
        fails(failures, error)
    assert not failures.counts


def test_what_goes_well_is_no_failure() -> None:
    failures = Failures()
    with failures.alone("case"):
        pass
    assert not failures.counts


def test_what_a_unit_wrote_before_it_failed_is_not_kept_and_the_others_is(database: Database, school: Begin) -> None:
    with school() as tx:
        for number in (1, 2, 3):
            with tx.alone("case", case=str(number)):
                tx.cases.open(case(number, members=ids("principal")))
                if number == 2:
                    raise ValueError
    with school() as tx:
        kept = [one.reference for one in tx.cases.visible(PersonId("principal"), TODAY)]
    assert kept == ["2026-003", "2026-001"]
    assert database.keys.failures.counts == {"case": 1}
