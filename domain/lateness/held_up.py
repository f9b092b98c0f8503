"""What could not begin, because what it waits for was not done by its day."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.lateness.first_days import FirstDays
from domain.lateness.wording import late_now
from domain.school_plan.procedure import Does
from domain.steps.progress import Progress, Step, StepState


def held_up(progress: Progress, first_days: FirstDays, today: date) -> dict[str, tuple[Step, ...]]:
    """By the id of each step that must be done, or would have a day, and has not begun: the late steps that it waits
    for (Oslo days). What waits for nothing late is only still to come; to close the case is nothing that is left.
    """
    steps = {step.rule.id: step for step in progress.steps}
    late = {id_ for id_, step in steps.items() if late_now(step, first_days.open(id_, step.due), today)}
    waits = (one for one in progress.steps if one.state is StepState.LATER and one.rule.does is not Does.CLOSE)
    found = {one.rule.id: dict.fromkeys(_late_before(one, steps, late)) for one in waits if _counts(one)}
    return {id_: tuple(steps[before] for before in causes) for id_, causes in found.items() if causes}


def _counts(step: Step) -> bool:
    return step.rule.required or step.rule.due is not None


def _late_before(step: Step, steps: Mapping[str, Step], late: set[str]) -> Iterator[str]:
    for before in step.rule.after:
        if before in late:
            yield before
        elif before in steps and steps[before].state is StepState.LATER:
            yield from _late_before(steps[before], steps, late)
