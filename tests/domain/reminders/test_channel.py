"""Which channels are told of what, and of which grades of it."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ChannelId, PersonId, SchoolId
from domain.people.person import Person, Role
from domain.reminders.channel import (
    GRADES,
    PURPOSE_LABELS,
    Channel,
    gets,
    grades_of,
    label,
    offered,
    receiving,
    told_of,
    unreceived,
)
from domain.school_plan.year_task import Purpose, YearTask
from domain.text.messages import school_words
from tests.kit.year.days import THE_PLAN

ALL = None


def _channel(key: str, *receives: str) -> Channel:
    return Channel(id=ChannelId(key), receives=frozenset(receives))


def _task(posted_to: str | Sequence[str], *grades: int) -> YearTask:
    written = {
        "id": "en",
        "title": "En",
        "text": "En",
        "source": "L1",
        "owners": ["rektor"],
        "posted_to": posted_to,
        "grades": grades,
        "rule": {"kind": "dato", "dates": ["1. november"]},
    }
    return YearTask.model_validate(written)


YEAR, FOURTH, HEADS = _channel("y", "årshjul"), _channel("4", "trinn 4"), _channel("l", "ledelse", "trinn 1")
SCHOOL = [YEAR, FOURTH, HEADS]


def test_where_a_task_is_posted() -> None:
    assert receiving(SCHOOL, [Purpose.YEAR]) == [YEAR]
    assert receiving(SCHOOL, [Purpose.GRADE], [4, 1]) == [FOURTH, HEADS]
    assert receiving(SCHOOL, [Purpose.GRADE]) == SCHOOL, "of no grade is of all"
    assert receiving(SCHOOL, [Purpose.GRADE], school=[1, 4]) == [FOURTH, HEADS], "all that the school has"
    assert receiving(SCHOOL, [Purpose.LEADERSHIP]) == [HEADS]
    assert receiving(SCHOOL, [Purpose.AKS]) == [YEAR], "what nobody asked for is not lost"
    assert receiving(SCHOOL, [Purpose.GRADE], [7]) == [YEAR]
    assert receiving(SCHOOL, [Purpose.EVALUATIONS]) == [], "but a case is spoken of only where a leader has said so"
    assert receiving([], [Purpose.YEAR]) == []


def test_of_which_grades_a_channel_is_told() -> None:
    assert told_of(gets(SCHOOL, FOURTH), _task("trinn")) == frozenset({4})
    assert told_of(gets(SCHOOL, YEAR), _task("trinn"), [1, 4, 5, 6]) == frozenset({5, 6}), "only those nobody receives"
    assert told_of(gets(SCHOOL, YEAR), _task("trinn", 1, 4, 5), [1, 4, 5, 6]) == frozenset({5})
    assert told_of(gets(SCHOOL, YEAR), _task("trinn", 4)) == frozenset()
    assert told_of(gets(SCHOOL, FOURTH), _task("trinn", 4)) is ALL
    assert told_of(gets([YEAR], YEAR), _task("trinn")) is ALL, "nobody receives any"
    assert told_of(gets(SCHOOL, YEAR), _task("årshjul", 4)) is ALL
    assert told_of(gets(SCHOOL, FOURTH), _task("årshjul", 4)) == frozenset()
    assert told_of(gets(SCHOOL, YEAR), _task("trinn", 9), [4, 6]) is ALL, "a grade the school does not have"


def test_a_task_for_several_purposes_is_told_once_in_each_channel() -> None:
    aks, both = _channel("a", "aks"), _channel("b", "aks", "årshjul")
    task = _task(["årshjul", "aks"])
    assert receiving([YEAR, aks, FOURTH], task.posted_to) == [YEAR, aks]
    assert receiving([YEAR, FOURTH], task.posted_to) == [YEAR]
    assert receiving([both], task.posted_to) == [both]
    assert told_of(gets([YEAR, FOURTH], FOURTH), _task(["ledelse", "trinn"])) == frozenset({4})
    assert told_of(gets([YEAR, FOURTH], YEAR), _task(["ledelse", "trinn"])) is ALL, "for want of one for leaders"


PURPOSES = st.sampled_from([one for one in Purpose if one is not Purpose.EVALUATIONS])
BOUND = st.builds(_channel, st.uuids().map(str), st.sampled_from(offered(GRADES)), st.sampled_from(offered(GRADES)))


@given(
    st.lists(BOUND, max_size=5),
    st.lists(PURPOSES, min_size=1, max_size=3),
    st.sets(st.sampled_from(GRADES)),
    st.sets(st.sampled_from(GRADES), min_size=1),
)
def test_no_grade_of_any_task_is_lost_while_a_channel_receives_the_year(
    channels: list[Channel], purposes: list[Purpose], grades: set[int], school: set[int]
) -> None:
    channels = [YEAR, *channels]
    task = _task([*purposes], *grades)
    wanted = (grades & school) or grades or school
    told = [told_of(gets(channels, one), task, school) for one in channels]
    assert any(one is ALL for one in told) or frozenset[int]().union(*filter(None, told)) == wanted
    assert all(one is ALL or one < wanted for one in told)
    assert receiving(channels, purposes, grades, school) == [
        channel for channel, one in zip(channels, told, strict=True) if one is ALL or one
    ]


def test_what_a_school_can_choose_from() -> None:
    assert offered([4, 1, 4]) == [*PURPOSE_LABELS, "trinn 1", "trinn 4"]
    assert [label(one) for one in offered([10])][-2:] == ["SFO: oppgavene til SFO", "Trinn 10"]
    school_words.set(THE_PLAN.own_words)
    assert [label(one) for one in offered([10])][-2:] == ["AKS: oppgavene til AKS", "Trinn 10"], (
        "as the school calls it"
    )


def test_what_nobody_receives() -> None:
    assert unreceived(SCHOOL, offered([1, 4, 6])) == ["evalueringer", "aks", "trinn 6"]


def test_the_grades_of_a_school_are_those_its_staff_works_with() -> None:
    def person(grades: Sequence[int] = (), classes: Sequence[str] = ()) -> Person:
        return Person(
            id=PersonId("p"),
            school_id=SchoolId("s"),
            entra_object_id="o",
            upn="u",
            name="n",
            roles=frozenset({Role.TEACHER}),
            grades=frozenset(grades),
            classes=frozenset(classes),
        )

    assert grades_of([person([4]), person(classes=["4B", "6A", "Innføring"])]) == frozenset({4, 6})
    assert grades_of([person()]) == set(GRADES)


def test_a_channel_is_known_by_its_name_or_by_what_it_receives() -> None:
    assert Channel(id=ChannelId("a"), name="Ansatte").known_as == "kanalen «Ansatte»"
    assert _channel("b", "trinn 4", "årshjul").known_as == "kanalen for trinn 4, årshjul"
