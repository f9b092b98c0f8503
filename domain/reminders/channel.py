"""What the channels of the school's teams receive: a leader binds a channel to purposes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import ChannelId
from domain.people.person import Grade, Person
from domain.school_plan.year_task import CHANNELS, Purpose, YearTask
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
    """A channel, and what it receives: purposes, and «trinn 4» for a grade. `name` is what its team calls it, if that
    is known; `dead_since` when it was given up, if it was.
    """

    id: ChannelId
    receives: frozenset[str] = frozenset()
    name: str = ""
    dead_since: datetime | None = None

    @property
    def known_as(self) -> str:
        """«kanalen Ansatte», or by what it receives, in the middle of a sentence."""
        if self.name:
            return _("kanalen «{name}»", name=self.name)
        return _("kanalen for {purposes}", purposes=", ".join(short_label(one) for one in sorted(self.receives)))


def of_grade(grade: Grade) -> str:
    return f"{Purpose.GRADE} {grade}"


EVERYTHING: tuple[str, ...] = (*CHANNELS, *map(of_grade, GRADES))
"""What a channel can get. The order stands: posts tell by it what they hold."""


def grades_of(people: Iterable[Person]) -> frozenset[Grade]:
    """The grades a school's staff works with; every grade when nobody says which."""
    return frozenset(grade for person in people for grade in person.all_grades) or frozenset(GRADES)


def label(receives: str) -> str:
    """«Trinn 4», or the label of a purpose."""
    purpose, grade = receives.partition(" ")[::2]
    return _("Trinn {grade}", grade=grade) if grade else PURPOSE_LABELS[Purpose(purpose)]


def short_label(receives: str) -> str:
    """As it is written within a sentence: «ledelse», but «AKS»."""
    short = label(receives).partition(":")[0]
    return short if short.isupper() else short.lower()


def offered(grades: Iterable[Grade]) -> list[str]:
    """All that a channel of a school with these grades can receive."""
    return [*PURPOSE_LABELS, *map(of_grade, sorted(set(grades)))]


def receiving(
    channels: Sequence[Channel],
    purposes: Sequence[Purpose],
    grades: Collection[Grade] = (),
    school: Collection[Grade] = GRADES,
) -> list[Channel]:
    """Where something is posted: the channels that are told of any of it. `school`: the grades the school has."""
    told = ((channel, _told_of(gets(channels, channel), purposes, grades, school)) for channel in channels)
    return [channel for channel, which in told if which is None or which]


def gets(channels: Sequence[Channel], channel: Channel) -> tuple[str, ...]:
    """All that a channel is told of, in order: what it asked for, and what falls to it because no channel did.

    That is the årshjul's channels, so that nothing is lost for want of one; of what is for grades, only the grades that
    have no channel. But a case is spoken of only where a leader has said so.
    """
    falls = unreceived(channels, EVERYTHING) if Purpose.YEAR in channel.receives else ()
    told = channel.receives | (frozenset(falls) - {Purpose.EVALUATIONS})
    return tuple(one for one in EVERYTHING if one in told)


def told_of(received: Collection[str], task: YearTask, school: Collection[Grade] = GRADES) -> frozenset[Grade] | None:
    """The grades of the task that a channel which gets this is told of: None when that is all of it, no grades when it
    is not told.
    """
    return _told_of(received, task.posted_to, task.grades, school)


def unreceived(channels: Sequence[Channel], of: Iterable[str]) -> list[str]:
    """Of what a school's channels can receive, what none of them does."""
    received = {one for channel in channels for one in channel.receives}
    return [one for one in of if one not in received]


def _told_of(
    received: Collection[str], purposes: Sequence[Purpose], grades: Collection[Grade], school: Collection[Grade]
) -> frozenset[Grade] | None:
    """What is for grades goes to the channels of those, or of all the school has when it names none it has."""
    if not {*purposes}.isdisjoint(received):
        return None
    if Purpose.GRADE not in purposes:
        return frozenset()
    wanted = frozenset(grades) & frozenset(school) or frozenset(grades or school)
    told = frozenset(grade for grade in wanted if of_grade(grade) in received)
    return None if told == wanted else told


def told_of_cases(channels: Sequence[Channel], task: YearTask) -> list[Channel]:
    """Where the list of a meeting is posted: a case is spoken of only where a leader has said so."""
    named = [one for one in channels if Purpose.EVALUATIONS in one.receives]
    return [channel for channel in named if channel.receives.intersection(task.posted_to)]
