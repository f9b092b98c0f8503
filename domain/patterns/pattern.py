"""Patterns below an alert: several have logged something on one pupil, and nobody has alerted (L463, L1091; § 12-4).

Someone is asked, once for a set of entries: alert, or say why not. Nothing is weighed, and no pupils are compared.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import AwareDatetime
from pydantic.dataclasses import dataclass as value

from domain.alert.routing import About
from domain.alert.suggested import place_in
from domain.case.log import LogEntry
from domain.ids import EntryId, PersonId, PupilId
from domain.oslo import oslo_date
from domain.patterns.meant import may_be_about
from domain.people.person import Person, Pupil, Role
from domain.school_plan.alert_form import PickLists
from domain.school_plan.school_plan import LogReader, Patterns, SchoolPlan
from domain.value import VALUE

SAME_TIME = 45
"""Minutes: as long as the longest break."""


@value(frozen=True, slots=True, kw_only=True, config=VALUE)
class PatternAsked:
    """That someone was asked. `turn`: the place in the plan's order; `entries`: those it began with; `last_resort`:
    the entries may be about each of those the plan would have asked.
    """

    pattern: str
    pupil: PupilId
    entries: tuple[EntryId, ...]
    turn: int
    people: tuple[PersonId, ...]
    at: AwareDatetime
    last_resort: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What is written on a pupil without a case, in the order it was written, and what has come of it.

    `away`: entries that were assessed, became an alert, or are about another pupil. `in_case`: the pupil has an open
    case of those that answer for logs; `since`: when the last of them ended, which had all that was written until then.
    """

    entries: tuple[LogEntry, ...] = ()
    asked: tuple[PatternAsked, ...] = ()
    away: frozenset[EntryId] = frozenset()
    in_case: bool = False
    since: datetime | None = None
    barred: frozenset[PersonId] = frozenset()

    @property
    def counting(self) -> dict[EntryId, LogEntry]:
        """By the entry it was first, as it is corrected, oldest first; of what is assessed a correction is not new."""
        first: dict[EntryId, EntryId] = {}
        newest: dict[EntryId, LogEntry] = {}
        old = set[EntryId]()
        for entry in self.entries:
            root = first.get(entry.corrects, entry.id) if entry.corrects else entry.id
            first[entry.id], newest[root] = root, entry
            if root == entry.id and self.since and entry.logged_at <= self.since:
                old.add(root)
        gone = old | {first.get(one, one) for one in self.away}
        return {} if self.in_case else {root: entry for root, entry in newest.items() if root not in gone}

    def waits(self, rules: Patterns) -> tuple[PatternAsked, ...]:
        """The askings that nobody has answered, oldest first; none when too little of it is left."""
        counting = self.counting
        if len(counting) < rules.entries:
            return ()
        return tuple(one for one in self.asked if not counting.keys().isdisjoint(one.entries))


def found(notes: Notes, rules: Patterns, lists: PickLists, today: date) -> tuple[EntryId, ...]:
    """The entries of the last days that are enough to ask of, or those of more days that share a place or a time of
    day; empty when they are too few.
    """
    recent = _within(rules.days, notes, today)
    alike = _alike(_within(rules.alike_days, notes, today), lists)
    return next((tuple(some) for some in (recent, *alike) if len(some) >= rules.entries), ())


def _within(days: int, notes: Notes, today: date) -> dict[EntryId, LogEntry]:
    first = today - timedelta(days=days - 1)
    return {one: entry for one, entry in notes.counting.items() if oslo_date(entry.occurred_at) >= first}


def _alike(entries: Mapping[EntryId, LogEntry], lists: PickLists) -> Iterator[list[EntryId]]:
    """Those of each place that is written of, and of each time of the day."""
    places = {one: place_in(entry.text, lists) for one, entry in entries.items()}
    for place in dict.fromkeys(filter(None, places.values())):
        yield [one for one in entries if places[one] == place]
    times = {one: at.hour * 60 + at.minute for one, entry in entries.items() if (at := entry.time_of_day)}
    for first in sorted(times.values()):
        yield [one for one, minute in times.items() if first <= minute <= first + SAME_TIME]


