from datetime import datetime, timedelta

import structlog

from scheduler.sweeps.registry import Plans, sweep
from services.retention.purge_schools import purge_all_references, purge_schools
from storage.database import Database

log = structlog.get_logger(__name__)


@sweep(every=timedelta(days=1))
def purge(database: Database, school_plans: Plans, now: datetime) -> None:
    """What has had its time, by the plan files; the log says how much of what."""
    for school_id, found in purge_schools(database, school_plans, now):
        if found:
            log.info("purged", school=school_id, **found.counts)
    if references := purge_all_references(database, school_plans, now):
        log.info("purged", references=references)
