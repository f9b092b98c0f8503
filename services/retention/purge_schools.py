"""The whole of it, school by school, as the sweep and the command do it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from domain.ids import SchoolId
from domain.school_plan.school_plan import SchoolPlan
from domain.text.messages import school_words
from services.retention.purge import Due, due, purge, purge_references
from storage.database import Database
from storage.unit_of_work import Unit


def purge_schools(
    database: Database, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime, *, only_look: bool = False
) -> Iterator[tuple[SchoolId, Due]]:
    """What of each school was deleted, or would be. It is looked for where nobody waits, and looked at once more when
    it is deleted; but for those who have left, whom nobody tells of any more.
    """
    for school_id, plan in school_plans.items():
        school_words.set(plan.own_words)

        def look(unit: Unit, school_id: SchoolId = school_id, plan: SchoolPlan = plan) -> Due:
            return due(unit.school(school_id), plan, now) if unit.schools.has(school_id) else Due()

        def drop(unit: Unit, seen: Due, school_id: SchoolId = school_id, plan: SchoolPlan = plan) -> Due:
            return purge(unit.school(school_id), plan, now, seen)

        with database.keys.failures.alone("school", school=school_id):
            found = database.read(look)
            if found and not only_look:
                found = database.run(partial(drop, seen=found))
            yield school_id, found


def purge_all_references(
    database: Database, school_plans: Mapping[SchoolId, SchoolPlan], now: datetime, *, only_look: bool = False
) -> int:
    """How many places where people were reached were forgotten, or would be."""
    found = database.read(lambda unit: purge_references(unit, school_plans, now, only_look=True))
    if found and not only_look:
        return database.run(lambda unit: purge_references(unit, school_plans, now))
    return found
