"""Any order of what people can do to cases leaves them lawful, and their history tells where they stand."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.case import (
    Case,
    OwnerDecision,
    OwnerNotice,
    Status,
    Step,
    add_member,
    bar,
    decide_owner_notice,
    identify,
    merge,
    receive,
    remove_member,
)
from domain.errors import DomainError, Refused
from domain.event import CaseId, Event
from domain.people import Person, PersonId
from tests.kit.cast import case, everyone, ids, pupil
from tests.kit.school import MONDAY

CASES = [
    case(1),
    case(2, barred=ids("social")),
    case(3, serious=True),
    case(4, pupil_id=None),
    case(5, enhanced=True, barred=ids("aks")),
]
which = st.sampled_from([c.id for c in CASES])
of_one_pupil = st.permutations([CASES[0].id, CASES[1].id, CASES[2].id])
people = st.sampled_from([*everyone(), everyone()[0].model_copy(update={"id": PersonId("gone"), "active": False})])
some = st.frozensets(people.map(lambda p: p.id), max_size=3)
reasons = st.sampled_from(["Samme hendelse", "Kjenner eleven", ""])


class History(RuleBasedStateMachine):
    """Cases as they stand, everything that happened to them, and all who were ever barred from each."""

    def __init__(self) -> None:
        super().__init__()
        self.cases: dict[CaseId, Case] = {c.id: c for c in CASES}
        self.events: list[Event] = []
        self.barred = {c.id: c.barred for c in CASES}
        self.now = MONDAY

    def _keep(self, *steps: Step | None) -> None:
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
            self._keep(add_member(self.cases[c], who, reason, by, self.now))

    @rule(c=which, who=people, by=people, reason=reasons)
    def one_is_taken_off(self, c: CaseId, who: Person, by: Person, reason: str) -> None:
        with self._perhaps(c):
            self._keep(remove_member(self.cases[c], who, reason, by, self.now))

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
            self._keep(*merge(self.cases[c], self.cases[other], reason, by, self.now))
            self.barred[c] = self.barred[other] = self.barred[c] | self.barred[other]

    @rule(c=which, who=some, joining=some, by=people)
    def someone_is_named(self, c: CaseId, who: frozenset[PersonId], joining: frozenset[PersonId], by: Person) -> None:
        with self._perhaps(c):
            self._keep(bar(self.cases[c], who, joining, by, self.now))
            self.barred[c] |= who

    @precondition(lambda self: any(c.needs_owner_decision for c in self.cases.values()))
    @rule(c=which, by=people, notice=st.sampled_from(OwnerNotice), reason=st.sampled_from(["", "Var ikke til stede"]))
    def the_owner_is_thought_of(self, c: CaseId, by: Person, notice: OwnerNotice, reason: str) -> None:
        with self._perhaps(c):
            decision = OwnerDecision(notice=notice, at=self.now, by=by.id, reason=reason)
            self._keep(decide_owner_notice(self.cases[c], decision, by))

    @invariant()
    def nobody_barred_is_a_member(self) -> None:
        for c in self.cases.values():
            assert not c.barred & c.members
            assert c.barred == self.barred[c.id]

    @invariant()
    def the_history_tells_where_a_case_stands(self) -> None:
        for c in self.cases.values():
            kinds = [event.kind for event in self.events if event.case_id == c.id]
            assert (c.received_at is not None) == ("case:received" in kinds)
            assert (c.status is Status.MERGED) == ("case:merged_away" in kinds)
            assert (c.status is Status.REPORTED) == (not {"case:received", "case:merged_away"} & set(kinds))
            assert (c.owner_decision is not None) == ("case:owner_decision" in kinds)
            assert max(kinds.count(k) for k in ("case:received", "case:identified", "case:owner_decision")) <= 1

    @invariant()
    def what_was_merged_away_is_found_where_it_went(self) -> None:
        for c in self.cases.values():
            if c.merged_into:
                assert c.id in self.cases[c.merged_into].merged_from
                assert c.pupil_id == self.cases[c.merged_into].pupil_id

    @invariant()
    def only_cases_with_a_known_pupil_lose_their_search(self) -> None:
        for c in self.cases.values():
            found = [event for event in self.events if event.kind == "case:identified" and event.case_id == c.id]
            assert bool(found) == (c.id == "case4" and c.pupil_id is not None)


History.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestHistory = History.TestCase
