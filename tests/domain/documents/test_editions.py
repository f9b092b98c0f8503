from itertools import product

import pytest

from domain.documents.editions import DocumentKind, Edition, Info, leaves_out_staff, may_leave_out_staff, told_in

PLAN = DocumentKind.PLAN


def test_roles_stand_for_names_when_that_is_asked_and_never_in_the_archive() -> None:
    assert {edition for edition in Edition if leaves_out_staff(PLAN, edition, asked=True)} == {
        Edition.CASE,
        Edition.HOME,
    }
    assert not any(leaves_out_staff(PLAN, edition, asked=False) for edition in Edition)


@pytest.mark.parametrize("kind", [DocumentKind.INVITATION, DocumentKind.CLOSING, DocumentKind.MY_PLAN])
def test_whom_to_turn_to_stands_by_name_in_what_is_from_people(kind: DocumentKind) -> None:
    assert not may_leave_out_staff(kind)
    assert not leaves_out_staff(kind, Edition.HOME, asked=True)


def test_the_record_of_force_on_another_is_filed_and_told_nowhere_else() -> None:
    told = {(k, e) for k, e in product(DocumentKind, Edition) if Info.FORCE_ON_OTHERS in told_in(k, e)}
    assert told == {(DocumentKind.CHRONOLOGY, Edition.ARCHIVE), (DocumentKind.EVIDENCE, Edition.ARCHIVE)}
