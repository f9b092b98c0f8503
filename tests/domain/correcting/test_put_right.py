"""An alert as those on its cases read it."""

from domain.alert.alert import PupilRole
from domain.alert.put_right import as_put_right, with_another_pupil, with_role
from domain.ids import PupilId
from tests.kit.people.cast import alert, form, pupil, roles

FIRST, SECOND, THIRD = (pupil(number).id for number in range(3))


def test_an_alert_with_nothing_wrong_is_as_it_was_sent() -> None:
    sent = alert()
    assert as_put_right(sent) is sent


def test_the_right_pupil_stands_where_the_wrong_one_stood_and_what_was_sent_is_kept() -> None:
    sent = alert(form=form(pupils=(FIRST, SECOND), roles=roles(pupil1=PupilRole.WITNESS)))
    right = with_another_pupil(sent, FIRST, THIRD)
    assert right.form == sent.form
    read = as_put_right(right).form
    assert read.pupils == (THIRD, SECOND)
    assert (read.role_of(THIRD), read.role_of(SECOND)) == (PupilRole.EXPOSED, PupilRole.WITNESS)
    assert read.exposed == (THIRD,)


def test_it_can_be_put_right_once_more_and_back() -> None:
    once = with_another_pupil(alert(), FIRST, SECOND)
    assert as_put_right(with_another_pupil(once, SECOND, THIRD)).form.pupils == (THIRD,)
    assert as_put_right(with_another_pupil(once, SECOND, FIRST)).form.pupils == (FIRST,)


def test_an_alert_that_says_nothing_of_the_pupil_does_not_change() -> None:
    sent = alert()
    assert with_another_pupil(sent, PupilId("other"), THIRD) is sent
    assert with_role(sent, PupilId("other"), PupilRole.WITNESS) is sent
    witness = alert(form=form(pupils=(FIRST, SECOND), roles=roles(pupil1=PupilRole.WITNESS)))
    assert with_another_pupil(witness, SECOND, THIRD) is witness, "only who is exposed has a case"


def test_a_role_is_of_whom_was_meant() -> None:
    sent = alert(form=form(pupils=(FIRST, SECOND), roles=roles(pupil1=PupilRole.VIOLATOR)))
    read = as_put_right(with_role(with_another_pupil(sent, FIRST, THIRD), SECOND, PupilRole.WITNESS)).form
    assert {one: read.role_of(one) for one in read.pupils} == {THIRD: PupilRole.EXPOSED, SECOND: PupilRole.WITNESS}
    again = with_another_pupil(with_role(sent, FIRST, PupilRole.UNSURE), FIRST, THIRD)
    assert as_put_right(again).form.role_of(THIRD) is PupilRole.UNSURE
