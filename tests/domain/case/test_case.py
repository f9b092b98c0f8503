from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case.case import Case, Ending, Status, identify, mark_incident, receive
from domain.case.members import (
    Access,
    add_member,
    bar,
    disqualify,
    lift_bar,
    liftable_by,
    of_kin,
    off_by_rule,
    put_off,
    remove_member,
    someone_acts,
    take_over,
    to_the_owner,
)
from domain.case.merging import merge
from domain.case.owner_notice import decide_owner_notice, may_be_groundless, only_notice
from domain.documents.wording import Known, worded
from domain.errors import DomainError, Invalid, Refused
from domain.event import Event, Off
from domain.ids import IncidentId, PersonId
from domain.incident import Mark, OwnerDecision, OwnerNotice
from domain.value import to_json
from storage.case.history import ONLY_FOR_THE_AUDIT
from tests.kit.people.cast import case, everyone, ids, incident, person, pupil
from tests.kit.school import MONDAY

LEADER = person("principal")
LATER = MONDAY + timedelta(hours=1)
FIRST, SECOND = incident(1).id, incident(2).id


def words(event: Event) -> str:
    return worded(event, Known({one.id: one.name for one in everyone()}))


def decision(notice: OwnerNotice = OwnerNotice.NOTIFIED, reason: str = "", document: str = "") -> OwnerDecision:
    return OwnerDecision(notice=notice, at=LATER, by=LEADER.id, reason=reason, document=document)


def merged_away() -> Case:
    return merge(case(1), case(2), "Samme hendelse", LEADER, LATER)[1][0]


def test_a_leader_takes_the_case_once() -> None:
    step = receive(case(), LEADER, LATER)
    assert step is not None
    taken, event = step
    assert (taken.status, taken.received_at, taken.received_by) == (Status.RECEIVED, LATER, "principal")
    assert (event.kind, event.at, event.by, event.case_id) == ("case:received", LATER, "principal", "case1")
    assert receive(taken, person("line"), LATER) is None


def test_one_more_is_let_in_with_a_reason() -> None:
    grown, event = add_member(case(), person("social"), Access("Kjenner eleven"), LEADER, LATER)
    assert grown.members == ids("principal", "line", "social")
    assert words(event) == "Ansatt Social er lagt til. Grunn: Kjenner eleven"


