"""Forms that were put away: found by whose they are, gone with their case, and readable by their owner alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import NotFound
from domain.ids import CaseId, PersonId
from domain.text.form_draft import FormDraft
from storage.case.form_drafts import LIFE
from storage.keys import of_case
from tests.kit.damage import flip
from tests.kit.people.cast import case
from tests.kit.school import FACT, MONDAY, SCHOOL
from tests.storage.conftest import Begin

LINE, SOCIAL = PersonId("line"), PersonId("social")
LOG = FormDraft(id="one", form="case.log", kept_at=MONDAY, case_id=CaseId("case1"), ids={}, answers={"text": FACT})
OTHER = replace(LOG, id="two", case_id=CaseId("case2"), kept_at=MONDAY + timedelta(hours=1))
AWAY = replace(LOG, id="three", form="away", case_id=None)


@pytest.fixture
def kept(school: Begin) -> Begin:
    with school() as tx:
        for number in (1, 2):
            tx.cases.open(case(number))
        for draft in (LOG, OTHER, AWAY):
            tx.form_drafts.keep(draft, LINE, draft.form)
    return school


def test_they_are_their_owners(kept: Begin) -> None:
    with kept() as tx:
        assert tx.form_drafts.of(LINE)[0] == OTHER
        assert {one.id for one in tx.form_drafts.of(LINE)} == {"one", "two", "three"}
        assert tx.form_drafts.of(SOCIAL) == []
        assert tx.form_drafts.get("one", LINE) == LOG
        assert tx.form_drafts.newest(LINE, "case.log") == OTHER
        assert tx.form_drafts.newest(SOCIAL, "case.log") is None
        tx.form_drafts.drop("one", SOCIAL)
        with pytest.raises(NotFound):
            tx.form_drafts.get("one", SOCIAL)
        assert tx.form_drafts.get("one", LINE) == LOG


def test_they_end_with_their_case_and_without_one_after_a_week(kept: Begin) -> None:
    with kept() as tx:
        tx.form_drafts.drop_of_case(CaseId("case1"))
        tx.form_drafts.drop_expired(MONDAY + LIFE)
        assert {one.id for one in tx.form_drafts.of(LINE)} == {"two", "three"}
        tx.form_drafts.drop_expired(MONDAY + LIFE + timedelta(seconds=1))
        assert [one.id for one in tx.form_drafts.of(LINE)] == ["two"]


def test_nobody_reads_one_whose_cases_key_is_deleted(kept: Begin) -> None:
    with kept() as tx:
        tx.keys.delete(SCHOOL, [of_case("case1")])
    with kept() as tx:
        assert {one.id for one in tx.form_drafts.of(LINE)} == {"two", "three"}


@pytest.mark.parametrize("column", ["sealed", "sealed_case"])
def test_one_that_was_changed_is_passed_by(kept: Begin, url: str, column: str) -> None:
    flip(url, "form_drafts", "one", column)
    with kept() as tx:
        assert {one.id for one in tx.form_drafts.of(LINE)} == {"two", "three"}
        with pytest.raises(NotFound):
            tx.form_drafts.get("one", LINE)
