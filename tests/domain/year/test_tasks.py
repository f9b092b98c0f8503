"""How the årshjul's tasks stand, part by part: done, put off, taken back, late."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid, Refused
from domain.people.person import Role
from domain.school_plan.year_task import Per
from domain.year.parts import WHOLE, in_order, of_grades, own_parts, part_label, parts_of
from domain.year.taking import Taker, asks_which, finish, may_undo, put_off, takes_back, undo, undone_with_reason
from domain.year.tasks import TaskState, YearRecord, agenda, is_for, owned, year_states
from domain.year.wheel import wheel
from tests.kit.people.cast import person
from tests.kit.school_plans import altered
from tests.kit.steps.journey import THE_PLAN, noon

PEOPLE = [person(key) for key in ("principal", "line", "social", "teacher", "teacher6", "base", "assistant")]
TASKS = {task.id: task for task in THE_PLAN.year}
WHEEL = wheel(THE_PLAN)
FIRST, NOVEMBER = date(2026, 8, 17), date(2026, 11, 12)
BY_CLASS, ONCE = "utviklingssamtale_1", "aktivitetskveld"
DUE = date(2026, 10, 30)


def states(*records: YearRecord) -> dict[str, TaskState]:
    return {state.task.id: state for state in year_states(WHEEL, records, PEOPLE)}


def by(key: str) -> Taker:
    return Taker(person=person(key))


def done(task: str, who: str, *before: YearRecord, on: date = NOVEMBER, parts: tuple[str, ...] = ()) -> YearRecord:
    record = finish(states(*before)[task], f"r{len(before)}", by(who), noon(on), parts=frozenset(parts))
    assert record
    return record


def later(
    task: str, who: str, until: date, *before: YearRecord, on: date = NOVEMBER, parts: tuple[str, ...] = ()
) -> YearRecord:
    state, chosen = states(*before)[task], frozenset(parts)
    record = put_off(state, f"p{len(before)}", until, "Opptatt", by(who), noon(on), THE_PLAN, parts=chosen)
    assert record
    return record


def test_a_contact_teacher_is_done_with_the_own_class_and_a_leader_with_those_chosen() -> None:
    first = done(BY_CLASS, "teacher")
    state = states(first)[BY_CLASS]
    assert first.parts == {"4B"}
    assert state.done == {"4B": NOVEMBER}
    assert state.left == {"6A"}
    assert state.done_on is None
    assert finish(state, "r", by("teacher"), noon(NOVEMBER)) is None, "a second press"
    whole = states(first, done(BY_CLASS, "line", first))[BY_CLASS]
    assert whole.done == {"4B": NOVEMBER, "6A": NOVEMBER}
    assert whole.done_on == NOVEMBER
    assert finish(whole, "r", by("teacher6"), noon(NOVEMBER)) is None


def test_who_may_choose_among_several_is_asked_which() -> None:
    state = states()[BY_CLASS]
    assert asks_which(state, by("principal")) == {"4B", "6A"}
    assert asks_which(state, by("teacher")) == frozenset()
    assert asks_which(states()[ONCE], by("principal")) == frozenset()
    with pytest.raises(Invalid, match="Velg hvem det gjelder"):
        finish(state, "r", by("principal"), noon(NOVEMBER))
    with pytest.raises(Invalid, match="Velg fra listen"):
        finish(state, "r", by("teacher"), noon(NOVEMBER), parts=frozenset({"6A"}))
    assert done(BY_CLASS, "principal", parts=("6A",)).parts == {"6A"}


def test_a_teacher_of_two_classes_chooses_between_them() -> None:
    people = [*PEOPLE, replace(person("assistant"), roles=person("teacher").roles, classes=frozenset({"4A", "6A"}))]
    state = next(one for one in year_states(WHEEL, [], people) if one.task.id == BY_CLASS)
    both = Taker(person=people[-1])
    assert asks_which(state, both) == {"4A", "6A"}
    one = finish(state, "r", both, noon(NOVEMBER), parts=frozenset({"4A"}))
    assert one
    assert one.parts == {"4A"}
    state = next(one for one in year_states(WHEEL, [one], people) if one.task.id == BY_CLASS)
    assert asks_which(state, both) == frozenset(), "there is one left"
    rest = finish(state, "r2", both, noon(NOVEMBER))
    assert rest
    assert rest.parts == {"6A"}


def test_who_stands_in_does_it_for_both() -> None:
    stand_in = Taker(person=person("teacher6"), stands_in_for=(person("teacher"),))
    assert asks_which(states()[BY_CLASS], stand_in) == {"4B", "6A"}
    with pytest.raises(Refused, match="gjøres av"):
        finish(states()[ONCE], "r", stand_in, noon(NOVEMBER))


def test_who_is_done_with_the_own_and_leads_does_what_is_left() -> None:
    leads = Taker(person=replace(person("teacher"), roles=person("teacher").roles | person("principal").roles))
    first = finish(states()[BY_CLASS], "r", leads, noon(NOVEMBER), parts=frozenset({"4B"}))
    assert first
    state = states(first)[BY_CLASS]
    last = finish(state, "r2", leads, noon(NOVEMBER))
    assert last
    assert last.parts == {"6A"}
    later = put_off(state, "r2", date(2026, 11, 27), "Opptatt", leads, noon(NOVEMBER), THE_PLAN)
    assert later
    assert later.parts == {"6A"}


def test_a_task_that_is_done_once_is_done_for_all() -> None:
    state = states(done(ONCE, "social"))[ONCE]
    assert state.parts == {WHOLE}
    assert state.once
    assert state.done_on == NOVEMBER
    assert finish(state, "r", by("principal"), noon(NOVEMBER)) is None


def test_a_task_is_its_owners_and_the_leaders() -> None:
    for act in (finish, partial(undo, undoes="r0")):
        with pytest.raises(Refused, match="gjøres av"):
            act(states()[ONCE], "r", by=by("assistant"), now=noon(NOVEMBER))
    survey = altered(TASKS["elevundersøkelsen"], grades=(5, 6, 7), per=Per.GRADE)
    state = replace(states()["elevundersøkelsen"], one=replace(states()["elevundersøkelsen"].one, task=survey))
    state = replace(state, parts=parts_of(survey, PEOPLE))
    assert state.parts == {"6"}
    with pytest.raises(Refused, match="gjøres av"):
        finish(state, "r", by("teacher"), noon(NOVEMBER))
    assert finish(state, "r", by("teacher6"), noon(NOVEMBER))


def test_what_was_said_today_can_be_taken_back_by_anyone_whose_it_is() -> None:
    first = done(BY_CLASS, "principal", parts=("4B",))
    state = states(first)[BY_CLASS]
    assert takes_back(state, by("teacher")) == [first]
    assert takes_back(state, by("teacher6")) == []
    with pytest.raises(Refused, match="ingenting å angre"):
        undo(state, "u", first.id, by("teacher6"), noon(NOVEMBER))
    taken_back = undo(state, "u", first.id, by("teacher"), noon(NOVEMBER))
    assert taken_back
    assert taken_back.undoes == first.id
    state = states(first, taken_back)[BY_CLASS]
    assert (state.done, state.done_on) == ({}, None)
    assert undo(state, "u2", first.id, by("teacher"), noon(NOVEMBER)) is None, "a second press"


def test_of_what_was_said_of_several_classes_each_takes_back_the_own() -> None:
    first = done(BY_CLASS, "principal", parts=("4B", "6A"))
    taken_back = undo(states(first)[BY_CLASS], "u", first.id, by("teacher"), noon(NOVEMBER))
    assert taken_back
    assert taken_back.parts == {"4B"}
    state = states(first, taken_back)[BY_CLASS]
    assert state.left == {"4B"}
    rest = undo(state, "u2", first.id, by("principal"), noon(NOVEMBER))
    assert rest
    assert rest.parts == {"6A"}
    assert states(first, taken_back, rest)[BY_CLASS].left == {"4B", "6A"}


def test_one_record_is_taken_back_and_not_those_after_it() -> None:
    wrong = done(BY_CLASS, "teacher")
    right = done(BY_CLASS, "teacher6", wrong)
    state = states(wrong, right)[BY_CLASS]
    taken_back = undo(state, "u", wrong.id, by("principal"), noon(NOVEMBER))
    assert taken_back
    assert states(wrong, right, taken_back)[BY_CLASS].done == {"6A": NOVEMBER}


def test_what_was_done_once_is_done_for_each_when_that_is_how_it_is_done() -> None:
    record = done(ONCE, "principal")
    evening = altered(TASKS[ONCE], owners=(Role.CONTACT_TEACHER,), per=Per.CLASS)
    wheel_now = [replace(one, task=evening) if one.task.id == ONCE else one for one in WHEEL]
    state = next(one for one in year_states(wheel_now, [record], PEOPLE) if one.task.id == ONCE)
    assert state.done.keys() == {"4B", "6A"}
    taken_back = undo(state, "u", record.id, by("teacher"), noon(NOVEMBER))
    assert taken_back
    assert taken_back.parts == {"4B"}


def test_what_was_taken_back_stays_so_when_it_is_done_once_again() -> None:
    record = done(ONCE, "principal")
    evening = altered(TASKS[ONCE], owners=(Role.CONTACT_TEACHER,), per=Per.CLASS)
    by_class = [replace(one, task=evening) if one.task.id == ONCE else one for one in WHEEL]
    state = next(one for one in year_states(by_class, [record], PEOPLE) if one.task.id == ONCE)
    taken_back = undo(state, "u", record.id, by("principal"), noon(NOVEMBER))
    assert taken_back
    assert taken_back.parts == {"4B", "6A"}
    assert states(record, taken_back)[ONCE].left == {WHOLE}


def test_later_a_leader_says_why() -> None:
    first = done(BY_CLASS, "teacher")
    said, tomorrow = states(first)[BY_CLASS], noon(NOVEMBER + timedelta(days=1))
    with pytest.raises(Refused, match="kan angres samme dag"):
        undo(said, "u", first.id, by("teacher"), tomorrow)
    assert not may_undo(first, by("teacher"), NOVEMBER + timedelta(days=1))
    assert undone_with_reason(first, NOVEMBER + timedelta(days=1))
    with pytest.raises(Invalid, match="Skriv en kort grunn"):
        undo(said, "u", first.id, by("principal"), tomorrow)
    taken_back = undo(said, "u", first.id, by("principal"), tomorrow, reason="Ble ikke holdt")
    assert taken_back
    assert taken_back.note == "Ble ikke holdt"
    assert states(first, taken_back)[BY_CLASS].done == {}


def test_what_was_put_off_can_be_taken_back_too() -> None:
    moved = later(ONCE, "social", date(2026, 12, 4))
    taken_back = undo(states(moved)[ONCE], "u", moved.id, by("social"), noon(NOVEMBER))
    assert taken_back
    assert states(moved, taken_back)[ONCE].due == states()[ONCE].due


@pytest.mark.parametrize(
    ("who", "until", "says"),
    [
        ("social", date(2026, 11, 27), "etter fristen"),
        ("social", date(2026, 12, 5), "skoledag"),
        ("social", date(2026, 12, 24), "skoledag"),
        ("principal", date(2027, 6, 21), "skoledag"),
        ("social", date(2027, 1, 15), "innen fire uker"),
    ],
)
def test_a_task_is_put_off_to_an_open_day_not_too_far_away(who: str, until: date, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        put_off(states()[ONCE], "p", until, "Opptatt", by(who), noon(NOVEMBER), THE_PLAN)
    assert later(ONCE, "principal", date(2027, 1, 15)).until == date(2027, 1, 15)


def test_what_is_put_off_is_not_told_until_its_new_day() -> None:
    record = later(ONCE, "social", date(2026, 12, 4))
    state = states(record)[ONCE]
    assert (state.due, record.note) == (date(2026, 12, 4), "Opptatt")
    assert state.posts == {date(2026, 11, 2), date(2026, 12, 4)}
    assert state.reminders == frozenset()
    assert put_off(state, "p2", date(2026, 12, 4), "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN) is None
    finished = states(record, done(ONCE, "social", record))[ONCE]
    assert finished.posts == {date(2026, 11, 2)}, "and not when it is done"
    with pytest.raises(Refused, match="ferdig fra før"):
        put_off(finished, "p3", date(2026, 12, 11), "Opptatt", by("social"), noon(NOVEMBER), THE_PLAN)


def test_what_aks_does_is_put_off_to_a_day_that_aks_is_open() -> None:
    autumn_holiday = date(2026, 9, 28)
    record = put_off(states()["aks_kap12"], "p", autumn_holiday, "Opptatt", by("base"), noon(FIRST), THE_PLAN)
    assert record


def test_one_class_is_put_off_and_not_the_others() -> None:
    october = date(2026, 10, 20)
    state = states(later(BY_CLASS, "teacher", date(2026, 11, 6), on=october))[BY_CLASS]
    assert (state.due_of("4B"), state.due_of("6A"), state.due) == (date(2026, 11, 6), DUE, DUE)
    assert state.late_parts(date(2026, 11, 2)) == {"6A"}
    mine = state.of(frozenset({"4B"}))
    assert mine.due == date(2026, 11, 6)
    assert mine.posts == {date(2026, 10, 5), date(2026, 11, 6)}
    assert state.of(frozenset({"4B"})).of(frozenset({"1A"})) == mine, "of none of them it is all"


def test_what_may_be_left_out_and_a_meeting_is_never_late() -> None:
    year = states()
    assert year[BY_CLASS].late(NOVEMBER)
    assert not year["teamtid"].late(date(2027, 6, 30))
    assert not year["fau_august"].late(NOVEMBER)


def test_a_month_has_what_is_late_what_waits_what_is_done_and_what_comes() -> None:
    found = agenda(states(done(ONCE, "social")).values(), NOVEMBER)
    assert BY_CLASS in {state.task.id for state in found.late}
    missed = [state.task.id for state in found.late]
    assert len(missed) == len(set(missed)), "of what comes every month, the last round only"
    assert next(state.due.month for state in found.late if state.task.id == "blime") == 9, "and not in August too"
    assert [state.task.id for state in found.done] == [ONCE]
    assert all(state.due.month == 11 for state in found.now)
    assert {state.due.month for state in found.following} == {12}
    assert not any(state.task.meeting for state in (*found.late, *found.now, *found.following))
    december = agenda(states().values(), date(2026, 12, 31))
    assert {state.due.month for state in december.following} == {1}


def test_what_a_task_is_done_for() -> None:
    council, base = TASKS["elevrådsvalg"], person("base")
    assert parts_of(council, PEOPLE) == {"4B", "6A"}
    assert parts_of(altered(council, grades=(1,)), PEOPLE) == {WHOLE}, "no such class: once, for all"
    assert parts_of(altered(council, per=Per.GRADE), PEOPLE) == {"4", "6"}
    assert parts_of(altered(council, per=Per.BASE), PEOPLE) == base.bases
    assert parts_of(altered(council, per=Per.SCHOOL), PEOPLE) == {WHOLE}
    assert parts_of(council, [person("teacher6")], ["4B", "4C"]) == {"4B", "4C", "6A"}, "one whose teacher has left"
    assert parts_of(altered(council, per=Per.GRADE), [], ["4B", "6A", "Mottak"]) == {"4", "6"}
    odd = replace(person("teacher"), classes=frozenset({"Mottak"}))
    assert parts_of(council, [odd]) == {WHOLE}
    assert parts_of(altered(council, grades=()), [odd]) == {"Mottak"}
    assert in_order({"10A", "4B", "4A", "Mottak"}) == ["Mottak", "4A", "4B", "10A"]
    assert [part_label(Per.CLASS, "4B"), part_label(Per.GRADE, "4"), part_label(Per.BASE, "Ugla")] == [
        "4B",
        "trinn 4",
        "Ugla",
    ]
    assert of_grades(frozenset({"4B", "6A", "Mottak"}), [4]) == {"4B", "Mottak"}


def test_whose_a_task_is() -> None:
    fourth, social, base = person("teacher"), person("social"), person("base")
    council, parts = TASKS["elevrådsvalg"], frozenset({"4B", "6A"})
    assert own_parts(council, parts, fourth) == {"4B"}
    assert own_parts(council, parts, replace(fourth, classes=frozenset(), grades=frozenset({6}))) == {"6A"}
    assert own_parts(council, parts, replace(fourth, classes=frozenset(), grades=frozenset())) == parts
    assert own_parts(altered(council, per=Per.GRADE), frozenset({"4", "6"}), base) == {"4"}, "the grades of AKS"
    assert own_parts(altered(council, per=Per.BASE), base.bases | {"Annen"}, base) == base.bases
    assert is_for(council, fourth, parts)
    assert not is_for(council, social, parts)
    assert not is_for(altered(council, grades=(1,), per=Per.SCHOOL), fourth)
    assert is_for(altered(council, grades=(1,)), replace(fourth, classes=frozenset(), grades=frozenset()))
    assert [state.parts for state in owned(states().values(), fourth) if state.task.id == BY_CLASS] == [{"4B"}]
    assert by("principal").takes(states()[BY_CLASS]) == {"4B", "6A"}
    both = altered(council, owners=(Role.CONTACT_TEACHER, Role.SOCIAL_TEACHER))
    assert is_for(both, social, parts)


PRESSES = st.tuples(
    st.sampled_from(["teacher", "teacher6", "line", "principal"]),
    st.sampled_from(["finish", "undo", "put_off"]),
    st.sampled_from([(), ("4B",), ("6A",), ("4B", "6A")]),
    st.sampled_from([date(2026, 11, 6), date(2026, 11, 27), date(2027, 2, 5)]),
)


@given(st.lists(PRESSES, max_size=10))
def test_whatever_people_press_each_part_stands_as_was_said_last(
    presses: list[tuple[str, str, tuple[str, ...], date]],
) -> None:
    records: list[YearRecord] = []
    first = date(2026, 10, 12)
    for number, (who, what, parts, until) in enumerate(presses):
        state, now = states(*records)[BY_CLASS], noon(first + timedelta(days=number))
        chosen = frozenset(parts)
        act = {
            "finish": partial(finish, parts=chosen),
            "undo": partial(undo, undoes=records[-1].id if records else "", reason="Ble ikke holdt"),
            "put_off": partial(put_off, until=until, reason="Opptatt", school_plan=THE_PLAN, parts=chosen),
        }[what]
        try:
            record = act(state, f"r{number}", by=by(who), now=now)
        except (Refused, Invalid):
            continue
        records += [record] if record else []
    state = states(*records)[BY_CLASS]
    undone = {(record.undoes, part) for record in records for part in record.parts}
    said = [replace(one, parts=frozenset(p for p in one.parts if (one.id, p) not in undone)) for one in records]
    kept = [record for record in said if not record.undoes]
    assert state.left == state.parts - {part for one in kept if not one.until for part in one.parts}
    assert all(
        state.due_of(p) == next((r.until for r in kept[::-1] if r.until and p in r.parts), DUE) for p in state.parts
    )
    assert (state.done_on is not None) is (not state.left)
    assert all(day <= state.done[part] for part in state.done for day in state.of(frozenset({part})).posts)


def test_what_would_be_written_of_a_task_that_is_done_already_is_refused_and_not_thrown_away() -> None:
    """A line leader was done with it for the class; the same press come again is answered as before."""
    first = done(BY_CLASS, "principal", parts=("4B",))
    state = states(replace(first, note="Tirsdag"))[BY_CLASS]
    with pytest.raises(Invalid, match="ikke lagret"):
        finish(state, "r", by("teacher"), noon(NOVEMBER), note="Onsdag")
    with pytest.raises(Invalid, match="ikke lagret"):
        finish(state, "r", by("principal"), noon(NOVEMBER), parts=frozenset({"4B"}), note="Onsdag")
    assert finish(state, "r", by("principal"), noon(NOVEMBER), parts=frozenset({"4B"}), note=" Tirsdag ") is None
    assert finish(state, "r", by("teacher"), noon(NOVEMBER)) is None


def test_another_reason_for_what_stands_already_is_refused_and_not_thrown_away() -> None:
    until = date(2026, 11, 19)
    first = later(BY_CLASS, "teacher", until)
    state = states(first)[BY_CLASS]
    again = partial(put_off, state, "r", until, by=by("teacher"), now=noon(NOVEMBER), school_plan=THE_PLAN)
    assert again(reason="Opptatt") is None, "the same press come again"
    with pytest.raises(Invalid, match="Velg en dag etter fristen som er nå"):
        again(reason="Foresatte er på reise")
    undone = undo(state, "u", first.id, by("principal"), noon(NOVEMBER), reason="Feil dag")
    assert undone
    take = partial(undo, states(first, undone)[BY_CLASS], "u2", first.id, by("principal"), noon(NOVEMBER))
    assert take(reason="Feil dag") is None
    assert take() is None
    with pytest.raises(Invalid, match="ikke lagret"):
        take(reason="Noe annet")


def test_who_owns_what_is_over_its_day_for_long_is_told_that_a_leader_puts_it_off() -> None:
    state, late = states()[BY_CLASS], noon(date(2026, 12, 2))
    with pytest.raises(Invalid, match="Fristen gikk ut for mer enn fire uker siden"):
        put_off(state, "r", date(2026, 12, 9), "Opptatt", by("teacher"), late, THE_PLAN)
    assert put_off(state, "r", date(2026, 12, 9), "Opptatt", by("principal"), late, THE_PLAN, parts=state.parts)
