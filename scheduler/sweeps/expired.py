from datetime import datetime, timedelta

from domain.alert.alert import DRAFT_LEFT, DRAFT_TOLD
from domain.ids import SchoolId
from domain.message import DraftSubject, MessageKind
from scheduler.pace import HOUR
from scheduler.sweeps.registry import Plans, each_alone, in_each_school, sweep
from services.access import ended
from storage.database import Database
from storage.unit_of_work import Unit


@sweep(every=timedelta(minutes=15))
def drop_expired_drafts(database: Database, _school_plans: Plans, now: datetime) -> int:
    """Drafts of alerts live 24 hours (law 4), of forms without a case a week, at a school without a plan too; how many
    of alerts were dropped. The writer of an alert is told after an hour, and before the end.
    """

    def drop(unit: Unit, school_id: SchoolId) -> int:
        tx = unit.school(school_id)
        tx.form_drafts.drop_expired(now)
        dropped = tx.drafts.drop_expired(now)
        ending = tx.drafts.older_than(now - DRAFT_TOLD)
        for draft_id, owner in tx.drafts.older_than(now - DRAFT_LEFT):
            key = "" if (draft_id, owner) in ending else "left"
            tx.outbox.put(MessageKind.DRAFT_EXPIRES, DraftSubject(draft_id=draft_id), owner, now, key=key)
        return dropped

    return sum(each_alone(database.read(lambda unit: unit.schools.all()), drop, database))


@sweep(every=timedelta(minutes=1))
def drop_expired_links(database: Database, _school_plans: Plans, now: datetime) -> None:
    """Links to documents that have run out, so that none lives again should the clock go back."""
    database.run(lambda unit: unit.downloads.sweep(now))


@sweep(every=timedelta(minutes=15))
def forget_whom(database: Database, _school_plans: Plans, now: datetime) -> None:
    """Which messages were one person's, when Teams' limits no longer ask: a stolen database does not tell."""
    database.run(lambda unit: unit.queue.forget_whom(now - HOUR))


@sweep(every=timedelta(minutes=15))
def end_access(database: Database, school_plans: Plans, now: datetime) -> None:
    """Those who were let onto a case for a while."""
    in_each_school(ended.end_access, database, school_plans, now)
