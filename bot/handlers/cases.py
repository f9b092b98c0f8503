"""Working a case: receive it, log to it, and say who is on it. Every handler goes through the gate."""

from collections.abc import Sequence

from bot.handlers.common import groups, known_group, pupil_in, staff_of
from bot.handlers.entries import write
from bot.handlers.naming import bar_from_case, join_pupil
from bot.handlers.views import case_view, mergeable
from bot.handlers.week import reviewed
from bot.router import Router, Show, Turn
from cards import case as cards
from cards import case_forms
from cards.actions import (
    AddLog,
    AddMember,
    DecideOwnerNotice,
    IdentifyPupil,
    MarkCase,
    MergeCases,
    NameSuspect,
    OpenCase,
    PupilIdentified,
    ReceiveCase,
    RemoveMember,
    ShowMembers,
)
from cards.week import week_card
from domain.activity_plan import joined
from domain.case import (
    MARKS,
    Case,
    OwnerDecision,
    add_member,
    decide_owner_notice,
    mark,
    merge,
    receive,
    remove_member,
    require_open,
)
from domain.errors import Invalid
from domain.event import CaseId
from domain.people import Person, PersonId

router = Router()


def gate(case_id: str, turn: Turn) -> Case:
    return turn.tx.cases.get(CaseId(case_id), turn.actor.id)


@router.on(OpenCase)
def open_case(action: OpenCase, turn: Turn) -> Show:
    case = turn.tx.cases.read(CaseId(action.case_id), turn.actor.id, turn.now)
    return Show(case_view(case, turn, action.offset))


@router.on(ReceiveCase)
def receive_case(action: ReceiveCase, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if step := receive(case, turn.actor, turn.now):
        case = turn.tx.cases.save(*step)
        _tell_reporters(case.family, turn)
    return Show(case_view(case, turn, note="Saken er tatt imot."))


def _tell_reporters(taken: Sequence[CaseId], turn: Turn) -> None:
    """Each hears of the case they alerted about, under the number they know it by."""
    for case_id in taken:
        for alert in turn.tx.alerts.of_cases([case_id]):
            if alert.reporter != turn.actor.id:
                turn.tx.outbox.put("alert.received", case_id, alert.reporter, turn.now, key=alert.id)


@router.on(ShowMembers)
def members(action: ShowMembers, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    people = sorted((turn.tx.people.get(p) for p in case.members), key=lambda person: person.name)
    return Show(cards.members_card(case, people, turn.actor))


@router.on(AddMember)
def add(action: AddMember, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    person = _colleague(action.person, turn)
    saved = turn.tx.cases.save(*add_member(case, person, action.reason, turn.actor, turn.now))
    turn.tx.outbox.put("case.joined", case.id, person.id, turn.now, key=str(saved.version))
    return Show(case_view(saved, turn, note=f"{person.name} er med i saken."))


@router.on(RemoveMember)
def remove(action: RemoveMember, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    person = _colleague(action.person, turn)
    saved = turn.tx.cases.save(*remove_member(case, person, action.reason, turn.actor, turn.now))
    return Show(case_view(saved, turn, note=f"{person.name} er tatt ut av saken."))


@router.on(MarkCase)
def mark_case(action: MarkCase, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    found = [name for name in MARKS if getattr(action, name)]
    marked = mark(case, found, action.reason, turn.actor, turn.now)
    return Show(case_view(turn.tx.cases.save(*marked), turn, note="Saken er oppdatert."))


@router.on(MergeCases)
def merge_cases(action: MergeCases, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    other = next((c for c in mergeable(case, turn) if c.id == action.other), None)
    if other is None:
        raise Invalid("other", "Velg en sak fra listen.")
    kept, gone = merge(case, other, action.reason, turn.actor, turn.now)
    turn.tx.cases.save(*gone)
    _join_plans(case, other, turn)
    if case.received_at and not other.received_at:
        _tell_reporters(other.family, turn)
    return Show(case_view(turn.tx.cases.save(*kept), turn, note="Sakene er slått sammen."))


def _join_plans(case: Case, other: Case, turn: Turn) -> None:
    """The plan of a case follows it into the other."""
    plans = turn.tx.activity_plans
    before = plans.get(case.id)
    plan = joined(before, plans.get(other.id), case.id)
    if plan and plan != before:
        plans.save(plan, turn.actor.id, turn.now)


@router.on(IdentifyPupil)
def identify(action: IdentifyPupil, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    if not action.group:
        classes, bases = groups(turn)
        return Show(case_forms.identify_group_form(case, [*classes, *bases]))
    group = known_group(turn, action.group)
    return Show(case_forms.identify_pupil_form(case, group, turn.tx.pupils.of_group(group)))


@router.on(PupilIdentified)
def identified(action: PupilIdentified, turn: Turn) -> Show:
    pupil = pupil_in(turn, action.group, action.pupil)
    case = join_pupil(gate(action.case_id, turn), pupil, turn)
    return Show(case_view(case, turn, note="Eleven er kjent."))


@router.on(DecideOwnerNotice)
def owner_notice(action: DecideOwnerNotice, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    decision = OwnerDecision(
        notice=action.notice,
        at=turn.now,
        by=turn.actor.id,
        on=action.on,
        reason=action.reason or "",
        document=action.document,
    )
    saved = turn.tx.cases.save(*decide_owner_notice(case, decision, turn.actor))
    return Show(case_view(saved, turn, note="Beslutningen er lagret."))


@router.on(NameSuspect)
def name_suspect(action: NameSuspect, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    saved = bar_from_case(case, PersonId(action.person), "person", staff_of(turn), turn)
    if turn.actor.id in saved.members:
        return Show(case_view(saved, turn, note="Den ansatte er navngitt og utestengt fra saken."))
    return Show(cards.handed_over(saved, turn.plan))


@router.on(AddLog)
def log(action: AddLog, turn: Turn) -> Show:
    case = gate(action.case_id, turn)
    require_open(case)
    write(action, turn, lambda old: old.case_id in case.family, case_id=case.id)
    if action.minutes:
        return Show(week_card(reviewed(turn), 1, turn.today, note=f"Referatet er lagret i sak {case.reference}."))
    return Show(case_view(case, turn, note="Loggen er lagret."))


def _colleague(person_id: str, turn: Turn) -> Person:
    person = turn.tx.people.known.get(PersonId(person_id))
    if person is None:
        raise Invalid("person", "Velg fra listen.")
    return person
