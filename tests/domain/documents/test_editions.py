from itertools import product

from domain.documents.editions import DocumentKind, Edition, Info, leaves_out_staff, told_in


def test_roles_stand_for_names_when_that_is_asked_and_never_in_the_archive() -> None:
    assert {edition for edition in Edition if leaves_out_staff(edition, asked=True)} == {Edition.CASE, Edition.HOME}
    assert not any(leaves_out_staff(edition, asked=False) for edition in Edition)


def test_the_record_of_force_on_another_is_filed_and_told_nowhere_else() -> None:
    told = {(k, e) for k, e in product(DocumentKind, Edition) if Info.FORCE_ON_OTHERS in told_in(k, e)}
    assert told == {(DocumentKind.CHRONOLOGY, Edition.ARCHIVE), (DocumentKind.EVIDENCE, Edition.ARCHIVE)}
