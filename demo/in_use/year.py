"""The årshjul of the school in use: what has been due is done, one task late; two are late still."""

from collections.abc import Iterator
from datetime import time, timedelta

from demo.in_use.acts import Act, DaysBack, Doing
from domain.ids import SchoolId
from domain.oslo import at_oslo
from domain.people.person import Role
from domain.school_plan.school_plan import SchoolPlan
from domain.year.tasks import TaskState
from services.year.year_tasks import finish_task
from storage.database import Database

BY = "deputy-1"


def year_acts(days: DaysBack, database: Database, school_plan: SchoolPlan) -> Iterator[Act]:
    """Of each task that has been due since the school began with the bot."""
    states = database.read(lambda unit: unit.school(SchoolId(school_plan.school_id)).year.states(school_plan))
    due = sorted((one for one in states if not one.before_start and one.due < days.today), key=lambda one: one.due)
    late = _late(due)
    done = [one for one in due if one not in late]
    for number, state in enumerate(done):
        behind = timedelta(days=2) if number == len(done) // 2 else timedelta()
        yield Act(at_oslo(min(state.due + behind, days.back(1)), time(14, 30)), BY, _finishes(state))


def _late(due: list[TaskState]) -> list[TaskState]:
    """The last one of the principal's, and the last one of the contact teachers'."""
    return [
        one for role in (Role.PRINCIPAL, Role.CONTACT_TEACHER) for one in [s for s in due if role in s.task.owners][-1:]
    ]


def _finishes(state: TaskState) -> Doing:
    return lambda turn: finish_task(state.one.key, "", turn, parts=state.left)
