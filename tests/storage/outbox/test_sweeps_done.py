"""What a sweep has done stands for as long as one asks for it."""

from datetime import timedelta

from storage.database import Database
from tests.kit.school import SCHOOL, TODAY
from tests.storage.audit.test_by_hand import puts_in
from tests.storage.conftest import Begin

DAY = timedelta(days=1)


def test_old_days_are_forgotten_but_never_the_last_of_a_sweep(school: Begin) -> None:
    with school() as tx:
        for days in (40, 39, 1, 0):
            assert tx.sweeps_done.first_time("morning", TODAY - days * DAY)
        assert tx.sweeps_done.first_time("year:skole", TODAY - 90 * DAY)
        assert tx.sweeps_done.first_time("year:skole", TODAY - 80 * DAY)
    with school() as tx:
        old = tx.sweeps_done.old(TODAY - 31 * DAY)
        assert sorted(old) == [
            ("morning", TODAY - 40 * DAY),
            ("morning", TODAY - 39 * DAY),
            ("year:skole", TODAY - 90 * DAY),
        ]
        tx.sweeps_done.forget(old)
    with school() as tx:
        assert tx.sweeps_done.old(TODAY - 31 * DAY) == []
        assert tx.sweeps_done.last_time("year:skole", TODAY) == TODAY - 80 * DAY
        assert tx.sweeps_done.last_time("morning", TODAY) == TODAY - DAY
        assert not tx.sweeps_done.first_time("morning", TODAY)


def test_one_that_was_put_in_by_hand_is_not_the_last(school: Begin, database: Database, url: str) -> None:
    with school() as tx:
        tx.sweeps_done.first_time("morning", TODAY - 60 * DAY)
    puts_in(url, "sweeps_done", school_id=SCHOOL, sweep="morning", day=(TODAY - 50 * DAY).isoformat(), mac="0" * 32)
    with school() as tx:
        assert tx.sweeps_done.old(TODAY) == [("morning", TODAY - 50 * DAY)]
