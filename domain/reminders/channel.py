"""What the channels of the school's teams receive: a leader binds a channel to purposes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.ids import ChannelId
from domain.people.person import Grade
from domain.school_plan.year_task import Purpose, YearTask
from domain.text.messages import N_, SchoolLabels, _

GRADES = range(1, 11)


PURPOSE_LABELS: SchoolLabels[str] = SchoolLabels(
    "purposes",
    {
        Purpose.YEAR: N_("Årshjul: oppgavene til hele skolen"),
        Purpose.EVALUATIONS: N_("Evalueringer av planer (bare saksnummer)"),
        Purpose.LEADERSHIP: N_("Ledelse: oppgavene til ledelsen"),
        Purpose.AKS: N_("{after_school}: oppgavene til {after_school}"),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel, and what it receives: purposes, and «trinn 4» for a grade."""

    id: ChannelId
    receives: frozenset[str] = frozenset()


def of_grade(grade: Grade) -> str:
    return f"{Purpose.GRADE} {grade}"


def label(receives: str) -> str:
    """«Trinn 4», or the label of a purpose."""
    purpose, grade = receives.partition(" ")[::2]
    return _("Trinn {grade}", grade=grade) if grade else PURPOSE_LABELS[Purpose(purpose)]


def offered(grades: Iterable[Grade]) -> list[str]:
    """All that a channel of a school with these grades can receive."""
    return [*PURPOSE_LABELS, *map(of_grade, sorted(set(grades)))]


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


def grades_told(channel: Channel, purpose: Purpose) -> list[Grade]:
    """The grades that a channel is told of a task for; none when it is told of all."""
    if purpose is not Purpose.GRADE or Purpose.YEAR in channel.receives:
        return []
    return [grade for grade in GRADES if of_grade(grade) in channel.receives]


def told_of_cases(channels: Sequence[Channel], task: YearTask) -> list[Channel]:
    """Where the list of a meeting is posted: a case is spoken of only where a leader has said so."""
    wanted = {task.posted_to.value, Purpose.EVALUATIONS.value}
    return [channel for channel in channels if wanted <= channel.receives]
