from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alert.alert import AlertForm, Suspicion, Told
from domain.alert.routing import (
    About,
    Routed,
    Staff,
    barred_by,
    leaders,
    members_by_rule,
    roles_told,
    route,
    suspicion_of,
)
from domain.ids import PersonId
from domain.people.person import Person, Role
from domain.school_plan.school_plan import Scope
from tests.kit.people.cast import everyone, form, ids, person, pupil
from tests.kit.school import SCHOOL, the_plan

ROUTING = the_plan().routing
REPORTER = PersonId("teacher")
ABOUT = About.of(pupil())
World = tuple[AlertForm, About, PersonId, Staff]
HEADS = {Role.PRINCIPAL, Role.DEPUTY}


def routed(away: str = "", *, about: About = ABOUT, reporter: PersonId = REPORTER, **answers: object) -> Routed:
    """How an alert goes when those of `away` cannot be reached."""
    reached = frozenset(p.id for p in everyone() if p.id not in away.split())
    return route(form(**answers), about, reporter, Staff(everyone(), reached), ROUTING)


def told(answer: Routed) -> set[str]:
    return {t.person for t in answer.tell}


def test_an_alert_goes_to_those_of_the_pupil() -> None:
    answer = routed()
    assert told(answer) == {"principal", "deputy", "line", "social", "base"}
    assert answer.members == ids("principal", "deputy", "line", "social", "teacher", "base")
    assert not answer.barred
    assert (answer.ring, answer.enhanced, answer.past_the_school) == (False, False, False)


def test_the_base_leader_is_told_of_pupils_at_aks_only() -> None:
    assert "base" not in told(routed(about=About.of(pupil(1))))
    older = replace(pupil(), grade=5)
    assert About.of(older).base is None


def test_of_an_unknown_grade_every_line_leader_is_told() -> None:
    assert {"line", "line6"} <= told(routed(about=About()))


def test_who_cannot_be_reached_is_followed_by_the_next_in_line() -> None:
    deputy = Told(person=PersonId("deputy"), role=Role.DEPUTY, instead_of=Role.PRINCIPAL)
    assert deputy in routed("principal").tell
    assert "principal" in routed("principal").members


def test_a_stand_in_who_is_told_already_is_told_once() -> None:
    answer = routed("social")
    assert [t.instead_of for t in answer.tell if t.person == "line"] == [None]


def test_a_stand_in_says_for_whom() -> None:
    only_deputy = Staff([person("principal"), person("line"), person("deputy")], ids("deputy"))
    answer = route(form(), ABOUT, REPORTER, only_deputy, ROUTING)
    assert [(t.person, t.instead_of) for t in answer.tell] == [("deputy", Role.PRINCIPAL)]
    assert answer.members == ids("principal", "line", "deputy")


def test_the_line_leader_of_the_grade_stands_in_before_another() -> None:
    staff = Staff([person("line"), person("line6"), person("base")], ids("line", "line6"))
    assert told(route(form(), ABOUT, REPORTER, staff, ROUTING)) == {"line"}
    staff = Staff([person("line"), person("line6"), person("base")], ids("line6"))
    assert told(route(form(), ABOUT, REPORTER, staff, ROUTING)) == {"line6"}


def test_when_nobody_is_reached_the_reporter_rings() -> None:
    answer = routed("principal deputy line line6 social base")
    assert answer.ring
    assert not answer.tell
    assert "principal" in answer.members


def test_a_role_nobody_has_for_this_pupil_has_no_stand_in() -> None:
    staff = Staff([person("principal"), person("line")], ids("principal", "line"))
    answer = route(form(), About(grade=6, school_class="6A"), REPORTER, staff, ROUTING)
    assert told(answer) == {"principal", "line"}  # the line leader of 4. stands in for the social teacher alone
    assert {t.instead_of for t in answer.tell} == {None, Role.SOCIAL_TEACHER}


def test_a_suspected_employee_reaches_the_principal_alone() -> None:
    answer = routed(suspicion=Suspicion.EMPLOYEE, suspect=PersonId("aks"))
    assert told(answer) == {"principal"}
    assert answer.members == ids("principal")
    assert (answer.barred, answer.enhanced, answer.past_the_school) == (ids("aks"), True, False)


def test_a_principal_who_is_away_is_followed_by_the_deputy() -> None:
    answer = routed("principal", suspicion=Suspicion.EMPLOYEE)
    assert told(answer) == {"deputy"}
    assert answer.members == ids("principal", "deputy")
    assert routed("principal deputy", suspicion=Suspicion.EMPLOYEE).ring


def test_a_principal_who_reports_an_employee_is_not_told_again_and_need_not_ring() -> None:
    answer = routed(suspicion=Suspicion.EMPLOYEE, reporter=PersonId("principal"))
    assert (answer.tell, answer.ring) == ((), False)
    assert answer.members == ids("principal")


@pytest.mark.parametrize("suspect", ["principal", "deputy", "line", "line6"])
def test_an_employee_who_is_a_leader_is_the_leadership(suspect: str) -> None:
    staff = Staff(everyone(), frozenset())
    answers = form(suspicion=Suspicion.EMPLOYEE, suspect=PersonId(suspect))
    assert suspicion_of(answers, staff, ROUTING) is Suspicion.LEADERSHIP
    assert barred_by(answers, staff, ROUTING) == ids("principal", "deputy", "line", "line6")


def test_a_suspected_leadership_reaches_the_owner_alone() -> None:
    answer = routed(suspicion=Suspicion.LEADERSHIP)
    assert told(answer) == answer.members == ids("owner")
    assert (answer.past_the_school, answer.enhanced, answer.ring) == (True, True, False)


