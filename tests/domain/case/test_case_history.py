"""Any order of what people can do to cases leaves them lawful, and their history tells where they stand."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.case.case import Case, Changed, Status, identify, mark_incident, receive
from domain.case.members import Access, add_member, bar, disqualify, lift_bar, off_by_rule, remove_member
from domain.case.merging import last_merged, merge, split
from domain.case.owner_notice import decide_owner_notice
from domain.errors import DomainError, Refused
from domain.event import Event, EventKind, Off
from domain.ids import CaseId, IncidentId, PersonId
from domain.incident import Mark, OwnerDecision, OwnerNotice
from domain.oslo import oslo_date
from domain.people.person import Person
from tests.kit.people.cast import case, everyone, ids, incident, pupil
from tests.kit.school import MONDAY

CASES = [
    case(1, incidents=(incident(1),)),
    case(2, incidents=(incident(2, Mark.VIOLENCE),), barred=ids("social")),
    case(3, incidents=(incident(3, Mark.SERIOUS),)),
    case(4, incidents=(incident(4),), pupil_id=None),
    case(5, incidents=(incident(5, Mark.STAFF),), enhanced=True, barred=ids("aks")),
]
which = st.sampled_from([c.id for c in CASES])
of_one_pupil = st.permutations([CASES[0].id, CASES[1].id, CASES[2].id])
people = st.sampled_from([*everyone(), replace(everyone()[0], id=PersonId("gone"), active=False)])
some = st.frozensets(people.map(lambda p: p.id), max_size=3)
incidents = st.sampled_from([incident(number).id for number in range(1, 8)])
marks = st.frozensets(st.sampled_from([Mark.SERIOUS, Mark.VIOLENCE, Mark.FORCE]), max_size=2)
reasons = st.sampled_from(["Samme hendelse", "Kjenner eleven", ""])


class History(RuleBasedStateMachine):
    """Cases as they stand, everything that happened to them, and what was ever said of each and can never be unsaid."""

    def __init__(self) -> None:
        super().__init__()
        self.cases: dict[CaseId, Case] = {c.id: c for c in CASES}
        self.events: list[Event] = []
        self.barred = {c.id: c.barred for c in CASES}
        self.inhabil: dict[CaseId, frozenset[PersonId]] = {c.id: frozenset() for c in CASES}
        self.removed = {c.id: c.removed for c in CASES}
        self.said = {c.id: {(one.id, mark) for one in c.incidents for mark in one.marks} for c in CASES}
        self.decided: dict[CaseId, set[IncidentId]] = {c.id: set() for c in CASES}
        self.before: dict[CaseId, list[tuple[Case, Case]]] = {c.id: [] for c in CASES}
        self.now = MONDAY

    def _keep(self, *steps: Changed | None) -> None:
        for after, event in filter(None, steps):
            self.cases[after.id] = after
            self.events.append(event)

    @contextlib.contextmanager
    def _perhaps(self, *touched: CaseId) -> Iterator[None]:
        """A rule may refuse; it must when the case has been merged away, and then nothing has changed."""
        self.now += timedelta(minutes=1)
        final = any(not self.cases[c].open for c in touched)
        before = dict(self.cases)
        if final:
            with pytest.raises(Refused):
                yield
        else:
            with contextlib.suppress(DomainError):
                yield
        assert not final or self.cases == before

    @rule(c=which, by=people)
    def someone_takes_it(self, c: CaseId, by: Person) -> None:
        with self._perhaps(c):
            self._keep(receive(self.cases[c], by, self.now))

    @rule(c=which, who=people, by=people, reason=reasons)
    def one_more_is_let_in(self, c: CaseId, who: Person, by: Person, reason: str) -> None:
        with self._perhaps(c):
            self._keep(add_member(self.cases[c], who, Access(reason), by, self.now))
            self.removed[c] -= {who.id}

    @rule(c=which, who=people, by=people, reason=reasons, days=st.integers(0, 9))
    def one_more_is_let_in_for_a_while(self, c: CaseId, who: Person, by: Person, reason: str, days: int) -> None:
        with self._perhaps(c):
            until = oslo_date(self.now) + timedelta(days=days)
            self._keep(add_member(self.cases[c], who, Access(reason, until=until), by, self.now))
            self.removed[c] -= {who.id}

    @rule(c=which, who=people, by=people, reason=reasons)
    def one_is_taken_off(self, c: CaseId, who: Person, by: Person, reason: str) -> None:
        with self._perhaps(c):
            self._keep(remove_member(self.cases[c], who, reason, by, self.now))
            self.removed[c] |= {who.id}

    @rule(some_order=of_one_pupil, by=people, reason=reasons)
    def two_of_one_pupil_become_one(self, some_order: list[CaseId], by: Person, reason: str) -> None:
        self.two_become_one(some_order[0], some_order[1], by, reason)

    @rule(c=which, joining=some, by=people, number=st.integers(0, 1))
    def the_pupil_is_known(self, c: CaseId, joining: frozenset[PersonId], by: Person, number: int) -> None:
        with self._perhaps(c):
            self._keep(identify(self.cases[c], pupil(number), joining, by, self.now))

    @rule(c=which, other=which, by=people, reason=reasons)
    def two_become_one(self, c: CaseId, other: CaseId, by: Person, reason: str) -> None:
        with self._perhaps(c, other):
            before = self.cases[c], self.cases[other]
            self._keep(*merge(*before, reason, by, self.now))
            self.before[c].append(before)
            self.barred[c] = self.barred[other] = self.barred[c] | self.barred[other]
            self.removed[c] |= self.removed[other]
            self.said[c] |= self.said[other]
            self.decided[c] |= self.decided[other]

    @rule(c=which, by=people, reason=reasons)
    def a_merge_is_undone(self, c: CaseId, by: Person, reason: str) -> None:
        both, gone = self.cases[c], last_merged(self.cases[c], self.cases.values())
        if gone is None:
            return
        with self._perhaps(c):
            (kept, _), (own, _) = two = split(both, gone, *self.before[c][-1], reason, by, self.now)
            self._keep(*two)
            self.before[c].pop()
            assert {one.id for one in both.incidents} == {one.id for one in (*kept.incidents, *own.incidents)}
            assert self._known(both) == self._known(kept) | self._known(own), "nothing that is known of any is lost"
            said, decided = self.said[c], self.decided[c]
            for one in (kept, own):
                theirs = {incident.id for incident in one.incidents}
                self.barred[one.id], self.removed[one.id] = both.barred, one.removed
                self.said[one.id] = {told for told in said if told[0] in theirs}
                self.decided[one.id] = decided & theirs

    @staticmethod
    def _known(c: Case) -> set[tuple[IncidentId, Mark | OwnerDecision | None]]:
        marks = {(one.id, mark) for one in c.incidents for mark in one.marks}
        return marks | {(one.id, one.owner_decision) for one in c.incidents}

    @rule(c=which, suspect=people, others=some, joining=some, by=people)
    def someone_is_named(
        self, c: CaseId, suspect: Person, others: frozenset[PersonId], joining: frozenset[PersonId], by: Person
    ) -> None:
        with self._perhaps(c):
            before, out = self.cases[c], others | {suspect.id}
            self._keep(bar(before, suspect.id, out, joining, by, self.now))
            self.barred[c] |= out
            if any(Mark.STAFF in one.marks for one in before.incidents):
                self.decided[c] -= {one.id for one in before.incidents if one.found_groundless}
            else:
                self.said[c] |= {(one.id, Mark.STAFF) for one in before.incidents[:1]}

    @rule(c=which, who=people, by=people, reason=reasons)
    def someone_is_inhabil(self, c: CaseId, who: Person, by: Person, reason: str) -> None:
        with self._perhaps(c):
            self._keep(disqualify(self.cases[c], who, reason, by, self.now))
            self.barred[c] |= {who.id}
            self.inhabil[c] |= {who.id}

    @rule(c=which, who=people, by=people, reason=reasons)
    def it_was_a_mistake(self, c: CaseId, who: Person, by: Person, reason: str) -> None:
        with self._perhaps(c):
            said = [one for one in everyone() if one.id in self.inhabil[c]]
            self._keep(lift_bar(self.cases[c], who, reason, by, self.now, frozenset(), said))
            self.barred[c] -= {who.id}

    @rule(c=which, gone=some)
    def the_case_is_no_longer_theirs(self, c: CaseId, gone: frozenset[PersonId]) -> None:
        if self.cases[c].open:
            self.cases[c], events = off_by_rule(self.cases[c], gone, Off.NOT_THEIRS, self.now)
            self.events += events

    @rule(c=which, one=incidents, new=marks, by=people, reason=reasons)
    def more_is_known(self, c: CaseId, one: IncidentId, new: frozenset[Mark], by: Person, reason: str) -> None:
        with self._perhaps(c):
            self._keep(mark_incident(self.cases[c], one, new, reason, by, self.now))
            self.said[c] |= {(one, mark) for mark in new}

    @precondition(lambda self: any(c.undecided for c in self.cases.values()))
    @rule(
        c=which,
        one=incidents,
        by=people,
        notice=st.sampled_from(OwnerNotice),
        reason=st.sampled_from(["", "Var ikke til stede"]),
    )
    def the_owner_is_thought_of(self, c: CaseId, one: IncidentId, by: Person, notice: OwnerNotice, reason: str) -> None:
        with self._perhaps(c):
            decision = OwnerDecision(notice=notice, at=self.now, by=by.id, reason=reason)
            self._keep(decide_owner_notice(self.cases[c], one, decision, by))
            assert one not in self.decided[c], "each is decided once"
            self.decided[c].add(one)

    @invariant()
    def an_end_is_of_a_membership(self) -> None:
        assert all(c.ends.keys() <= c.members for c in self.cases.values())

    @invariant()
    def nobody_barred_is_a_member(self) -> None:
        for c in self.cases.values():
            assert not c.barred & c.members
            assert c.barred == self.barred[c.id]

    @invariant()
    def who_was_taken_off_is_not_let_in_by_another_way_than_by_a_leader(self) -> None:
        for c in self.cases.values():
            assert c.open is False or c.removed == self.removed[c.id]

    @invariant()
    def what_was_said_of_an_incident_is_never_unsaid_and_its_decision_stands(self) -> None:
        for c in self.cases.values():
            assert {(one.id, mark) for one in c.incidents for mark in one.marks} == self.said[c.id]
            assert {one.id for one in c.incidents if one.owner_decision} == self.decided[c.id]

    @invariant()
    def the_history_tells_where_a_case_stands(self) -> None:
        for c in self.cases.values():
            kinds = [event.kind for event in self.events if event.case_id == c.id]
            received, away = EventKind.CASE_RECEIVED, EventKind.CASE_MERGED_AWAY
            split_away = kinds.count(EventKind.CASE_SPLIT_AWAY)
            assert (c.status is Status.MERGED) == (kinds.count(away) > split_away)
            if not split_away:
                assert (c.received_at is not None) == (received in kinds)
                assert (c.status is Status.REPORTED) == (not {received, away} & set(kinds))
            assert max(kinds.count(kind) for kind in (received, EventKind.CASE_IDENTIFIED)) <= 1

    @invariant()
    def each_decision_is_in_the_history_of_the_case_or_of_one_that_went_into_it(self) -> None:
        for c in self.cases.values():
            told = [e for e in self.events if e.case_id in c.family and e.kind is EventKind.CASE_OWNER_DECISION]
            decisions = [one.owner_decision for one in c.incidents if one.owner_decision]
            if any(e.kind is EventKind.CASE_SPLIT_AWAY for e in self.events):
                continue  # decided while they were one, it stands in the history of that
            assert {(d.at, d.notice) for d in decisions} <= {(e.at, e.details.notice) for e in told}
            assert told or not decisions

    @invariant()
    def what_was_merged_away_is_found_where_it_went(self) -> None:
        for c in self.cases.values():
            if c.merged_into:
                assert c.id in self.cases[c.merged_into].merged_from
                assert c.pupil_id == self.cases[c.merged_into].pupil_id

    @invariant()
    def only_cases_with_a_known_pupil_lose_their_search(self) -> None:
        for c in self.cases.values():
            found = [
                event for event in self.events if event.kind is EventKind.CASE_IDENTIFIED and event.case_id == c.id
            ]
            assert bool(found) == (c.id == "case4" and c.pupil_id is not None)


History.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestHistory = pytest.mark.no_cover(History.TestCase)
