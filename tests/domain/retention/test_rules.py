"""Nothing is deleted that is not in the archive, but by a rule the municipality has set."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.case import Case, Ending, Status
from domain.documents.editions import DocumentKind, Edition
from domain.documents.filing import Filing
from domain.ids import PersonId
from domain.oslo import oslo_date
from domain.retention.rules import WARNED, Fate, Rule, Stays, WorkingCopy, earliest, fate, years_after
from domain.school_plan.fields import Retention
from tests.kit.people.cast import case
from tests.kit.school import MONDAY

DAY = timedelta(days=1)
TIMES = Retention()
OWN = Retention(unfiled_years=10, groundless_days=30)


def closed(at: datetime = MONDAY, ended: Ending | None = None) -> Case:
    return replace(case(), status=Status.CLOSED, closed_at=at, ended=ended)


def filed(at: datetime, kind: str = DocumentKind.EVIDENCE, edition: str = Edition.ARCHIVE) -> Filing:
    return Filing(kind=kind, number="26/1-1", on=oslo_date(at), edition=edition, at=at, by=PersonId("principal"))


def known(*filings: Filing, of: Case | None = None, **also: object) -> WorkingCopy:
    values = {"case": of or closed(), "filed": filings, "waiting": (), "changed_at": MONDAY} | also
    return WorkingCopy(**values)  # type: ignore[arg-type]  # the types cannot say it


WHOLE = filed(MONDAY + DAY)


def test_a_case_that_is_closed_and_filed_goes_after_the_days_of_grace() -> None:
    told = fate(known(WHOLE), TIMES)
    assert told == Fate(rule=Rule.FILED, on=oslo_date(MONDAY + DAY) + 90 * DAY)
    assert told.on is not None
    warned = told.on - WARNED
    assert told.due(told.on, warned)
    assert not told.due(told.on - DAY, warned)


def test_it_is_told_of_two_weeks_before_and_anew_when_the_day_is_another() -> None:
    told = fate(known(WHOLE), TIMES)
    assert told.on is not None
    time = told.on - WARNED
    assert not told.to_warn(time - DAY, None)
    assert told.to_warn(time, None)
    assert not told.to_warn(time, time)
    assert told.to_warn(time, time - DAY), "of an earlier day"


def test_who_was_told_late_has_two_weeks_all_the_same() -> None:
    told = fate(known(WHOLE), TIMES)
    assert told.on is not None
    late = told.on + 30 * DAY
    assert not told.due(late, None)
    assert not told.due(late + WARNED - DAY, late)
    assert told.due(late + WARNED, late)


def test_the_days_count_from_what_was_filed_last() -> None:
    later = filed(MONDAY + 40 * DAY, DocumentKind.PLAN)
    assert fate(known(WHOLE, later), TIMES).on == oslo_date(MONDAY + 130 * DAY)


@pytest.mark.parametrize("status", [Status.REPORTED, Status.RECEIVED, Status.MERGED])
def test_an_open_case_and_one_that_went_into_another_stay(status: Status) -> None:
    told = fate(known(WHOLE, of=replace(closed(), status=status)), OWN)
    assert told == Fate(stays=Stays.OPEN)
    assert not told.due(date.max, MONDAY.date())
    assert not told.to_warn(date.max, None)


def test_one_that_was_opened_again_stays_and_must_be_filed_anew_when_it_is_closed() -> None:
    assert fate(known(WHOLE, of=replace(closed(), status=Status.RECEIVED, closed_at=None)), OWN).stays is Stays.OPEN
    again = closed(MONDAY + 9 * DAY)
    assert fate(known(WHOLE, of=again), TIMES) == Fate(stays=Stays.NOT_FILED)
    assert fate(known(WHOLE, filed(MONDAY + 9 * DAY), of=again), TIMES).on == oslo_date(MONDAY + 99 * DAY)


@pytest.mark.parametrize(
    "one",
    [
        filed(MONDAY + DAY, DocumentKind.PLAN),
        filed(MONDAY + DAY, edition=Edition.CASE),
        filed(MONDAY + DAY, edition=""),
        filed(MONDAY - DAY),
    ],
    ids=["a part", "masked", "not said for whom", "before it was closed"],
)
def test_less_than_the_whole_in_the_archive_is_not_filed(one: Filing) -> None:
    assert fate(known(one), TIMES) == Fate(stays=Stays.NOT_FILED)


def test_while_a_document_waits_to_be_filed_it_is_not() -> None:
    assert fate(known(WHOLE, waiting=(DocumentKind.PLAN,)), TIMES) == Fate(stays=Stays.NOT_FILED)


def test_what_was_never_filed_goes_by_the_municipalitys_own_rule_and_by_nothing_else() -> None:
    assert fate(known(), TIMES) == Fate(stays=Stays.NOT_FILED)
    assert fate(known(), OWN) == Fate(rule=Rule.UNFILED, on=date(2036, 11, 23))


def test_so_does_what_was_registered_wrongly() -> None:
    wrong = closed(ended=Ending.MISREGISTERED)
    assert fate(known(of=wrong), TIMES) == Fate(stays=Stays.NOT_FILED)
    assert fate(known(of=wrong), OWN) == Fate(rule=Rule.GROUNDLESS, on=oslo_date(MONDAY) + 30 * DAY)
    assert fate(known(of=wrong), Retention(unfiled_years=1)).rule is Rule.UNFILED


def test_a_leap_day_is_followed_by_the_first_of_march() -> None:
    assert years_after(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


moments = st.integers(0, 2000).map(lambda days: MONDAY + days * DAY)
times = st.builds(
    Retention,
    grace_days=st.integers(14, 400),
    unfiled_years=st.none() | st.integers(1, 30),
    groundless_days=st.none() | st.integers(14, 400),
)
kinds = st.sampled_from([DocumentKind.EVIDENCE, DocumentKind.PLAN])
filings = st.builds(filed, moments, kinds, st.sampled_from(["", *Edition]))
cases = st.builds(closed, moments, st.none() | st.sampled_from(Ending))
anything = st.builds(
    WorkingCopy,
    case=cases | cases.map(lambda one: replace(one, status=Status.RECEIVED)),
    filed=st.lists(filings, max_size=4),
    waiting=st.sampled_from([(), (DocumentKind.PLAN,)]),
    changed_at=moments,
    postponed=st.none() | moments.map(oslo_date),
    held=st.booleans(),
)


@given(anything, times)
def test_it_is_the_archive_or_the_municipalitys_rule(told: WorkingCopy, kept: Retention) -> None:
    found = fate(told, kept)
    assert (found.on is None) == (found.rule is None) == (found.stays is not None)
    if found.rule is Rule.FILED:
        last = max(told.changed_at, told.case.closed_at or told.changed_at)
        archived = [one.at for one in told.filed if one.kind == DocumentKind.EVIDENCE and one.edition == "arkivet"]
        assert max(archived) >= last
        assert not told.waiting
        assert found.on >= oslo_date(last) + kept.grace_days * DAY  # type: ignore[operator]  # the types cannot say it
    elif found.rule is not None:
        assert kept.own_rules


@given(anything, times)
def test_without_rules_of_its_own_nothing_goes_that_is_not_filed(told: WorkingCopy, kept: Retention) -> None:
    none = Retention(grace_days=kept.grace_days)
    assert fate(replace(told, filed=()), none).stays is not None


@given(anything, times, moments)
def test_no_change_no_word_and_no_day_makes_it_go_earlier(told: WorkingCopy, kept: Retention, later: datetime) -> None:
    before = fate(replace(told, held=False, postponed=None), kept)
    assert fate(replace(told, held=True), kept).on is None
    postponed = fate(replace(told, held=False, postponed=oslo_date(later)), kept)
    assert (postponed.rule, postponed.stays) == (before.rule, before.stays)
    if before.on is not None and postponed.on is not None:
        assert postponed.on >= max(before.on, oslo_date(later))
    if before.rule is not Rule.FILED:
        return
    changed = fate(replace(told, held=False, postponed=None, changed_at=max(told.changed_at, later)), Retention())
    assert changed.on is None or changed.on >= oslo_date(max(told.changed_at, later)) + 90 * DAY


@given(anything, times)
def test_nothing_is_told_or_done_of_it_before_little_tells_that_it_may_be_time(
    told: WorkingCopy, kept: Retention
) -> None:
    found = fate(told, kept)
    if found.on:
        assert earliest(told.case, kept, filed=bool(told.filed)) <= found.on - WARNED


def test_an_open_case_never_has_its_time() -> None:
    assert earliest(case(), Retention(), filed=True) == date.max


def test_what_was_registered_wrongly_may_be_time_for_by_the_municipalitys_own_rule() -> None:
    wrong, own = closed(ended=Ending.MISREGISTERED), Retention(groundless_days=30)
    assert earliest(wrong, own, filed=False) == oslo_date(MONDAY) + 30 * DAY - WARNED
    assert earliest(closed(), own, filed=False) == date.max
