"""The cases of a pupil one knows the name of: only among those one may open, so that nothing tells of any other."""

from domain.case.case import Case
from services.people.staff import may_be_called
from services.turn import Turn


def cases_of_pupils_called(name: str, turn: Turn) -> list[Case]:
    """Open ones first, the newest of each first."""
    cases = [*turn.tx.cases.visible(turn.actor.id, turn.today), *turn.tx.cases.ended(turn.actor.id, turn.today)]
    pupils = turn.tx.pupils.some({case.pupil_id for case in cases if case.pupil_id})
    called = {pupil.id for pupil in pupils if may_be_called(name, pupil.name)}
    return [case for case in cases if case.pupil_id in called]
