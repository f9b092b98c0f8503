"""One thing that was done with a step of a case, and what was answered. Only ever added (law 5)."""

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass

from domain.ids import IncidentId, PersonId, RecordId
from domain.school_plan.fields import Slug
from domain.school_plan.procedure import Answer
from domain.text.prose import Prose
from domain.value import VALUE


class Taken(StrEnum):
    """What was done with a step."""

    DONE = "gjort"
    NOT_NEEDED = "ikke_nødvendig"
    POSTPONED = "utsatt"
    HANDED_OVER = "gitt_videre"
    BACK = "ny_kartlegging"
    REOPENED = "gjenåpnet"
    UNDONE = "angret"


ANEW = frozenset({Taken.BACK, Taken.REOPENED})
"""With which a case, or what is found out of it, begins anew. It says why, and has no day to be done by."""


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class Given:
    """What was answered to one question; its kind says which of these it is."""

    question: Slug
    kind: Answer
    text: Prose = ""
    day: date | None = None
    person: PersonId | None = None
    chosen: tuple[Slug, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=VALUE)
class StepRecord:
    """One thing that was done with a step. `on` is an Oslo day, `until` a new due day.

    `incident`: the one it was done for, where each has its own. `over`: a step that comes again has no next day; an
    evaluation that ended all measures. `not_done`: what a case was closed without,
    or has new days for when it is opened again. `names_reason`: why other pupils'
    names stand in what was answered. `days_late`: how long after its due day it was done by the day that was told,
    `written_late` by the day it was written; `due`: that day, as it was then. `overdue`: what was past its day when the
    case was closed or mapped again, with the day of each. `undoes`: the record that does not count any more;
    `of_another`: because it was of a pupil the case is not about; of what counts, as it is read, that what such a
    pupil said is left out.
    `new_measures`: of an evaluation, whether the pupil must have other measures; False when the pupil has it safe.
    """

    id: RecordId
    step: Slug
    taken: Taken
    at: AwareDatetime
    by: PersonId
    on: date | None = None
    answers: tuple[Given, ...] = ()
    person: PersonId | None = None
    incident: IncidentId | None = None
    until: date | None = None
    over: bool = False
    reason: str = ""
    not_done: tuple[Slug, ...] = ()
    overdue: dict[Slug, date] = field(default_factory=dict)
    names_reason: str = ""
    due: date | None = None
    days_late: int = 0
    written_late: int = 0
    undoes: RecordId | None = None
    of_another: bool = False
    new_measures: bool | None = None

    def says(self, words: Iterable[str]) -> bool:
        """Whether all of these stand in it: texts, a choice, a person, a day as «2026-11-23»."""
        own = {self.reason, self.names_reason, self.person or "", self.until.isoformat() if self.until else ""}
        for answer in self.answers:
            own |= {answer.text, answer.person or "", ",".join(answer.chosen)}
        return all(text.strip() in own for text in words if text.strip())

    def given(self, kind: Answer) -> Given | None:
        """The answer of this kind; the first where there are several."""
        return next((answer for answer in self.answers if answer.kind is kind), None)

    def answer(self, question: str) -> Given | None:
        return next((answer for answer in self.answers if answer.question == question), None)

    @property
    def choice(self) -> str:
        given = self.given(Answer.CHOICE)
        return given.chosen[0] if given and given.chosen else ""

    @property
    def quote(self) -> str:
        """The pupil's own words, where they were asked for."""
        given = self.given(Answer.QUOTE)
        return given.text if given else ""


def that_count(records: Sequence[StepRecord]) -> list[StepRecord]:
    """All but what was undone, and the undoing of it."""
    undone = {record.undoes for record in records if record.taken is Taken.UNDONE}
    return [record for record in records if record.taken is not Taken.UNDONE and record.id not in undone]
