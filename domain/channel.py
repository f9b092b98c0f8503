"""What the channels of the school's teams receive (design §6): a leader binds a channel to purposes."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NewType

from domain.people import Frozen, Grade

ChannelId = NewType("ChannelId", str)
GRADES = range(1, 11)


class Purpose(StrEnum):
    """What a channel in Teams can be for; `GRADE` is the channels of a task's grades."""

    YEAR = "årshjul"
    EVALUATIONS = "evalueringer"
    LEADERSHIP = "ledelse"
    AKS = "aks"
    GRADE = "trinn"


PURPOSE_LABELS = {
    Purpose.YEAR: "Årshjul: oppgavene til hele skolen",
    Purpose.EVALUATIONS: "Evalueringer av planer (bare saksnummer)",
    Purpose.LEADERSHIP: "Ledelse: oppgavene til ledelsen",
    Purpose.AKS: "AKS: oppgavene til AKS",
}


class Channel(Frozen):
    """A channel, and what it receives: purposes, and «trinn 4» for a grade."""

    id: ChannelId
    receives: frozenset[str] = frozenset()


def of_grade(grade: Grade) -> str:
    return f"{Purpose.GRADE} {grade}"


def label(receives: str) -> str:
    """«Trinn 4», or the label of a purpose."""
    purpose, _, grade = receives.partition(" ")
    return f"Trinn {grade}" if grade else PURPOSE_LABELS[Purpose(purpose)]


def offered(grades: Iterable[Grade]) -> list[str]:
    """All that a channel of a school with these grades can receive."""
    return [*(purpose.value for purpose in PURPOSE_LABELS), *map(of_grade, sorted(set(grades)))]


def receiving(channels: Sequence[Channel], purpose: Purpose, grades: Sequence[Grade] = ()) -> list[Channel]:
    """Where something is posted. What is for grades goes to the channels of those, or of all when it names none.

    What no channel has asked for goes to those that receive the årshjul, so that a task is not lost for want of one.
    """
    of_grades = purpose is Purpose.GRADE
    wanted = {of_grade(grade) for grade in grades or GRADES} if of_grades else {purpose.value}
    found = [channel for channel in channels if wanted & channel.receives]
    if found or purpose is Purpose.EVALUATIONS:
        return found
    return [channel for channel in channels if Purpose.YEAR in channel.receives]