def test_an_owner_who_cannot_be_reached_has_no_next_in_line() -> None:
    answer = routed("owner", suspicion=Suspicion.LEADERSHIP)
    assert (answer.tell, answer.ring, answer.members) == ((), True, ids("owner"))


def test_a_receipt_names_each_role_once() -> None:
    tell = [Told(person=PersonId(n), role=role) for n, role in zip("abc", [*HEADS, Role.DEPUTY], strict=True)]
    assert sorted(roles_told(tell)) == sorted(HEADS)


KEYS = st.sampled_from("abcdefgh")
somebody = st.builds(
    Person,
    id=st.just(PersonId("")),
    school_id=st.just(SCHOOL),
    entra_object_id=st.just("oid"),
    upn=st.just("x@skole.test"),
    name=st.just("Ansatt"),
    roles=st.frozensets(st.sampled_from(Role), min_size=1, max_size=3),
    grades=st.frozensets(st.integers(1, 7), max_size=2),
    classes=st.frozensets(st.sampled_from(["4A", "4B", "6A"]), max_size=2),
    bases=st.frozensets(st.sampled_from(["Base 1", "Base 4"]), max_size=1),
    active=st.sampled_from([True, True, True, False]),
)


def _with_ids(by_key: dict[str, Person]) -> list[Person]:
    return [replace(p, id=PersonId(key), name=f"Ansatt {key}") for key, p in by_key.items()]


staffs = st.builds(
    Staff,
    st.dictionaries(KEYS, somebody, max_size=8).map(_with_ids),
    st.frozensets(KEYS.map(PersonId)),
)
abouts = st.builds(
    About,
    grade=st.none() | st.integers(1, 7),
    school_class=st.none() | st.sampled_from(["4A", "4B", "6A"]),
    base=st.none() | st.sampled_from(["Base 1", "Base 4"]),
)
forms = st.builds(form, suspicion=st.sampled_from(Suspicion), suspect=st.none() | KEYS.map(PersonId))
worlds = st.tuples(forms, abouts, KEYS.map(PersonId), staffs)


@given(worlds)
def test_nobody_barred_is_ever_told_or_a_member(world: World) -> None:
    answer = route(*world, ROUTING)
    assert not answer.barred & answer.members
    assert not answer.barred & told(answer)
    assert world[0].suspect is None or world[0].suspect in answer.barred


@given(worlds)
def test_who_is_told_can_be_reached_once_and_may_open_the_case(world: World) -> None:
    _, _, reporter, staff = world
    answer = route(*world, ROUTING)
    active = {p.id for p in staff.people}
    assert told(answer) <= answer.members & staff.reachable
    assert answer.members <= active
    assert len(told(answer)) == len(answer.tell)
    if not answer.past_the_school:
        assert reporter not in told(answer)


@given(worlds)
def test_a_suspicion_against_the_leadership_reaches_the_owner_only(world: World) -> None:
    answers, _, _, staff = world
    answer = route(*world, ROUTING)
    against_a_leader = answers.suspicion is Suspicion.EMPLOYEE and answers.suspect in leaders(staff, ROUTING)
    leadership = answers.suspicion is Suspicion.LEADERSHIP or against_a_leader
    heads = [p for p in staff.people if p.has(*HEADS) and p.id not in answer.barred]
    nobody = answers.suspicion is Suspicion.EMPLOYEE and not heads
    assert answer.past_the_school is (leadership or nobody)
    if answer.past_the_school:
        by_id = {p.id: p for p in staff.people}
        assert leaders(staff, ROUTING) <= answer.barred or not leadership
        assert all(by_id[m].has(Role.SCHOOL_OWNER) for m in answer.members)
        assert {t.instead_of for t in answer.tell} <= {None}
        assert answer.ring is not bool(answer.tell)


@given(worlds)
def test_a_suspected_employee_is_known_to_the_heads_only(world: World) -> None:
    answer = route(*world, ROUTING)
    if answer.enhanced and not answer.past_the_school:
        by_id = {p.id: p for p in world[3].people}
        assert all(not HEADS.isdisjoint(by_id[m].roles) for m in answer.members)
        deputies = {t.person for t in answer.tell if t.instead_of}
        assert not deputies or not {t.person for t in answer.tell if not t.instead_of}


@given(worlds)
def test_every_reachable_principal_knows_unless_barred(world: World) -> None:
    _, about, reporter, staff = world
    answer = route(*world, ROUTING)
    principals = {p.id for p in staff.holders(Role.PRINCIPAL, Scope.SCHOOL, about, answer.barred)}
    assert principals <= answer.members or answer.past_the_school
    if not answer.past_the_school:
        assert (principals & staff.reachable) - {reporter} <= told(answer)


@given(worlds)
def test_nobody_told_means_ring(world: World) -> None:
    answer = route(*world, ROUTING)
    reached = answer.members & world[3].reachable
    assert answer.ring or answer.tell or world[2] in reached
    assert not (answer.ring and answer.tell)


@given(worlds)
def test_by_rule_a_case_is_for_those_it_was_opened_for_and_their_stand_ins(world: World) -> None:
    _, about, _, staff = world
    answer = route(*world, ROUTING)
    flags = {"enhanced": answer.enhanced, "past_the_school": answer.past_the_school}
    rule = members_by_rule(about, staff, ROUTING, answer.barred, **flags)
    assert rule <= answer.members
    assert rule.isdisjoint(answer.barred)
    assert answer.members - rule <= {t.person for t in answer.tell if t.instead_of} | {world[2]}


def test_without_a_principal_the_case_is_the_next_in_lines() -> None:
    staff = Staff([person("deputy"), person("teacher")], frozenset())
    suspected = form(suspicion=Suspicion.EMPLOYEE)
    assert route(suspected, About(), PersonId("teacher"), staff, ROUTING).members == {"deputy"}