def may_read(person: Person, pupil: Pupil, notes: Notes, readers: Iterable[LogReader]) -> bool:
    """By the plan's rule (L463, L1091): never the next of kin, one who is barred, or whom an entry may be about; and
    who was asked because the plan's own could not be.
    """
    about = About.of(pupil)
    covered = any(
        person.has(reader.role) and reader.scope.covers(person, about.grade, about.school_class, about.base)
        for reader in readers
    )
    resort = any(person.id in asked.people for asked in notes.asked if asked.last_resort)
    may = resort or (covered and not may_be_about(person, notes.counting.values()))
    return may and _free(person, pupil, notes)


def _free(person: Person, pupil: Pupil, notes: Notes) -> bool:
    kin = pupil.external_id in person.kin
    return person.active and pupil.active and not kin and person.id not in notes.barred


def asks(
    notes: Notes,
    pupil: Pupil,
    staff: Sequence[Person],
    school_plan: SchoolPlan,
    passed: Callable[[date], int],
    now: datetime,
) -> PatternAsked | None:
    """Whom to ask now, who has not been asked; None when there is nothing to ask, or nobody more.

    `staff`: those who are there; `passed`: how many school days there are from a day until today. The next in the
    order is asked when nobody before is there, or has answered in time.
    """
    rules = school_plan.patterns
    waits = notes.waits(rules)
    entries = waits[0].entries if waits else found(notes, rules, school_plan.pick_lists, oslo_date(now))
    turns = _by_the_plan(notes, pupil, staff, school_plan)
    resort = not any(turns)
    turns = [_last_resort(notes, pupil, staff, school_plan)] if resort else turns
    turn = _turn(waits, turns, rules, passed)
    people = set[PersonId]().union(*turns[: turn + 1]) - {person for one in waits for person in one.people}
    if not (entries and people):
        return None
    told = tuple(sorted(people))
    found_in = pattern_of(entries)
    return PatternAsked(
        pattern=found_in, pupil=pupil.id, entries=entries, turn=turn, people=told, at=now, last_resort=resort
    )


def _by_the_plan(notes: Notes, pupil: Pupil, staff: Sequence[Person], school_plan: SchoolPlan) -> list[set[PersonId]]:
    """In the plan's order; else whoever of its readers may."""
    readers = school_plan.log_readers
    line = [[reader for reader in readers if reader.role == role] for role in school_plan.patterns.ask]
    turns = [{one.id for one in staff if may_read(one, pupil, notes, those)} for those in line]
    return turns if any(turns) else [{one.id for one in staff if may_read(one, pupil, notes, readers)}]


def _last_resort(notes: Notes, pupil: Pupil, staff: Sequence[Person], school_plan: SchoolPlan) -> set[PersonId]:
    """Nothing is left to nobody: the leadership and the social teachers whom no entry may be about, else the principal
    (L1169), who must hear of it.
    """
    free = [one for one in staff if _free(one, pupil, notes)]
    helps = [one for one in free if one.has(*school_plan.routing.leadership, Role.SOCIAL_TEACHER)]
    others = {one.id for one in helps if not may_be_about(one, notes.counting.values())}
    return others or {one.id for one in free if one.has(Role.PRINCIPAL)}


def _turn(
    waits: Sequence[PatternAsked], turns: Sequence[set[PersonId]], rules: Patterns, passed: Callable[[date], int]
) -> int:
    turn = max((one.turn for one in waits), default=0)
    last = max((one.at for one in waits if one.turn == turn), default=None)
    if last and passed(oslo_date(last)) >= rules.answer_school_days:
        turn += 1
    return next((place for place in range(turn, len(turns)) if turns[place]), len(turns) - 1)


def pattern_of(entries: Iterable[EntryId]) -> str:
    """The same for the same entries."""
    return hashlib.sha256(f"pattern:{sorted(entries)}".encode()).hexdigest()[:32]