@pytest.mark.parametrize(
    ("who", "reason", "field"),
    [("aks", "Kjenner eleven", "person"), ("line", "Kjenner eleven", "person"), ("social", " x ", "reason")],
)
def test_who_is_barred_or_in_already_is_not_let_in_and_a_reason_is_asked(who: str, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_member(case(barred=ids("aks")), person(who), Access(reason), LEADER, LATER)
    assert refusal.value.field == field


def test_who_has_left_is_not_let_in() -> None:
    with pytest.raises(Invalid):
        add_member(case(), replace(person("social"), active=False), Access("Kjenner eleven"), LEADER, LATER)


def test_the_refusal_of_someone_barred_does_not_say_that_they_are() -> None:
    gone = replace(person("social"), active=False)
    with pytest.raises(Invalid) as barred:
        add_member(case(barred=ids("aks")), person("aks"), Access("Kjenner eleven"), LEADER, LATER)
    with pytest.raises(Invalid) as left:
        add_member(case(), gone, Access("Kjenner eleven"), LEADER, LATER)
    assert str(barred.value) == str(left.value)


def test_someone_is_taken_off_with_a_reason() -> None:
    shrunk, event = remove_member(case(), person("line"), "Har byttet trinn", LEADER, LATER)
    assert shrunk.members == ids("principal")
    assert event.kind == "case:member_removed"
    assert words(event) == "Ansatt Line er tatt ut. Grunn: Har byttet trinn"


@pytest.mark.parametrize(
    ("who", "reason", "field"),
    [("social", "Ikke med", "person"), ("principal", "Vil ikke", "person"), ("line", "", "reason")],
)
def test_nobody_takes_themselves_off(who: str, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        remove_member(case(), person(who), reason, LEADER, LATER)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("who", "by", "past", "stays"),
    [
        ("principal", "line", False, True),
        ("deputy", "line", False, True),
        ("deputy", "principal", False, False),
        ("owner", "principal", False, False),
        ("owner", "principal", True, True),
    ],
)
def test_those_who_answer_for_a_case_stay_on_it(who: str, by: str, past: bool, stays: bool) -> None:
    full = case(members=ids(who, by), past_the_school=past)
    if stays:
        with pytest.raises(Invalid, match="har ansvar for saken"):
            remove_member(full, person(who), "Skal ikke være med", person(by), LATER)
    else:
        assert remove_member(full, person(who), "Skal ikke være med", person(by), LATER)[0].removed == ids(who)


def test_those_whose_the_case_is_now_join_it_unless_barred_or_taken_off() -> None:
    before = case(barred=ids("aks"), removed=ids("social"))
    step = take_over(before, ids("line", "line6", "social", "aks"), LATER)
    assert step is not None
    assert step[0].members == before.members | ids("line6")
    assert step[1].by is None
    assert take_over(step[0], ids("line6", "social"), LATER) is None


def test_who_is_let_in_again_is_no_longer_taken_off() -> None:
    again, _ = add_member(case(removed=ids("social")), person("social"), Access("Trengs likevel"), LEADER, LATER)
    assert again.removed == ids()


def test_a_pupil_becomes_known_once_and_the_barred_stay_out() -> None:
    unknown = case(pupil_id=None, identify_by=MONDAY.date(), barred=ids("aks"))
    known, event = identify(unknown, pupil(), ids("social", "aks"), LEADER, LATER)
    assert (known.pupil_id, known.grade, known.school_class, known.identify_by) == ("pupil0", 4, "4B", None)
    assert known.members == ids("principal", "line", "social")
    assert event.kind == "case:identified"
    assert words(event) == "Eleven er kjent."
    assert pupil().name not in to_json(event)
    with pytest.raises(Refused):
        identify(known, pupil(1), ids(), LEADER, LATER)


def test_two_cases_of_one_pupil_become_one() -> None:
    first, third = case(1, barred=ids("aks")), case(3)
    second = case(
        2,
        members=ids("social", "aks"),
        incidents=(incident(2, Mark.SERIOUS),),
        start_meeting_by=first.start_meeting_by - timedelta(days=1),
        merged_from=(third.id,),
    )
    (kept, told), (gone, told_there) = merge(first, second, "Samme hendelse", LEADER, LATER)
    assert kept.members == ids("principal", "line", "social")
    assert (kept.barred, kept.serious) == (ids("aks"), True)
    assert kept.start_meeting_by == second.start_meeting_by
    assert kept.merged_from == ("case2", "case3")
    assert (gone.status, gone.merged_into, gone.open) == (Status.MERGED, "case1", False)
    assert (gone.members, gone.barred) == (ids("social"), ids("aks"))
    assert (told.kind, told.case_id) == ("case:merged", "case1")
    assert (told_there.kind, told_there.case_id) == ("case:merged_away", "case2")
    assert words(told) == "Sak 2026-002 er slått sammen med denne. Grunn: Samme hendelse"
    assert words(told_there) == "Slått sammen med sak 2026-001. Grunn: Samme hendelse"


@pytest.mark.parametrize(
    "other",
    [case(1), case(2, pupil_id=pupil(1).id), case(2, enhanced=True), case(2, pupil_id=None)],
    ids=["itself", "of another pupil", "about an employee", "of an unknown pupil"],
)
def test_other_cases_are_not_merged(other: Case) -> None:
    with pytest.raises(Refused):
        merge(case(1), other, "Samme hendelse", LEADER, LATER)
    with pytest.raises(Refused):
        merge(other, case(1), "Samme hendelse", LEADER, LATER)


def test_cases_of_unknown_pupils_are_not_of_the_same_pupil() -> None:
    with pytest.raises(Refused):
        merge(case(1, pupil_id=None), case(2, pupil_id=None), "Samme hendelse", LEADER, LATER)


def test_a_merge_has_a_reason() -> None:
    with pytest.raises(Invalid):
        merge(case(1), case(2), "", LEADER, LATER)


def test_what_was_merged_away_is_final() -> None:
    gone, other = merged_away(), case(3)
    for change in (
        lambda: receive(gone, LEADER, LATER),
        lambda: add_member(gone, person("social"), Access("Kjenner eleven"), LEADER, LATER),
        lambda: remove_member(gone, person("line"), "Har byttet trinn", LEADER, LATER),
        lambda: identify(gone, pupil(), ids(), LEADER, LATER),
        lambda: merge(gone, other, "Samme hendelse", LEADER, LATER),
        lambda: merge(other, gone, "Samme hendelse", LEADER, LATER),
        lambda: decide_owner_notice(gone, FIRST, decision(), LEADER),
        lambda: bar(gone, PersonId("line"), ids("line"), ids(), LEADER, LATER),
        lambda: mark_incident(gone, FIRST, [Mark.SERIOUS], "Kom frem", LEADER, LATER),
    ):
        with pytest.raises(Refused, match="2026-002 er slått sammen"):
            change()


@pytest.mark.parametrize(
    ("mark", "made", "text"),
    [
        (Mark.SERIOUS, decision(), "Meldt fra til skoleeier 23.11.2026."),
        (Mark.STAFF, decision(document="2026/77"), "Meldt fra til skoleeier 23.11.2026. Dokument 2026/77."),
        (
            Mark.STAFF,
            decision(OwnerNotice.GROUNDLESS, "Den ansatte var ikke der"),
            "Vurdert som åpenbart grunnløs 23.11.2026. Den ansatte var ikke der",
        ),
    ],
)
def test_the_principal_decides_once(mark: Mark, made: OwnerDecision, text: str) -> None:
    told = case(incidents=(incident(1, mark),))
    assert [one.id for one in told.undecided] == [FIRST]
    decided, event = decide_owner_notice(told, FIRST, made, LEADER)
    assert ([one.owner_decision for one in decided.incidents], words(event), event.at) == ([made], text, LATER)
    assert decided.undecided == ()
    with pytest.raises(Refused, match="allerede tatt stilling"):
        decide_owner_notice(decided, FIRST, decision(), LEADER)


def test_a_second_serious_incident_asks_for_a_decision_of_its_own() -> None:
    told = case(incidents=(incident(1, Mark.SERIOUS),))
    decided, _ = decide_owner_notice(told, FIRST, decision(document="26/1"), LEADER)
    later, _ = mark_incident(decided, SECOND, [Mark.SERIOUS], "Nytt slag i garderoben", LEADER, LATER)
    assert [one.id for one in later.undecided] == [SECOND]
    both, _ = decide_owner_notice(later, SECOND, decision(document="26/2"), LEADER)
    assert both.undecided == ()
    assert [one.owner_decision and one.owner_decision.document for one in both.incidents] == ["26/1", "26/2"]


def test_a_decision_is_of_one_incident_and_no_other() -> None:
    told = case(incidents=(incident(1, Mark.SERIOUS), incident(2, Mark.VIOLENCE), incident(3, Mark.SERIOUS)))
    decided, _ = decide_owner_notice(told, incident(3).id, decision(), LEADER)
    assert [one.id for one in decided.undecided] == [FIRST]
    for no_such in (SECOND, IncidentId("of another case")):
        with pytest.raises(Refused, match="krever ikke at du melder fra"):
            decide_owner_notice(told, no_such, decision(), LEADER)


@pytest.mark.parametrize(
    ("mark", "made", "error"),
    [
        (Mark.VIOLENCE, decision(), Refused),
        (Mark.SERIOUS, decision(OwnerNotice.GROUNDLESS, "Den ansatte var ikke der"), Invalid),
        (Mark.STAFF, decision(OwnerNotice.GROUNDLESS, "Nei"), Invalid),
        (Mark.SERIOUS, replace(decision(), on=date(2026, 11, 24)), Invalid),
        (Mark.SERIOUS, replace(decision(), on=date(2026, 11, 1)), Invalid),
    ],
    ids=[
        "nothing to decide",
        "a serious case is never groundless",
        "groundless without a reason",
        "on a day to come",
        "before it was told of",
    ],
)
def test_a_decision_that_cannot_be_made(mark: Mark, made: OwnerDecision, error: type[DomainError]) -> None:
    with pytest.raises(error):
        decide_owner_notice(case(incidents=(incident(1, mark),)), FIRST, made, LEADER)


def test_an_incident_told_of_later_is_not_decided_on_a_day_before_it_was() -> None:
    wednesday = MONDAY + timedelta(days=2)
    told = case(incidents=(incident(1, Mark.SERIOUS), incident(2, Mark.SERIOUS, told_at=wednesday)))
    monday = replace(decision(), at=wednesday, on=MONDAY.date())
    assert decide_owner_notice(told, FIRST, monday, LEADER)
    with pytest.raises(Invalid) as refusal:
        decide_owner_notice(told, SECOND, monday, LEADER)
    assert refusal.value.field == "on"


def test_what_comes_out_later_of_an_incident_is_added_to_it_with_a_reason() -> None:
    told = case(incidents=(incident(1, Mark.VIOLENCE), incident(2)))
    marked, event = mark_incident(told, FIRST, [Mark.SERIOUS, Mark.VIOLENCE], " Måtte til legevakt ", LEADER, LATER)
    assert [one.marks for one in marked.incidents] == [{Mark.VIOLENCE, Mark.SERIOUS}, frozenset()]
    assert [one.told_at for one in marked.incidents] == [MONDAY, MONDAY]
    assert marked.serious
    assert words(event) == "Nytt i saken: alvorlig. Grunn: Måtte til legevakt"


def test_a_new_incident_stands_beside_those_that_are_known() -> None:
    told = case(incidents=(incident(1, Mark.VIOLENCE),))
    marked, event = mark_incident(told, SECOND, [Mark.FORCE, Mark.VIOLENCE], "Slo igjen", LEADER, LATER)
    assert marked.incidents == (incident(1, Mark.VIOLENCE), incident(2, Mark.FORCE, Mark.VIOLENCE, told_at=LATER))
    assert [one.id for one in marked.marked(Mark.VIOLENCE)] == [FIRST, SECOND]
    assert words(event) == "Nytt i saken: vold, fysisk inngrep. Grunn: Slo igjen"


def test_nothing_new_of_an_incident_is_refused_and_a_reason_is_asked() -> None:
    told = case(incidents=(incident(1, Mark.VIOLENCE),))
    for nothing_new in ([Mark.VIOLENCE], []):
        with pytest.raises(Refused, match="Velg det som er nytt"):
            mark_incident(told, FIRST, nothing_new, "Slo igjen", LEADER, LATER)
    with pytest.raises(Invalid) as refusal:
        mark_incident(told, FIRST, [Mark.SERIOUS], " x ", LEADER, LATER)
    assert refusal.value.field == "reason"


def test_who_is_named_later_is_out_from_then_on() -> None:
    told = case(incidents=(incident(1, Mark.SERIOUS), incident(2)))
    named, event = bar(told, PersonId("line"), ids("line"), ids("deputy", "line"), LEADER, LATER)
    assert (named.members, named.barred, named.enhanced) == (ids("principal", "deputy"), ids("line"), True)
    assert [one.marks for one in named.incidents] == [{Mark.SERIOUS, Mark.STAFF}, frozenset()]
    assert words(event) == "Mistanken gjelder Ansatt Line."
    again, _ = bar(named, PersonId("deputy"), ids("deputy"), ids("line"), LEADER, LATER)
    assert (again.members, again.barred) == (ids("principal"), ids("line", "deputy"))


def test_a_case_waits_until_a_leader_takes_it_and_the_pupil_is_known() -> None:
    today = MONDAY.date()
    late = MONDAY + timedelta(hours=3)
    step = receive(case(), LEADER, LATER)
    assert step is not None
    assert not case().overdue(MONDAY, today)
    assert case().overdue(late, today)
    assert not step[0].overdue(late, today)
    unknown = replace(step[0], pupil_id=None, identify_by=today)
    assert not unknown.overdue(late, today)
    assert unknown.overdue(late, today + timedelta(days=1))
    assert not merged_away().overdue(late, today)


def test_only_an_open_case_of_the_school_with_a_serious_or_suspected_incident_needs_a_decision() -> None:
    serious = (incident(1, Mark.SERIOUS),)
    assert case(incidents=serious).undecided == serious
    assert case(incidents=(incident(1, Mark.VIOLENCE, Mark.FORCE),)).undecided == ()
    assert case(incidents=(incident(1, Mark.STAFF),), enhanced=True, past_the_school=True).undecided == ()
    assert replace(merged_away(), incidents=serious).undecided == ()
    assert case(incidents=serious, status=Status.CLOSED).undecided == ()


def test_an_error_is_a_template_with_names() -> None:
    error = Refused("Sak {reference} er lukket.", reference="2026-001")
    assert (str(error), error.template) == ("Sak 2026-001 er lukket.", "Sak {reference} er lukket.")
    assert PersonId("principal") in case().members


def test_what_was_groundless_is_to_be_told_of_when_it_turns_out_to_be_serious() -> None:
    suspected = case(enhanced=True, incidents=(incident(1, Mark.STAFF),))
    groundless = decision(OwnerNotice.GROUNDLESS, "Den ansatte var ikke der")
    judged, _ = decide_owner_notice(suspected, incident(1).id, groundless, LEADER)
    assert judged.undecided == ()
    serious, _ = mark_incident(judged, incident(1).id, [Mark.SERIOUS], "Legen har ringt", LEADER, LATER)
    assert [one.id for one in serious.undecided] == ["incident1"]
    with pytest.raises(Invalid, match="uten unntak"):
        decide_owner_notice(serious, incident(1).id, groundless, LEADER)
    told, _ = decide_owner_notice(serious, incident(1).id, decision(), LEADER)
    assert told.undecided == ()


def test_what_was_groundless_while_nobody_was_named_is_judged_anew() -> None:
    suspected = case(enhanced=True, incidents=(incident(1, Mark.STAFF),))
    groundless = decision(OwnerNotice.GROUNDLESS, "Ingen ansatt var der")
    judged, _ = decide_owner_notice(suspected, incident(1).id, groundless, LEADER)
    named, _ = bar(judged, PersonId("aks"), ids("aks"), ids(), LEADER, LATER)
    assert [one.id for one in named.undecided] == ["incident1"]


def test_a_closed_case_says_how_it_is_opened_again() -> None:
    with pytest.raises(Refused, match="Den kan åpnes igjen fra saken"):
        receive(case(status=Status.CLOSED), LEADER, LATER)


def test_a_bar_is_lifted_by_who_decides_and_by_none_who_was_named() -> None:
    barred = case(enhanced=True, barred=ids("aks", "social"))
    lifted, event = lift_bar(barred, person("aks"), " Var ikke der ", LEADER, LATER, ids("aks"))
    assert (lifted.barred, lifted.members) == (ids("social"), barred.members)
    assert words(event) == "Ansatt Aks er ikke lenger utestengt fra saken. Grunn: Var ikke der"
    for by, named in ((person("line"), ids("aks")), (person("owner"), ids("aks")), (LEADER, ids("aks", "principal"))):
        with pytest.raises(Refused, match="Bare den som har ansvaret"):
            lift_bar(barred, person("aks"), "Var ikke der", by, LATER, named)
    for who, reason, field in (
        ("social", "Var ikke der", "person"),
        ("line", "Grunn", "person"),
        ("aks", " ", "reason"),
    ):
        with pytest.raises(Invalid) as refusal:
            lift_bar(barred, person(who), reason, LEADER, LATER, ids("aks"))
        assert refusal.value.field == field


def test_past_the_school_only_the_owners_contact_lifts_a_bar() -> None:
    past = case(enhanced=True, past_the_school=True, members=ids("owner"), barred=ids("principal", "deputy"))
    assert liftable_by(LEADER, past, ids("deputy")) == ids()
    assert liftable_by(person("owner"), past, ids("deputy")) == ids("principal", "deputy")
    assert liftable_by(LEADER, case(barred=ids("aks")), ids("aks")) == ids(), "of any other case nobody knows who"


def test_who_is_put_off_without_a_word_is_barred_and_the_event_is_for_the_audit() -> None:
    gone, event = put_off(case(), PersonId("line"), LEADER, LATER)
    assert (gone.members, gone.barred) == (ids("principal"), ids("line"))
    assert event.kind in ONLY_FOR_THE_AUDIT
    assert words(event) == ""


def test_when_nobody_is_left_who_may_act_the_owner_has_the_case() -> None:
    alone = case(enhanced=True, members=ids("line", "social"), barred=ids("aks"))
    assert not someone_acts(alone, everyone())
    past = to_the_owner(alone, ids("owner", "aks"))
    assert (past.past_the_school, past.members) == (True, ids("owner"))
    assert someone_acts(past, everyone())
    assert someone_acts(case(members=ids("line")), everyone()), "of a case about no employee a line leader decides"
    assert not someone_acts(case(members=ids("social")), everyone())
    ordinary = to_the_owner(case(members=ids("social")), ids("owner"))
    assert (ordinary.past_the_school, ordinary.members) == (False, ids("social", "owner"))
    assert someone_acts(ordinary, everyone())


def test_who_is_inhabil_is_barred_and_the_reason_is_for_leaders() -> None:
    gone, event = disqualify(case(), person("line"), " Er i slekt ", person("line"), LATER)
    assert (gone.members, gone.barred) == (ids("principal"), ids("line"))
    assert words(event) == "Ansatt Line er inhabil i saken."
    told = worded(event, Known({one.id: one.name for one in everyone()}, to_a_leader=True))
    assert told == "Ansatt Line er inhabil i saken. Grunn: Er i slekt"


def test_in_doubt_it_is_a_superior_who_says_so() -> None:
    assert disqualify(case(), person("line"), "Er i slekt", LEADER, LATER)[0].barred == ids("line")
    with pytest.raises(Refused, match="Det er en overordnet som avgjør om Ansatt Principal er inhabil"):
        disqualify(case(), LEADER, "Er i slekt", person("line"), LATER)
    for who, reason in (("social", "Er i slekt"), ("line", " ")):
        with pytest.raises(Invalid):
            disqualify(case(), person(who), reason, LEADER, LATER)


def test_a_bar_for_another_reason_than_a_suspicion_is_lifted_by_whoever_is_above() -> None:
    barred = case(barred=ids("social", "aks"))
    said = [person("social")]
    assert liftable_by(person("line"), barred, ids(), said) == ids("social")
    assert liftable_by(person("teacher"), barred, ids(), said) == ids()
    assert liftable_by(LEADER, barred, ids("social"), said) == ids(), "who is named is another matter"
    lifted, _ = lift_bar(barred, person("social"), "Ikke i slekt", LEADER, LATER, ids(), said)
    assert lifted.barred == ids("aks")


def test_next_of_kin_go_off_when_the_pupil_is_known() -> None:
    unknown = case(pupil_id=None, members=ids("principal", "teacher"))
    known, _ = identify(unknown, pupil(), ids("line", "teacher"), LEADER, LATER, ids("teacher"))
    assert (known.members, known.barred) == (ids("principal", "line"), ids("teacher"))
    assert [words(event) for event in of_kin(known, ids("teacher"), LATER)] == [
        "Ansatt Teacher er elevens pårørende, og er ikke med i saken."
    ]


def test_those_whose_it_is_no_longer_go_off_with_a_word_each() -> None:
    smaller, events = off_by_rule(case(), ids("line", "social"), Off.NOT_THEIRS, LATER)
    assert (smaller.members, smaller.removed, smaller.barred) == (ids("principal"), ids(), ids())
    assert [event.details.person for event in events] == ["line"]


def test_only_a_suspicion_that_is_not_serious_may_be_groundless() -> None:
    assert may_be_groundless(incident(1, Mark.STAFF))
    assert not may_be_groundless(incident(1, Mark.STAFF, Mark.SERIOUS))
    assert not may_be_groundless(incident(1, Mark.SERIOUS))


def test_a_case_answers_for_what_is_logged_when_its_readers_are_on_it_and_it_was_one() -> None:
    assert case().answers_for_logs
    assert not replace(case(), enhanced=True).answers_for_logs
    assert not replace(case(), past_the_school=True).answers_for_logs
    assert not replace(case(), ended=Ending.MISREGISTERED).answers_for_logs
    assert replace(case(), ended=Ending.LEFT).answers_for_logs


def test_force_is_on_nobody_known_until_it_is_said() -> None:
    told = case(
        incidents=(
            incident(1, Mark.FORCE, force_on=pupil().id),
            incident(2, Mark.FORCE, force_on=pupil(1).id),
            incident(3, Mark.FORCE),
        )
    )
    assert [told.force_is_on_own(one.id) for one in told.incidents] == [True, False, False]
    assert not told.force_is_on_own(None)
    assert not any(replace(told, pupil_id=None).force_is_on_own(one.id) for one in told.incidents)


def test_what_is_serious_is_told_without_a_question_and_a_suspicion_is_asked_of() -> None:
    assert only_notice(incident(1, Mark.STAFF, Mark.SERIOUS)) is OwnerNotice.NOTIFIED
    with pytest.raises(Invalid, match=r"Fyll ut dette feltet\."):
        only_notice(incident(1, Mark.STAFF))
